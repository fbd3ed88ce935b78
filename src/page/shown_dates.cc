#include "page/shown_dates.h"

#include <algorithm>
#include <chrono>
#include <span>

#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/names.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxShown = 200;
constexpr std::size_t kBeforeTitle = 8;  // blocks
constexpr std::size_t kAfterTitle = 16;
constexpr std::size_t kCloseAfter = 10;
constexpr std::size_t kBeside = 7;
constexpr std::size_t kFarthest = 150;
constexpr std::size_t kAtEnd = 60;  // blocks of the page's end, where old sites name their dates
constexpr std::uint32_t kMaxLineWords = 30;
constexpr std::uint32_t kMaxLabelledWords = 40;
constexpr std::size_t kProse = 3;  // paragraphs that end what stands around the title
constexpr std::uint32_t kMaxFarWords = 20;
constexpr std::uint32_t kMaxFarLineWords = 8;
constexpr std::size_t kMaxParts = 100;  // nodes of a line that are looked into

// What a machine would say in an attribute: "datePublished", "DC.date", "published".
bool HasToken(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (EqualsIgnoringCase(list.substr(0, end), token)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

class Collector {
 public:
  Collector(const Tree& tree, const std::vector<Block>& blocks, const Surroundings& surroundings,
            std::size_t title_block, const DateHabits& habits)
      : tree_(tree),
        blocks_(blocks),
        around_(surroundings),
        title_block_(title_block),
        habits_(habits),
        anchor_(FindAnchor()),
        text_begins_(FindText()) {}

  std::vector<ShownDate> Run() {
    CollectStamps();
    CollectLines();
    return std::move(shown_);
  }

 private:
  // <time>, <abbr class="published" title="…">, microdata and RDFa.
  void CollectStamps() {
    for (NodeId id = 0; id < tree_.size() && shown_.size() < kMaxShown; ++id) {
      const Node& node = tree_[id];
      if (!MayBeStamp(id)) continue;
      const std::string_view prop = tree_.Get(id, Name::kItemprop);
      const std::string_view named = tree_.Get(id, Name::kClass);
      const std::string_view rdf = tree_.Get(id, Name::kProperty);
      const bool hatom = node.tag == Tag::kInline && !tree_.Get(id, Name::kTitle).empty() &&
                         (HasToken(named, "published") || HasToken(named, "dtstart"));
      const bool published = HasToken(prop, "datePublished") || HasToken(prop, "dateCreated") ||
                             hatom || ContainsIgnoringCase(rdf, "datepublished") ||
                             ContainsIgnoringCase(rdf, "dc:created");
      const bool modified = HasToken(prop, "dateModified") || EndsAsModified(rdf);
      const bool stamped = node.tag == Tag::kTime || !tree_.Get(id, Name::kDatetime).empty();
      if (!stamped && !published && !modified && !ContainsIgnoringCase(rdf, "dc:date")) continue;
      const auto date = StampOf(id);
      const std::size_t block = date ? BlockAt(id) : blocks_.size();
      if (block >= blocks_.size()) continue;
      ShownDate shown{block, LabelBefore(block, id), *date, published || modified};
      if (modified || NamesChange(named)) shown.label = DateLabel::kUpdated;
      if (published && !modified) shown.label = DateLabel::kPublished;
      Add(shown);
    }
  }

  // class="entry-date updated"
  static bool NamesChange(std::string_view named) {
    return ContainsIgnoringCase(named, "modified") ||
           (ContainsIgnoringCase(named, "updated") && !ContainsIgnoringCase(named, "published"));
  }

  // Nothing else is asked of most elements.
  bool MayBeStamp(NodeId id) const {
    const Tag tag = tree_[id].tag;
    if (tag == Tag::kMeta) return false;
    const std::span<const Attribute> attributes = tree_.Attributes(id);
    return std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& attribute) {
      switch (attribute.name) {
        case Name::kItemprop:
        case Name::kProperty:
        case Name::kDatetime:
          return true;
        case Name::kTitle:
          return tag == Tag::kInline;
        default:
          return tag == Tag::kTime;
      }
    });
  }

  static bool EndsAsModified(std::string_view rdf) {
    return ContainsIgnoringCase(rdf, "datemodified") || ContainsIgnoringCase(rdf, "dc:modified");
  }

  // What its attribute says, but for the day that readers see where that is told in UTC: shops show
  // theirs, one day off.
  std::optional<TextDate> StampOf(NodeId id) const {
    const auto shown = [&] { return ReadTextDate(tree_.InnerText(id, 200), habits_); };
    for (const Name name : {Name::kDatetime, Name::kContent, Name::kTitle}) {
      const auto told = ReadTextDate(tree_.Get(id, name), habits_);
      if (!told) continue;
      if (told->value.utc_offset != std::chrono::minutes(0)) return told;
      const auto seen = shown();
      if (!seen || seen->other) return told;
      const auto apart =
          std::chrono::sys_days(told->value.day) - std::chrono::sys_days(seen->value.day);
      return std::chrono::abs(apart) == std::chrono::days(1) ? seen : told;
    }
    return shown();
  }

  // Short lines around the title, then any line that names its date.
  void CollectLines() {
    const std::size_t anchor = anchor_;
    if (anchor >= blocks_.size()) return;
    std::size_t prose = 0;
    const std::size_t near_end = std::min(blocks_.size(), anchor + kAfterTitle + 1);
    for (std::size_t i = anchor + (anchor == title_block_ ? 1 : 0); i < near_end; ++i) {
      if (around_.IsProse(i) && blocks_[i].measure.words > 25) {
        if (++prose == kProse) break;
      } else {
        AddLine(i);
      }
    }
    for (std::size_t i = anchor + 1; i < blocks_.size() && shown_.size() < kMaxShown; ++i) {
      if (i <= anchor + kFarthest || i + kAtEnd >= blocks_.size()) AddLabelled(i);
    }
    for (std::size_t back = 1; back <= kBeforeTitle && back <= anchor; ++back) {
      AddLine(anchor - back);
    }
    for (std::size_t i = near_end; i < blocks_.size() && shown_.size() < kMaxShown; ++i) {
      AddFar(i);
    }
  }

  // Where the title stands, else the first prose of the page.
  std::size_t FindAnchor() const {
    if (title_block_ < blocks_.size()) return title_block_;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (around_.IsProse(i) && blocks_[i].measure.words > 25) return i;
    }
    return blocks_.size();
  }

  // The second paragraph below the title: what stands further down is beside the title no more.
  std::size_t FindText() const {
    std::size_t prose = 0;
    for (std::size_t i = anchor_ + 1; i < blocks_.size(); ++i) {
      if (around_.IsProse(i) && blocks_[i].measure.words > 25 && ++prose == 2) return i;
    }
    return blocks_.size();
  }

  void AddLine(std::size_t i) {
    std::vector<LabelledDate> dates = FromLine(i);
    if (dates.empty()) {
      if (const auto date = FromPieces(i)) dates.push_back({*date});
    }
    CallByLineBefore(i, dates);
    for (const LabelledDate& one : dates) {
      Add({.block = i, .label = one.label, .date = one.date, .original = one.original});
    }
  }

  // "Published" may be a line of its own.
  void CallByLineBefore(std::size_t i, std::vector<LabelledDate>& dates) const {
    if (dates.empty() || dates.front().label != DateLabel::kNone || i == 0) return;
    const Block& before = blocks_[i - 1];
    if (before.measure.words <= 4) dates.front().label = LabelIn(before.text);
  }

  // A calendar leaf: day, month and year in blocks of their own.
  std::optional<TextDate> FromPieces(std::size_t i) const {
    if (i + 2 >= blocks_.size()) return std::nullopt;
    std::string joined;
    for (std::size_t k = i; k < i + 3; ++k) {
      if (blocks_[k].measure.words != 1 || blocks_[k].text.size() > 24) return std::nullopt;
      joined += blocks_[k].text + " ";
    }
    return ReadTextDate(joined, habits_);
  }

  // Far from the title a line counts that holds its date and little else.
  void AddFar(std::size_t i) {
    const Block& block = blocks_[i];
    if (block.hidden || block.measure.words > kMaxFarWords) return;
    const std::vector<LabelledDate> dates =
        block.measure.words <= kMaxFarLineWords ? FromLine(i) : FromParts(i);
    for (const LabelledDate& one : dates) {
      if (one.label != DateLabel::kUpdated) Add({.block = i, .date = one.date});
    }
  }

  void AddLabelled(std::size_t i) {
    const Block& block = blocks_[i];
    if (block.measure.words > kMaxLabelledWords || block.measure.digits < 3 || block.hidden) return;
    std::vector<LabelledDate> dates = FromLine(i);
    if (!dates.empty()) {
      CallByLineBefore(i, dates);
      for (const LabelledDate& one : dates) {
        if (one.label == DateLabel::kNone) continue;
        Add({.block = i, .label = one.label, .date = one.date, .original = one.original});
      }
      return;
    }
    // A longer line that opens with its label: "This entry was posted on … in … by …".
    for (const LabelledDate& one : LabelledDates(block.text, habits_)) {
      if (one.date.short_year || one.label == DateLabel::kNone) continue;
      // Behind it the line goes on with something else.
      const std::string_view before = std::string_view(block.text).substr(0, one.date.begin);
      if (LabelIn(before) != one.label || !(one.original || OpensWithLabel(before))) continue;
      Add({.block = i, .label = one.label, .date = one.date, .original = one.original});
      return;
    }
  }

  static bool OpensWithLabel(std::string_view text) {
    constexpr std::size_t kWords = 4;
    const std::vector<std::string_view> words = SplitWords(text);
    return std::any_of(words.begin(),
                       words.begin() + static_cast<std::ptrdiff_t>(std::min(kWords, words.size())),
                       [](std::string_view word) { return LabelIn(word) != DateLabel::kNone; });
  }

  void Add(ShownDate shown) {
    if (shown_.size() >= kMaxShown) return;
    const bool elsewhere = around_.IsElsewhere(shown.block);
    const bool said = shown.sure || shown.label != DateLabel::kNone;
    const std::size_t anchor = anchor_;
    if (anchor >= blocks_.size()) {
      if (shown.block > 40 || elsewhere) return;
      shown_.push_back(shown);
      return;
    }
    const bool after = shown.block >= anchor;
    const std::size_t distance = after ? shown.block - anchor : anchor - shown.block;
    // Beside the title nothing is elsewhere, whatever its class is called.
    const bool beside = after ? distance <= kBeside && shown.block <= text_begins_ : distance <= 1;
    // A comment's, a card's or a list's own stamp.
    if (!beside && around_.IsAnothers(shown.block)) return;
    shown.aside =
        !said && ((elsewhere && !beside) || distance > (after ? kAfterTitle : kBeforeTitle));
    // Only what stands close may overrule the head; above the title pages show today's date.
    shown.close =
        title_block_ < blocks_.size() && (after ? distance <= kCloseAfter : distance <= 2);
    if (shown.aside || (elsewhere && !beside)) shown.close = false;
    shown_.push_back(shown);
  }

  std::size_t BlockAt(NodeId id) const {
    const auto at = std::lower_bound(blocks_.begin(), blocks_.end(), id,
                                     [](const Block& b, NodeId wanted) { return b.last < wanted; });
    return static_cast<std::size_t>(at - blocks_.begin());
  }

  // What the words before a stamp call it, or else those of the line before.
  DateLabel LabelBefore(std::size_t i, NodeId stamp) const {
    const Block& block = blocks_[i];
    if (block.measure.words > kMaxLabelledWords) return DateLabel::kNone;
    const std::string line = LineOf(block, block.last + 1);
    const std::size_t dates = FindTextDates(line, habits_).size();
    DateLabel own = LabelIn(line);
    bool first = true;
    if (dates > 1) {
      const std::string before = LineOf(block, stamp);
      const std::vector<TextDate> others = FindTextDates(before, habits_);
      first = others.empty();
      own = LabelIn(std::string_view(before).substr(first ? 0 : others.back().end));
    }
    if (own != DateLabel::kNone || !first || i == 0) return own;
    const Block& above = blocks_[i - 1];
    return above.measure.words <= 4 ? LabelIn(above.text) : DateLabel::kNone;
  }

  // The dates of a short line that is there for them.
  std::vector<LabelledDate> FromLine(std::size_t i) const {
    const Block& block = blocks_[i];
    if (block.measure.words > kMaxLineWords || block.measure.digits < 3) return {};
    const std::string line = LineOf(block, block.last + 1);
    std::vector<LabelledDate> dates = LabelledDates(line, habits_);
    if (dates.empty() || !IsDateLine(block, line, dates)) return FromParts(i);
    if (dates.size() == 1) return dates;
    // The names of elements may tell several dates apart.
    std::vector<LabelledDate> parts = FromParts(i);
    return parts.size() == dates.size() ? parts : dates;
  }

  // A line that is mostly something else ("the summit of 3 May 2024 failed") is none.
  static bool IsDateLine(const Block& block, std::string_view line,
                         const std::vector<LabelledDate>& dates) {
    const std::size_t end = dates.back().date.end;
    const std::size_t dated = end - dates.front().date.begin;
    const bool called = dates.front().label != DateLabel::kNone;
    if (block.heading > 0 && dated * 2 < line.size()) return false;
    const bool divided = block.measure.separators > 0 || line.find('|') != std::string::npos ||
                         EndsAtDash(line, dates.front().date);
    if (block.measure.words > 14 && dated * 4 < line.size() && !(divided && called)) return false;
    // "Name, place, published in Outlet on 28 - 09 - 2025": a line that ends in its date.
    const bool ends_in_date =
        !block.measure.ends_sentence && end + 3 >= line.size() && LabelIn(line) != DateLabel::kNone;
    return block.measure.words <= 6 || dated * 3 >= line.size() || divided || ends_in_date ||
           OpensWithLabel(line) || OpensAsByline(line);
  }

  // "4 February 2026 - 12 minutes": the date stands first, a dash parts it from the rest.
  static bool EndsAtDash(std::string_view line, const TextDate& date) {
    const std::string_view rest = TrimSpace(line.substr(date.end));
    return date.begin < 3 && !rest.empty() && IsNameDivider(rest.substr(0, rest.find(' ')));
  }

  // Dates that fill elements of their own beside names, sections and counts of comments.
  std::vector<LabelledDate> FromParts(std::size_t i) const {
    const Block& block = blocks_[i];
    if (block.first == block.last || block.heading > 0 || block.measure.ends_sentence) return {};
    if (block.measure.digits < 3 || around_.IsProse(i)) return {};
    std::vector<LabelledDate> out;
    for (NodeId id = block.first; id <= block.last && id - block.first < kMaxParts; ++id) {
      if (tree_[id].tag != Tag::kText || tree_[id].size < 6) continue;
      auto date = WholeDate(CollapseSpace(tree_.Text(id)), habits_);
      if (!date) continue;
      if (NamesChange(tree_.Get(tree_[id].parent, Name::kClass))) date->label = DateLabel::kUpdated;
      out.push_back(*date);
    }
    return out;
  }

  // The block's text before the node `end` with a space between its parts:
  // "<b>Name</b><span>3/4/2025</span>" has none.
  std::string LineOf(const Block& block, NodeId end) const {
    constexpr std::size_t kMaxLine = 2'000;
    if (block.first == block.last && end > block.last) return block.text;
    std::string out;
    for (NodeId id = block.first; id <= block.last && id < end && out.size() < kMaxLine; ++id) {
      if (tree_[id].tag != Tag::kText) continue;
      out += tree_.Text(id);
      out += ' ';
    }
    return CollapseSpace(out);
  }

  const Tree& tree_;
  const std::vector<Block>& blocks_;
  const Surroundings& around_;
  std::size_t title_block_;
  DateHabits habits_;
  std::size_t anchor_;
  std::size_t text_begins_;
  std::vector<ShownDate> shown_;
};

}  // namespace

