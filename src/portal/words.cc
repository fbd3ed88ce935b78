#include "portal/words.h"

#include <cstdlib>

extern "C" const char isnad_portal_strings[];
extern "C" const char isnad_portal_strings_end[];

namespace isnad::portal {
namespace {

constexpr std::string_view kFormSuffixes[] = {".zero", ".one", ".two", ".few", ".many", ".other"};

}  // namespace

PluralForm ArabicPlural(std::int64_t n) {
  // In unsigned arithmetic the absolute value exists for every number.
  const auto bits = static_cast<std::uint64_t>(n);
  const std::uint64_t value = n < 0 ? 0 - bits : bits;
  if (value <= 2) return static_cast<PluralForm>(value);
  const std::uint64_t rest = value % 100;
  if (rest >= 3 && rest <= 10) return PluralForm::kFew;
  return rest >= 11 ? PluralForm::kMany : PluralForm::kOther;
}

Result<Words> Words::Parse(std::string_view tsv, Digits digits) {
  Words words(digits);
  for (std::size_t number = 1; !tsv.empty(); ++number) {
    const std::string_view line = tsv.substr(0, tsv.find('\n'));
    tsv.remove_prefix(std::min(line.size() + 1, tsv.size()));
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    if (tab == line.npos ||
        !words.texts_.emplace(line.substr(0, tab), line.substr(tab + 1)).second) {
      return Fail(Errc::kMalformed, "strings.tsv, line " + std::to_string(number));
    }
  }
  return words;
}

Words Words::Embedded(Digits digits) {
  auto words = Parse({isnad_portal_strings, isnad_portal_strings_end}, digits);
  if (!words) std::abort();  // the program was built from a broken file
  return *std::move(words);
}

std::string_view Words::operator[](std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? key : found->second;
}

std::string Words::Filled(std::string_view key, std::initializer_list<Fill> fills) const {
  std::string_view rest = (*this)[key];
  std::string text;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    text += rest.substr(0, open);
    if (open == rest.npos) break;
    const std::size_t close = rest.find('}', open);
    if (close == rest.npos) break;
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    for (const auto& [fill_name, value] : fills) {
      if (fill_name == name) text += value;
    }
    rest.remove_prefix(close + 1);
  }
  return text;
}

std::string Words::Count(std::string_view key, std::int64_t n) const {
  const auto form = static_cast<std::size_t>(ArabicPlural(n));
  return Filled(std::string(key).append(kFormSuffixes[form]), {{"n", Number(n)}});
}

std::string Words::Number(std::int64_t n) const {
  std::string text = std::to_string(n);
  if (n >= 10'000) {
    for (std::size_t at = text.size() - 3; at > 0 && at < text.size();
         at -= std::min<std::size_t>(3, at)) {
      text.insert(at, digits_ == Digits::kWestern ? "," : "\u066C");  // Arabic thousands separator
    }
  }
  return InDigits(text);
}

std::string Words::InDigits(std::string_view text) const {
  if (digits_ == Digits::kWestern) return std::string(text);
  std::string out;
  out.reserve(text.size() * 2);
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      out += '\xD9';  // U+0660 ARABIC-INDIC DIGIT ZERO is D9 A0
      out += static_cast<char>(0xA0 + (c - '0'));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace isnad::portal
