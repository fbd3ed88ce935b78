#include "page/title.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/plain_text.h"
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

constexpr std::uint32_t kMaxTitleWords = 40;
constexpr double kMaxProseAbove = 150;  // words that may stand above an article's own heading

// What the address ends with, in words: "how to start an llc" of "/2025/how-to-start-an-llc".
std::string Slug(const Metadata& metadata) {
  std::string_view url =
      metadata.canonical.empty() ? metadata.First("og:url") : std::string_view(metadata.canonical);
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  url = url.substr(url.rfind('/') + 1);
  std::string spaced(url.substr(0, 300));
  std::replace_if(
      spaced.begin(), spaced.end(), [](char c) { return c == '-' || c == '_' || c == '+'; }, ' ');
  return spaced;
}

// Its words where there are three or more.
std::vector<std::string> SlugWords(const std::string& spaced) {
  std::vector<std::string> out;
  for (const std::string_view word : SplitWords(spaced)) out.emplace_back(FoldedWords(word));
  if (out.size() < 3) out.clear();
  return out;
}

double ShareOf(const std::vector<std::string>& slug, std::string_view title) {
  if (slug.empty()) return 0;
  const std::string padded = " " + FoldedWords(title) + " ";
  const auto in = std::count_if(slug.begin(), slug.end(), [&](const std::string& word) {
    return !word.empty() && padded.find(" " + word + " ") != std::string::npos;
  });
  return static_cast<double>(in) / static_cast<double>(slug.size());
}

bool ShoutsInCapitals(std::string_view text) {
  std::size_t upper = 0;
  std::size_t lower = 0;
  for (const char c : text) {
    upper += c >= 'A' && c <= 'Z' ? 1U : 0U;
    lower += c >= 'a' && c <= 'z' ? 1U : 0U;
  }
  return upper >= 10 && lower * 10 < upper;
}

bool IsCutShort(std::string_view title) {
  title = TrimSpace(title);
  return title.ends_with("...") || title.ends_with("\u2026");
}

// The heading that reads most like what the head calls the page. One that only repeats the outlet's
// name is the site's, not the article's; one that links away is another article's.
class HeadingFinder {
 public:
  HeadingFinder(const Metadata& metadata, std::string_view open_graph, std::string_view outlet)
      : outlet_(outlet) {
    Add(CutOutlet(open_graph, outlet));
    Add(CutOutlet(metadata.page_title, outlet));
    Add(metadata.linked.headline);
    page_title_ = FoldedWords(metadata.page_title);
    slug_ = FoldedWords(Slug(metadata));
  }

  std::string Find(const std::vector<Block>& blocks) const {
    const Block* best = nullptr;
    double best_score = 0.35;
    double shown = 0;
    double prose = 0;
    const auto headings = std::count_if(blocks.begin(), blocks.end(), [](const Block& block) {
      return block.heading == 1 && !block.hidden;
    });
    for (const Block& block : blocks) {
      if (block.heading == 0 && block.measure.words > 25) {
        prose += block.measure.words * (1 - block.LinkShare());
      }
      if (block.heading != 1 || block.text.size() > 600) continue;
      const bool above = prose < kMaxProseAbove;
      const double score = Score(block, headings <= 1 && above, above) - 0.05 * shown;
      if (!block.hidden) shown = std::min(shown + 1, 4.0);
      if (score > best_score) {
        best_score = score;
        best = &block;
      }
    }
    if (best == nullptr) return LowerHeading(blocks);
    if (best->measure.words <= 3) {
      if (std::string rest = RestOfTitle(blocks, *best); !rest.empty()) return rest;
    }
    return best->text;
  }

 private:
  void Add(std::string_view text) {
    std::string folded = FoldedWords(text);
    if (!folded.empty()) known_.push_back(std::move(folded));
  }

  // Old templates keep the first level for the site's name: a lower heading that stands word for
  // word in what the head says.
  std::string LowerHeading(const std::vector<Block>& blocks) const {
    for (const Block& block : blocks) {
      if (block.heading < 2 || block.heading > 4 || block.hidden || block.measure.words < 4)
        continue;
      if (block.text.size() > 300) continue;
      const std::string folded = " " + FoldedWords(block.text) + " ";
      for (const std::string& known : known_) {
        if ((" " + known + " ").find(folded) != std::string::npos &&
            folded.size() * 2 > known.size()) {
          return block.text;
        }
      }
    }
    return {};
  }

