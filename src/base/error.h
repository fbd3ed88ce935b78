#pragma once

// Error values shared by every module. A failure that a normal day brings (bad feed, slow host,
// full disk) is a value; a broken invariant is an assert; running out of memory ends the program.

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace isnad {

enum class Errc : std::uint8_t {
  kNotFound,     // the named thing is not there
  kMalformed,    // the input breaks its own format
  kTooLarge,     // a limit of ours was reached; the detail names it
  kTimedOut,     // a deadline passed
  kIo,           // the operating system refused
  kDenied,       // permission, or a guard of ours
  kFull,         // no space left on the device
  kBusy,         // another process holds it
  kUnsupported,  // understood, and not something we do
};

// What went wrong: `code` for branching, `detail` for people (English, no trailing dot, names the
// thing), `mend` how to put it right, in the imperative ("free some space and run it again").
struct Error {
  Errc code;
  std::string detail;
  std::string mend = {};

  bool operator==(const Error&) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> Fail(Errc code, std::string detail, std::string mend = {}) {
  return tl::unexpected(Error{code, std::move(detail), std::move(mend)});
}

// Passes an error on: `if (!x) return Fail(x.error());`.
inline tl::unexpected<Error> Fail(Error error) { return tl::unexpected(std::move(error)); }

// Short name of a code: "not found", "too large" …
[[nodiscard]] const char* Name(Errc code);

// "DETAIL (MEND)", or the detail alone where there is nothing to advise.
[[nodiscard]] std::string ToString(const Error& error);

// kIo, or the more exact code that `error_number` (errno) stands for, with its text as detail.
[[nodiscard]] Error FromErrno(int error_number, std::string what);

}  // namespace isnad
