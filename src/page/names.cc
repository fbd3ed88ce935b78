#include "page/names.h"

#include <algorithm>

#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxAuthors = 12;
constexpr std::size_t kMaxNameWords = 7;

std::string_view Span(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

std::size_t LeadWords(const std::vector<std::string_view>& words) {
  return LeadingWords(BylineWord::kLead, words);
}

std::string_view StripEdges(std::string_view text) {
  const auto edge = [](char c) {
    return c == ' ' || c == ',' || c == ':' || c == '-' || c == '|' || c == '.' || c == '/' ||
           c == ';' || c == '*' || c == '_';
  };
  constexpr std::string_view kArabicMarks[] = {"\u060C", "\u061B"};  // comma, semicolon
  text = TrimSpace(text);
  for (const std::string_view mark : kArabicMarks) {
    while (text.starts_with(mark)) text.remove_prefix(mark.size());
    while (text.ends_with(mark)) text.remove_suffix(mark.size());
  }
  while (!text.empty() && edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && edge(text.back()) &&
         !(text.back() == '.' && text.size() > 2 && text[text.size() - 3] == ' ')) {
    // "Jr." and initials keep their dot.
    if (text.back() == '.' && text.size() > 3 && (text.ends_with("Jr.") || text.ends_with("Sr."))) {
      break;
    }
    text.remove_suffix(1);
  }
  return TrimSpace(text);
}

bool IsLetterByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool IsName(std::string_view name) {
  if (name.empty() || name.size() > 120 || name.find("://") != std::string_view::npos ||
      name.find('@') != std::string_view::npos || name.find("www.") != std::string_view::npos) {
    return false;
  }
  const TextMeasure measure = Measure(name);
  if (measure.words == 0 || measure.words > kMaxNameWords) return false;
  // "March 12", "5 min": no one's name; a login of one word may hold digits.
  if (measure.digits > 0 && measure.words > 1) return false;
  // "2025", "10:05".
  if (measure.digits > 0 && std::none_of(name.begin(), name.end(), IsLetterByte)) return false;
  // "page.head.author": a template's own words.
  if (measure.words == 1 && std::count(name.begin(), name.end(), '.') >= 2) return false;
  return !IsBylineWord(BylineWord::kNobody, name);
}

// "Senior Autos Reporter", "Trial Attorney at Morgan": what someone is.
bool SaysRole(std::string_view part) {
  const std::vector<std::string_view> words = SplitWords(part);
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return IsBylineWord(BylineWord::kRole, word); });
}

// "MD", "CFP", "PhD": what stands behind a comma and belongs to the name before it.
bool IsCredential(std::string_view word) {
  word = StripEdges(word);
  return word.size() >= 2 && word.size() <= 5 &&
         std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
}

// Does what follows `words[i]` begin with a phrase that ends a byline ("on", "last updated")?
bool EndsByline(const std::vector<std::string_view>& words, std::size_t i) {
  // "Audiophile On" is a name: such a word ends a byline only before something else.
  if (i + 1 < words.size() && IsBylineWord(BylineWord::kSuffix, words[i])) return true;
  return i + 1 < words.size() && IsBylineWord(BylineWord::kSuffix, Span(words[i], words[i + 1]));
}

}  // namespace

void AddName(std::string_view text, std::vector<std::string>& out) {
  text = StripEdges(text);
  // "(the capital - the agency)" says where a report was written, not who wrote it.
  if (text.starts_with('(') || text.starts_with('[')) return;
  if (!IsName(text) || out.size() >= kMaxAuthors) return;
  const std::string folded = FoldedWords(text);
  for (const std::string& known : out) {
    if (FoldedWords(known) == folded) return;
  }
  out.emplace_back(text);
}

bool IsNameDivider(std::string_view word) {
  return word == "|" || word == "/" || word == "-" || word == "\u2022" || word == "\u00B7" ||
         word == "\u2013" || word == "\u2014";
}

namespace {

// Cuts at commas, and at words for "and" that have two words or more on both sides ("Center for
// Evaluation and Research" stays whole).
void SplitNames(std::string_view text, std::vector<std::string>& out) {
  std::vector<std::string_view> words = SplitWords(text);
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (EndsByline(words, i) || IsNameDivider(words[i])) {
      words.resize(i);
      break;
    }
  }
  std::size_t from = 0;
  const auto end = [&](std::size_t to) {
    if (to > from) {
      const std::string_view part = Span(words[from], words[to - 1]);
      if (from == 0 || out.empty() || !SaysRole(part)) AddName(part, out);
    }
    from = to;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool comma =
        words[i].ends_with(',') || words[i].ends_with(';') || words[i].ends_with("\u060C");
    if (comma) {
      if (i + 1 < words.size() && IsCredential(words[i + 1])) continue;
      end(i + 1);
    } else if (IsBylineWord(BylineWord::kAnd, words[i])) {
      std::size_t next = i + 1;
      while (next < words.size() && !words[next].ends_with(',') &&
             !IsBylineWord(BylineWord::kAnd, words[next])) {
        ++next;
      }
      const bool long_enough = i >= from + 2 && next >= i + 2 + (next < words.size() ? 0U : 1U);
      if (i == from || long_enough) {
        end(i);
        from = i + 1;
      }
    }
  }
  end(words.size());
}

}  // namespace

void AddNames(std::string_view text, std::vector<std::string>& out) {
  const std::vector<std::string_view> words = SplitWords(text);
  const std::size_t lead = LeadWords(words);
  if (lead < words.size()) SplitNames(Span(words[lead], words.back()), out);
}

std::vector<std::string> SplitByline(std::string_view text) {
  std::vector<std::string> out;
  AddNames(text, out);
  return out;
}

bool LooksLikePerson(std::string_view text) {
  text = StripEdges(text);
  const TextMeasure measure = Measure(text);
  if (measure.words < 2 || measure.words > 4 || measure.digits > 0 || !IsName(text)) return false;
  // In scripts with capitals most words of a name have one ("Anna von der Heide").
  const bool latin = std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return (!latin || measure.capitals * 2 >= measure.words) && !SaysRole(text) &&
         LeadWords(SplitWords(text)) == 0;
}

bool HasPressWord(std::string_view name) {
  const std::vector<std::string_view> words = SplitWords(name);
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return IsBylineWord(BylineWord::kPress, word); });
}

bool IsOutletsOwn(std::string_view name, std::string_view outlet) {
  if (HasPressWord(name)) return true;
  const std::string own = FoldedWords(name);
  const std::string whole = FoldedWords(outlet);
  if (own.empty() || whole.empty()) return false;
  const std::vector<std::string_view> words = SplitWords(outlet);
  const bool blog = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return IsBylineWord(BylineWord::kBlog, word);
  });
  if (blog) return false;
  // "LBCI" of "LBCIV7", «اليوم السابع» of «جريدة اليوم السابع», and the other way round.
  const auto begins = [](std::string_view a, std::string_view b) {
    return a.starts_with(b) && b.size() * 2 > a.size();
  };
  return begins(whole, own) || begins(own, whole) || (" " + whole).ends_with(" " + own);
}

bool OpensAsByline(std::string_view text) {
  const std::vector<std::string_view> words = SplitWords(text);
  const std::size_t lead = LeadWords(words);
  return lead > 0 && lead < words.size();
}

}  // namespace isnad::page
