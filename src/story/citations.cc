#include "story/citations.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "story/credit_table.h"

namespace isnad::story {
namespace {

constexpr std::size_t kMostNameWords = 6;
constexpr std::size_t kMostInitials = 5;
constexpr std::size_t kDatelineWords = 14;  // of the body, in which an agency's mark may stand
constexpr std::size_t kOpeningWords = 40;
constexpr std::size_t kClosingWords = 10;
constexpr std::size_t kPassingWords = 4;

using Place = Citation::Place;

// «المغرب» without its article, «للأنباء» without its preposition.
std::string_view BareWord(std::string_view folded) {
  for (const std::string_view prefix : {std::string_view("ال"), std::string_view("لل")}) {
    if (folded.starts_with(prefix) && folded.size() > prefix.size() + 2) {
      return folded.substr(prefix.size());
    }
  }
  return folded;
}

std::uint32_t InitialsOfAgency(const Words& words, WordSpan span) {
  const bool is_agency = span.size() >= 3 && (words.Folded(span.begin) == "وكاله" ||
                                              words.Folded(span.begin) == "agency");
  if (!is_agency) return 0;
  std::string letters;
  const std::size_t end = std::min(span.end, span.begin + kMostInitials);
  for (std::size_t i = span.begin; i < end; ++i) {
    const std::string_view word = BareWord(words.Folded(i));
    letters += word.substr(0, DecodeAt(word, 0).length_bytes);
  }
  return HashText(letters);
}

// The letters of «و م ع» or «ومع» in one.
std::uint32_t LettersOf(const Words& words, WordSpan span) {
  std::string letters;
  for (std::size_t i = span.begin; i < span.end; ++i) letters += words.Folded(i);
  const std::size_t count = CountCodePoints(letters);
  return count >= 2 && count <= kMostInitials ? HashText(letters) : 0;
}

enum class NameOf : std::uint8_t { kOutlet, kCitation };

NameKeys KeysOf(const Words& words, WordSpan span, NameOf what) {
  const CreditTable& table = CreditTable::Get();
  NameKeys keys;
  if (span.size() == 0) return keys;
  const CreditMatch agency = table.MatchAgency(words, span);
  if (agency.words == span.size()) keys.agency = table.AgencyKey(agency.agency);
  keys.initials = what == NameOf::kOutlet ? InitialsOfAgency(words, span) : LettersOf(words, span);
  while (span.size() > 1) {
    const std::size_t paper = table.Match(words, span, CreditUse::kPaper).words;
    if (paper == 0 || paper >= span.size()) break;
    span.begin += paper;
  }
  keys.name = KeyOf(words, span);
  return keys;
}

bool IsOneOf(char32_t point, std::u32string_view set) {
  return set.find(point) != std::u32string_view::npos;
}

constexpr std::u32string_view kDividers =
    U"-\u2013\u2014/|,\u060C+()[]:\u00AB\u00BB\"\u201C\u201D\n";

class Reader {
 public:
  Reader(const CitingText& article, const std::vector<QuotedSpan>& quoted)
      : article_(article), words_(article.words), quoted_(quoted) {
    own_ = KeysOfOutlet(article.outlet);
  }

  Citations Read() {
    if (!article_.credit.empty()) ReadLine(article_.credit, Sure::kOnlyPart);
    ReadDateline();
    ReadClosing();
    ReadOpening();
    ReadPassing();
    return std::move(out_);
  }

 private:
  // Whether a name that no list knows is a source all the same.
  enum class Sure : std::uint8_t { kNo, kOnlyPart, kYes };

  void Add(Place place, NameKeys keys, std::string_view source, std::string_view quote) {
    if (own_.Meets(keys)) {
      if (place == Place::kPassing) out_.own = true;
      return;
    }
    const auto is_same = [&](const Citation& each) { return each.keys == keys; };
    if (out_.list.size() >= kMaxCitations ||
        std::any_of(out_.list.begin(), out_.list.end(), is_same)) {
      return;
    }
    out_.list.push_back({.place = place,
                         .keys = keys,
                         .source = std::string(source),
                         .quote = std::string(TrimSpace(TruncateUtf8(quote, kMaxCreditBytes)))});
  }

