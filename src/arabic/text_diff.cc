#include "arabic/text_diff.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "arabic/diff_units.h"
#include "arabic/stem.h"

namespace isnad::arabic {
namespace {

constexpr std::int32_t kUnmatched = -1;
// A shorter sentence («وأضاف:») may stand in two places without having moved.
constexpr std::size_t kMinMovedWords = 4;
// A run of words this heavy (see DropChanceMatches) stands in both texts for a reason.
constexpr std::size_t kSurelyShared = 8;

// The greedy algorithm of Myers 1986 ("An O(ND) Difference Algorithm and Its Variations", figure
// 2), keeping what each round reached so that the path can be read back.
class EditPath {
 public:
  EditPath(std::span<const DiffUnit> a, std::span<const DiffUnit> b) : a_(a), b_(b) {}

  // Calls matched(i, j) for the words on a shortest path, last first; false when it would take over
  // `max_edits` edits.
  template <typename Matched>
  bool Find(std::size_t max_edits, Matched&& matched) {
    const auto most = static_cast<std::int32_t>(std::min(max_edits, a_.size() + b_.size()));
    for (std::int32_t d = 0; d <= most; ++d) {
      if (Round(d)) {
        ReadBack(d, matched);
        return true;
      }
    }
    return false;
  }

 private:
  // Round d reaches the diagonals -d, -d+2 … d; rounds stand one behind the other.
  static std::size_t RoundBegin(std::int32_t d) {
    const auto rounds = static_cast<std::size_t>(d);
    return rounds * (rounds + 1) / 2;
  }
  [[nodiscard]] std::int32_t Reached(std::int32_t d, std::int32_t k) const {
    return reached_[RoundBegin(d) + static_cast<std::size_t>((k + d) / 2)];
  }
  // Whether the step onto diagonal k in round d is an insertion (down from k + 1).
  [[nodiscard]] bool StepsDown(std::int32_t d, std::int32_t k) const {
    return k == -d || (k != d && Reached(d - 1, k - 1) < Reached(d - 1, k + 1));
  }

  bool Round(std::int32_t d) {
    const auto n = static_cast<std::int32_t>(a_.size()), m = static_cast<std::int32_t>(b_.size());
    for (std::int32_t k = -d; k <= d; k += 2) {
      std::int32_t x = 0;
      if (d > 0) x = StepsDown(d, k) ? Reached(d - 1, k + 1) : Reached(d - 1, k - 1) + 1;
      while (x < n && x - k < m && a_[Index(x)].key == b_[Index(x - k)].key) ++x;
      reached_.push_back(x);
      if (x == n && x - k == m) return true;
    }
    return false;
  }

  template <typename Matched>
  void ReadBack(std::int32_t d, Matched& matched) const {
    std::int32_t x = static_cast<std::int32_t>(a_.size());
    std::int32_t k = x - static_cast<std::int32_t>(b_.size());
    for (; d >= 0; --d) {
      const bool down = d > 0 && StepsDown(d, k);
      std::int32_t from = 0;
      if (d > 0) from = down ? Reached(d - 1, k + 1) : Reached(d - 1, k - 1) + 1;
      while (x > from) {
        --x;
        matched(Index(x), Index(x - k));
      }
      if (d > 0) {
        x = down ? from : from - 1;
        k = down ? k + 1 : k - 1;
      }
    }
  }

  static std::size_t Index(std::int32_t x) { return static_cast<std::size_t>(x); }

  std::span<const DiffUnit> a_, b_;
  std::vector<std::int32_t> reached_;
};

class Differ {
 public:
  Differ(std::string_view before, std::string_view after, const TextDiffLimits& limits)
      : limits_(limits),
        units_(MakeDiffUnits(before, after, limits.max_bytes, limits.max_words)),
        a_(units_.before),
        b_(units_.after),
        partner_(a_.size(), kUnmatched),
        before_(before),
        after_(after) {}

  TextDiff Run() {
    MatchSentences();
    DropChanceMatches();
    MarkMoved();
    diff_.is_whole = units_.is_whole;
    Tell();
    return std::move(diff_);
  }

