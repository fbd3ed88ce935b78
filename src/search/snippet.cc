#include "search/snippet.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "search/terms.h"

namespace isnad::search {
namespace {

constexpr std::size_t kMaxTextBytes = std::size_t{64} << 10;
constexpr std::size_t kContextBytes = 90;  // wanted before the first hit
constexpr std::string_view kEllipsis = "…";

// A stretch of the text that answers a needle.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t needle = 0;
};

// Watches for the first stretch of kSnippetBytes that answers every needle.
class Window {
 public:
  explicit Window(std::size_t needles) : last_(needles), missing_(needles) {}

  void Add(const Span& span) {
    std::optional<std::size_t>& last = last_[span.needle];
    if (!last) --missing_;
    last = span.begin;
    if (missing_ > 0 || end_ != kNone) return;
    const auto first = std::min_element(last_.begin(), last_.end());
    if (span.end <= **first + kSnippetBytes - kContextBytes) end_ = **first + kSnippetBytes;
  }

  // One past it, where it was found.
  [[nodiscard]] std::size_t end() const { return end_; }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  std::vector<std::optional<std::size_t>> last_;  // where each needle was last answered
  std::size_t missing_;
  std::size_t end_ = kNone;
};

// Finds needles in the terms of a text, place by place: `progress_` holds, for each needle of more
// than one place, how far a phrase that may end here has come.
class Finder {
 public:
  explicit Finder(const std::vector<Needle>& needles) : needles_(needles) {
    for (std::size_t i = 0; i < needles.size(); ++i) {
      const Needle& needle = needles[i];
      if (needle.near > 0 || (needle.places.size() == 1 && !needle.prefix)) {
        for (const Needle::Place& place : needle.places) {
          words_.emplace(place.stem, i);
          for (const std::string& stem : place.also) words_.emplace(stem, i);
        }
      } else {
        sequences_.push_back(i);
      }
    }
  }

  enum class Extent { kWhole, kFirstWindow };

  // kFirstWindow: as far as the end of the first kSnippetBytes that answer every needle.
  std::vector<Span> Find(std::string_view text, Extent extent = Extent::kWhole) {
    std::vector<Span> spans;
    places_.clear();
    Window window(needles_.size());
    std::size_t looked_at = 0;
    TermReader reader(text);
    while (reader.Next() && (extent == Extent::kWhole || reader.begin() < window.end())) {
      for (; looked_at < spans.size(); ++looked_at) window.Add(spans[looked_at]);
      const auto word = words_.find(reader.stem());
      if (word != words_.end()) spans.push_back({reader.begin(), reader.end(), word->second});
      if (sequences_.empty()) continue;
      places_.push_back({std::string(reader.stem()), std::string(reader.written()), reader.begin(),
                         reader.end()});
      for (const std::size_t i : sequences_) FindEnding(i, spans);
    }
    Merge(spans);
    return spans;
  }

 private:
  struct Seen {
    std::string stem;
    std::string written;
    std::size_t begin;
    std::size_t end;
  };

  static bool Fits(const Seen& seen, std::string_view wanted, bool is_beginning) {
    if (!is_beginning) return seen.stem == wanted || seen.written == wanted;
    const std::string_view written = seen.written;
    return seen.stem.starts_with(wanted) || written.starts_with(wanted) ||
           (!written.empty() && written.substr(1).starts_with(wanted));
  }

  // Whether needle `i` ends at the last place read.
  void FindEnding(std::size_t i, std::vector<Span>& spans) const {
    const Needle& needle = needles_[i];
    const std::size_t count = needle.places.size();
    if (places_.size() < count) return;
    const std::size_t first = places_.size() - count;
    for (std::size_t k = count; k-- > 0;) {
      const bool is_beginning = needle.prefix && k + 1 == count;
      if (!Fits(places_[first + k], needle.Wanted(k), is_beginning)) return;
    }
    spans.push_back({places_[first].begin, places_.back().end, i});
  }

  // In order, overlapping ones as one.
  static void Merge(std::vector<Span>& spans) {
    std::stable_sort(spans.begin(), spans.end(),
                     [](const Span& a, const Span& b) { return a.begin < b.begin; });
    std::vector<Span> merged;
    for (const Span& span : spans) {
      if (!merged.empty() && span.begin < merged.back().end) {
        merged.back().end = std::max(merged.back().end, span.end);
      } else {
        merged.push_back(span);
      }
    }
    spans = std::move(merged);
  }

