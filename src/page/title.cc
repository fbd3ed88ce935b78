#include "page/title.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::array<std::string_view, 9> kSeparators = {
    " | ", " - ", " \u2013 ", " \u2014 ", " \u00BB ", " \u00AB ", " \u2022 ", " :: ", " \u00B7 "};

constexpr std::size_t kMaxTitleBytes = 2'000;  // longer ones are no titles to look into

// Share of the words of the shorter text that the other has too; 0 for empty ones.
double Overlap(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 1;
  const std::vector<std::string_view> left = SplitWords(a);
  const std::vector<std::string_view> right = SplitWords(b);
  const auto& few = left.size() < right.size() ? left : right;
  const auto& many = left.size() < right.size() ? right : left;
  std::size_t shared = 0;
  for (const std::string_view word : few) {
    if (std::find(many.begin(), many.end(), word) != many.end()) ++shared;
  }
  // Of a two-word text in a long one nothing follows.
  const double coverage = static_cast<double>(shared) / static_cast<double>(few.size());
  return few.size() < 3 ? coverage * 0.6 : coverage;
}

bool SameWithoutSpaces(std::string a, std::string b) {
  std::erase(a, ' ');
  std::erase(b, ' ');
  return a == b;
}

struct Cut {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
};

Cut LastSeparator(std::string_view title) {
  Cut best;
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = title.rfind(separator);
    if (at != std::string_view::npos && (best.at == std::string_view::npos || at > best.at)) {
      best = {at, separator.size()};
    }
  }
  return best;
}

Cut FirstSeparator(std::string_view title) {
  Cut best;
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = title.find(separator);
    if (at < best.at) best = {at, separator.size()};
  }
  return best;
}

// Separators that stand in titles of their own right too: only a known name is cut at them.
constexpr std::array<std::string_view, 6> kWeakSeparators = {" : ", ": ", " | ", "| ", ":: ", "- "};

// Calls see(begin, end) of each separator of either kind.
template <typename See>
void ForEachSeparator(std::string_view title, const See& see) {
  const auto scan = [&](std::string_view separator) {
    for (std::size_t at = title.find(separator); at != std::string_view::npos;
         at = title.find(separator, at + separator.size())) {
      see(at, at + separator.size());
    }
  };
  for (const std::string_view separator : kSeparators) scan(separator);
  for (const std::string_view separator : kWeakSeparators) scan(separator);
}

bool IsOutlet(std::string_view part, std::string_view outlet) {
  return !outlet.empty() && SameWithoutSpaces(FoldedWords(part), FoldedWords(outlet));
}

// Without the outlet's name and a separator at the beginning or the end.
std::string_view CutName(std::string_view title, std::string_view outlet) {
  if (outlet.empty() || title.size() > kMaxTitleBytes) return title;
  std::string_view best = title;
  ForEachSeparator(title, [&](std::size_t begin, std::size_t end) {
    const std::string_view before = TrimSpace(title.substr(0, begin));
    const std::string_view behind = TrimSpace(title.substr(end));
    if (before.empty() || behind.empty()) return;
    const bool first = before.size() <= 3 * outlet.size() && IsOutlet(before, outlet);
    const bool last = behind.size() <= 3 * outlet.size() && IsOutlet(behind, outlet);
    if (first && behind.size() < best.size()) best = behind;
    if (last && before.size() < best.size()) best = before;
  });
  return best;
}

}  // namespace

std::vector<std::string_view> EdgesOfTitle(std::string_view title) {
  std::vector<std::string_view> out;
  if (title.size() > kMaxTitleBytes) return out;
  std::size_t first = title.size();
  std::size_t last = 0;
  ForEachSeparator(title, [&](std::size_t begin, std::size_t end) {
    first = std::min(first, begin);
    last = std::max(last, end);
  });
  if (last == 0) return out;
  for (const std::string_view part : {title.substr(last), title.substr(0, first)}) {
    if (const std::string_view name = TrimSpace(part); !name.empty()) out.push_back(name);
  }
  return out;
}

