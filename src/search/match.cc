#include "search/match.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "search/terms.h"

namespace isnad::search {
namespace {

// Shorter beginnings fit so many words that finding them takes seconds and helps nobody; nearly
// every noun begins with the article.
constexpr std::size_t kMinPrefixCodePoints = 3;
constexpr std::string_view kArticle = "ال";  // al-, the

bool IsUsefulPrefix(std::string_view beginning) {
  if (beginning.starts_with(kArticle)) beginning.remove_prefix(kArticle.size());
  return CountCodePoints(beginning) >= kMinPrefixCodePoints;
}

Needle MakeNeedle(const Term& term) {
  std::string text;
  for (const std::string& word : term.words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  Needle needle;
  TermReader reader(text);
  while (reader.Next()) {
    needle.places.push_back({std::string(reader.stem()), std::string(reader.written())});
    needle.is_function_word = reader.is_function_word();
  }
  needle.prefix = term.prefix;
  if (needle.places.size() != 1 || needle.prefix) needle.is_function_word = false;
  if (needle.prefix && needle.places.size() == 1) {
    // The beginning of a word is not to be stemmed.
    Needle::Place& place = needle.places.front();
    if (!place.written.empty()) place.stem = place.written.substr(1);
    place.written.clear();
    needle.prefix = IsUsefulPrefix(place.stem);
  }
  return needle;
}

// Appends phrases to an expression and notes the role of each.
class Writer {
 public:
  void Add(const Needle& needle) {
    const bool alone = needle.places.size() == 1;
    if (!alone) {
      AddPhrase(needle);
    } else if (needle.prefix) {
      const std::string& beginning = needle.places.front().stem;
      text_ += '(';
      AddQuoted(beginning, kPrefixRole);
      text_ += " * OR ";
      AddQuoted(kWrittenMark + beginning, kPrefixRole);
      text_ += " *)";
    } else {
      AddWord(needle.places.front());
    }
  }

  void Text(std::string_view text) { text_ += text; }
  std::string& text() { return text_; }
  std::string& roles() { return roles_; }

 private:
  void AddWord(const Needle::Place& place) {
    if (place.written.empty()) return AddQuoted(place.stem, kStemRole);
    text_ += '(';
    AddQuoted(place.stem, kStemRole);
    text_ += " OR ";
    AddQuoted(place.written, kWrittenRole);
    text_ += ')';
  }

  void AddPhrase(const Needle& needle) {
    std::string words;
    for (std::size_t i = 0; i < needle.places.size(); ++i) {
      if (i > 0) words += ' ';
      words += needle.Wanted(i);
    }
    AddQuoted(words, kPhraseRole);
    if (needle.prefix) text_ += " *";
  }

  // Terms hold no quote: tokens are letters, digits and what may stand in a number.
  void AddQuoted(std::string words, char role) {
    std::erase(words, '"');
    text_ += '"';
    text_ += words;
    text_ += '"';
    roles_ += role;
  }

  std::string text_;
  std::string roles_;
};

std::vector<std::vector<Needle>> GroupsOf(const Query& query) {
  struct Group {
    int number = 0;
    std::vector<Needle> alternatives;
    bool only_function_words = true;
  };
  std::vector<Group> groups;
  for (const Term& term : query.terms) {
    if (term.excluded) continue;
    Needle needle = MakeNeedle(term);
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
  Writer writer;
  for (const Needle& needle : excluded) {
    writer.Text(writer.text().empty() ? "(" : " OR ");
    writer.Add(needle);
  }
  if (!writer.text().empty()) writer.Text(")");
  phrases = writer.roles().size();
  return std::move(writer.text());
}

}  // namespace

std::string_view Needle::Wanted(std::size_t place) const {
  const Place& wanted = places[place];
  return wanted.written.empty() || places.size() == 1 ? wanted.stem : wanted.written;
}

QueryNeedles NeedlesOf(const Query& query) {
  QueryNeedles needles;
  needles.groups = GroupsOf(query);
  for (const Term& term : query.terms) {
    if (!term.excluded) continue;
    Needle needle = MakeNeedle(term);
    if (!needle.places.empty()) needles.excluded.push_back(std::move(needle));
  }
  return needles;
}

MatchExpression BuildMatch(const Query& query, Match match) {
  MatchExpression expression;
  QueryNeedles needles = NeedlesOf(query);
  std::size_t excluded_phrases = 0;
  expression.excluded = WriteExcluded(needles.excluded, excluded_phrases);
  if (needles.groups.empty()) return expression;
  Writer writer;
  WriteWanted(writer, needles.groups, match);
  if (!expression.excluded.empty()) writer.Text(" NOT " + expression.excluded);
  expression.wanted = std::move(writer.text());
  expression.roles = std::move(writer.roles());
  expression.roles.append(excluded_phrases, kExcludedRole);
  for (std::vector<Needle>& alternatives : needles.groups) {
    std::move(alternatives.begin(), alternatives.end(), std::back_inserter(expression.needles));
  }
  return expression;
}

}  // namespace isnad::search
