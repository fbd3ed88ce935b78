// What the trees see of a line (page/lines.h): its own counts, where it stands, what is around it,
// and how its words go with those of the page's running text. Nothing depends on the language but
// the phrases and the capitals.

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "page/lines.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxLineBytes = 4'000;  // whose words are compared

// The words of the page's running text: those in many of its lines are what a language makes its
// sentences with ("the", «في»); the others are what the page is about.
// How often each hash stands in a list. Sorted, since a page could be made whose words share the
// buckets of a hash table.
class Counts {
 public:
  explicit Counts(std::vector<std::uint64_t> hashes) : hashes_(std::move(hashes)) {
    std::sort(hashes_.begin(), hashes_.end());
  }
  std::uint32_t Of(std::uint64_t hash) const {
    const auto [first, last] = std::equal_range(hashes_.begin(), hashes_.end(), hash);
    return static_cast<std::uint32_t>(last - first);
  }

 private:
  std::vector<std::uint64_t> hashes_;
};

// Hashes of the different words of a line, sorted.
std::vector<std::uint64_t> WordsOf(const Line& line) {
  std::vector<std::uint64_t> out;
  const std::string folded = FoldedWords(TruncateUtf8(line.text, kMaxLineBytes));
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    out.push_back(Hash(std::string_view(folded).substr(at, end - at)));
    at = end + 1;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// How a line's words go with those of the page's running text: those in many lines of it are what
// the language makes its sentences with ("the", «في»); the others are what the page is about.
struct Wording {
  std::vector<std::uint64_t> words;
  double common = 0;   // of the line's words, those in many lines of running text
  double topical = 0;  // of its other words, those in some other line of it
};

std::vector<Wording> FindWording(const std::vector<Line>& lines) {
  std::vector<Wording> out(lines.size());
  std::vector<std::uint64_t> in_prose;
  std::uint32_t prose_lines = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out[i].words = WordsOf(lines[i]);
    if (!ReadsAsProse(lines[i])) continue;
    ++prose_lines;
    in_prose.insert(in_prose.end(), out[i].words.begin(), out[i].words.end());
  }
  const Counts lines_with(std::move(in_prose));
  const std::uint32_t many = std::max<std::uint32_t>(3, prose_lines / 6);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::uint32_t own = ReadsAsProse(lines[i]) ? 1 : 0;
    double common = 0;
    double topical = 0;
    for (const std::uint64_t word : out[i].words) {
      const std::uint32_t count = lines_with.Of(word);
      if (count >= many) {
        ++common;
      } else if (count > own) {
        ++topical;
      }
    }
    const auto all = static_cast<double>(out[i].words.size());
    out[i].common = ShareOf(common, all);
    out[i].topical = ShareOf(topical, all - common);
  }
  return out;
}

std::vector<std::uint64_t> TextHashes(const std::vector<Line>& lines) {
  std::vector<std::uint64_t> out;
  for (const Line& line : lines) out.push_back(Hash(line.text));
  return out;
}

// Of the words of `a`, the share that `b` has too.
double Overlap(const Wording& a, const Wording& b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, k = 0; i < a.words.size() && k < b.words.size();) {
    const std::uint64_t left = a.words[i];
    const std::uint64_t right = b.words[k];
    if (left == right) ++shared;
    if (left <= right) ++i;
    if (right <= left) ++k;
  }
  return ShareOf(static_cast<double>(shared), static_cast<double>(a.words.size()));
}

bool EndsInDots(std::string_view text) {
  return text.ends_with("\u2026") || text.ends_with("...") || text.ends_with("\u2026]") ||
         text.ends_with("...]");
}

bool HasAddress(std::string_view text) {
  return text.find('@') != text.npos || text.find("://") != text.npos ||
         text.find("www.") != text.npos;
}

bool StartsLower(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z';
}

class LineMeasurer {
 public:
  LineMeasurer(const std::vector<Line>& lines, std::size_t title_line)
      : lines_(lines),
        title_line_(title_line),
        wording_(FindWording(lines)),
        copies_(TextHashes(lines)) {
    for (const Line& line : lines) {
      words_.push_back(words_.back() + line.measure.words);
      prose_.push_back(prose_.back() + (ReadsAsProse(line) ? line.measure.words : 0));
    }
    FindRuns();
    FindCluster();
  }

  void Fill(std::size_t i, RowWriter& row) const {
    Own(i, row);
    Position(i, row);
    Neighbours(i, row);
    Words(i, row);
  }

