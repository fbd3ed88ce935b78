#pragma once

// The words of an article as the clusterer compares them: folded, in order, with where they stood.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "arabic/tokens.h"

namespace isnad::story {

// One word; its folded form is a piece of the Words' buffer.
struct Word {
  std::uint32_t begin = 0;  // in the text as given
  std::uint32_t end = 0;
  std::uint32_t at = 0;  // of the folded form in the buffer
  std::uint32_t size = 0;
  arabic::TokenKind kind = arabic::TokenKind::kWord;
};

// Words of one text; reused from article to article so that nothing is allocated in the long run.
class Words {
 public:
  // Replaces the content by the words of `text` (valid UTF-8). URLs are left out, hashtags are
  // split at underscores and lose their mark. Cost: O(text.size()).
  void Assign(std::string_view text);

  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] const Word& operator[](std::size_t i) const { return words_[i]; }
  [[nodiscard]] std::string_view Folded(std::size_t i) const {
    return std::string_view(folded_).substr(words_[i].at, words_[i].size);
  }

 private:
  void Push(const arabic::Token& token, std::size_t at, std::size_t end);

  std::string folded_;
  std::vector<Word> words_;
};

// The word's key for comparing accounts: its light stem, without the long vowels, hamza and ayn
// that spellings of one foreign name differ by, and with letters that outlets exchange made one
// («ديمبيلي» / «ديمبلي», «غوتيريش» / «جوتيريش»). Words too short to lose vowels keep their stem.
// Appended to `out`. In the manner of Soundex (Russell 1918), for Arabic spelling.
void AppendTermKey(std::string& out, std::string_view folded, arabic::TokenKind kind);

// Key as a number. 32 bits: a collision makes two words look alike in some article, no more.
[[nodiscard]] std::uint32_t HashText(std::string_view text);

}  // namespace isnad::story
