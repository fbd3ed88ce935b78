#pragma once

// JSON out of what sites put in its place: trailing, doubled and missing commas, single quotes,
// bare keys, quotes and line breaks inside strings, wrong escapes, comments, several values in a
// row, an end that is missing, JavaScript literals. A reading of Postel's law for JSON-LD, not of
// any grammar.

#include <cstddef>
#include <string>
#include <string_view>

namespace isnad::page {

// A JSON array of the values found in `script`, well-formed as far as brackets, commas, keys and
// strings go; "[]" where there are none. Levels below `max_depth` are left out. Never longer than a
// small multiple of `script`. Cost: O(n). Thread-safe.
[[nodiscard]] std::string RepairJson(std::string_view script, std::size_t max_depth);

}  // namespace isnad::page
