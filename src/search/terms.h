#pragma once

// From text to what the index holds: one place a word, with its light stem and, where a clitic or
// an ending was cut, the folded word as written beside it. Stems find all forms of a word; the
// written form ranks the exact ones first and makes quoted phrases exact.
//
// The two share one vocabulary, kept apart by "=" before a written form: «وبالسياسة» is indexed as
// سياس and =وبالسياسه. Nations and months have a mark in the place of the stem (arabic/concepts.h):
// «للمغاربة» is @ma and =للمغاربه; other words of several spellings the stem of one of them.
// Hashtags are indexed by their words, addresses by their parts.
// Limits: a word counts with its first 1,024 bytes as published and 64 bytes folded.

#include <cstdint>
#include <string>
#include <string_view>

#include "arabic/tokens.h"

namespace isnad::search {

inline constexpr char kWrittenMark = '=';
inline constexpr std::size_t kMaxTermBytes = 64;

// Walks `text` (valid UTF-8, which must outlive it) place by place.
// Cost: O(bytes passed); its buffers are reused. Not thread-safe.
class TermReader {
 public:
  explicit TermReader(std::string_view text) : text_(text) {}
  // `text` as it stands between two words as published, which tell what doubtful ones mean.
  TermReader(std::string_view text, std::string_view before, std::string_view after);

  // Moves to the next place; false at the end.
  bool Next();

  [[nodiscard]] std::string_view stem() const { return stem_; }
  // With its mark; empty where it would say the same as the stem.
  [[nodiscard]] std::string_view written() const { return written_; }
  [[nodiscard]] bool is_function_word() const { return is_function_word_; }
  // The mark that the word would have between other neighbours; mostly empty.
  [[nodiscard]] std::string_view maybe() const { return maybe_; }
  // Whether it means one thing or another by its neighbours: its written form says neither.
  [[nodiscard]] bool depends_on_context() const { return depends_on_context_; }
  // Where the word stands in the text.
  [[nodiscard]] std::uint32_t begin() const { return begin_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }

 private:
  bool Take(std::uint32_t begin, std::uint32_t end, arabic::TokenKind kind);
  bool NextPart();
  void ReadConcept(std::string_view folded, std::string_view bare);
  [[nodiscard]] std::string NeighbourBehind() const;

  std::string_view text_;
  std::size_t at_ = 0;
  // What is left of a hashtag or an address.
  std::size_t part_at_ = 0;
  std::size_t part_end_ = 0;
  int parts_left_ = 0;

  std::string written_buffer_;  // mark and folded word
  std::string before_;          // the word in front, folded and bare
  std::size_t before_end_ = 0;
  std::string after_;  // behind the end of the text
  std::string_view stem_;
  std::string_view written_;
  std::string_view maybe_;
  bool is_function_word_ = false;
  bool depends_on_context_ = false;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
};

}  // namespace isnad::search
