#pragma once

// Numbers as the press writes them: ASCII, Arabic-Indic (U+0660..0669) and Extended Arabic-Indic
// (U+06F0..06F9) digits mixed freely, thousands by "," "٬" U+066C "." or a thin space, decimals by "." "٫"
// or ",".

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace isnad::arabic {

// Value of `text` (the whole view is the number, no surrounding space); U+066C and "," between
// groups are skipped.
// Errors: kMalformed for any other character or an empty view, kTooLarge over 64 bits.
// Cost: O(text.size()), no allocation on success. Thread-safe.
[[nodiscard]] Result<std::uint64_t> ParseNumber(std::string_view text);

}  // namespace isnad::arabic
