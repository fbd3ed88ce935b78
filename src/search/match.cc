#include "search/match.h"

#include <algorithm>
#include <utility>

#include "arabic/name_spellings.h"
#include "arabic/stem.h"
#include "base/utf8.h"
#include "search/terms.h"

namespace isnad::search {
namespace {

// Shorter beginnings fit so many words that finding them takes seconds and helps nobody; nearly
// every noun begins with the article.
constexpr std::size_t kMinPrefixCodePoints = 3;
constexpr std::string_view kArticle = "ال";  // al-, the
constexpr std::size_t kMaxNameParts = 6;
constexpr std::size_t kMaxNames = 6;  // each is some hundred phrases

constexpr double kWrittenWeight = 0.5;
constexpr double kPhraseWeight = 1.5;

bool IsUsefulPrefix(std::string_view beginning) {
  if (beginning.starts_with(kArticle)) beginning.remove_prefix(kArticle.size());
  return CountCodePoints(beginning) >= kMinPrefixCodePoints;
}

std::string TextOf(const Term& term) {
  std::string text;
  for (const std::string& word : term.words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

Needle MakeNeedle(const Term& term, std::string_view before, std::string_view after) {
  Needle needle;
  const std::string text = TextOf(term);
  TermReader reader(text, before, after);
  while (reader.Next()) {
    needle.places.push_back({std::string(reader.stem()), std::string(reader.written()), {}});
    if (!reader.maybe().empty()) needle.places.back().also.emplace_back(reader.maybe());
    needle.is_function_word = reader.is_function_word();
    if (reader.depends_on_context() && term.words.size() == 1) needle.places.back().written.clear();
  }
  needle.prefix = term.prefix;
  needle.near = needle.places.size() > 1 ? term.near : 0;
  if (needle.places.size() != 1 || needle.prefix) needle.is_function_word = false;
  if (needle.prefix && needle.places.size() == 1) {
    // The beginning of a word is not to be stemmed.
    Needle::Place& place = needle.places.front();
    if (!place.written.empty()) place.stem = place.written.substr(1);
    place.written.clear();
    place.also.clear();
    needle.prefix = IsUsefulPrefix(place.stem);
  }
  return needle;
}

// Appends phrases to an expression and notes the slot of each.
class Writer {
 public:
  explicit Writer(bool counts) : counts_(counts) {}

  void Add(const Needle& needle) {
    const bool alone = needle.places.size() == 1;
    if (!alone) {
      needle.near > 0 ? AddNear(needle) : AddPhrase(needle);
    } else if (needle.prefix) {
      const std::string& beginning = needle.places.front().stem;
      const int slot = NewSlot(1);
      text_ += '(';
      AddQuoted(beginning, slot);
      text_ += " * OR ";
      AddQuoted(kWrittenMark + beginning, slot);
      text_ += " *)";
    } else {
      AddWord(needle.places.front());
    }
  }

  // Every part in any spelling; the order of parts is for who walks the matches to look at.
  std::vector<std::vector<int>> AddName(const NameNeedle& name) {
    std::vector<std::vector<int>> phrases;
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
      text_ += i == 0 ? "((" : " AND (";
      std::vector<int>& part = phrases.emplace_back();
      for (std::size_t k = 0; k < name.parts[i].size(); ++k) {
        if (k > 0) text_ += " OR ";
        part.push_back(static_cast<int>(slots_.size()));
        AddQuoted(name.parts[i][k], kNoSlot);
      }
      text_ += ')';
    }
    text_ += ')';
    return phrases;
  }

  void Text(std::string_view text) { text_ += text; }
  std::string& text() { return text_; }
  std::vector<int>& slots() { return slots_; }
  std::vector<Slot>& slot_list() { return slot_list_; }

 private:
  int NewSlot(double weight) {
    if (!counts_) return kNoSlot;
    slot_list_.push_back({weight});
    return static_cast<int>(slot_list_.size()) - 1;
  }

  void AddWord(const Needle::Place& place) {
    const int slot = NewSlot(1);
    if (place.written.empty() && place.also.empty()) return AddQuoted(place.stem, slot);
    text_ += '(';
    AddQuoted(place.stem, slot);
    for (const std::string& stem : place.also) {
      text_ += " OR ";
      AddQuoted(stem, slot);
    }
    if (!place.written.empty()) {
      text_ += " OR ";
      AddQuoted(place.written, NewSlot(kWrittenWeight));
    }
    text_ += ')';
  }

  void AddPhrase(const Needle& needle) {
    std::string words;
    for (std::size_t i = 0; i < needle.places.size(); ++i) {
      if (i > 0) words += ' ';
      words += needle.Wanted(i);
    }
    AddQuoted(words, NewSlot(kPhraseWeight));
    if (needle.prefix) text_ += " *";
  }

  void AddNear(const Needle& needle) {
    const int slot = NewSlot(kPhraseWeight);
    text_ += "NEAR(";
    for (const Needle::Place& place : needle.places) {
      AddQuoted(place.stem, slot);
      text_ += ' ';
    }
    text_ += ", " + std::to_string(needle.near) + ")";
  }

  // Terms hold no quote: tokens are letters, digits and what may stand in a number.
  void AddQuoted(std::string words, int slot) {
    std::erase(words, '"');
    text_ += '"';
    text_ += words;
    text_ += '"';
    slots_.push_back(slot);
  }

  bool counts_;
  std::string text_;
  std::vector<int> slots_;
  std::vector<Slot> slot_list_;
};

// The words beside a term tell what a doubtful one means.
std::string NeighbourText(const Query& query, std::size_t term, int step) {
  const auto at = static_cast<std::size_t>(static_cast<int>(term) + step);
  if (at >= query.terms.size() || query.terms[at].excluded) return {};
  return TextOf(query.terms[at]);
}

std::vector<std::vector<Needle>> GroupsOf(const Query& query) {
  struct Group {
    int number = 0;
    std::vector<Needle> alternatives;
    bool only_function_words = true;
  };
  std::vector<Group> groups;
  for (std::size_t i = 0; i < query.terms.size(); ++i) {
    const Term& term = query.terms[i];
    if (term.excluded) continue;
    Needle needle = MakeNeedle(term, NeighbourText(query, i, -1), NeighbourText(query, i, 1));
    if (needle.places.empty()) continue;
    if (groups.empty() || groups.back().number != term.group)
      groups.push_back({term.group, {}, true});
    groups.back().only_function_words &= needle.is_function_word;
    groups.back().alternatives.push_back(std::move(needle));
  }
  const auto carries_nothing = [](const Group& group) { return group.only_function_words; };
  if (!std::all_of(groups.begin(), groups.end(), carries_nothing)) {
    std::erase_if(groups, carries_nothing);
  }
  std::vector<std::vector<Needle>> out;
  out.reserve(groups.size());
  for (Group& group : groups) out.push_back(std::move(group.alternatives));
  return out;
}

NameNeedle NameOf(std::string_view name) {
  NameNeedle needle;
  for (const std::vector<std::string>& spellings : arabic::NameSpellings(name)) {
    if (needle.parts.size() == kMaxNameParts) break;
    std::vector<std::string>& part = needle.parts.emplace_back();
    for (const std::string& spelling : spellings) {
      TermReader reader(spelling);
      if (!reader.Next()) continue;
      std::string stem(reader.stem());
      if (std::find(part.begin(), part.end(), stem) == part.end()) part.push_back(std::move(stem));
    }
    if (part.empty()) needle.parts.pop_back();
  }
  return needle;
}

void WriteWanted(Writer& writer, const std::vector<std::vector<Needle>>& groups, Match match) {
  writer.Text("(");
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i > 0) writer.Text(match == Match::kAll ? " AND " : " OR ");
    writer.Text("(");
    for (std::size_t j = 0; j < groups[i].size(); ++j) {
      if (j > 0) writer.Text(" OR ");
      writer.Add(groups[i][j]);
    }
    writer.Text(")");
  }
  writer.Text(")");
}

std::string WriteExcluded(const std::vector<Needle>& excluded, std::size_t& phrases) {
  Writer writer(false);
  for (const Needle& needle : excluded) {
    writer.Text(writer.text().empty() ? "(" : " OR ");
    writer.Add(needle);
  }
  if (!writer.text().empty()) writer.Text(")");
  phrases = writer.slots().size();
  return std::move(writer.text());
}

}  // namespace

