#include "search/terms.h"

#include <algorithm>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "base/utf8.h"

namespace isnad::search {
namespace {

using arabic::TokenKind;

constexpr std::size_t kMaxRawBytes = 1'024;
constexpr int kMaxParts = 16;  // of one hashtag or address

// "_" and ASCII punctuation part the words of a hashtag and of an address.
bool IsPartBreak(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool is_digit = c >= '0' && c <= '9';
  return static_cast<unsigned char>(c) < 0x80 && !is_letter && !is_digit;
}

// "1,500" and "١٬٥٠٠" are one number: the signs between thousands go.
void DropThousands(std::string& word) {
  constexpr std::string_view kArabicThousands = "\u066C";
  std::erase(word, ',');
  for (std::size_t at = 0; (at = word.find(kArabicThousands, at)) != std::string::npos;) {
    word.erase(at, kArabicThousands.size());
  }
}

}  // namespace

bool TermReader::Next() {
  for (;;) {
    if (part_at_ < part_end_) {
      if (NextPart()) return true;
      continue;
    }
    arabic::Token token;
    if (!arabic::NextToken(text_, at_, token)) return false;
    if (token.kind == TokenKind::kHashtag || token.kind == TokenKind::kUrl) {
      part_at_ = token.begin;
      part_end_ = token.end;
      parts_left_ = kMaxParts;
      continue;
    }
    if (Take(token.begin, token.end, token.kind)) return true;
  }
}

// Takes the next word of the hashtag or address; false when it had none, then maybe with more to
// come.
bool TermReader::NextPart() {
  while (part_at_ < part_end_ && IsPartBreak(text_[part_at_])) ++part_at_;
  const std::size_t begin = part_at_;
  while (part_at_ < part_end_ && !IsPartBreak(text_[part_at_])) ++part_at_;
  if (--parts_left_ <= 0) part_at_ = part_end_;
  return begin < part_at_ && Take(static_cast<std::uint32_t>(begin),
                                  static_cast<std::uint32_t>(part_at_), TokenKind::kWord);
}

bool TermReader::Take(std::uint32_t begin, std::uint32_t end, TokenKind kind) {
  begin_ = begin;
  end_ = end;
  const std::string_view raw = TruncateUtf8(text_.substr(begin, end - begin), kMaxRawBytes);
  written_buffer_.assign(1, kWrittenMark);
  arabic::AppendFolded(written_buffer_, raw, arabic::FoldTier::kSearch);
  if (kind == TokenKind::kNumber) DropThousands(written_buffer_);
  // FTS5 parts the words of a query at spaces; folding ligatures can bring one forth.
  std::erase(written_buffer_, ' ');
  const std::string_view kept = TruncateUtf8(written_buffer_, kMaxTermBytes);
  written_buffer_.resize(kept.size());
  const std::string_view folded = std::string_view(written_buffer_).substr(1);
  if (folded.empty()) return false;
  is_function_word_ = kind == TokenKind::kWord && arabic::IsFunctionWord(folded);
  stem_ = kind == TokenKind::kWord && !is_function_word_ ? arabic::Stem(folded) : folded;
  if (stem_.empty()) stem_ = folded;
  written_ = stem_.size() == folded.size() ? std::string_view() : written_buffer_;
  return true;
}

}  // namespace isnad::search
