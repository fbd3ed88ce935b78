#include "page/lines.h"

#include <algorithm>
#include <unordered_map>

#include "base/utf8.h"

namespace isnad::page {
namespace {

// A run of this many spaces (a tab counts four) parts the titles of a ticker.
constexpr std::size_t kTickerGap = 3;
constexpr std::size_t kTickerParts = 4;
constexpr std::uint32_t kTickerMaxWords = 30;

// Width in gap units and length in bytes of the white space at `at`, {0, 0} for anything else.
struct Gap {
  std::size_t width = 0;
  std::size_t bytes = 0;
};
Gap GapAt(std::string_view line, std::size_t at) {
  if (line[at] == ' ') return {1, 1};
  if (line[at] == '\t') return {4, 1};
  if (line.substr(at, 2) == "\u00A0") return {1, 2};  // no-break space: how dumps keep &nbsp;
  if (line.substr(at, 2) == "\xE2\x80" && at + 2 < line.size() &&
      static_cast<unsigned char>(line[at + 2]) <= 0x8A) {
    return {2, 3};  // U+2000..200A
  }
  if (line.substr(at, 3) == "\u3000") return {2, 3};
  return {};
}

std::vector<std::string_view> SplitAtGaps(std::string_view line) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t width = 0;
    std::size_t end = i;
    while (end < line.size()) {
      const Gap gap = GapAt(line, end);
      if (gap.bytes == 0) break;
      width += gap.width;
      end += gap.bytes;
    }
    if (width >= kTickerGap) {
      if (i > begin) parts.push_back(line.substr(begin, i - begin));
      begin = end;
    }
    i = std::max(end, i + 1);
  }
  if (begin < line.size()) parts.push_back(line.substr(begin));
  std::erase_if(parts, [](std::string_view part) { return TrimSpace(part).empty(); });
  return parts;
}

// Titles: none is long, and hardly any ends as a sentence does.
bool IsTicker(const std::vector<std::string_view>& parts) {
  if (parts.size() < kTickerParts) return false;
  std::size_t sentences = 0;
  for (const std::string_view part : parts) {
    const TextMeasure measure = Measure(part);
    if (measure.words > kTickerMaxWords) return false;
    if (measure.ends_sentence && measure.words > 12) ++sentences;
  }
  return sentences * 4 <= parts.size();
}

class LineMeasurer {
 public:
  LineMeasurer(const std::vector<Line>& lines, std::size_t title_line)
      : lines_(lines), title_line_(title_line) {
    for (const Line& line : lines) {
      ++copies_[Hash(line.text)];
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
    row.Add("sentence_ends", std::min(m.sentence_ends, 12U));
    row.Add("ends_sentence", m.ends_sentence ? 1 : 0);
    row.Add("ends_colon", m.ends_colon ? 1 : 0);
    row.Add("commas", ShareOf(m.commas, m.words));
    row.Add("separators", m.separators);
    row.Add("digits", ShareOf(m.digits, m.code_points));
    row.Add("word_length", ShareOf(m.code_points, m.words));
    row.Add("capitals", ShareOf(m.capitals, m.words));
    for (std::size_t k = 0; k < std::size(kPhrases); ++k) {
      row.Add(kPhrases[k], (line.phrases >> k) & 1);
    }
    row.Add("copies", std::min(copies_.at(Hash(line.text)), 10U));
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
  std::vector<double> words_{0};  // before each line, and the total
  std::vector<double> prose_{0};
  std::vector<double> run_;
  std::vector<int> since_marker_;
  std::vector<int> to_marker_;
  std::size_t cluster_begin_ = 0;
  std::size_t cluster_end_ = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> copies_;
};

}  // namespace

bool ReadsAsProse(const Line& line) {
  return !line.ticker && line.measure.words >= 10 &&
         (line.measure.sentence_ends > 0 || line.measure.words >= 25);
}

std::vector<Line> SplitLines(std::string_view text, const LineLimits& limits) {
  std::vector<Line> out;
  std::size_t blanks = 0;
  const auto add = [&](std::string_view part, bool ticker) {
    Line line;
    line.text = CollapseSpace(part);
    if (line.text.empty()) return;
    line.blanks = blanks;
    line.ticker = ticker;
    line.measure = Measure(line.text);
    line.phrases = PhrasesOf(line.text);
    out.push_back(std::move(line));
    blanks = 0;
  };
  while (!text.empty() && out.size() < limits.max_lines) {
    const std::size_t end = std::min(text.find_first_of("\n\r"), text.size());
    const std::string_view raw = text.substr(0, end);
    const bool windows = end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n';
    text.remove_prefix(std::min(end + (windows ? 2 : 1), text.size()));
    if (TrimSpace(raw).empty()) {
      ++blanks;
      continue;
    }
    const std::vector<std::string_view> parts = SplitAtGaps(raw);
    if (IsTicker(parts)) {
      for (const std::string_view part : parts) add(part, true);
    } else {
      add(raw, false);
    }
  }
  return out;
}

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