std::string_view Needle::Wanted(std::size_t place) const {
  const Place& wanted = places[place];
  return wanted.written.empty() || places.size() == 1 || near > 0 ? wanted.stem : wanted.written;
}

QueryNeedles NeedlesOf(const Query& query) {
  QueryNeedles needles;
  needles.groups = GroupsOf(query);
  for (const Term& term : query.terms) {
    if (!term.excluded) continue;
    Needle needle = MakeNeedle(term, {}, {});
    if (!needle.places.empty()) needles.excluded.push_back(std::move(needle));
  }
  for (const FieldFilter& filter : query.filters) {
    if (filter.field != Field::kPerson) continue;
    if (filter.excluded) {
      // As a phrase of stems: whom not to see is named as written.
      Term name{.words = {filter.value}};
      Needle needle = MakeNeedle(name, {}, {});
      if (!needle.places.empty()) needles.excluded.push_back(std::move(needle));
      continue;
    }
    for (const std::string& writing : arabic::NameWritings(filter.value)) {
      if (needles.names.size() == kMaxNames) break;
      NameNeedle name = NameOf(writing);
      if (!name.parts.empty()) needles.names.push_back(std::move(name));
    }
  }
  return needles;
}

MatchExpression BuildMatch(QueryNeedles needles, Match match) {
  MatchExpression expression;
  std::size_t excluded_phrases = 0;
  expression.excluded = WriteExcluded(needles.excluded, excluded_phrases);
  if (needles.groups.empty() && needles.names.empty()) return expression;
  Writer writer(true);
  if (!needles.groups.empty()) WriteWanted(writer, needles.groups, match);
  if (!needles.names.empty()) {
    writer.Text(needles.groups.empty() ? "(" : " AND (");
    for (std::size_t i = 0; i < needles.names.size(); ++i) {
      if (i > 0) writer.Text(" OR ");
      expression.names.push_back(writer.AddName(needles.names[i]));
    }
    writer.Text(")");
  }
  if (!expression.excluded.empty()) writer.Text(" NOT " + expression.excluded);
  expression.wanted = std::move(writer.text());
  expression.slots = std::move(writer.slots());
  expression.slots.insert(expression.slots.end(), excluded_phrases, kNoSlot);
  expression.slot_list = std::move(writer.slot_list());
  expression.any_phrase = needles.names.empty() && expression.excluded.empty() &&
                          (match == Match::kAny || needles.groups.size() == 1);
  for (std::vector<Needle>& alternatives : needles.groups) {
    for (const Needle& needle : alternatives) expression.any_phrase &= needle.near == 0;
    std::move(alternatives.begin(), alternatives.end(), std::back_inserter(expression.needles));
  }
  return expression;
}

}  // namespace isnad::search
