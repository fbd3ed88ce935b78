#pragma once

// A request on its way through its redirects. Not for other folders. Not thread-safe.

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "fetch/fetch.h"
#include "fetch/hop.h"

namespace isnad::fetch {

class Transfer {
 public:
  Transfer(FetchRequest request, FetchDone done);

  // Reads the address. Errors: kDenied, those of Url::Parse. Once, before all others.
  [[nodiscard]] Result<void> Prepare(const Guard& guard);
  // Sets the first hop up on easy(). Errors: kIo. Once.
  [[nodiscard]] Result<void> Begin(const HopContext& context);
  // After a hop ended: the result, or nullopt when easy() is set up for the next hop.
  [[nodiscard]] std::optional<Result<FetchResponse>> Advance(const HopContext& context,
                                                             CURLcode code);
  [[nodiscard]] std::optional<Error> Overdue(SteadyTime now);

  [[nodiscard]] const std::string& host() const { return host_; }  // of the first hop
  [[nodiscard]] CURL* easy() const { return easy_.get(); }
  [[nodiscard]] FetchDone TakeDone() { return std::move(done_); }

 private:
  struct EasyFree {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };

  [[nodiscard]] std::optional<Error> Follow(const HopContext& context);
  void StartHop(const HopContext& context, Url url, Coding coding);
  [[nodiscard]] FetchResponse TakeResponse();

  FetchRequest request_;
  FetchDone done_;
  std::optional<Url> first_;
  std::string host_;
  std::unique_ptr<CURL, EasyFree> easy_;
  std::unique_ptr<Hop> hop_;  // dies before the handle that points to it
  SteadyTime started_;
  std::vector<std::string> visited_;
  std::string permanent_url_;
  bool only_permanent_ = true;
  bool asked_afresh_ = false;  // once at most
};

}  // namespace isnad::fetch
