#pragma once

// Words and short phrases of a list, by kind: what headlines and summaries look words up in.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "arabic/fold.h"
#include "story/data_lines.h"
#include "story/words.h"

namespace isnad::story {

// Rows are `kind`, then words with spaces between, words of a phrase joined by "_". Filled once,
// then read by any number of threads. A collision of two 64-bit hashes would mistake a phrase.
template <typename Kind>
class PhraseTable {
 public:
  // `kind_of` makes a kind of a row's first field.
  template <typename KindOf>
  PhraseTable(std::string_view tsv, KindOf kind_of) {
    ForEachRow(tsv, [&](const Row& row) {
      ForEachPart(row[1], ' ', [&](std::string_view phrase) { Learn(phrase, kind_of(row[0])); });
    });
  }

  // Of the longest phrase that starts at word `at`; Kind{} for none.
  [[nodiscard]] Kind Find(const Words& words, std::size_t at) const {
    constexpr std::size_t kMaxPhrase = 3;
    Kind kind{};
    std::uint64_t key = 0;
    for (std::size_t i = at; i < words.size() && i < at + kMaxPhrase; ++i) {
      key = Extend(key, words.Folded(i));
      const auto found = phrases_.find(key);
      if (found != phrases_.end()) kind = found->second;
    }
    return kind;
  }

 private:
  static std::uint64_t Extend(std::uint64_t key, std::string_view folded) {
    return (key * 0x9E3779B97F4A7C15ULL) ^ HashText(folded);
  }

  void Learn(std::string_view phrase, Kind kind) {
    const std::string folded = arabic::Fold(phrase);
    std::uint64_t key = 0;
    ForEachPart(folded, '_', [&key](std::string_view word) { key = Extend(key, word); });
    phrases_.emplace(key, kind);
  }

  std::unordered_map<std::uint64_t, Kind> phrases_;
};

}  // namespace isnad::story
