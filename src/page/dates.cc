#include "page/dates.h"

#include <algorithm>
#include <array>

#include "arabic/dates.h"
#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::string_view kPublishedNames[] = {"article:published_time",
                                                "og:published_time",
                                                "itemprop:datepublished",
                                                "datepublished",
                                                "article:published",
                                                "parsely-pub-date",
                                                "sailthru.date",
                                                "publish_date",
                                                "publishdate",
                                                "publish-date",
                                                "published_date",
                                                "published_time",
                                                "pubdate",
                                                "article_date_original",
                                                "originalpublicationdate",
                                                "dc.date.issued",
                                                "dcterms.issued",
                                                "dc.date",
                                                "dc.date.created",
                                                "dcterms.created",
                                                "dcterms.date",
                                                "citation_publication_date",
                                                "citation_date",
                                                "rnews:datepublished",
                                                "cxenseparse:recs:publishtime",
                                                "bt:pubdate",
                                                "displaydate",
                                                "og:article:published_time",
                                                "article.published",
                                                "date",
                                                "vr:published_time",
                                                "og:pubdate",
                                                "itemprop:datecreated",
                                                "published"};
constexpr std::string_view kModifiedNames[] = {
    "article:modified_time", "og:updated_time",  "og:modified_time",
    "itemprop:datemodified", "datemodified",     "dcterms.modified",
    "dc.date.modified",      "article:modified", "lastmod",
    "last-modified",         "revised",          "updated"};

constexpr std::size_t kBeforeTitle = 8;  // blocks
constexpr std::size_t kAfterTitle = 16;
constexpr std::size_t kCloseAfter = 10;
constexpr std::size_t kBeside = 7;
constexpr std::size_t kFarthest = 150;

bool Digit(char c) { return c >= '0' && c <= '9'; }

