#include "search/terms.h"

#include <algorithm>

#include "arabic/concepts.h"
#include "arabic/fold.h"
#include "arabic/stem.h"
#include "base/utf8.h"

namespace isnad::search {
namespace {

using arabic::TokenKind;

constexpr std::size_t kMaxRawBytes = 1'024;
constexpr int kMaxParts = 16;  // of one hashtag or address
constexpr std::string_view kNumberNeighbour = "#";

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

// A word without its proclitics, as arabic/concepts.h asks for neighbours.
void AssignBare(std::string& out, std::string_view folded) {
  out.assign(folded.substr(arabic::LightStem(folded).front));
}

std::string BareNeighbour(std::string_view raw, TokenKind kind) {
  if (kind == TokenKind::kNumber) return std::string(kNumberNeighbour);
  const std::string folded = arabic::Fold(TruncateUtf8(raw, kMaxTermBytes));
  std::string bare;
  AssignBare(bare, folded);
  return bare;
}

// Between two words that belong together stands white space, a dash or a slash.
bool Joins(std::string_view gap) {
  return gap.size() <= 4 && gap.find_first_of(".\n\r!?:;") == std::string_view::npos;
}

std::string EdgeWord(std::string_view text, bool last) {
  arabic::Token token;
  std::string word;
  for (std::size_t at = 0; arabic::NextToken(text, at, token);) {
    word = BareNeighbour(text.substr(token.begin, token.end - token.begin), token.kind);
    if (!last) break;
  }
  return word;
}

}  // namespace

TermReader::TermReader(std::string_view text, std::string_view before, std::string_view after)
    : text_(text), before_(EdgeWord(before, true)), after_(EdgeWord(after, false)) {}

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
  maybe_ = {};
  is_function_word_ = false;
  depends_on_context_ = false;
  stem_ = folded;
  if (kind == TokenKind::kNumber) {
    before_ = kNumberNeighbour;
  } else if (kind == TokenKind::kWord) {
    is_function_word_ = arabic::IsFunctionWord(folded);
    const arabic::StemCut cut = arabic::LightStem(folded);
    const std::string_view bare = folded.substr(cut.front);
    if (!is_function_word_ && bare.size() > cut.back) {
      stem_ = bare.substr(0, bare.size() - cut.back);
      ReadConcept(folded, bare);
    }
    before_.assign(bare);
  } else {
    before_.clear();
  }
  before_end_ = end;
  written_ = stem_ == folded ? std::string_view() : written_buffer_;
  return true;
}

// Puts the mark of a nation or month, or the stem of the word's usual spelling, in the stem's
// place.
void TermReader::ReadConcept(std::string_view folded, std::string_view bare) {
  arabic::Concept found = arabic::FindConcept(bare);
  if (found.kind == arabic::ConceptKind::kNone && bare.size() < folded.size()) {
    found = arabic::FindConcept(folded);  // «ألباني» is not «باني» with an article
  }
  if (found.kind == arabic::ConceptKind::kNone && stem_.size() < bare.size()) {
    // Inflected forms of a word that is spelled in several ways; nations list theirs.
    found = arabic::FindConcept(stem_);
    if (found.kind != arabic::ConceptKind::kPlain || found.mark.front() == arabic::kConceptMark) {
      return;
    }
  }
  if (found.kind == arabic::ConceptKind::kPlain) {
    stem_ = found.mark;
  } else if (found.kind == arabic::ConceptKind::kInContext) {
    const bool joined =
        begin_ >= before_end_ && Joins(text_.substr(before_end_, begin_ - before_end_));
    const auto mark =
        arabic::ConceptInContext(found, joined ? std::string_view(before_) : "", NeighbourBehind());
    depends_on_context_ = mark.has_value();
    if (!mark) {
      maybe_ = found.mark;
    } else if (!mark->empty()) {
      stem_ = *mark;
    }
  }
}

std::string TermReader::NeighbourBehind() const {
  std::size_t at = end_;
  arabic::Token token;
  if (!arabic::NextToken(text_, at, token)) return after_;
  if (!Joins(text_.substr(end_, token.begin - end_))) return {};
  return BareNeighbour(text_.substr(token.begin, token.end - token.begin), token.kind);
}

}  // namespace isnad::search
