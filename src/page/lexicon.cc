#include "page/lexicon.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <vector>

#include "page/flat_map.h"
#include "page/table.h"
#include "page/text.h"

extern "C" {
extern const char isnad_page_class_hints_tsv[];
extern const char isnad_page_class_hints_tsv_end[];
extern const char isnad_page_phrases_tsv[];
extern const char isnad_page_phrases_tsv_end[];
}

namespace isnad::page {
namespace {

constexpr std::size_t kMaxPhraseWords = 8;
constexpr std::size_t kMaxLineWords = 25;
constexpr std::size_t kMaxLineBytes = 400;

constexpr std::array<std::string_view, static_cast<std::size_t>(Hint::kCount)> kHintNames = {
    "article", "body",    "lead",    "title", "nav",       "footer",     "header", "sidebar",
    "related", "comment", "share",   "ad",    "promo",     "newsletter", "notice", "meta",
    "bio",     "tags",    "caption", "media", "card",      "form",       "toc",    "pages",
    "table",   "ticker",  "column",  "quote", "transcript"};

constexpr std::array<std::string_view, static_cast<std::size_t>(Phrase::kCount)> kPhraseNames = {
    "read_also", "related", "comment", "share", "newsletter", "notice",
    "footer",    "control", "author",  "tags",  "origin",     "credit"};

template <typename Names>
int IndexOf(const Names& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? -1 : static_cast<int>(at - names.begin());
}

using HashTable = FlatMap<std::uint32_t>;

HashTable LoadHints() {
  HashTable out;
  ForEachRow({isnad_page_class_hints_tsv, isnad_page_class_hints_tsv_end},
             [&](const std::vector<std::string_view>& row) {
               const int at = row.size() == 2 ? IndexOf(kHintNames, row[0]) : -1;
               assert(at >= 0 && "data/page/class_hints.tsv names an unknown category");
               if (at >= 0) out[Hash(row[1])] |= HintMask{1} << at;
             });
  return out;
}

struct Phrases {
  HashTable whole, start, any;
  // By Slot of a phrase's beginning: most words of a page start no phrase.
  std::array<bool, 8192> opens_start{};
  std::array<bool, 8192> opens_any{};
  std::size_t longest_whole = 0;  // bytes
};

// Of the three bytes that begin a word, with the space behind it where it is shorter.
std::size_t Slot(std::string_view words, std::size_t at) {
  std::uint32_t bytes = 0;
  for (std::size_t i = at; i < at + 3; ++i) {
    bytes = bytes << 8 | static_cast<unsigned char>(i < words.size() ? words[i] : ' ');
    if (bytes % 256 == ' ') break;
  }
  return (bytes * 0x9E3779B1U) >> 19;
}

Phrases LoadPhrases() {
  Phrases out;
  ForEachRow(
      {isnad_page_phrases_tsv, isnad_page_phrases_tsv_end},
      [&](const std::vector<std::string_view>& row) {
        const int at = row.size() == 3 ? IndexOf(kPhraseNames, row[0]) : -1;
        assert(at >= 0 && "data/page/phrases.tsv names an unknown category");
        if (at < 0) return;
        HashTable& table = row[1] == "whole" ? out.whole : row[1] == "start" ? out.start : out.any;
        const std::string words = FoldedWords(row[2]);
        table[QuickHash(words)] |= 1U << at;
        if (row[1] == "start") out.opens_start[Slot(words, 0)] = true;
        if (row[1] == "any") out.opens_any[Slot(words, 0)] = true;
        if (row[1] == "whole") out.longest_whole = std::max(out.longest_whole, words.size());
      });
  return out;
}

std::uint32_t Look(const HashTable& table, std::uint64_t hash) {
  const std::uint32_t* at = table.Find(hash);
  return at == nullptr ? 0 : *at;
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

HintMask HintsOf(std::string_view name) {
  static const HashTable table = LoadHints();
  constexpr std::uint64_t kSeed = Hash("");
  HintMask out = 0;
  std::uint64_t word = kSeed;   // since the last separator or change of case
  std::uint64_t whole = kSeed;  // since the last space
  bool started = false;
  std::size_t parts = 0;
  const auto end_word = [&] {
    if (started) {
      out |= Look(table, word);
      ++parts;
    }
    word = kSeed;
    started = false;
  };
  const auto end_name = [&] {
    end_word();
    if (parts > 1) out |= Look(table, whole);
    whole = kSeed;
    parts = 0;
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    char c = name[i];
    if (IsUpper(c)) {
      if (i > 0 && IsLower(name[i - 1])) end_word();
      c = static_cast<char>(c + 32);
    }
    if (IsLower(c)) {
      word = Hash({&c, 1}, word);
      whole = Hash({&c, 1}, whole);
      started = true;
    } else if (c == ' ' || c == '\n' || c == '\t') {
      end_name();
    } else {
      end_word();
    }
  }
  end_name();
  return out;
}

PhraseMask PhrasesOf(std::string_view line) {
  return line.size() > kMaxLineBytes ? PhraseMask{0}
                                     : PhrasesOfFolded(FoldedWords(line), line.size());
}

PhraseMask PhrasesOfFolded(std::string_view words, std::size_t line_bytes) {
  static const Phrases phrases = LoadPhrases();
  if (line_bytes > kMaxLineBytes || words.empty()) return 0;
  std::array<std::size_t, kMaxLineWords + 1> starts{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0 && words[i - 1] != ' ') continue;
    if (count == kMaxLineWords) return 0;
    starts[count++] = i;
  }
  starts[count] = words.size() + 1;
  std::uint32_t out =
      words.size() > phrases.longest_whole ? 0 : Look(phrases.whole, QuickHash(words));
  for (std::size_t first = 0; first < count; ++first) {
    const std::size_t slot = Slot(words, starts[first]);
    if (!phrases.opens_any[slot] && !(first == 0 && phrases.opens_start[slot])) continue;
    for (std::size_t length = 1; length <= kMaxPhraseWords && first + length <= count; ++length) {
      const std::uint64_t hash =
          QuickHash(words.substr(starts[first], starts[first + length] - 1 - starts[first]));
      if (first == 0) out |= Look(phrases.start, hash);
      out |= Look(phrases.any, hash);
    }
  }
  return static_cast<PhraseMask>(out);
}

}  // namespace isnad::page
