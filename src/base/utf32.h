#pragma once

// Text as its code points and back, where letters are changed one by one.

#include <string>
#include <string_view>

namespace isnad {

// Ill-formed bytes give U+FFFD, as DecodeAt (base/utf8.h). Cost: O(n). Thread-safe.
[[nodiscard]] std::u32string ToUtf32(std::string_view text);
[[nodiscard]] std::string ToUtf8(std::u32string_view text);

}  // namespace isnad
