#pragma once

// Character references as feeds use them: the named ones of HTML (data/feed/entities.tsv), which
// XML does not know without a DTD, and the numeric ones with HTML's repairs (WHATWG
// HTML, 13.2.5.80: 0x80..0x9F are windows-1252).

#include <cstddef>
#include <string>
#include <string_view>

namespace isnad::feed {

// UTF-8 of the entity called `name` ("eacute"), or "" when there is none. Case counts.
// Cost: a binary search. Thread-safe.
[[nodiscard]] std::string NamedEntity(std::string_view name);

enum class BareNames : unsigned char { kRefused, kRead };  // "&nbsp" without its semicolon

// Reads the reference that starts at `text[at]` == '&', appends what it stands for to `out`, and
// returns its length in bytes; 0 (nothing appended) where it is no reference and '&' means itself.
// Numbers outside Unicode and U+0000 give U+FFFD.
std::size_t DecodeReference(std::string_view text, std::size_t at, BareNames bare,
                            std::string& out);

// `text` with every reference decoded.
[[nodiscard]] std::string DecodeReferences(std::string_view text, BareNames bare);

}  // namespace isnad::feed