 private:
  // Unique sentences as anchors; what lies between them word by word.
  void MatchSentences() {
    std::size_t i = 0, j = 0;
    for (const auto& [s, t] : UniqueSentencePairs(units_)) {
      MatchWords(i, s.begin, j, t.begin);
      for (std::size_t at = 0; at < s.size(); ++at) Match(s.begin + at, t.begin + at);
      i = s.end;
      j = t.end;
    }
    MatchWords(i, a_.size(), j, b_.size());
  }

  void Match(std::size_t i, std::size_t j) { partner_[i] = static_cast<std::int32_t>(j); }

  void MatchWords(std::size_t i, std::size_t i_end, std::size_t j, std::size_t j_end) {
    while (i < i_end && j < j_end && a_[i].key == b_[j].key) Match(i++, j++);
    while (i < i_end && j < j_end && a_[i_end - 1].key == b_[j_end - 1].key) {
      Match(--i_end, --j_end);
    }
    if (i == i_end || j == j_end) return;
    EditPath path{std::span(a_).subspan(i, i_end - i), std::span(b_).subspan(j, j_end - j)};
    (void)path.Find(limits_.max_edits, [&](std::size_t x, std::size_t y) { Match(i + x, j + y); });
  }

  // A run of words [i, i + size) that stands in both texts, with what changed in front of it.
  struct SharedRun {
    std::size_t i = 0, j = 0, size = 0;
    std::size_t changed_before = 0;  // the longer of removed and added
  };

  [[nodiscard]] std::vector<SharedRun> Runs() const {
    std::vector<SharedRun> runs;
    std::size_t next_i = 0, next_j = 0;
    for (std::size_t i = 0; i < a_.size(); ++i) {
      if (partner_[i] == kUnmatched) continue;
      const auto j = static_cast<std::size_t>(partner_[i]);
      if (runs.empty() || i != next_i || j != next_j) {
        runs.push_back({i, j, 0, std::max(i - next_i, j - next_j)});
      }
      ++runs.back().size;
      next_i = i + 1;
      next_j = j + 1;
    }
    return runs;
  }

  // Two unlike sentences share some words by chance; marking those as kept makes a patchwork that
  // nobody can read. A run is dropped when it is shorter than the changes on both of its sides,
  // words without a topic counting half (after the semantic clean-up of Fraser's diff-match-patch).
  void DropChanceMatches() {
    const std::vector<SharedRun> runs = Runs();
    if (runs.empty()) return;
    const std::size_t tail = std::max(a_.size() - runs.back().i - runs.back().size,
                                      b_.size() - runs.back().j - runs.back().size);
    std::size_t dropped = 0;  // words of the run before this one, when that was dropped
    for (std::size_t r = 0; r < runs.size(); ++r) {
      const SharedRun& run = runs[r];
      const std::size_t left = run.changed_before + dropped;
      const std::size_t right = r + 1 < runs.size() ? runs[r + 1].changed_before : tail;
      const std::size_t least = std::min({left, right, kSurelyShared});
      std::size_t weight = 0;
      for (std::size_t i = run.i; i < run.i + run.size && weight < least; ++i) {
        weight += a_[i].is_function_word ? 1 : 2;
      }
      dropped = 0;
      if (weight >= least) continue;
      std::fill_n(partner_.begin() + static_cast<std::ptrdiff_t>(run.i), run.size, kUnmatched);
      dropped = left + run.size;
    }
  }

  // Whole sentences that are left over in both texts have moved.
  void MarkMoved() {
    std::vector<bool> taken(b_.size(), false);
    for (const std::int32_t j : partner_) {
      if (j != kUnmatched) taken[static_cast<std::size_t>(j)] = true;
    }
    moved_a_.assign(a_.size(), false);
    moved_b_.assign(b_.size(), false);
    const auto is_free_a = [&](const UnitRange& s) {
      return std::all_of(partner_.begin() + static_cast<std::ptrdiff_t>(s.begin),
                         partner_.begin() + static_cast<std::ptrdiff_t>(s.end),
                         [](std::int32_t j) { return j == kUnmatched; });
    };
    const auto is_free_b = [&](const UnitRange& s) {
      return std::none_of(taken.begin() + static_cast<std::ptrdiff_t>(s.begin),
                          taken.begin() + static_cast<std::ptrdiff_t>(s.end),
                          [](bool is_taken) { return is_taken; });
    };
    for (const auto& [s, t] : EqualSentencePairs(units_)) {
      if (s.size() < kMinMovedWords || !is_free_a(s) || !is_free_b(t)) continue;
      std::fill(moved_a_.begin() + static_cast<std::ptrdiff_t>(s.begin),
                moved_a_.begin() + static_cast<std::ptrdiff_t>(s.end), true);
      std::fill(moved_b_.begin() + static_cast<std::ptrdiff_t>(t.begin),
                moved_b_.begin() + static_cast<std::ptrdiff_t>(t.end), true);
    }
  }

