#pragma once

// What a client already has and what it can read: If-None-Match (RFC 9110, 13.1.2) and
// Accept-Encoding (12.5.3).

#include <string_view>

namespace isnad::web {

// True when the field lists `etag` (weak comparison; the "-gz" variant counts as the same) or "*".
// Cost: O(n). A list that is not well-formed matches as far as it can be read.
[[nodiscard]] bool EtagMatches(std::string_view if_none_match, std::string_view etag);

// True when gzip may be sent: named (or "*") with a weight above zero. An empty field says no.
[[nodiscard]] bool AcceptsGzip(std::string_view accept_encoding);

}  // namespace isnad::web