  // «المصدر: الدار», «المنارة – وكالات», «(أ ف ب)»: each part between dividers by itself.
  void ReadLine(std::string_view line, Sure sure) {
    line = TrimSpace(TruncateUtf8(line, kMaxCreditBytes));
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= line.size();) {
      const bool at_end = at == line.size();
      const CodePoint point = at_end ? CodePoint{} : DecodeAt(line, at);
      if (at_end || IsOneOf(point.value, kDividers)) {
        const std::string_view part = TrimSpace(line.substr(begin, at - begin));
        if (!part.empty()) parts.push_back(part);
        begin = at + point.length_bytes;
      }
      if (at_end) break;
      at += point.length_bytes;
    }
    if (sure == Sure::kOnlyPart) sure = parts.size() == 1 ? Sure::kYes : Sure::kNo;
    for (const std::string_view part : parts) ReadPart(part, line, sure);
  }

  void ReadPart(std::string_view part, std::string_view line, Sure& sure) {
    const CreditTable& table = CreditTable::Get();
    line_words_.Assign(part);
    WordSpan rest{0, line_words_.size()};
    while (rest.size() > 0) {
      const CreditMatch agency = table.MatchAgency(line_words_, rest);
      if (agency.words > 0 && rest.size() - agency.words <= 2) {
        rest.end = rest.begin + agency.words;
        return Add(Place::kCreditLine, KeysOf(line_words_, rest, NameOf::kCitation),
                   table.AgencyName(agency.agency), line);
      }
      if (IsAll(line_words_, rest, line)) return;
      std::size_t skipped = table.Match(line_words_, rest, CreditUse::kFrom).words;
      if (skipped == 0) skipped = table.Match(line_words_, rest, CreditUse::kLabel).words;
      if (skipped == 0) break;
      sure = Sure::kYes;
      rest.begin += skipped;
    }
    if (rest.size() == 0 || rest.size() > kMostNameWords) return;
    const std::size_t from = line_words_[rest.begin].begin;
    const std::string_view name = part.substr(from, line_words_[rest.end - 1].end - from);
    Add(Place::kCreditLine, KeysOf(line_words_, rest, NameOf::kCitation),
        sure == Sure::kYes ? name : std::string_view(), line);
  }

  // Whether the span says that the account is the outlet's own, or compiled from others unnamed.
  bool IsAll(const Words& words, WordSpan span, std::string_view quote) {
    const CreditTable& table = CreditTable::Get();
    const auto is = [&](CreditUse use) {
      return table.Match(words, span, use).words == span.size();
    };
    const bool own = is(CreditUse::kOwn);
    const bool wires = !own && is(CreditUse::kWires);
    const bool follows = !own && !wires && is(CreditUse::kFollow);
    out_.own = out_.own || own;
    if (wires && !out_.wires) out_.wires_quote = TruncateUtf8(TrimSpace(quote), kMaxCreditBytes);
    out_.wires = out_.wires || wires;
    out_.follows = out_.follows || follows;
    return own || wires || follows;
  }

  // «الرباط - و م ع»، «الريحانة في 17 سبتمبر /وأس/ -»: stretches of words between dividers before
  // the first sentence.
  void ReadDateline() {
    std::size_t begin = article_.first_of_body;
    const std::size_t end = std::min(words_.size(), begin + kDatelineWords);
    const std::size_t first = begin;
    bool enclosed = false;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t gap_end =
          i + 1 < words_.size() ? words_[i + 1].begin : article_.text.size();
      const std::string_view gap = article_.text.substr(words_[i].end, gap_end - words_[i].end);
      const char32_t divider = DividerIn(gap);
      if (divider == 0) continue;
      if (i + 1 - begin > kMostNameWords + 2) return;
      ReadMark({begin, i + 1}, enclosed, {first, i + 1});
      if (divider == U'\n') return;
      enclosed = IsOneOf(divider, U"(/[");
      begin = i + 1;
    }
  }

  static char32_t DividerIn(std::string_view gap) {
    for (std::size_t at = 0; at < gap.size();) {
      const CodePoint point = DecodeAt(gap, at);
      if (IsOneOf(point.value, U"-\u2013\u2014/()[]:|\n")) return point.value;
      at += point.length_bytes;
    }
    return 0;
  }

  void ReadMark(WordSpan mark, bool enclosed, WordSpan dateline) {
    const CreditTable& table = CreditTable::Get();
    const std::string_view quote = TextOf(dateline);
    if (IsAll(words_, mark, quote)) return;
    const CreditMatch agency = table.MatchAgency(words_, mark);
    if (agency.words == mark.size()) {
      Add(Place::kDateline, KeysOf(words_, mark, NameOf::kCitation),
          table.AgencyName(agency.agency), quote);
    } else if (mark.size() <= kPassingWords || enclosed) {
      Add(Place::kDateline, KeysOf(words_, mark, NameOf::kCitation), {}, quote);
    }
  }