  // Walks both texts and writes down the passages.
  void Tell() {
    std::size_t i = 0, j = 0;
    while (i < a_.size() || j < b_.size()) {
      if (OpensPassage(i, j)) diff_.passages.emplace_back();
      if (i < a_.size() && partner_[i] == static_cast<std::int32_t>(j)) {
        const bool same = IsSame(i, j);
        ++(same ? diff_.same_words : diff_.respelled_words);
        Add({same ? Change::kSame : Change::kRespelled, SpanOf(a_[i]), SpanOf(b_[j])});
        ++i;
        ++j;
        continue;
      }
      TellGap(i, j);
    }
  }

  // What was removed, then what was added, up to the next word that stands in both.
  void TellGap(std::size_t& i, std::size_t& j) {
    for (; i < a_.size() && partner_[i] == kUnmatched; ++i) {
      ++(moved_a_[i] ? diff_.moved_words : diff_.removed_words);
      const std::uint32_t at = j < b_.size() ? b_[j].from : End(b_);
      Add({moved_a_[i] ? Change::kMovedAway : Change::kRemoved, SpanOf(a_[i]), {at, at}});
    }
    const std::size_t end = i < a_.size() ? static_cast<std::size_t>(partner_[i]) : b_.size();
    const std::uint32_t at = i < a_.size() ? a_[i].from : End(a_);
    for (; j < end; ++j) {
      if (!moved_b_[j]) ++diff_.added_words;
      Add({moved_b_[j] ? Change::kMovedHere : Change::kAdded, {at, at}, SpanOf(b_[j])});
    }
  }

  [[nodiscard]] bool OpensPassage(std::size_t i, std::size_t j) const {
    return (i == a_.size() || a_[i].opens_sentence) && (j == b_.size() || b_[j].opens_sentence);
  }

  // Joined to the piece before it where it has the same fate.
  void Add(const DiffPiece& piece) {
    std::vector<DiffPiece>& pieces = diff_.passages.back().pieces;
    if (!pieces.empty() && pieces.back().change == piece.change) {
      pieces.back().before.end = piece.before.end;
      pieces.back().after.end = piece.after.end;
    } else {
      pieces.push_back(piece);
    }
  }

  // To the letter, and with the same signs behind it unless what follows differs anyway.
  [[nodiscard]] bool IsSame(std::size_t i, std::size_t j) const {
    const DiffUnit &a = a_[i], &b = b_[j];
    if (before_.substr(a.begin, a.end - a.begin) != after_.substr(b.begin, b.end - b.begin)) {
      return false;
    }
    const bool last = i + 1 == a_.size() && j + 1 == b_.size();
    const bool followed = i + 1 < a_.size() && partner_[i + 1] == static_cast<std::int32_t>(j + 1);
    if (!last && !followed) return true;
    return SameSigns(before_.substr(a.from, a.begin - a.from),
                     after_.substr(b.from, b.begin - b.from)) &&
           SameSigns(before_.substr(a.end, a.to - a.end), after_.substr(b.end, b.to - b.end));
  }

  static Span SpanOf(const DiffUnit& unit) { return {unit.from, unit.to}; }
  static std::uint32_t End(const std::vector<DiffUnit>& units) {
    return units.empty() ? 0 : units.back().to;
  }

  const TextDiffLimits& limits_;
  DiffUnits units_;
  const std::vector<DiffUnit>& a_;
  const std::vector<DiffUnit>& b_;
  std::vector<std::int32_t> partner_;  // of each word of `before`, its word of `after`; increasing
  std::vector<bool> moved_a_, moved_b_;
  std::string_view before_, after_;
  TextDiff diff_;
};

}  // namespace

TextDiff DiffTexts(std::string_view before, std::string_view after, const TextDiffLimits& limits) {
  return Differ(before, after, limits).Run();
}

}  // namespace isnad::arabic
