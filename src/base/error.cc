#include "base/error.h"

#include <cerrno>
#include <iterator>
#include <system_error>

namespace isnad {
namespace {
constexpr const char* kNames[] = {"not found", "malformed", "too large", "timed out",  "i/o",
                                  "denied",    "full",      "busy",      "unsupported"};
static_assert(std::size(kNames) == static_cast<std::size_t>(Errc::kUnsupported) + 1);
}  // namespace

const char* Name(Errc code) { return kNames[static_cast<std::size_t>(code)]; }

std::string ToString(const Error& error) {
  return error.mend.empty() ? error.detail : error.detail + " (" + error.mend + ")";
}

Error FromErrno(int error_number, std::string what) {
  what += ": " + std::generic_category().message(error_number);
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return {Errc::kNotFound, std::move(what), "check the path"};
    case EACCES:
    case EPERM:
    case EROFS:
      return {Errc::kDenied, std::move(what), "grant the permission, or run as its owner"};
    case ENOSPC:
    case EDQUOT:
      return {Errc::kFull, std::move(what), "free some space and run it again"};
    case EFBIG:
      return {Errc::kTooLarge, std::move(what), "raise the limit on file sizes"};
    case EBUSY:
    case EAGAIN:
      return {Errc::kBusy, std::move(what), "wait for the other process, or stop it"};
    default:
      return {Errc::kIo, std::move(what)};
  }
}

}  // namespace isnad
