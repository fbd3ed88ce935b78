#include "story/quotes.h"

#include <algorithm>
#include <cstdint>

namespace isnad::story {
namespace {

enum class Mark : char { kNone, kOpen, kClose, kEither, kLine };

// The mark that `text` starts with; `bytes` is how far to go on.
Mark MarkAt(std::string_view text, std::size_t& bytes) {
  constexpr struct {
    std::string_view form;
    Mark mark;
  } kMarks[] = {
      {"\"", Mark::kEither},     {"\n", Mark::kLine},       {"«", Mark::kOpen},
      {"»", Mark::kClose},       {"\u201C", Mark::kEither},  // “ opens in English, closes in German
      {"\u201D", Mark::kEither},                             // ” either, as Arabic pages mix them
      {"\u201E", Mark::kOpen}};                              // „
  for (const auto& [form, mark] : kMarks) {
    if (text.starts_with(form)) {
      bytes = form.size();
      return mark;
    }
  }
  bytes = 1;
  return Mark::kNone;
}

}  // namespace

std::vector<QuotedSpan> QuotedSpans(std::string_view text, const Words& words,
                                    std::size_t first_word) {
  std::vector<QuotedSpan> spans;
  constexpr std::size_t kNone = SIZE_MAX;
  std::size_t open = kNone;  // first word of the quotation
  std::size_t at = first_word < words.size() ? words[first_word].begin : text.size();
  // The mark before the very first word belongs to it.
  while (at > 0 && text[at - 1] != '\n' && words.size() > first_word &&
         (first_word == 0 || at > words[first_word - 1].end)) {
    --at;
  }
  for (std::size_t next = first_word; next <= words.size(); ++next) {
    const std::size_t gap_end = next < words.size() ? words[next].begin : text.size();
    while (at < gap_end) {
      std::size_t bytes = 1;
      const Mark mark = MarkAt(text.substr(at, gap_end - at), bytes);
      at += bytes;
      const bool closes = mark == Mark::kClose || (mark == Mark::kEither && open != kNone);
      if (closes && open != kNone && next > open && next - open <= kMaxQuotedWords) {
        spans.push_back({open, next});
      }
      if (closes || mark == Mark::kLine) {
        open = kNone;
      } else if (mark == Mark::kOpen || mark == Mark::kEither) {
        open = next;
      }
    }
    if (next < words.size()) at = std::max<std::size_t>(at, words[next].end);
  }
  return spans;
}

}  // namespace isnad::story
