#include "story/credit_table.h"

#include <algorithm>

#include "story/data_lines.h"

extern "C" {
extern const char isnad_story_agencies[];
extern const char isnad_story_agencies_end[];
extern const char isnad_story_credit_phrases[];
extern const char isnad_story_credit_phrases_end[];
}

namespace isnad::story {
namespace {

constexpr struct {
  std::string_view name;
  CreditUse use;
} kUses[] = {{"from", CreditUse::kFrom},     {"label", CreditUse::kLabel},
             {"own", CreditUse::kOwn},       {"wires", CreditUse::kWires},
             {"follow", CreditUse::kFollow}, {"paper", CreditUse::kPaper},
             {"said", CreditUse::kSaid}};

std::uint32_t Extend(std::uint32_t key, std::string_view word) {
  return key * 0x01000193U ^ HashText(word);
}

std::size_t BitOf(std::string_view word) { return HashText(word) % 4096; }

}  // namespace

std::uint32_t KeyOf(const Words& words, WordSpan span) {
  std::uint32_t key = 0;
  for (std::size_t i = span.begin; i < span.end; ++i) key = Extend(key, words.Folded(i));
  return key;
}

const CreditTable& CreditTable::Get() {
  static const CreditTable table;
  return table;
}

CreditTable::CreditTable() {
  ForEachRow({isnad_story_agencies, isnad_story_agencies_end}, [this](const Row& row) {
    const auto agency = static_cast<std::uint16_t>(names_.size());
    names_.push_back(row[0]);
    scratch_.Assign(row[0]);
    keys_.push_back(KeyOf(scratch_, {0, scratch_.size()}));
    Add(row[0], CreditUse::kAgency, agency);
    std::string_view forms = row[2];
    while (!forms.empty()) {
      const std::size_t end = std::min(forms.find(';'), forms.size());
      std::string_view form = forms.substr(0, end);
      forms.remove_prefix(std::min(end + 1, forms.size()));
      const bool is_short = form.starts_with('=');
      if (is_short) form.remove_prefix(1);
      Add(form, is_short ? CreditUse::kShortAgency : CreditUse::kAgency, agency);
    }
  });
  ForEachRow({isnad_story_credit_phrases, isnad_story_credit_phrases_end}, [this](const Row& row) {
    for (const auto& [name, use] : kUses) {
      if (name == row[0]) Add(row[1], use, 0);
    }
  });
}

void CreditTable::Add(std::string_view form, CreditUse use, std::uint16_t agency) {
  scratch_.Assign(form);
  if (scratch_.size() == 0 || scratch_.size() > kMostWords) return;
  forms_.emplace(Slot(KeyOf(scratch_, {0, scratch_.size()}), use), agency);
  first_words_[BitOf(scratch_.Folded(0))] = true;
}

CreditMatch CreditTable::Match(const Words& words, WordSpan span, CreditUse use) const {
  CreditMatch match;
  if (span.begin >= span.end || !first_words_[BitOf(words.Folded(span.begin))]) return match;
  std::uint32_t key = 0;
  const std::size_t end = std::min(span.end, span.begin + kMostWords);
  for (std::size_t i = span.begin; i < end; ++i) {
    key = Extend(key, words.Folded(i));
    const auto found = forms_.find(Slot(key, use));
    if (found != forms_.end()) match = {i + 1 - span.begin, found->second};
  }
  return match;
}

CreditMatch CreditTable::MatchAgency(const Words& words, WordSpan span) const {
  const CreditMatch whole = Match(words, span, CreditUse::kAgency);
  const CreditMatch brief = Match(words, span, CreditUse::kShortAgency);
  return brief.words > whole.words ? brief : whole;
}

}  // namespace isnad::story
