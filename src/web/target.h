#pragma once

// The request target (RFC 9112, 3.2) taken apart: path and query, decoded once, strictly.
//
//   target := path ["?" query] | ("http://" | "https://") authority [path] ["?" query]
//   query  := pair *("&" pair)     pair := name ["=" value]     "+" is a space (URL Standard, 5.1)
//
// Refused: anything else ("*", authority form), ill-formed percent-escapes in the path, bytes that
// are not UTF-8 there, control characters, an encoded "/" or "\", "." and ".." segments. In the
// query ill-formed bytes are repaired instead, since people paste addresses that were cut.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "web/http.h"

namespace isnad::web {

struct TargetLimits {
  std::size_t max_bytes = 8 << 10;
  std::size_t max_query_pairs = 64;
};

struct Target {
  std::string path;
  NamedValues query;
  std::string authority;  // of the absolute form; "" otherwise

  bool operator==(const Target&) const = default;
};

// Errors: kMalformed, kTooLarge (bytes or pairs). Cost: O(n). Thread-safe.
[[nodiscard]] Result<Target> ParseTarget(std::string_view text, const TargetLimits& limits = {});

// host [":" port] as RFC 9110, 7.2 has it: a name, IPv4 or bracketed IPv6 address; not empty.
[[nodiscard]] bool IsValidAuthority(std::string_view text);

}  // namespace isnad::web
