#include "page/sections.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "page/byline_words.h"
#include "page/lexicon.h"
#include "page/table.h"
#include "page/text.h"

extern "C" {
extern const char isnad_page_sections_tsv[];
extern const char isnad_page_sections_tsv_end[];
}

namespace isnad::page {
namespace {

constexpr std::size_t kMaxBytes = 80;
constexpr std::size_t kMaxEntryWords = 3;
constexpr std::size_t kMinEntries = 3;

// Menus begin with «الرئيسية»; further in, a word like «عودة» is as well part of a title.
bool IsEntry(std::string_view text, bool first) {
  return IsSectionName(text) || (first && (PhrasesOf(text) & Bit(Phrase::kControl)) != 0);
}

}  // namespace

bool IsSectionName(std::string_view text) {
  static const std::unordered_set<std::string> names = [] {
    std::unordered_set<std::string> out;
    ForEachRow({isnad_page_sections_tsv, isnad_page_sections_tsv_end},
               [&](const std::vector<std::string_view>& row) { out.insert(FoldedWords(row[0])); });
    return out;
  }();
  return text.size() < kMaxBytes && names.count(FoldedWords(text)) > 0;
}

std::size_t MenuPrefix(std::string_view text) {
  const std::vector<std::string_view> words = SplitWords(text);
  std::size_t entries = 0;
  std::size_t at = 0;
  while (at < words.size()) {
    std::size_t taken = 0;
    for (std::size_t n = std::min(kMaxEntryWords, words.size() - at); n > 0 && taken == 0; --n) {
      const std::string_view last = words[at + n - 1];
      const std::string_view entry(
          words[at].data(), static_cast<std::size_t>(last.data() + last.size() - words[at].data()));
      if (IsEntry(entry, entries == 0)) taken = n;
    }
    if (taken == 0) break;
    at += taken;
    ++entries;
  }
  if (entries < kMinEntries) return 0;
  return at == words.size() ? text.size()
                            : static_cast<std::size_t>(words[at].data() - text.data());
}

}  // namespace isnad::page
