#include "search/query.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "arabic/fold.h"
#include "arabic/time_expressions.h"
#include "arabic/tokens.h"
#include "base/utf8.h"
#include "search/query_check.h"

namespace isnad::search {
namespace {

using std::chrono::sys_days;

struct QuotePair {
  std::string_view open;
  std::string_view close;
};

constexpr QuotePair kQuotes[] = {
    {"\"", "\""},
    {"«", "»"},
    {"“", "”"},
    {"„", "“"},
};

struct FilterName {
  std::string_view name;
  Field field;
};
constexpr FilterName kFilterNames[] = {
    {"outlet:", Field::kOutlet},   {"منبر:", Field::kOutlet},  // minbar, outlet
    {"country:", Field::kCountry}, {"بلد:", Field::kCountry},  // balad, country
    {"section:", Field::kSection}, {"قسم:", Field::kSection},  // qism, section
    {"person:", Field::kPerson},   {"شخص:", Field::kPerson},   // shakhs, person
    {"lang:", Field::kLanguage},   {"language:", Field::kLanguage},
    {"لغة:", Field::kLanguage},                              // lugha, language
    {"story:", Field::kStory},     {"خبر:", Field::kStory},  // khabar, story
};
constexpr std::string_view kDateNames[] = {"date:", "تاريخ:"};  // tarikh, date
constexpr std::string_view kOrWords[] = {"أو", "او"};           // aw, or
constexpr std::string_view kNear = "NEAR";
constexpr std::string_view kNearArabic = "قرب/";  // qurb, near; without "/" it is a word

// Between two tokens without a space these make one thing of them: "كوفيد-19", "aawsat.com".
constexpr std::string_view kJoiners = "-._/@&'+:";

bool StartsWithNoCase(std::string_view text, std::string_view lower_prefix) {
  if (text.size() < lower_prefix.size()) return false;
  return std::equal(
      lower_prefix.begin(), lower_prefix.end(), text.begin(), [](char want, char have) {
        return want == (have >= 'A' && have <= 'Z' ? static_cast<char>(have + 32) : have);
      });
}

bool IsSpace(char32_t c) {
  return c <= 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Marks that steer the direction of writing and show nothing; keyboards put them anywhere.
bool IsDirectionMark(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// The length of the white space character at `at`, 0 when there is none.
std::size_t SpaceAt(std::string_view text, std::size_t at) {
  const CodePoint point = DecodeAt(text, at);
  return IsSpace(point.value) ? point.length_bytes : 0;
}

const QuotePair* QuoteAt(std::string_view text, std::size_t at) {
  for (const QuotePair& pair : kQuotes) {
    if (text.substr(at).starts_with(pair.open)) return &pair;
  }
  return nullptr;
}

struct DaySpan {
  sys_days first;
  sys_days last;
};

// A number of exactly `digits` ASCII digits at the start of `text`, which moves behind it.
std::optional<int> TakeDigits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc() || end != text.data() + digits || value < 0) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

// "2025", "2025-02" or "2025-02-19", the whole of `text`.
std::optional<DaySpan> ReadDay(std::string_view text) {
  using namespace std::chrono;
  const std::optional<int> y = TakeDigits(text, 4);
  if (!y) return std::nullopt;
  if (text.empty()) {
    return DaySpan{sys_days(year(*y) / January / 1), sys_days(year(*y) / December / 31)};
  }
  if (!text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> m = TakeDigits(text, 2);
  if (!m || *m < 1 || *m > 12) return std::nullopt;
  const year_month of(year(*y), month(static_cast<unsigned>(*m)));
  if (text.empty()) return DaySpan{sys_days(of / 1), sys_days(of / last)};
  if (!text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> d = TakeDigits(text, 2);
  const year_month_day whole = of / day(static_cast<unsigned>(d.value_or(0)));
  if (!d || !text.empty() || !whole.ok()) return std::nullopt;
  return DaySpan{sys_days(whole), sys_days(whole)};
}

// A day as above, or words that name days («أمس», "فبراير 2025").
std::optional<DaySpan> ReadDays(std::string_view text,
                                std::optional<std::chrono::year_month_day> today) {
  if (const auto day = ReadDay(text)) return day;
  if (text.empty()) return std::nullopt;
  const auto found = arabic::FindTimeExpressions(text, today);
  if (found.size() != 1 || found[0].begin != 0 || found[0].end != text.size()) return std::nullopt;
  if (found[0].weekday_differs || found[0].calendars_differ) return std::nullopt;
  return DaySpan{sys_days(found[0].first), sys_days(found[0].last)};
}

class Parser {
 public:
  // `problems` is filled in where it is not null.
  Parser(std::string_view text, const QueryLimits& limits, std::vector<QueryProblem>* problems)
      : text_(text), limits_(limits), problems_(problems) {}

  Query Run() {
    while (at_ < text_.size()) {
      const CodePoint point = DecodeAt(text_, at_);
      if (IsSpace(point.value) || IsDirectionMark(point.value)) {
        at_ += point.length_bytes;
      } else if (!TakeOr()) {
        TakeTerm();
      }
    }
    return std::move(query_);
  }

 private:
  // "|" and «أو» bind the term before to the one after; at the ends of a query they mean nothing.
  bool TakeOr() {
    const std::string_view chunk = text_[at_] == '|' ? text_.substr(at_, 1) : Chunk();
    const bool is_or = chunk == "|" || std::find(std::begin(kOrWords), std::end(kOrWords), chunk) !=
                                           std::end(kOrWords);
    if (!is_or || (chunk != "|" && query_.terms.empty())) return false;
    at_ += chunk.size();
    either_ = !query_.terms.empty() && !query_.terms.back().excluded;
    last_is_word_ = false;
    return true;
  }

  void TakeTerm() {
    bool excluded = false;
    if (text_[at_] == '-' && at_ + 1 < text_.size() && SpaceAt(text_, at_ + 1) == 0) {
      excluded = true;
      ++at_;
    }
    if (TakeFilter(excluded) || TakeDate(excluded)) return;
    if (!excluded && TakeNear()) return;
    if (const QuotePair* quote = QuoteAt(text_, at_)) {
      const std::string_view words = Quoted(*quote);
      AddPhrase(words, excluded, TakeSlop());
    } else {
      AddChunk(Chunk(), excluded);
    }
  }

  // From here to the next white space, quote or "|"; at least one character.
  [[nodiscard]] std::string_view Chunk() const {
    std::size_t end = at_;
    while (end < text_.size() && SpaceAt(text_, end) == 0 && text_[end] != '|' &&
           QuoteAt(text_, end) == nullptr) {
      end += DecodeAt(text_, end).length_bytes;
    }
    return text_.substr(at_, end - at_);
  }

  // What stands in the quotes that open here; moves behind them.
  std::string_view Quoted(const QuotePair& quote) {
    const std::size_t begin = at_ + quote.open.size();
    const std::size_t end = text_.find(quote.close, begin);
    at_ = end == std::string_view::npos ? text_.size() : end + quote.close.size();
    return text_.substr(begin, end == std::string_view::npos ? end : end - begin);
  }

  // The value of a filter: a phrase, or all up to the next white space or quote.
  std::string_view Value() {
    if (at_ < text_.size()) {
      if (const QuotePair* quote = QuoteAt(text_, at_)) return Quoted(*quote);
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && SpaceAt(text_, at_) == 0 && QuoteAt(text_, at_) == nullptr) {
      at_ += DecodeAt(text_, at_).length_bytes;
    }
    return text_.substr(begin, at_ - begin);
  }

  bool TakeFilter(bool excluded) {
    const std::size_t before = at_;
    for (const FilterName& name : kFilterNames) {
      if (!StartsWithNoCase(text_.substr(at_), name.name)) continue;
      at_ += name.name.size();
      const std::string_view value = CleanValue(Value());
      if (value.empty()) {
        at_ = before;
        Note(QueryProblem::Kind::kNoValue, name.name);
        return false;
      }
      if (name.field == Field::kStory &&
          arabic::Fold(value).find_first_not_of("0123456789") != std::string::npos) {
        Note(QueryProblem::Kind::kNoStory, text_.substr(before, at_ - before));
      }
      if (query_.filters.size() < limits_.max_filters) {
        query_.filters.push_back({name.field, std::string(value), excluded});
      }
      either_ = false;
      return true;
    }
    return false;
  }

  // A value without white space at its ends, and nothing that is but marks.
  static std::string_view CleanValue(std::string_view value) {
    value = TrimSpace(value);
    for (std::size_t at = 0; at < value.size();) {
      const CodePoint point = DecodeAt(value, at);
      if (!IsSpace(point.value) && !IsDirectionMark(point.value)) return value;
      at += point.length_bytes;
    }
    return {};
  }

  // "~5" behind a phrase; 0 where there is none.
  int TakeSlop() {
    if (at_ >= text_.size() || text_[at_] != '~') return 0;
    const std::optional<int> near = NumberAt(at_ + 1);
    if (!near) return 0;
    ++at_;
    SkipDigits();
    return *near;
  }

  [[nodiscard]] std::optional<int> NumberAt(std::size_t at) const {
    int value = 0;
    const char* end = text_.data() + text_.size();
    const auto [stop, error] = std::from_chars(text_.data() + at, end, value);
    if (stop == text_.data() + at || text_[at] == '-') return std::nullopt;
    return error == std::errc() ? std::clamp(value, 1, kMaxNear) : kMaxNear;
  }

  void SkipDigits() {
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
  }

  // "NEAR", "NEAR/5" or «قرب/5» between two words; elsewhere these are words.
  bool TakeNear() {
    const std::string_view chunk = Chunk();
    int near = kDefaultNear;
    std::string_view number;
    if (chunk.starts_with(kNearArabic)) {
      number = chunk.substr(kNearArabic.size());
    } else if (chunk.starts_with(kNear) && chunk.substr(kNear.size()).starts_with('/')) {
      number = chunk.substr(kNear.size() + 1);
    } else if (chunk != kNear) {
      return false;
    }
    if (chunk != kNear) {
      if (number.empty() || number.find_first_not_of("0123456789") != number.npos) return false;
      near = *NumberAt(static_cast<std::size_t>(number.data() - text_.data()));
    }
    if (query_.terms.empty() || !last_is_word_) return false;
    at_ += chunk.size();
    pending_near_ = near;
    return true;
  }

  // Days may stand in quotes, each by itself: «أول أمس»..أمس.
  std::string DateValue() {
    std::string value;
    while (at_ < text_.size() && SpaceAt(text_, at_) == 0) value += Value();
    return value;
  }

  bool TakeDate(bool excluded) {
    const std::size_t before = at_;
    for (const std::string_view name : kDateNames) {
      if (at_ == before && StartsWithNoCase(text_.substr(at_), name)) at_ += name.size();
    }
    if (at_ == before) return false;
    const std::string_view name = text_.substr(before, at_ - before);
    const std::string value = arabic::Fold(TrimSpace(DateValue()), arabic::FoldTier::kMarks);
    if (excluded || !UseDate(value)) {  // then these are words like others
      Note(excluded        ? QueryProblem::Kind::kExcludedDate
           : value.empty() ? QueryProblem::Kind::kNoValue
                           : QueryProblem::Kind::kNoDate,
           value.empty() ? name : text_.substr(before, at_ - before));
      at_ = before;
      return false;
    }
    either_ = false;
    return true;
  }

  bool UseDate(std::string_view value) {
    const std::size_t dots = value.find("..");
    const std::string_view from_text = value.substr(0, dots);
    const std::string_view to_text =
        dots == std::string_view::npos ? from_text : value.substr(dots + 2);
    std::optional<DaySpan> from = ReadDays(from_text, limits_.today);
    std::optional<DaySpan> to = ReadDays(to_text, limits_.today);
    const bool open_start = from_text.empty() && to;
    const bool open_end = to_text.empty() && from;
    if (!open_start && !open_end && (!from || !to)) return false;
    if (from && to && to->first < from->first) std::swap(from, to);
    query_.from = from ? std::optional(from->first) : std::nullopt;
    query_.to = to ? std::optional(to->last) : std::nullopt;
    return true;
  }

  void AddPhrase(std::string_view text, bool excluded, int near) {
    Term term;
    last_is_word_ = false;
    pending_near_ = 0;
    for (const arabic::Token& token : arabic::Tokenize(text)) {
      term.words.emplace_back(text.substr(token.begin, token.end - token.begin));
    }
    if (term.words.size() > 1) term.near = near;
    Add(std::move(term), excluded);
  }

  // A piece without white space: one word mostly, several where punctuation stands between.
  void AddChunk(std::string_view chunk, bool excluded) {
    at_ += chunk.size();
    NoteUnknownFilter(chunk);
    const std::size_t terms_before = query_.terms.size();
    Term term;
    std::size_t behind = 0;
    for (const arabic::Token& token : arabic::Tokenize(chunk)) {
      const std::string_view gap = chunk.substr(behind, token.begin - behind);
      const bool joined = gap.empty() || (gap.size() == 1 && kJoiners.find(gap) != kJoiners.npos);
      if (!term.words.empty() && !joined) {
        Add(std::exchange(term, Term()), excluded);
      }
      term.words.emplace_back(chunk.substr(token.begin, token.end - token.begin));
      behind = token.end;
      if (chunk.substr(behind).starts_with('*')) {
        term.prefix = true;
        Add(std::exchange(term, Term()), excluded);
      }
    }
    Add(std::move(term), excluded);
    const bool one_word = query_.terms.size() == terms_before + 1 &&
                          query_.terms.back().words.size() == 1 && !query_.terms.back().prefix &&
                          !excluded;
    if (pending_near_ > 0 && one_word) JoinNear();
    pending_near_ = 0;
    last_is_word_ = one_word;
  }

  void Note(QueryProblem::Kind kind, std::string_view part) {
    if (problems_ != nullptr) problems_->push_back({kind, std::string(part)});
  }

  // Letters alone before a colon, and a value behind it: no hour ("14:30"), no address ("https://")
  // and no sentence that ends in a colon. Names that are filters were told of when they were met.
  void NoteUnknownFilter(std::string_view chunk) {
    const std::size_t colon = chunk.find(':');
    if (problems_ == nullptr || colon == chunk.npos || chunk.substr(colon).starts_with("://"))
      return;
    const bool has_value =
        colon + 1 < chunk.size() || (at_ < text_.size() && QuoteAt(text_, at_) != nullptr);
    const std::string_view name = chunk.substr(0, colon + 1);
    const auto tokens = arabic::Tokenize(name.substr(0, colon));
    const bool is_word = tokens.size() == 1 && tokens[0].begin == 0 && tokens[0].end == colon &&
                         name.find_first_of("0123456789") == name.npos;
    if (has_value && is_word && !IsFilterName(name)) {
      Note(QueryProblem::Kind::kUnknownFilter, name);
    }
  }

  static bool IsFilterName(std::string_view name) {
    const auto is_it = [name](std::string_view known) { return StartsWithNoCase(name, known); };
    return std::any_of(std::begin(kDateNames), std::end(kDateNames), is_it) ||
           std::any_of(std::begin(kFilterNames), std::end(kFilterNames),
                       [&](const FilterName& known) { return is_it(known.name); });
  }

  // Makes one term of the last two.
  void JoinNear() {
    Term right = std::move(query_.terms.back());
    query_.terms.pop_back();
    Term& left = query_.terms.back();
    left.near = std::max(left.near, pending_near_);
    left.words.push_back(std::move(right.words.front()));
  }

  void Add(Term term, bool excluded) {
    if (term.words.empty() || query_.terms.size() >= limits_.max_terms) return;
    term.excluded = excluded;
    const bool joins = either_ && !excluded && !query_.terms.empty();
    term.group = query_.terms.empty() ? 0 : query_.terms.back().group + (joins ? 0 : 1);
    query_.terms.push_back(std::move(term));
    either_ = false;
  }

  std::string_view text_;
  QueryLimits limits_;
  std::size_t at_ = 0;
  bool either_ = false;  // the next term is an alternative to the last one
  bool last_is_word_ = false;
  int pending_near_ = 0;
  Query query_;
  std::vector<QueryProblem>* problems_;
};

// `text` within the limit, cut at a word's end where it has one.
std::string_view Cut(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  const std::string_view head = TruncateUtf8(text, max_bytes);
  const std::size_t space = head.find_last_of(" \t\r\n");
  return space == std::string_view::npos ? head : head.substr(0, space);
}

Query Read(std::string_view text, const QueryLimits& limits, std::vector<QueryProblem>* problems) {
  // Repairing drops U+0000 and lengthens ill-formed bytes, so the limit holds before and after.
  const std::string valid = RepairUtf8(text.substr(0, limits.max_bytes + 1));
  return Parser(Cut(valid, limits.max_bytes), limits, problems).Run();
}

}  // namespace

Query ParseQuery(std::string_view text, const QueryLimits& limits) {
  return Read(text, limits, nullptr);
}

std::vector<QueryProblem> FindProblems(std::string_view text, const QueryLimits& limits) {
  std::vector<QueryProblem> problems;
  if (Read(text, limits, &problems).empty() && problems.empty()) {
    problems.push_back({QueryProblem::Kind::kNothing, RepairUtf8(TruncateUtf8(text, 100))});
  }
  return problems;
}

}  // namespace isnad::search
