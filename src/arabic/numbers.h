#pragma once

// Numbers as the press writes them: ASCII, Arabic-Indic (U+0660..0669) and Extended Arabic-Indic
// (U+06F0..06F9) digits mixed freely, thousands by "," "٬" U+066C "." or a thin space, decimals by
// "." "٫" or ",", number words («ثلاثة وعشرين ألفا وخمسمائة», «مليون ونصف», «مليونين») and both («5
// ملايين»).
//
// A separator followed by exactly three digits groups thousands, anything else is the decimal one:
// "1.500" is 1500 and "1.50" is 1.5, as Arab outlets mean them; U+066B is always decimal.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace isnad::arabic {

// Value of `text` (the whole view is the number, no surrounding space); U+066C and "," between
// groups are skipped.
// Errors: kMalformed for any other character or an empty view, kTooLarge over 64 bits.
// Cost: O(text.size()), no allocation on success. Thread-safe.
[[nodiscard]] Result<std::uint64_t> ParseNumber(std::string_view text);

// Value of digits with thousands and decimals, as above; at most 18 digits before the decimal mark.
// Nothing where the groups fit no number ("21.2.2025", "192.168.1.1"). Thread-safe.
[[nodiscard]] std::optional<double> ParseDecimal(std::string_view text);

enum class NumberForm : std::uint8_t { kDigits, kWords, kMixed };

struct NumberMatch {
  std::uint32_t begin = 0;  // byte span in the text, the percent sign or words included
  std::uint32_t end = 0;
  double value = 0;  // exact up to 2^53; "25%" is 25
  NumberForm form = NumberForm::kDigits;
  bool is_percent = false;

  bool operator==(const NumberMatch&) const = default;
};

// Every number of `text`, in order, without overlap. Ordinals («الثالث»), and «واحد» and «أحد»
// alone, are no numbers here; years and the parts of dates are. Cost: O(n). Thread-safe.
[[nodiscard]] std::vector<NumberMatch> FindNumbers(std::string_view text);

}  // namespace isnad::arabic
