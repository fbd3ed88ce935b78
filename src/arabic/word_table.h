#pragma once

// The two pieces every lexicon of this folder is made of: rows of an embedded tab-separated file
// (data/arabic/*.tsv) and a hash table from folded words to small values.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::arabic {

// Calls `row(fields)` for every line of `tsv` that is neither empty nor a '#' comment; `fields` are
// the tab-separated parts, trimmed, and live as long as `tsv`.
template <typename Row>
void ForEachRow(std::string_view tsv, Row&& row);

// Splits one line; see ForEachRow.
[[nodiscard]] std::vector<std::string_view> SplitRow(std::string_view line);

// Words to 32-bit values. Filled once, then read by any number of threads.
// Cost of Find: one pass over the word and, nearly always, one comparison; no allocation.
class WordTable {
 public:
  static constexpr std::uint32_t kMissing = 0xFFFFFFFF;

  // Adds `word`; the first value given to a word stays.
  void Add(std::string_view word, std::uint32_t value);

  [[nodiscard]] std::uint32_t Find(std::string_view word) const;
  [[nodiscard]] bool Contains(std::string_view word) const { return Find(word) != kMissing; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t begin = 0;
    std::uint32_t length = 0;  // 0: free
    std::uint32_t value = 0;
  };

  void Grow();
  [[nodiscard]] std::size_t Place(std::uint32_t hash, std::string_view word) const;

  std::string bytes_;
  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

template <typename Row>
void ForEachRow(std::string_view tsv, Row&& row) {
  while (!tsv.empty()) {
    const std::size_t line_end = tsv.find('\n');
    const std::string_view line = tsv.substr(0, line_end);
    tsv.remove_prefix(line_end == std::string_view::npos ? tsv.size() : line_end + 1);
    if (line.empty() || line.front() == '#') continue;
    row(SplitRow(line));
  }
}

}  // namespace isnad::arabic
