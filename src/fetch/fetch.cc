#include "fetch/fetch.h"

#include <optional>
#include <utility>

namespace isnad::fetch {

Result<FetchResponse> FetchNow(Fetcher& fetcher, FetchRequest request) {
  constexpr std::chrono::milliseconds kPatience{1000};
  // Shared with the callback, which may outlive this call only if the fetcher breaks its promise.
  std::optional<Result<FetchResponse>> result;
  fetcher.Start(std::move(request),
                [&result](Result<FetchResponse> answer) { result = std::move(answer); });
  while (!result) {
    if (fetcher.Poll(kPatience) == 0 && !result) {
      return Fail(Errc::kIo, "the fetcher forgot a request");
    }
  }
  return std::move(*result);
}

}  // namespace isnad::fetch
