#include "arabic/time_words.h"

#include <array>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>

#include "arabic/char_class.h"
#include "arabic/data.h"
#include "arabic/fold.h"
#include "arabic/tokens.h"
#include "arabic/walk.h"
#include "arabic/word_table.h"

namespace isnad::arabic {
namespace {

struct Entry {
  TimeRoles roles = 0;
  std::int16_t value = 0;
  std::int8_t unit = 0;
  bool begins = false;  // an entry of two words
};

constexpr std::pair<std::string_view, TimeRole> kRoles[] = {{"day", TimeRole::kDay},
                                                            {"toward", TimeRole::kToward},
                                                            {"unit", TimeRole::kUnit},
                                                            {"dual", TimeRole::kDual},
                                                            {"count", TimeRole::kCount},
                                                            {"ago", TimeRole::kAgo},
                                                            {"hence", TimeRole::kHence},
                                                            {"part", TimeRole::kPart},
                                                            {"from", TimeRole::kFrom},
                                                            {"to", TimeRole::kTo},
                                                            {"between", TimeRole::kBetween},
                                                            {"and", TimeRole::kAnd},
                                                            {"equals", TimeRole::kEquals},
                                                            {"hijri", TimeRole::kHijri},
                                                            {"era", TimeRole::kEra},
                                                            {"dayword", TimeRole::kDayWord},
                                                            {"monthword", TimeRole::kMonthWord},
                                                            {"yearword", TimeRole::kYearWord},
                                                            {"of", TimeRole::kOf}};

class Lexicon {
 public:
  Lexicon() {
    ForEachRow(TimeWordsTsv(), [&](const std::vector<std::string_view>& row) {
      if (row.size() < 3) return;
      for (const auto& [name, role] : kRoles) {
        if (name == row[0]) Add(row[2], role, row[1]);
      }
    });
    ForEachRow(MonthsTsv(), [&](const std::vector<std::string_view>& row) {
      if (row.size() > 2) Add(row[2], TimeRole::kMonth, row[0]);
    });
    ForEachRow(DateWordsTsv(), [&](const std::vector<std::string_view>& row) {
      if (row.size() < 3) return;
      if (row[0] == "weekday") Add(row[2], TimeRole::kWeekday, row[1]);
      if (row[0] == "ordinal") Add(row[2], TimeRole::kOrdinal, row[1]);
    });
  }

  [[nodiscard]] const Entry* Find(std::string_view folded) const {
    const std::uint32_t at = words_.Find(folded);
    return at == WordTable::kMissing ? nullptr : &entries_[at];
  }

 private:
  Entry& Place(std::string_view folded) {
    std::uint32_t at = words_.Find(folded);
    if (at == WordTable::kMissing) {
      at = static_cast<std::uint32_t>(entries_.size());
      entries_.emplace_back();
      words_.Add(folded, at);
    }
    return entries_[at];
  }

  // What is a month, weekday or ordinal beside a role of time_words.tsv keeps that role alone.
  void Add(std::string_view word, TimeRole role, std::string_view value) {
    const std::string folded = Fold(word);
    Entry& entry = Place(folded);
    if (role >= TimeRole::kMonth && entry.roles != 0) return;
    entry.roles |= Bit(role);
    if (role == TimeRole::kUnit || role == TimeRole::kDual) {
      entry.unit = static_cast<std::int8_t>(value.empty() ? 'd' : value[0]);
    } else if (entry.value == 0) {
      std::from_chars(value.data(), value.data() + value.size(), entry.value);
    }
    const std::size_t space = folded.find(' ');
    if (space != std::string::npos) Place(std::string_view(folded).substr(0, space)).begins = true;
  }

  WordTable words_;
  std::vector<Entry> entries_;
};

const Lexicon& Words() {
  static const Lexicon lexicon;
  return lexicon;
}

// The gap in front of a word: which marks stand in it.
void ReadGap(std::string_view gap, TimeWord& word) {
  word.joined = word.near = true;
  for (std::size_t at = 0; at < gap.size();) {
    const CodePoint point = CodePointAt(gap, at);
    at += point.length_bytes;
    const char32_t c = point.value;
    if (c == U' ' || c == 0x00A0 || c == 0x0640 || ClassOf(c) == CharClass::kFormat) continue;
    word.joined = false;
    if (c == U'-' || c == U'/' || c == 0x2013 || c == 0x2014 || c == 0x2010) {
      word.dashed = true;
    } else if (c != U',' && c != 0x060C && c != U'(' && c != U')') {
      word.near = false;
    }
  }
}

class Marker {
 public:
  explicit Marker(std::string_view text) : text_(text) {}