std::string CutOutlet(std::string_view title, std::string_view outlet) {
  title = CutName(TrimSpace(title), outlet);
  for (int round = 0; round < 3; ++round) {
    const Cut last = LastSeparator(title);
    if (last.at == std::string_view::npos) break;
    const std::string_view head = title.substr(0, last.at);
    const std::string_view tail = title.substr(last.at + last.size);
    const std::uint32_t head_words = Measure(head).words;
    const std::uint32_t tail_words = Measure(tail).words;
    if (IsOutlet(tail, outlet) || (tail_words <= 5 && head_words > tail_words + 1)) {
      title = TrimSpace(head);
      continue;
    }
    const Cut first = FirstSeparator(title);
    if (IsOutlet(title.substr(0, first.at), outlet)) {
      title = TrimSpace(title.substr(first.at + first.size));
      continue;
    }
    break;
  }
  return std::string(title);
}

namespace {

// The first level heading that reads most like what the head calls the page, "" for none. A
// heading that only repeats the outlet's name is the site's, not the article's.
class HeadingFinder {
 public:
  HeadingFinder(const Metadata& metadata, std::string_view open_graph, std::string_view outlet)
      : outlet_(outlet) {
    Add(CutOutlet(open_graph, outlet));
    Add(CutOutlet(metadata.page_title, outlet));
    Add(metadata.linked.headline);
    page_title_ = FoldedWords(metadata.page_title);
  }

  std::string Find(const std::vector<Block>& blocks) const {
    const Block* best = nullptr;
    double best_score = 0.35;
    double shown = 0;
    const auto headings = std::count_if(blocks.begin(), blocks.end(), [](const Block& block) {
      return block.heading == 1 && !block.hidden;
    });
    for (const Block& block : blocks) {
      if (block.heading != 1 || block.text.size() > 600) continue;
      const double score = Score(block, headings <= 1) - 0.05 * shown;
      if (!block.hidden) shown = std::min(shown + 1, 4.0);
      if (score > best_score) {
        best_score = score;
        best = &block;
      }
    }
    return best == nullptr ? std::string() : best->text;
  }

 private:
  void Add(std::string_view text) {
    std::string folded = FoldedWords(text);
    if (!folded.empty()) known_.push_back(std::move(folded));
  }

  // `alone`: no other heading of this level is shown.
  double Score(const Block& block, bool alone) const {
    const std::string folded = FoldedWords(block.text);
    if (folded.empty() || IsOutlet(block.text, outlet_)) return 0;
    double score = 0;
    for (const std::string& known : known_) score = std::max(score, Overlap(folded, known));
    // The part of <title> that was cut off: the site's name in the place of a heading.
    const bool cut_off = score < 0.3 && page_title_.find(folded) != std::string::npos;
    if (block.measure.words >= 3 && !cut_off && (alone || score >= 0.2)) score += 0.4;
    return block.hidden ? score * 0.6 : score;
  }

  std::string_view outlet_;
  std::vector<std::string> known_;
  std::string page_title_;
};

}  // namespace

std::string FindTitle(const Metadata& metadata, const std::vector<Block>& blocks,
                      std::string_view outlet) {
  constexpr std::string_view kOpenGraph[] = {"og:title",       "twitter:title", "parsely-title",
                                             "sailthru.title", "dc.title",      "citation_title"};
  const std::string open_graph(metadata.First(kOpenGraph));
  const std::string& linked = metadata.linked.headline;
  // A heading that is shown is what the reader knows the article by.
  std::string heading = HeadingFinder(metadata, open_graph, outlet).Find(blocks);
  if (!heading.empty()) return heading;
  if (!linked.empty() && Overlap(FoldedWords(linked), FoldedWords(metadata.page_title)) > 0.7) {
    return CutOutlet(linked, outlet);
  }
  if (!open_graph.empty()) return CutOutlet(open_graph, outlet);
  if (!linked.empty()) return CutOutlet(linked, outlet);
  if (!metadata.page_title.empty()) return CutOutlet(metadata.page_title, outlet);
  return {};
}

}  // namespace isnad::page