  // The last line where it is a credit, and brackets at the end of the last sentence.
  void ReadClosing() {
    std::string_view text = TrimSpace(article_.text);
    const std::size_t line_at = text.rfind('\n');
    if (line_at == std::string_view::npos) return;
    const std::string_view line = TrimSpace(text.substr(line_at + 1));
    if (line.ends_with(')') || line.ends_with(']')) {
      const std::size_t open = line.find_last_of("([");
      if (open != std::string_view::npos && line.size() - open <= kMaxCreditBytes / 2) {
        return ReadLine(line.substr(open), Sure::kNo);
      }
    }
    if (line.size() > kMaxCreditBytes) return;
    line_words_.Assign(line);
    const WordSpan all{0, line_words_.size()};
    if (all.size() == 0 || all.size() > kClosingWords) return;
    const CreditTable& table = CreditTable::Get();
    const auto starts = [&](CreditUse use) { return table.Match(line_words_, all, use).words > 0; };
    const bool is_credit = table.MatchAgency(line_words_, all).words == all.size() ||
                           starts(CreditUse::kFrom) || starts(CreditUse::kLabel) ||
                           table.Match(line_words_, all, CreditUse::kWires).words == all.size();
    if (is_credit) ReadLine(line, Sure::kNo);
  }

  // «ذكرت صحيفة النهار», «نقلا عن وكالة رويترز» in the first sentence.
  void ReadOpening() {
    const CreditTable& table = CreditTable::Get();
    const std::size_t end = std::min(words_.size(), article_.first_of_body + kOpeningWords);
    for (std::size_t i = article_.first_of_body; i < end; ++i) {
      std::size_t cue = table.Match(words_, {i, end}, CreditUse::kSaid).words;
      if (cue == 0) {
        const std::size_t from = table.Match(words_, {i, end}, CreditUse::kFrom).words;
        cue = from >= 2 ? from : 0;  // «عن» alone says nothing in a sentence
      }
      if (cue > 0) ReadNamed({i, end}, i + cue);
    }
  }

  void ReadNamed(WordSpan sentence, std::size_t at) {
    const CreditTable& table = CreditTable::Get();
    const CreditMatch agency = table.Match(words_, {at, sentence.end}, CreditUse::kAgency);
    if (agency.words > 0) {
      const WordSpan name{at, at + agency.words};
      return Add(Place::kOpening, KeysOf(words_, name, NameOf::kCitation),
                 table.AgencyName(agency.agency), TextOf({sentence.begin, name.end}));
    }
    const std::size_t paper = table.Match(words_, {at, sentence.end}, CreditUse::kPaper).words;
    if (paper == 0) return;
    // How many words the name has is not known; the outlets at hand will tell.
    const std::size_t most = std::min(sentence.end, at + paper + kPassingWords);
    for (std::size_t end = at + paper + 1; end <= most; ++end) {
      Add(Place::kOpening, KeysOf(words_, {at, end}, NameOf::kCitation), {},
          TextOf({sentence.begin, end}));
    }
  }

  // Names in quotation marks: «قال لـ"المنارة"».
  void ReadPassing() {
    for (const QuotedSpan& span : quoted_) {
      if (out_.list.size() >= kMaxCitations) return;
      if (span.end - span.begin > kPassingWords) continue;
      NameKeys keys = KeysOf(words_, {span.begin, span.end}, NameOf::kCitation);
      keys.initials = 0;
      Add(Place::kPassing, keys, {}, TextOf({span.begin, span.end}));
    }
  }

  [[nodiscard]] std::string_view TextOf(WordSpan span) const {
    const std::size_t begin = words_[span.begin].begin;
    std::size_t end = words_[span.end - 1].end;
    const std::string_view rest = article_.text.substr(end);
    if (!rest.empty() && std::string_view(")]/").find(rest.front()) != std::string_view::npos)
      ++end;
    return article_.text.substr(begin, end - begin);
  }

  const CitingText& article_;
  const Words& words_;
  const std::vector<QuotedSpan>& quoted_;
  NameKeys own_;
  Words line_words_;
  Citations out_;
};

}  // namespace

news::ChainEvidence EvidenceOf(const Citation& citation) {
  using Kind = news::ChainEvidence::Kind;
  return {citation.place == Place::kDateline ? Kind::kDateline : Kind::kCredit, citation.quote};
}

NameKeys KeysOfOutlet(std::string_view outlet) {
  Words words;
  words.Assign(TruncateUtf8(outlet, kMaxCreditBytes));
  return KeysOf(words, {0, words.size()}, NameOf::kOutlet);
}

Citations ReadCitations(const CitingText& article, const std::vector<QuotedSpan>& quoted) {
  return Reader(article, quoted).Read();
}

}  // namespace isnad::story
