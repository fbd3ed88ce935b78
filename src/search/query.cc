#include "search/query.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "arabic/fold.h"
#include "arabic/tokens.h"
#include "base/utf8.h"

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

constexpr std::string_view kOutletNames[] = {"outlet:", "منبر:"};  // minbar, outlet
constexpr std::string_view kDateNames[] = {"date:", "تاريخ:"};     // tarikh, date
constexpr std::string_view kOrWords[] = {"أو", "او"};              // aw, or

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

class Parser {
 public:
  Parser(std::string_view text, const QueryLimits& limits) : text_(text), limits_(limits) {}

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
    return true;
  }

  void TakeTerm() {
    bool excluded = false;
    if (text_[at_] == '-' && at_ + 1 < text_.size() && SpaceAt(text_, at_ + 1) == 0) {
      excluded = true;
      ++at_;
    }
    if (!excluded && (TakeOutlet() || TakeDate())) return;
    if (const QuotePair* quote = QuoteAt(text_, at_)) {
      AddPhrase(Quoted(*quote), excluded);
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

  // The value of a filter: a phrase, or all up to the next white space.
  std::string_view Value() {
    if (at_ < text_.size()) {
      if (const QuotePair* quote = QuoteAt(text_, at_)) return Quoted(*quote);
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && SpaceAt(text_, at_) == 0) {
      at_ += DecodeAt(text_, at_).length_bytes;
    }
    return text_.substr(begin, at_ - begin);
  }

  // Moves behind one of `names` when it stands here.
  template <std::size_t n>
  bool TakeName(const std::string_view (&names)[n]) {
    for (const std::string_view name : names) {
      if (!StartsWithNoCase(text_.substr(at_), name)) continue;
      at_ += name.size();
      return true;
    }
    return false;
  }

  bool TakeOutlet() {
    const std::size_t before = at_;
    if (!TakeName(kOutletNames)) return false;
    const std::string_view value = TrimSpace(Value());
    if (value.empty()) {
      at_ = before;
      return false;
    }
    query_.outlet = value;
    either_ = false;
    return true;
  }

  bool TakeDate() {
    const std::size_t before = at_;
    if (!TakeName(kDateNames)) return false;
    const std::string value = arabic::Fold(TrimSpace(Value()), arabic::FoldTier::kMarks);
    if (!UseDate(value)) {  // then these are words like others
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
    std::optional<DaySpan> from = ReadDay(from_text);
    std::optional<DaySpan> to = ReadDay(to_text);
    const bool open_start = from_text.empty() && to;
    const bool open_end = to_text.empty() && from;
    if (!open_start && !open_end && (!from || !to)) return false;
    if (from && to && to->first < from->first) std::swap(from, to);
    query_.from = from ? std::optional(from->first) : std::nullopt;
    query_.to = to ? std::optional(to->last) : std::nullopt;
    return true;
  }

  void AddPhrase(std::string_view text, bool excluded) {
    Term term;
    for (const arabic::Token& token : arabic::Tokenize(text)) {
      term.words.emplace_back(text.substr(token.begin, token.end - token.begin));
    }
    Add(std::move(term), excluded);
  }

  // A piece without white space: one word mostly, several where punctuation stands between.
  void AddChunk(std::string_view chunk, bool excluded) {
    at_ += chunk.size();
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
  Query query_;
};

// `text` within the limit, cut at a word's end where it has one.
std::string_view Cut(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  const std::string_view head = TruncateUtf8(text, max_bytes);
  const std::size_t space = head.find_last_of(" \t\r\n");
  return space == std::string_view::npos ? head : head.substr(0, space);
}

}  // namespace

Query ParseQuery(std::string_view text, const QueryLimits& limits) {
  // Repairing drops U+0000 and lengthens ill-formed bytes, so the limit holds before and after.
  const std::string valid = RepairUtf8(text.substr(0, limits.max_bytes + 1));
  return Parser(Cut(valid, limits.max_bytes), limits).Run();
}

}  // namespace isnad::search
