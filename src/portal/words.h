#pragma once

// What the pages say (data/portal/strings.tsv), Arabic plurals, and numbers in the portal's digits.
// Source of the plural rules: Unicode CLDR 42, supplemental plurals, locale "ar".

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/error.h"

namespace isnad::portal {

enum class Digits : std::uint8_t { kArabicIndic, kWestern };

enum class PluralForm : std::uint8_t { kZero, kOne, kTwo, kFew, kMany, kOther };

// Form of a counted noun; negative numbers count as their absolute value.
[[nodiscard]] PluralForm ArabicPlural(std::int64_t n);

class Words {
 public:
  using Fill = std::pair<std::string_view, std::string_view>;  // {"outlet", "الدار"}

  // Errors: kMalformed (a line without a tab, a key twice), naming the line. `tsv` must outlive it.
  [[nodiscard]] static Result<Words> Parse(std::string_view tsv, Digits digits);
  // The embedded file, which the tests hold to be well-formed.
  [[nodiscard]] static Words Embedded(Digits digits);

  // Text of a key; the key itself where there is none, so that a gap is seen and nothing breaks.
  [[nodiscard]] std::string_view operator[](std::string_view key) const;
  // The text with its "{name}" places filled.
  [[nodiscard]] std::string Filled(std::string_view key, std::initializer_list<Fill> fills) const;
  // "٣ روايات": the form of `key` that `n` asks for.
  [[nodiscard]] std::string Count(std::string_view key, std::int64_t n) const;
  // "١٢٬٣٤٥": grouped by three from 10,000 on, so that years stay whole.
  [[nodiscard]] std::string Number(std::int64_t n) const;
  // ASCII digits of a text that we wrote, in the portal's digits.
  [[nodiscard]] std::string InDigits(std::string_view text) const;

  [[nodiscard]] Digits digits() const { return digits_; }

 private:
  explicit Words(Digits digits) : digits_(digits) {}
  std::unordered_map<std::string_view, std::string_view> texts_;
  Digits digits_;
};

}  // namespace isnad::portal