 private:
  // Menus are long runs of short lines.
  void FindRuns() {
    run_.resize(lines_.size());
    since_marker_.resize(lines_.size());
    to_marker_.resize(lines_.size());
    for (std::size_t i = 0; i < lines_.size();) {
      std::size_t end = i;
      while (end < lines_.size() && !ReadsAsProse(lines_[end])) ++end;
      for (std::size_t k = i; k < end; ++k) run_[k] = static_cast<double>(end - i);
      i = std::max(end, i + 1);
    }
    constexpr PhraseMask kMarkers = static_cast<PhraseMask>(
        Bit(Phrase::kRelated) | Bit(Phrase::kComment) | Bit(Phrase::kNewsletter) |
        Bit(Phrase::kFooter) | Bit(Phrase::kTags) | Bit(Phrase::kShare) | Bit(Phrase::kControl));
    int since = 100;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if ((lines_[i].phrases & kMarkers) != 0 && lines_[i].measure.words <= 8) since = 0;
      since_marker_[i] = std::min(since++, 100);
    }
    int to = 100;
    for (std::size_t i = lines_.size(); i-- > 0;) {
      if ((lines_[i].phrases & kMarkers) != 0 && lines_[i].measure.words <= 8) to = 0;
      to_marker_[i] = std::min(to++, 100);
    }
  }

  // The stretch of lines with most prose against everything else: maximum subarray (Kadane), prose
  // lines counting their words, other lines a fixed cost.
  void FindCluster() {
    constexpr double kCost = 12;
    double sum = 0;
    double best = 0;
    std::size_t from = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      const bool marker = (line.phrases & (Bit(Phrase::kComment) | Bit(Phrase::kRelated))) != 0;
      const double value = ReadsAsProse(line) ? std::min(line.measure.words, 120U)
                           : marker           ? -5 * kCost
                                              : -kCost;
      if (sum <= 0) {
        sum = 0;
        from = i;
      }
      sum += value;
      if (sum > best) {
        best = sum;
        cluster_begin_ = from;
        cluster_end_ = i + 1;
      }
    }
  }

  void Own(std::size_t i, RowWriter& row) const {
    static constexpr std::string_view kPhrases[static_cast<std::size_t>(Phrase::kCount)] = {
        "p_read_also", "p_related", "p_comment", "p_share", "p_newsletter", "p_notice",
        "p_footer",    "p_control", "p_author",  "p_tags",  "p_origin",     "p_credit"};
    const Line& line = lines_[i];
    const TextMeasure& m = line.measure;
    row.Add("words", LogCount(m.words));
    AddTextMeasure(m, row);
    for (std::size_t k = 0; k < std::size(kPhrases); ++k) {
      row.Add(kPhrases[k], (line.phrases >> k) & 1);
    }
    row.Add("copies", std::min(copies_.Of(Hash(line.text)), 10U));
    row.Add("blanks", std::min<double>(static_cast<double>(line.blanks), 5));
  }

  void Position(std::size_t i, RowWriter& row) const {
    const auto n = static_cast<double>(lines_.size());
    const auto at = static_cast<double>(i);
    row.Add("at_line", at / n);
    row.Add("at_word", ShareOf(words_[i], words_.back()));
    row.Add("prose_before", ShareOf(prose_[i], prose_.back()));
    const bool titled = title_line_ < lines_.size();
    row.Add("after_title",
            titled ? std::clamp(at - static_cast<double>(title_line_), -40.0, 100.0) : -60);
    row.Add("words_after_title",
            titled && i > title_line_ ? LogCount(words_[i] - words_[title_line_ + 1]) : -1);
    row.Add("after_begin", std::clamp(at - static_cast<double>(cluster_begin_), -40.0, 100.0));
    row.Add("before_end", std::clamp(static_cast<double>(cluster_end_) - at, -40.0, 100.0));
    row.Add("in_cluster", i >= cluster_begin_ && i < cluster_end_ ? 1 : 0);
    row.Add("cluster_share", ShareOf(prose_[cluster_end_] - prose_[cluster_begin_], prose_.back()));
    row.Add("cluster_density", ShareOf(prose_[cluster_end_] - prose_[cluster_begin_],
                                       words_[cluster_end_] - words_[cluster_begin_]));
    row.Add("run", LogCount(run_[i]));
    row.Add("since_marker", since_marker_[i]);
    row.Add("to_marker", to_marker_[i]);
    row.Add("page_words", LogCount(words_.back()));
    row.Add("page_prose", LogCount(prose_.back()));
    row.Add("page_lines", LogCount(n));
  }

  void Neighbours(std::size_t i, RowWriter& row) const {
    static constexpr std::string_view kNames[6][4] = {
        {"b3_words", "b3_prose", "b3_ends", "b3_phrase"},
        {"b2_words", "b2_prose", "b2_ends", "b2_phrase"},
        {"b1_words", "b1_prose", "b1_ends", "b1_phrase"},
        {"a1_words", "a1_prose", "a1_ends", "a1_phrase"},
        {"a2_words", "a2_prose", "a2_ends", "a2_phrase"},
        {"a3_words", "a3_prose", "a3_ends", "a3_phrase"}};
    constexpr int kOffsets[6] = {-3, -2, -1, 1, 2, 3};
    for (int k = 0; k < 6; ++k) {
      const long long j = static_cast<long long>(i) + kOffsets[k];
      if (j < 0 || j >= static_cast<long long>(lines_.size())) {
        for (const std::string_view name : kNames[k]) row.Add(name, -1);
        continue;
      }
      const Line& line = lines_[static_cast<std::size_t>(j)];
      row.Add(kNames[k][0], LogCount(line.measure.words));
      row.Add(kNames[k][1], ReadsAsProse(line) ? 1 : 0);
      row.Add(kNames[k][2], line.measure.ends_sentence ? 1 : 0);
      row.Add(kNames[k][3], line.phrases != 0 ? 1 : 0);
    }
    row.Add("prose_before3", Density(i < 3 ? 0 : i - 3, i));
    row.Add("prose_after3", Density(i + 1, i + 4));
    row.Add("prose_before8", Density(i < 8 ? 0 : i - 8, i));
    row.Add("prose_after8", Density(i + 1, i + 9));
    row.Add("prose_before20", Density(i < 20 ? 0 : i - 20, i));
    row.Add("prose_after20", Density(i + 1, i + 21));
    row.Add("line_words20", MeanWords(i, 20));
  }

  void Words(std::size_t i, RowWriter& row) const {
    const Line& line = lines_[i];
    const Wording& own = wording_[i];
    row.Add("common", own.common);
    row.Add("topical", own.topical);
    row.Add("like_title", title_line_ < lines_.size() ? Overlap(own, wording_[title_line_]) : -1);
    row.Add("like_before", i > 0 ? Overlap(own, wording_[i - 1]) : -1);
    row.Add("like_after", i + 1 < lines_.size() ? Overlap(own, wording_[i + 1]) : -1);
    double before = 0;
    double after = 0;
    for (std::size_t k = 1; k <= 4; ++k) {
      if (k <= i) before += wording_[i - k].common / 4;
      if (i + k < lines_.size()) after += wording_[i + k].common / 4;
    }
    row.Add("common_before4", before);
    row.Add("common_after4", after);
    row.Add("sentence_words", ShareOf(line.measure.words, line.measure.sentence_ends + 1));
    row.Add("teaser", EndsInDots(line.text) ? 1 : 0);
    row.Add("address", HasAddress(line.text) ? 1 : 0);
    row.Add("starts_lower", StartsLower(line.text) ? 1 : 0);
    row.Add("to_prose", Distance(i, 1));
    row.Add("since_prose", Distance(i, -1));
    row.Add("share_of_prose", ReadsAsProse(line) ? ShareOf(line.measure.words, prose_.back()) : 0);
  }

  // Lines to the next one of running text in a direction, at most 30.
  double Distance(std::size_t i, int step) const {
    int out = 0;
    for (auto k = static_cast<long long>(i) + step;
         k >= 0 && k < static_cast<long long>(lines_.size()) && out < 30; k += step, ++out) {
      if (ReadsAsProse(lines_[static_cast<std::size_t>(k)])) break;
    }
    return out;
  }

  double Density(std::size_t from, std::size_t to) const {
    from = std::min(from, lines_.size());
    to = std::min(to, lines_.size());
    return ShareOf(prose_[to] - prose_[from], words_[to] - words_[from]);
  }

  double MeanWords(std::size_t i, std::size_t reach) const {
    const std::size_t from = i < reach ? 0 : i - reach;
    const std::size_t to = std::min(lines_.size(), i + reach);
    return ShareOf(words_[to] - words_[from], static_cast<double>(to - from));
  }

  const std::vector<Line>& lines_;
  std::size_t title_line_;
  std::vector<Wording> wording_;  // of each line
  Counts copies_;
  std::vector<double> words_{0};  // before each line, and the total
  std::vector<double> prose_{0};
  std::vector<double> run_;
  std::vector<int> since_marker_;
  std::vector<int> to_marker_;
  std::size_t cluster_begin_ = 0;
  std::size_t cluster_end_ = 0;
};

}  // namespace

const std::vector<std::string_view>& LineFeatureNames() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    const std::vector<Line> lines = SplitLines("a");
    FeatureRow values;
    RowWriter row(values, &out);
    LineMeasurer(lines, 0).Fill(0, row);
    return out;
  }();
  return names;
}

std::vector<FeatureRow> MeasureLines(const std::vector<Line>& lines, std::size_t title_line) {
  std::vector<FeatureRow> rows(lines.size());
  const LineMeasurer measurer(lines, title_line);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    RowWriter row(rows[i], nullptr);
    measurer.Fill(i, row);
  }
  return rows;
}

}  // namespace isnad::page