  std::vector<TimeWord> Run() {
    std::size_t at = 0;
    Token token;
    while (NextToken(text_, at, token)) Take(token);
    return std::move(words_);
  }

 private:
  void Take(const Token& token) {
    TimeWord word;
    word.begin = token.begin;
    word.end = token.end;
    ReadGap(text_.substr(last_end_, token.begin - last_end_), word);
    last_end_ = token.end;
    if (token.kind == TokenKind::kNumber) {
      ReadNumber(word);
    } else if (token.kind == TokenKind::kWord) {
      if (ReadWord(word)) return;  // became part of the word before
    } else {
      previous_.clear();
    }
    // Words that say nothing of time part the others: one of a run does.
    const bool silent = word.roles == 0 && token.kind == TokenKind::kWord && previous_.empty();
    if (silent && last_silent_) return;
    last_silent_ = silent;
    words_.push_back(word);
  }

  void ReadNumber(TimeWord& word) {
    previous_.clear();
    int value = 0;
    int digits = 0;
    for (std::size_t at = word.begin; at < word.end;) {
      const CodePoint point = CodePointAt(text_, at);
      const int digit = DigitValue(point.value);
      if (digit < 0 || ++digits > 4) return;
      value = value * 10 + digit;
      at += point.length_bytes;
    }
    word.roles = Bit(TimeRole::kNumber);
    word.value = static_cast<std::int16_t>(value);
  }

  // True where it completed an entry of two words («ربيع الأول»), which the last word now is.
  bool ReadWord(TimeWord& word) {
    folded_.clear();
    if (word.end - word.begin > 40) {
      previous_.clear();
      return false;
    }
    AppendFolded(folded_, text_.substr(word.begin, word.end - word.begin), FoldTier::kSearch);
    if (!previous_.empty() && word.joined) {
      pair_.assign(previous_).append(1, ' ').append(folded_);
      if (const Entry* entry = Words().Find(pair_); entry != nullptr && entry->roles != 0) {
        TimeWord& before = words_.back();
        before.end = word.end;
        before.roles = entry->roles;
        before.value = entry->value;
        before.unit = entry->unit;
        previous_.clear();
        return true;
      }
    }
    previous_.clear();
    std::string_view bare = folded_;
    bool begins = Look(bare, word);
    // «واليوم», «ليوم», «بأمس»: letters of one sound are taken off where that gives a word of time.
    for (int i = 0; i < 2 && word.roles == 0 && !begins && bare.size() > 4; ++i) {
      if (bare.starts_with("و") || bare.starts_with("ف")) {
        word.has_and = true;
      } else if (bare.starts_with("ل")) {
        word.has_to = true;
      } else if (!bare.starts_with("ب")) {
        break;
      }
      bare.remove_prefix(2);
      begins = Look(bare, word);
      if (word.roles == 0 && word.has_to && bare.starts_with("ل")) {  // «لليوم»
        restored_.assign("ا").append(bare);
        begins = Look(restored_, word);
      }
    }
    if (begins) previous_.assign(bare);
    return false;
  }

  // True where an entry of two words may begin with it.
  static bool Look(std::string_view folded, TimeWord& word) {
    const Entry* entry = Words().Find(folded);
    if (entry == nullptr) return false;
    word.roles = entry->roles;
    word.value = entry->value;
    word.unit = entry->unit;
    return entry->begins;
  }

  std::string_view text_;
  std::vector<TimeWord> words_;
  std::size_t last_end_ = 0;
  bool last_silent_ = false;
  std::string folded_;
  std::string previous_;  // the last word, where it may begin an entry of two
  std::string pair_;
  std::string restored_;
};

}  // namespace

std::vector<TimeWord> MarkTimeWords(std::string_view text) { return Marker(text).Run(); }

}  // namespace isnad::arabic