  // "Blog: Title" in the head with "Blog" as first heading: the lower heading that says the rest.
  std::string RestOfTitle(const std::vector<Block>& blocks, const Block& first) const {
    const std::string name = FoldedWords(first.text);
    for (const Block& block : blocks) {
      if (block.heading < 2 || block.heading > 4 || block.hidden || block.text.size() > 300)
        continue;
      const std::string folded = FoldedWords(block.text);
      if (folded.empty() || folded == name) continue;
      if (page_title_ == name + " " + folded || page_title_ == folded + " " + name) {
        return block.text;
      }
    }
    return {};
  }

  // `alone`: no other heading of this level is shown; `above`: it stands above the article.
  double Score(const Block& block, bool alone, bool above) const {
    const std::string folded = FoldedWords(block.text);
    if (folded.empty() || IsOutlet(block.text, outlet_)) return 0;
    if (block.measure.words > kMaxTitleWords) return 0;
    double score = 0;
    for (const std::string& known : known_) score = std::max(score, Agreement(folded, known));
    // The part of <title> that was cut off: the site's name in the place of a heading.
    const bool cut_off = score < 0.3 && page_title_.find(folded) != std::string::npos;
    if (block.measure.words >= 3 && !cut_off && (alone || (above && score >= 0.2))) score += 0.4;
    // A short one that the address repeats.
    if (block.measure.words == 2 && alone && folded == slug_) score += 0.4;
    if (block.LinkShare() > 0.7 && block.measure.words > 3 && !alone) score -= 0.3;
    return block.hidden ? score * 0.6 : score;
  }

  // One or two words out of the middle of a long title say nothing.
  static double Agreement(const std::string& heading, const std::string& known) {
    const double overlap = Overlap(heading, known);
    const std::size_t words = SplitWords(heading).size();
    if (words >= 3 || known.starts_with(heading) || SplitWords(known).size() < 6) return overlap;
    return overlap * 0.4;
  }

  std::string_view outlet_;
  std::vector<std::string> known_;
  std::string page_title_;
  std::string slug_;
};

std::string_view FirstWord(std::string_view folded) { return folded.substr(0, folded.find(' ')); }

// The heading, unless what the head says is plainly the title: the address repeats it and not the
// heading (a banner's slogan), or the heading is the same in capitals, or has a kicker before it.
std::string Judge(std::string heading, const std::string& declared, const Metadata& metadata) {
  if (declared.empty() || IsCutShort(declared)) return heading;
  const std::string head = FoldedWords(heading);
  const std::string said = FoldedWords(declared);
  const double overlap = Overlap(head, said);
  const bool alike = overlap > 0.8 && said.size() * 3 > head.size() * 2 &&
                     said.size() * 2 < head.size() * 3 && FirstWord(head) == FirstWord(said);
  if (alike && ShoutsInCapitals(heading) && !ShoutsInCapitals(declared)) return declared;
  const bool kicker = head.size() > said.size() && head.ends_with(" " + said) &&
                      SplitWords(said).size() >= 4 && said.size() * 10 > head.size() * 6 &&
                      head.size() > said.size() + 4;  // more than an article
  if (kicker) return declared;
  // Said twice.
  if (FoldedWords(metadata.linked.headline) == head) return heading;
  const std::vector<std::string> slug = SlugWords(Slug(metadata));
  if (overlap < 0.7 && ShareOf(slug, declared) >= 0.75 && ShareOf(slug, heading) <= 0.45) {
    return declared;
  }
  return heading;
}

}  // namespace

std::string FindTitle(const Metadata& metadata, const std::vector<Block>& blocks,
                      std::string_view outlet) {
  constexpr std::string_view kOpenGraph[] = {"og:title",       "twitter:title", "parsely-title",
                                             "sailthru.title", "dc.title",      "citation_title"};
  const std::string open_graph = WithoutInlineTags(metadata.First(kOpenGraph));
  const std::string& linked = metadata.linked.headline;
  // A heading that is shown is what the reader knows the article by.
  std::string heading = HeadingFinder(metadata, open_graph, outlet).Find(blocks);
  const std::string declared =
      CutOutlet(open_graph.empty() ? std::string_view(metadata.page_title) : open_graph, outlet);
  if (!heading.empty()) return Judge(std::move(heading), declared, metadata);
  if (!linked.empty() && (Overlap(FoldedWords(linked), FoldedWords(metadata.page_title)) > 0.7 ||
                          IsCutShort(declared))) {
    return CutOutlet(linked, outlet);
  }
  if (!open_graph.empty() && IsCutShort(open_graph) && !IsCutShort(metadata.page_title) &&
      metadata.page_title.size() > open_graph.size()) {
    return CutOutlet(metadata.page_title, outlet);
  }
  if (!open_graph.empty()) return declared;
  if (!linked.empty()) return CutOutlet(linked, outlet);
  return declared;
}

}  // namespace isnad::page
