#include "story/words.h"

#include <xxhash.h>

#include <algorithm>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "base/utf8.h"

namespace isnad::story {
namespace {

// Letters that a spelling may add, drop or exchange: 0 drops the letter unless it is the first.
char32_t KeyLetter(char32_t letter) {
  switch (letter) {
    case U'ا':
    case U'و':
    case U'ي':
    case U'ه':
    case U'ء':
    case U'ع':
      return 0;
    case U'ط':
      return U'ت';
    case U'ص':
    case U'ث':
      return U'س';
    case U'ض':
      return U'د';
    case U'ظ':
    case U'ذ':
      return U'ز';
    case U'ق':
    case U'غ':
    case U'ج':
    case U'چ':
      return U'ك';
    case U'خ':
      return U'ح';
    case U'پ':
      return U'ب';
    case U'ڤ':
      return U'ف';
    default:
      return letter;
  }
}

// A number as one spelling: thousands separators dropped, one kind of decimal point.
void AppendNumber(std::string& out, std::string_view folded) {
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if (c >= '0' && c <= '9') {
      out += c;
    } else if (c == ',' || c == '.') {
      const std::size_t digits =
          std::min(folded.find_first_not_of("0123456789", i + 1), folded.size()) - i - 1;
      if (digits != 3) out += '.';
    }
  }
}

constexpr std::size_t kMinKeyLetters = 3;

}  // namespace

void Words::Assign(std::string_view text) {
  folded_.clear();
  words_.clear();
  arabic::Token token;
  for (std::size_t at = 0; arabic::NextToken(text, at, token);) {
    if (token.kind == arabic::TokenKind::kUrl) continue;
    const std::size_t begin = folded_.size();
    arabic::AppendFolded(folded_, text.substr(token.begin, token.end - token.begin),
                         arabic::FoldTier::kSearch);
    if (token.kind != arabic::TokenKind::kHashtag) {
      Push(token, begin, folded_.size());
      continue;
    }
    for (std::size_t part = begin; part < folded_.size();) {
      const std::size_t end = std::min(folded_.find_first_of("#_", part), folded_.size());
      Push({token.begin, token.end, arabic::TokenKind::kWord}, part, end);
      part = end + 1;
    }
  }
}

void Words::Push(const arabic::Token& token, std::size_t at, std::size_t end) {
  if (at == end) return;
  words_.push_back({.begin = token.begin,
                    .end = token.end,
                    .at = static_cast<std::uint32_t>(at),
                    .size = static_cast<std::uint32_t>(end - at),
                    .kind = token.kind});
}

void AppendTermKey(std::string& out, std::string_view folded, arabic::TokenKind kind) {
  if (kind == arabic::TokenKind::kNumber) return AppendNumber(out, folded);
  if (kind != arabic::TokenKind::kWord) {
    out.append(folded);
    return;
  }
  const std::string_view stem = arabic::Stem(folded);
  const std::size_t start = out.size();
  std::size_t letters = 0;
  char32_t last = 0;
  for (std::size_t at = 0; at < stem.size();) {
    const CodePoint point = DecodeAt(stem, at);
    at += point.length_bytes;
    char32_t letter = KeyLetter(point.value);
    if (letter == 0 && letters == 0) letter = point.value;
    if (letter == 0 || letter == last) continue;
    AppendUtf8(out, letter);
    last = letter;
    ++letters;
  }
  if (letters < kMinKeyLetters) out.replace(start, std::string::npos, stem);
}

std::uint32_t HashText(std::string_view text) {
  return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
}

}  // namespace isnad::story