std::vector<ShownDate> FindShownDates(const Tree& tree, const std::vector<Block>& blocks,
                                      const Surroundings& surroundings, std::size_t title_block,
                                      const DateHabits& habits) {
  return Collector(tree, blocks, surroundings, title_block, habits).Run();
}

std::optional<DayPlace> OrderOnPage(const std::vector<Block>& blocks) {
  constexpr std::size_t kMaxLines = 400;
  std::size_t lines = 0;
  for (const Block& block : blocks) {
    if (block.measure.words > 12 || block.measure.digits < 5) continue;
    if (block.text.find('/') == std::string::npos) continue;
    if (++lines > kMaxLines) break;
    for (const TextDate& date : FindTextDates(block.text)) {
      if (date.order) return date.order;
    }
  }
  return std::nullopt;
}

const ShownDate* OnlyAside(const std::vector<ShownDate>& shown, std::size_t title_block) {
  constexpr std::size_t kNear = 12;  // blocks
  const ShownDate* nearest = nullptr;
  std::size_t nearest_distance = kNear + 1;
  const ShownDate* only = nullptr;
  bool several = false;
  for (const ShownDate& one : shown) {
    if (!one.aside || one.label == DateLabel::kUpdated || one.date.short_year) continue;
    const std::size_t distance =
        one.block > title_block ? one.block - title_block : title_block - one.block;
    if (distance < nearest_distance) {
      nearest = &one;
      nearest_distance = distance;
    }
    if (only != nullptr && only->date.value.day != one.date.value.day) several = true;
    only = &one;
  }
  if (nearest != nullptr) return nearest;
  return several ? nullptr : only;
}

const ShownDate* BestShown(const std::vector<ShownDate>& shown, std::size_t title_block,
                           DateLabel label) {
  const ShownDate* best = nullptr;
  double best_score = -1e9;
  for (const ShownDate& one : shown) {
    const bool fits = label == DateLabel::kUpdated ? one.label == DateLabel::kUpdated
                                                   : one.label != DateLabel::kUpdated;
    if (!fits || one.aside) continue;
    double distance = static_cast<double>(one.block) - static_cast<double>(title_block);
    if (distance < 0) distance = 6 - 2 * distance;
    const double score = (one.label == DateLabel::kPublished ? 3 : 0) + (one.sure ? 3 : 0) -
                         (one.date.short_year ? 1 : 0) - 0.4 * std::min(distance, 40.0);
    if (score > best_score) {
      best_score = score;
      best = &one;
    }
  }
  return best;
}

}  // namespace isnad::page