  const std::vector<Needle>& needles_;
  std::map<std::string, std::size_t, std::less<>> words_;
  std::vector<std::size_t> sequences_;
  std::vector<Seen> places_;
};

void AddPiece(std::vector<SnippetPiece>& pieces, std::string text, bool hit) {
  if (text.empty()) return;
  if (!pieces.empty() && pieces.back().hit == hit) {
    pieces.back().text += text;
  } else {
    pieces.push_back({std::move(text), hit});
  }
}

// `text` with each run of white space as one space, ends included.
std::string OneLine(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space) {
      out += c;
    } else if (out.empty() || out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::vector<SnippetPiece> Pieces(std::string_view text, std::size_t begin, std::size_t end,
                                 const std::vector<Span>& spans) {
  std::vector<SnippetPiece> pieces;
  std::size_t at = begin;
  for (const Span& span : spans) {
    if (span.begin < at || span.end > end) continue;
    AddPiece(pieces, OneLine(text.substr(at, span.begin - at)), false);
    AddPiece(pieces, OneLine(text.substr(span.begin, span.end - span.begin)), true);
    at = span.end;
  }
  AddPiece(pieces, OneLine(text.substr(at, end - at)), false);
  return pieces;
}

// Index of the span from which kSnippetBytes answer most needles, then most often, then earliest.
std::size_t BestStart(const std::vector<Span>& spans) {
  std::map<std::size_t, int> inside;  // needle -> spans in the window
  std::size_t best = 0;
  std::pair<std::size_t, std::size_t> best_value{0, 0};
  std::size_t next = 0;
  for (std::size_t first = 0; first < spans.size(); ++first) {
    while (
        next < spans.size() &&
        (next == first || spans[next].end <= spans[first].begin + kSnippetBytes - kContextBytes)) {
      ++inside[spans[next++].needle];
    }
    const std::pair value{inside.size(), next - first};
    if (value > best_value) {
      best_value = value;
      best = first;
    }
    const auto leaving = inside.find(spans[first].needle);
    if (--leaving->second == 0) inside.erase(leaving);
  }
  return best;
}

bool IsBreak(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Where the snippet begins: at the sentence of the hit when that is near, else at a word.
std::size_t BeginFor(std::string_view text, std::size_t hit) {
  if (hit <= kContextBytes) return 0;
  const std::size_t from = hit - kContextBytes;
  for (std::size_t at = hit; at > from; --at) {
    const char before = text[at - 1];
    if (before == '\n') return at;
    if (before == '.' && at < hit && IsBreak(text[at])) return at + 1;
  }
  std::size_t at = from;
  while (at < hit && !IsBreak(text[at])) ++at;
  return at < hit ? at + 1 : hit;  // no white space: the hit itself starts between characters
}

// One past the last word that fits.
std::size_t EndFor(std::string_view text, std::size_t begin, std::size_t at_least) {
  const std::size_t limit = std::max(begin + kSnippetBytes, at_least);
  if (limit >= text.size()) return text.size();
  std::size_t end = limit;
  while (end > at_least && !IsBreak(text[end])) --end;
  if (end > at_least) return end;
  return std::max(at_least, begin + TruncateUtf8(text.substr(begin), kSnippetBytes).size());
}

}  // namespace

std::vector<SnippetPiece> Highlight(std::string_view text, const std::vector<Needle>& needles) {
  return Pieces(text, 0, text.size(), Finder(needles).Find(text));
}

std::vector<SnippetPiece> MakeSnippet(std::string_view text, const std::vector<Needle>& needles) {
  const std::string_view head = TruncateUtf8(text, kMaxTextBytes);
  const std::vector<Span> spans = Finder(needles).Find(head, Finder::Extent::kFirstWindow);
  std::size_t begin = 0;
  std::size_t end = 0;
  if (!spans.empty()) {
    const Span& first = spans[BestStart(spans)];
    begin = BeginFor(head, first.begin);
    end = EndFor(head, begin, first.end);
  } else {
    end = EndFor(head, 0, 0);
  }
  std::vector<SnippetPiece> pieces;
  if (begin > 0) AddPiece(pieces, std::string(kEllipsis) + " ", false);
  for (SnippetPiece& piece : Pieces(head, begin, end, spans)) {
    AddPiece(pieces, std::move(piece.text), piece.hit);
  }
  if (end < text.size()) AddPiece(pieces, " " + std::string(kEllipsis), false);
  return pieces;
}

}  // namespace isnad::search