// Number of `width` digits at `at`, -1 where there is none.
int Digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (!Digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<DateTime> MakeDay(int year, int month, int day) {
  if (year < 1990 || year > 2100 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  DateTime out;
  out.day = date;
  return out;
}

enum class Label : unsigned char { kNone, kPublished, kUpdated };

// A date on the page itself.
struct Shown {
  std::size_t block;
  Label label;
  bool sure;   // microdata says which date it is
  bool close;  // to the title
  DateTime date;
};

class DateFinder {
 public:
  DateFinder(const Metadata& metadata, const Tree& tree, const std::vector<Block>& blocks,
             const Surroundings& surroundings, std::size_t title_block)
      : metadata_(metadata),
        tree_(tree),
        blocks_(blocks),
        around_(surroundings),
        title_block_(title_block) {}

  PageDates Find(std::string_view url) {
    CollectShown();
    PageDates out;
    out.modified = ReadDate(metadata_.linked.modified);
    if (!out.modified) out.modified = FromMeta(kModifiedNames);
    const Shown* updated = Best(Label::kUpdated);
    if (!out.modified && updated != nullptr) out.modified = updated->date;
    std::optional<DateTime> declared = ReadDate(metadata_.linked.published);
    if (!declared) declared = FromMeta(kPublishedNames);
    out.published = Settle(declared, Best(Label::kPublished), updated);
    if (!out.published) out.published = DateFromUrl(url);
    return out;
  }

 private:
  std::optional<DateTime> FromMeta(std::span<const std::string_view> names) const {
    for (const std::string_view name : names) {
      if (auto date = ReadDate(metadata_.First(name))) return date;
    }
    return std::nullopt;
  }

  // What the reader sees beside the title beats what a template declares: pages are re-dated by
  // hand. A day that is only the last change counts where nothing else is known.
  static std::optional<DateTime> Settle(const std::optional<DateTime>& declared,
                                        const Shown* published, const Shown* updated) {
    if (!declared) {
      if (published != nullptr) return published->date;
      return updated != nullptr ? std::optional(updated->date) : std::nullopt;
    }
    if (published != nullptr && published->close) {
      const bool same_instant = declared->time_of_day && published->date.time_of_day &&
                                declared->ToInstant() == published->date.ToInstant();
      // The same day is told better with its hour; the same instant better in the page's own zone.
      if (declared->day == published->date.day) return declared;
      if (same_instant || published->sure || published->date.day != declared->day) {
        return published->date;
      }
    }
    return declared;
  }

  void CollectShown() {
    CollectStamps();
    CollectLines();
  }

  // <time> and microdata.
  void CollectStamps() {
    for (NodeId id = 0; id < tree_.size() && shown_.size() < 200; ++id) {
      const Node& node = tree_[id];
      if (node.tag == Tag::kText || node.tag == Tag::kMeta || node.attributes == 0) continue;
      const std::string_view prop = tree_.Get(id, Name::kItemprop);
      const bool published = prop == "datePublished" || prop == "dateCreated";
      const bool modified = prop == "dateModified";
      if (node.tag != Tag::kTime && !published && !modified) continue;
      std::string_view value = tree_.Get(id, Name::kDatetime);
      if (value.empty()) value = tree_.Get(id, Name::kContent);
      auto date = ReadDate(value);
      if (!date) date = ReadDate(tree_.InnerText(id, 200));
      if (!date) continue;
      const std::size_t block = BlockAt(id);
      if (block >= blocks_.size()) continue;
      Shown shown{block, LabelOf(block), published || modified, false, *date};
      const std::string_view named = tree_.Get(id, Name::kClass);
      if (modified || ContainsIgnoringCase(named, "modified")) shown.label = Label::kUpdated;
      if (ContainsIgnoringCase(named, "updated") && !ContainsIgnoringCase(named, "published")) {
        shown.label = Label::kUpdated;
      }
      if (published) shown.label = Label::kPublished;
      Add(shown);
    }
  }

  // Short lines around the title.
  void CollectLines() {
    if (title_block_ >= blocks_.size()) return;
    std::size_t prose = 0;
    for (std::size_t i = title_block_ + 1;
         i < blocks_.size() && i <= title_block_ + kAfterTitle && prose < 2; ++i) {
      if (around_.IsProse(i) && blocks_[i].measure.words > 25) {
        ++prose;
      } else if (const auto date = FromLine(i)) {
        Add({i, LabelOf(i), false, false, *date});
      }
    }
    // Further off only a line that says so itself: "Published", "Posted on 3 May 2024".
    for (std::size_t i = title_block_ + kAfterTitle + 1;
         i < blocks_.size() && i <= title_block_ + kFarthest; ++i) {
      if (blocks_[i].measure.words > 14 || LabelOf(i) != Label::kPublished) continue;
      if (const auto date = FromLine(i)) Add({i, Label::kPublished, false, false, *date});
    }
    for (std::size_t back = 1; back <= kBeforeTitle && back <= title_block_; ++back) {
      if (const auto date = FromLine(title_block_ - back)) {
        Add({title_block_ - back, LabelOf(title_block_ - back), false, false, *date});
      }
    }
  }

  void Add(Shown shown) {
    const bool elsewhere = around_.IsElsewhere(shown.block);
    if (title_block_ < blocks_.size()) {
      const bool after = shown.block >= title_block_;
      const std::size_t distance = after ? shown.block - title_block_ : title_block_ - shown.block;
      const bool said = shown.sure || shown.label == Label::kPublished;
      // Beside the title nothing is elsewhere, whatever its class is called.
      const bool beside = after ? distance <= kBeside : distance <= 1;
      if (elsewhere && !beside && !said) return;
      if (!said && distance > (after ? kAfterTitle : kBeforeTitle)) return;
      if (said && distance > kFarthest) return;
      // Only what stands close may overrule the head; above the title pages show today's date.
      shown.close = after ? distance <= kCloseAfter : distance <= 2;
      if (elsewhere && !beside) shown.close = false;
    } else if (shown.block > 40 || elsewhere) {
      return;
    }
    shown_.push_back(shown);
  }

  std::size_t BlockAt(NodeId id) const {
    const auto at = std::lower_bound(blocks_.begin(), blocks_.end(), id,
                                     [](const Block& b, NodeId wanted) { return b.last < wanted; });
    return static_cast<std::size_t>(at - blocks_.begin());
  }

  // What the line, or else the one before it, calls the date.
  Label LabelOf(std::size_t block) const {
    const Label own = LabelIn(blocks_[block].text);
    if (own != Label::kNone || block == 0) return own;
    const Block& before = blocks_[block - 1];
    return before.measure.words <= 4 ? LabelIn(before.text) : Label::kNone;
  }

  static Label LabelIn(std::string_view text) {
    Label out = Label::kNone;
    for (const std::string_view word : SplitWords(text)) {
      if (IsBylineWord(BylineWord::kPublished, word)) return Label::kPublished;
      if (IsBylineWord(BylineWord::kUpdated, word)) out = Label::kUpdated;
    }
    return out;
  }

  // The date shown nearest to the title: after it first, then before it; unlabelled ones count as
  // those of publication.
  const Shown* Best(Label label) const {
    const Shown* best = nullptr;
    double best_score = -1e9;
    for (const Shown& shown : shown_) {
      const bool fits = label == Label::kUpdated ? shown.label == Label::kUpdated
                                                 : shown.label != Label::kUpdated;
      if (!fits) continue;
      double distance = static_cast<double>(shown.block) - static_cast<double>(title_block_);
      if (title_block_ >= blocks_.size()) distance = static_cast<double>(shown.block);
      if (distance < 0) distance = 6 - 2 * distance;
      const double score = (shown.label == Label::kPublished ? 3 : 0) + (shown.sure ? 3 : 0) -
                           0.4 * std::min(distance, 40.0);
      if (score > best_score) {
        best_score = score;
        best = &shown;
      }
    }
    return best;
  }

  std::optional<DateTime> FromLine(std::size_t i) const {
    const Block& block = blocks_[i];
    if (block.measure.words > 30 || block.measure.digits < 3) return std::nullopt;
    const auto dates = arabic::FindDates(block.text);
    if (dates.empty()) return std::nullopt;
    // A line that is mostly something else ("the summit of 3 May 2024 failed") is no date line.
    const std::size_t dated = dates.back().end - dates.front().begin;
    if (block.measure.words > 14 && dated * 4 < block.text.size()) return std::nullopt;
    if (block.heading > 0 && dated * 2 < block.text.size()) return std::nullopt;
    return dates.front().value;
  }

  const Metadata& metadata_;
  const Tree& tree_;
  const std::vector<Block>& blocks_;
  const Surroundings& around_;
  std::size_t title_block_;
  std::vector<Shown> shown_;
};

}  // namespace

std::optional<DateTime> ReadDate(std::string_view text) {
  text = TrimSpace(text);
  if (text.empty() || text.size() > 300) return std::nullopt;
  if (auto date = DateTime::Parse(text)) {
    return static_cast<int>(date->day.year()) >= 1990 ? std::optional(*date) : std::nullopt;
  }
  const auto dates = arabic::FindDates(text);
  return dates.empty() ? std::nullopt : std::optional(dates.front().value);
}

std::optional<DateTime> DateFromUrl(std::string_view url) {
  const std::size_t query = url.find_first_of("?#");
  url = url.substr(0, query);
  for (std::size_t at = 0; at + 8 <= url.size(); ++at) {
    if (at > 0 && Digit(url[at - 1])) continue;
    const int year = Digits(url, at, 4);
    if (year < 1990 || year > 2100) continue;
    const char mark = url[at + 4];
    std::optional<DateTime> date;
    std::size_t end = at + 8;
    if (mark == '/' || mark == '-' || mark == '_') {
      const bool wide_month = Digits(url, at + 5, 2) >= 0;
      const int month = wide_month ? Digits(url, at + 5, 2) : Digits(url, at + 5, 1);
      const std::size_t next = at + (wide_month ? 7 : 6);
      if (next >= url.size() || url[next] != mark) continue;
      const bool wide_day = Digits(url, next + 1, 2) >= 0;
      const int day = wide_day ? Digits(url, next + 1, 2) : Digits(url, next + 1, 1);
      end = next + 1 + (wide_day ? 2 : 1);
      date = MakeDay(year, month, day);
    } else if (Digits(url, at, 8) >= 0) {
      date = MakeDay(year, Digits(url, at + 4, 2), Digits(url, at + 6, 2));
    }
    if (date && (end >= url.size() || !Digit(url[end]))) return date;
  }
  return std::nullopt;
}

PageDates FindPageDates(const Metadata& metadata, const Tree& tree,
                        const std::vector<Block>& blocks, const Surroundings& surroundings,
                        std::size_t title_block, std::string_view url) {
  return DateFinder(metadata, tree, blocks, surroundings, title_block).Find(url);
}

}  // namespace isnad::page
