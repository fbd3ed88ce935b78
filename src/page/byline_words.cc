#include "page/byline_words.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "page/table.h"
#include "page/text.h"

extern "C" {
extern const char isnad_page_bylines_tsv[];
extern const char isnad_page_bylines_tsv_end[];
}

namespace isnad::page {
namespace {

constexpr std::size_t kUses = static_cast<std::size_t>(BylineWord::kCount);
constexpr std::array<std::string_view, kUses> kNames = {
    "lead",    "and",  "nobody", "suffix",   "outlet", "day", "published",
    "updated", "role", "front",  "original", "press",  "blog"};
constexpr std::size_t kMaxPhraseWords = 3;
constexpr std::size_t kMaxNameWords = 5;  // of an author before the outlet

// Folded; a word of punctuation alone ("&") stands for itself.
std::string Key(std::string_view text) {
  std::string folded = FoldedWords(text);
  return folded.empty() ? std::string(text) : folded;
}

using Table = std::array<std::unordered_set<std::string>, kUses>;

const Table& Words() {
  static const Table table = [] {
    Table out;
    ForEachRow({isnad_page_bylines_tsv, isnad_page_bylines_tsv_end},
               [&](const std::vector<std::string_view>& row) {
                 const auto use = std::find(kNames.begin(), kNames.end(), row[0]);
                 if (row.size() != 2 || use == kNames.end()) return;
                 out[static_cast<std::size_t>(use - kNames.begin())].insert(Key(row[1]));
               });
    return out;
  }();
  return table;
}

std::string_view Span(const std::vector<std::string_view>& words, std::size_t from,
                      std::size_t to) {
  const char* end = words[to - 1].data() + words[to - 1].size();
  return {words[from].data(), static_cast<std::size_t>(end - words[from].data())};
}

}  // namespace

bool IsBylineWord(BylineWord use, std::string_view text) {
  return Words()[static_cast<std::size_t>(use)].count(Key(text)) > 0;
}

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty() && out.size() < 60) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0) out.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return out;
}

std::size_t LeadingWords(BylineWord use, const std::vector<std::string_view>& words) {
  for (std::size_t n = std::min(kMaxPhraseWords, words.size()); n > 0; --n) {
    if (IsBylineWord(use, Span(words, 0, n))) return n;
  }
  return 0;
}

std::string OutletOfByline(std::string_view line) {
  std::vector<std::string_view> words = SplitWords(line);
  std::size_t lead = 0;
  // The author may stand first.
  for (std::size_t skipped = 0; skipped <= kMaxNameWords && !words.empty(); ++skipped) {
    lead = LeadingWords(BylineWord::kOutlet, words);
    if (lead > 0) break;
    words.erase(words.begin());
  }
  if (lead == 0) return {};
  std::size_t end = words.size();
  while (end > lead && IsBylineWord(BylineWord::kDay, words[end - 1])) --end;
  if (end == lead || end - lead > 8) return {};
  return std::string(Span(words, lead, end));
}

}  // namespace isnad::page
