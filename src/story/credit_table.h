#pragma once

// The words by which articles say where their text comes from: names of agencies
// (data/story/agencies.tsv) and phrases around them (data/story/credit_phrases.tsv).

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "story/words.h"

namespace isnad::story {

enum class CreditUse : std::uint8_t {
  kAgency,       // its name, in running text too
  kShortAgency,  // a form that counts only where a credit stands
  kFrom,
  kLabel,
  kOwn,
  kWires,
  kFollow,
  kPaper,
  kSaid,
};

// Words of one text from `begin` up to `end`.
struct WordSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] std::size_t size() const { return end - begin; }
};

// Number of a name, equal for all its spellings that folding makes one; 0 for no words.
[[nodiscard]] std::uint32_t KeyOf(const Words& words, WordSpan span);

struct CreditMatch {
  std::size_t words = 0;     // that it spans; 0: nothing matches
  std::uint16_t agency = 0;  // for the first two uses: number of the agency
};

// Immutable; thread-safe.
class CreditTable {
 public:
  static const CreditTable& Get();

  // The longest form of `use` that the span starts with. Cost: O(kMostWords) look-ups, none for
  // most words.
  [[nodiscard]] CreditMatch Match(const Words& words, WordSpan span, CreditUse use) const;
  // Of an agency by any of its forms.
  [[nodiscard]] CreditMatch MatchAgency(const Words& words, WordSpan span) const;

  [[nodiscard]] std::string_view AgencyName(std::uint16_t agency) const { return names_[agency]; }
  [[nodiscard]] std::uint32_t AgencyKey(std::uint16_t agency) const { return keys_[agency]; }

 private:
  static constexpr std::size_t kMostWords = 7;

  CreditTable();
  void Add(std::string_view form, CreditUse use, std::uint16_t agency);
  [[nodiscard]] static std::uint64_t Slot(std::uint32_t key, CreditUse use) {
    return std::uint64_t{key} << 8 | static_cast<std::uint8_t>(use);
  }

  std::unordered_map<std::uint64_t, std::uint16_t> forms_;  // Slot -> agency
  std::array<bool, 4096> first_words_{};  // by the low bits of the hash of a form's first word
  std::vector<std::string_view> names_;
  std::vector<std::uint32_t> keys_;
  Words scratch_;
};

}  // namespace isnad::story
