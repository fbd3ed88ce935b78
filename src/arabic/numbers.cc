#include "arabic/numbers.h"

#include <array>
#include <limits>

#include "arabic/char_class.h"
#include "arabic/walk.h"

namespace isnad::arabic {
namespace {

constexpr int kMaxDigits = 18;  // what a double and a 64-bit integer both hold as a whole
constexpr int kMaxFraction = 18;
constexpr int kMaxGroups = 7;

bool IsThinSpace(char32_t c) { return c == 0x00A0 || c == 0x2009 || c == 0x200A || c == 0x202F; }

bool IsGroupMark(char32_t c) {
  return c == ',' || c == '.' || c == 0x066C || c == 0x060C || c == '\'' || c == 0x2019 ||
         c == ' ' || IsThinSpace(c);
}

struct Group {
  char32_t mark = 0;  // in front of it
  int digits = 0;
  double value = 0;
};

struct Groups {
  std::array<Group, kMaxGroups> list{};
  int count = 0;
};

// Splits "1,500.25" into its groups; false for anything else than digits and single marks.
bool Split(std::string_view text, Groups& groups) {
  bool after_digit = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    at += point.length_bytes;
    const int digit = DigitValue(point.value);
    if (digit >= 0) {
      if (!after_digit && groups.count == 0) groups.count = 1;
      Group& group = groups.list[static_cast<std::size_t>(groups.count - 1)];
      if (++group.digits > kMaxDigits) return false;
      group.value = group.value * 10 + digit;
      after_digit = true;
      continue;
    }
    const bool is_mark = IsGroupMark(point.value) || point.value == 0x066B;
    if (!is_mark || !after_digit || groups.count == kMaxGroups) return false;
    groups.list[static_cast<std::size_t>(groups.count++)].mark = point.value;
    after_digit = false;
  }
  return after_digit;
}

double Fraction(const Group& group) {
  double scale = 1;
  for (int i = 0; i < group.digits; ++i) scale *= 10;
  return group.value / scale;
}

// Whether the last group is the decimal part.
bool EndsInDecimals(const Groups& groups) {
  const Group& last = groups.list[static_cast<std::size_t>(groups.count - 1)];
  if (last.mark == 0x066B) return true;
  if (last.mark != '.' && last.mark != ',' && last.mark != 0x060C) return false;
  if (last.digits != 3) return true;
  if (groups.count == 2) {  // "1.500" is thousands, "0.500" and "1234.500" are not
    return groups.list[0].digits > 3 || (groups.list[0].value == 0 && groups.list[0].digits == 1);
  }
  return last.mark != groups.list[1].mark;  // "1,234.567"
}

}  // namespace

Result<std::uint64_t> ParseNumber(std::string_view text) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t value = 0;
  bool after_digit = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    at += point.length_bytes;
    const int digit = DigitValue(point.value);
    if (digit < 0) {
      const bool groups = (point.value == ',' || point.value == 0x066C) && after_digit;
      if (!groups) return Fail(Errc::kMalformed, "number has a character that is no digit");
      after_digit = false;
      continue;
    }
    const auto next = static_cast<std::uint64_t>(digit);
    if (value > (kMax - next) / 10) return Fail(Errc::kTooLarge, "number exceeds 64 bits");
    value = value * 10 + next;
    after_digit = true;
  }
  if (!after_digit) return Fail(Errc::kMalformed, "number ends without a digit");
  return value;
}

std::optional<double> ParseDecimal(std::string_view text) {
  Groups groups;
  if (!Split(text, groups)) return {};
  const bool decimals = groups.count > 1 && EndsInDecimals(groups);
  const int whole_groups = decimals ? groups.count - 1 : groups.count;
  int digits = groups.list[0].digits;
  double value = groups.list[0].value;
  for (int i = 1; i < whole_groups; ++i) {
    const Group& group = groups.list[static_cast<std::size_t>(i)];
    const bool fits = group.digits == 3 && groups.list[0].digits <= 3 &&
                      group.mark == groups.list[1].mark && group.mark != 0x066B;
    digits += group.digits;
    if (!fits || digits > kMaxDigits) return {};
    value = value * 1000 + group.value;
  }
  if (!decimals) return value;
  const Group& last = groups.list[static_cast<std::size_t>(groups.count - 1)];
  if (last.digits > kMaxFraction) return {};
  return value + Fraction(last);
}

}  // namespace isnad::arabic
