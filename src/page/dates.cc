#include "page/dates.h"

#include <algorithm>
#include <array>

#include "arabic/dates.h"
#include "base/utf8.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::string_view kPublishedNames[] = {
    "article:published_time", "og:published_time",     "itemprop:datepublished",
    "datepublished",          "article:published",     "parsely-pub-date",
    "sailthru.date",          "publish_date",          "publishdate",
    "publish-date",           "published_date",        "published_time",
    "pubdate",                "article_date_original", "originalpublicationdate",
    "dc.date.issued",         "dcterms.issued",        "dc.date",
    "dc.date.created",        "dcterms.created",       "dcterms.date",
    "citation_publication_date", "citation_date",      "rnews:datepublished",
    "cxenseparse:recs:publishtime", "bt:pubdate",      "displaydate",
    "og:article:published_time", "article.published",  "date",
    "vr:published_time",      "og:pubdate",            "itemprop:datecreated"};
constexpr std::string_view kModifiedNames[] = {
    "article:modified_time", "og:updated_time", "og:modified_time", "itemprop:datemodified",
    "datemodified",          "dcterms.modified", "dc.date.modified", "article:modified",
    "lastmod",               "last-modified",    "revised"};

constexpr std::size_t kBeforeTitle = 8;   // blocks
constexpr std::size_t kAfterTitle = 14;

bool Within(const Distances& d, Near near) { return d.near[static_cast<std::size_t>(near)] < kFar; }
bool Named(const Distances& d, Hint hint) { return d.hint[static_cast<std::size_t>(hint)] < kFar; }

// Places whose dates are those of other things.
bool IsElsewhere(const Distances& d) {
  return Within(d, Near::kAside) || Within(d, Near::kNav) || Within(d, Near::kFooter) ||
         Within(d, Near::kForm) || Named(d, Hint::kComment) || Named(d, Hint::kRelated) ||
         Named(d, Hint::kSidebar) || Named(d, Hint::kFooter) || Named(d, Hint::kTicker) ||
         Named(d, Hint::kNotice);
}

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

// The elements that carry a machine-readable date, and whether they say "published" or "changed".
struct Stamp {
  std::size_t block;  // the block it stands in or before
  bool modified;
  bool sure;  // itemprop or a class that says so
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
    PageDates out;
    CollectStamps();
    out.published = ReadDate(metadata_.linked.published);
    if (!out.published) out.published = FromMeta(kPublishedNames);
    if (!out.published) out.published = FromStamps(false);
    if (!out.published) out.published = FromText();
    if (!out.published) out.published = DateFromUrl(url);
    out.modified = ReadDate(metadata_.linked.modified);
    if (!out.modified) out.modified = FromMeta(kModifiedNames);
    if (!out.modified) out.modified = FromStamps(true);
    return out;
  }

 private:
  std::optional<DateTime> FromMeta(std::span<const std::string_view> names) const {
    for (const std::string_view name : names) {
      if (auto date = ReadDate(metadata_.First(name))) return date;
    }
    return std::nullopt;
  }

  void CollectStamps() {
    for (NodeId id = 0; id < tree_.size() && stamps_.size() < 200; ++id) {
      const Node& node = tree_[id];
      if (node.tag == Tag::kText || node.attributes == 0) continue;
      const std::string_view prop = tree_.Get(id, Name::kItemprop);
      const bool published = prop == "datePublished" || prop == "dateCreated";
      const bool modified = prop == "dateModified";
      if (node.tag != Tag::kTime && !published && !modified) continue;
      std::string_view value = tree_.Get(id, Name::kDatetime);
      if (value.empty()) value = tree_.Get(id, Name::kContent);
      auto date = ReadDate(value);
      if (!date) date = ReadDate(tree_.InnerText(id, 200));
      if (!date) continue;
      const std::string_view named = tree_.Get(id, Name::kClass);
      const bool says_modified = modified || ContainsIgnoringCase(named, "updated") ||
                                 ContainsIgnoringCase(named, "modified");
      const bool says_published = published || ContainsIgnoringCase(named, "publish") ||
                                  ContainsIgnoringCase(named, "entry-date");
      stamps_.push_back(
          {BlockAt(id), says_modified && !says_published, says_published || modified, *date});
    }
  }

  std::size_t BlockAt(NodeId id) const {
    const auto at = std::lower_bound(blocks_.begin(), blocks_.end(), id,
                                     [](const Block& b, NodeId wanted) { return b.last < wanted; });
    return static_cast<std::size_t>(at - blocks_.begin());
  }

  bool NearTitle(std::size_t block) const {
    if (title_block_ >= blocks_.size()) return block < 40;
    return block + kBeforeTitle >= title_block_ && block <= title_block_ + kAfterTitle;
  }

  std::optional<DateTime> FromStamps(bool modified) const {
    const Stamp* best = nullptr;
    int best_score = 0;
    for (const Stamp& stamp : stamps_) {
      if (stamp.modified != modified) continue;
      const bool elsewhere = stamp.block < blocks_.size() && IsElsewhere(around_.Of(stamp.block));
      const bool near = NearTitle(stamp.block);
      int score = (stamp.sure ? 3 : 0) + (near ? 2 : 0) - (elsewhere ? 4 : 0);
      if (near && title_block_ < blocks_.size() && stamp.block >= title_block_) ++score;
      if (score > best_score) {
        best_score = score;
        best = &stamp;
      }
    }
    return best == nullptr ? std::nullopt : std::optional(best->date);
  }

  // Short lines around the title; the nearest after it wins, then the nearest before it.
  std::optional<DateTime> FromText() const {
    if (title_block_ >= blocks_.size()) return std::nullopt;
    std::size_t prose = 0;
    for (std::size_t i = title_block_ + 1;
         i < blocks_.size() && i <= title_block_ + kAfterTitle && prose < 2; ++i) {
      if (around_.IsProse(i) && blocks_[i].measure.words > 25) {
        ++prose;
        continue;
      }
      if (auto date = FromLine(i)) return date;
    }
    for (std::size_t back = 1; back <= kBeforeTitle && back <= title_block_; ++back) {
      if (auto date = FromLine(title_block_ - back)) return date;
    }
    return std::nullopt;
  }

  std::optional<DateTime> FromLine(std::size_t i) const {
    const Block& block = blocks_[i];
    if (block.measure.words > 30 || block.measure.digits < 3 || IsElsewhere(around_.Of(i))) {
      return std::nullopt;
    }
    const auto dates = arabic::FindDates(block.text);
    if (dates.empty()) return std::nullopt;
    // A line that is mostly something else ("the summit of 3 May 2024 failed") is no date line.
    const std::size_t dated = dates.back().end - dates.front().begin;
    if (block.measure.words > 14 && dated * 4 < block.text.size()) return std::nullopt;
    return dates.front().value;
  }

  const Metadata& metadata_;
  const Tree& tree_;
  const std::vector<Block>& blocks_;
  const Surroundings& around_;
  std::size_t title_block_;
  std::vector<Stamp> stamps_;
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
