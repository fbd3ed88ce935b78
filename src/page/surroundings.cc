#include "page/surroundings.h"

#include <algorithm>

#include "page/flat_map.h"

namespace isnad::page {
namespace {

constexpr int kMaxSteps = 48;  // towards the root
constexpr std::uint64_t kTagFactor =
    0xD1B54A32D192ED03ULL;  // parts keys of one class; any odd number

constexpr std::uint32_t Bit(Near near) { return 1U << static_cast<int>(near); }

std::uint32_t NearOf(Tag tag) {
  switch (tag) {
    case Tag::kArticle:
      return Bit(Near::kArticle);
    case Tag::kMain:
      return Bit(Near::kMain);
    case Tag::kSection:
      return Bit(Near::kSection);
    case Tag::kNav:
      return Bit(Near::kNav);
    case Tag::kAside:
      return Bit(Near::kAside);
    case Tag::kHeader:
      return Bit(Near::kHeader);
    case Tag::kFooter:
      return Bit(Near::kFooter);
    case Tag::kForm:
      return Bit(Near::kForm);
    case Tag::kTable:
      return Bit(Near::kTable);
    case Tag::kUl:
    case Tag::kOl:
    case Tag::kDl:
      return Bit(Near::kList);
    case Tag::kFigure:
      return Bit(Near::kFigure);
    case Tag::kBlockquote:
      return Bit(Near::kQuote);
    case Tag::kButton:
      return Bit(Near::kButton);
    case Tag::kA:
      return Bit(Near::kLink);
    case Tag::kDialog:
      return Bit(Near::kDialog);
    case Tag::kDetails:
      return Bit(Near::kDetails);
    default:
      return 0;
  }
}

// ARIA landmarks say in a word what tags and classes say elsewhere.
std::uint32_t NearOfRole(std::string_view role) {
  if (role == "main") return Bit(Near::kMain);
  if (role == "article") return Bit(Near::kArticle);
  if (role == "navigation" || role == "menu" || role == "menubar") return Bit(Near::kNav);
  if (role == "complementary") return Bit(Near::kAside);
  if (role == "banner") return Bit(Near::kHeader);
  if (role == "contentinfo") return Bit(Near::kFooter);
  if (role == "search" || role == "form") return Bit(Near::kForm);
  if (role == "dialog" || role == "alertdialog") return Bit(Near::kDialog);
  if (role == "button") return Bit(Near::kButton);
  return 0;
}

bool ReadsAsProse(const Block& block) {
  return block.measure.words >= 10 && block.LinkShare() < 0.4 &&
         (block.measure.sentence_ends > 0 || block.measure.words >= 25);
}

Sums Plus(Sums a, const Sums& b) {
  a.words += b.words;
  a.link_words += b.link_words;
  a.prose_words += b.prose_words;
  a.blocks += b.blocks;
  return a;
}

Sums Minus(Sums a, const Sums& b) {
  a.words -= b.words;
  a.link_words -= b.link_words;
  a.prose_words -= b.prose_words;
  a.blocks -= b.blocks;
  return a;
}

// What class, id and test names say, looked up once for each that a page has. The salt keeps a
// page from choosing names that fall on one place.
class HintReader {
 public:
  [[nodiscard]] std::uint64_t KeyOf(std::string_view name) const {
    return QuickHash(name, reinterpret_cast<std::uintptr_t>(this));
  }
  // `key` is the name's.
  HintMask Read(std::string_view name, std::uint64_t key) {
    Entry& entry = known_[key];
    if (entry.name != name) entry = {name, HintsOf(name)};
    return entry.hints;
  }

 private:
  struct Entry {
    std::string_view name;
    HintMask hints = 0;
  };
  FlatMap<Entry> known_{256};
};

}  // namespace

Surroundings::Surroundings(const Tree& tree, const std::vector<Block>& blocks)
    : tree_(tree), blocks_(blocks) {
  ReadNames();
  MeasureDistances();
  SumUp();
  FindCentre();
  FindSemantic();
}

void Surroundings::ReadNames() {
  hints_.assign(tree_.size(), 0);
  near_.assign(tree_.size(), 0);
  sorts_.assign(tree_.size(), 0);
  HintReader hints;
  FlatMap<std::uint32_t> sorts(256);
  const std::uint64_t no_class = hints.KeyOf({});
  constexpr HintMask kBoth = page::Bit(Hint::kArticle) | page::Bit(Hint::kBody);
  for (NodeId id = 0; id < tree_.size(); ++id) {
    const Node& node = tree_[id];
    if (node.tag == Tag::kText) continue;
    if (node.tag == Tag::kArticle) ++articles_;
    const bool empty = node.end == id + 1;
    std::uint64_t own_class = no_class;
    std::uint32_t near = NearOf(node.tag);
    for (const Attribute& attribute : tree_.Attributes(id)) {
      const std::string_view value = tree_.Value(attribute);
      if (value.empty()) continue;
      const bool named =
          attribute.name == Name::kClass ||
          (!empty && (attribute.name == Name::kId || attribute.name == Name::kDataTest));
      const std::uint64_t key = named ? hints.KeyOf(value) : 0;
      if (attribute.name == Name::kClass) own_class = key;
      if (empty) continue;
      switch (attribute.name) {
        case Name::kClass:
        case Name::kId:
        case Name::kDataTest:
          if (value.size() <= 600) hints_[id] |= hints.Read(value, key);
          break;
        case Name::kRole:
          near |= NearOfRole(value);
          break;
        case Name::kItemprop:
          if (value == "articleBody" || value == "reviewBody" || value == "text") {
            near |= Bit(Near::kArticleBody);
          }
          break;
        case Name::kProperty:
          if (value == "content:encoded") near |= Bit(Near::kArticleBody);
          break;
        default:
          break;
      }
    }
    if ((hints_[id] & kBoth) == kBoth) near |= Bit(Near::kStrongBody);
    near_[id] = near;
    std::uint32_t& sort = sorts[own_class + static_cast<std::uint64_t>(node.tag) * kTagFactor];
    if (sort == 0) sort = static_cast<std::uint32_t>(sorts.size());
    sorts_[id] = sort;
    if (repeats_.size() <= sort) repeats_.resize(sort + 1);
    if (!empty && node.attributes > 0 && IsBlock(node.tag)) ++repeats_[sort];
  }
}

std::uint32_t Surroundings::Repeats(NodeId node) const {
  if (tree_[node].attributes == 0 || tree_.Get(node, Name::kClass).empty()) return 0;
  return repeats_[sorts_[node]];
}

void Surroundings::MeasureDistances() {
  distances_.resize(blocks_.size());
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    Distances& out = distances_[i];
    out.hint.fill(kFar);
    out.near.fill(kFar);
    HintMask hints_seen = 0;
    std::uint32_t near_seen = 0;
    NodeId at = tree_[blocks_[i].first].parent;
    for (int step = 0; step < kMaxSteps && at != kNoNode; ++step, at = tree_[at].parent) {
      const auto distance = static_cast<std::uint8_t>(std::min<int>(step, kFar - 1));
      const Tag tag = tree_[at].tag;
      // A page-wide class ("single-post has-sidebar") says nothing about its parts.
      if (tag == Tag::kBody || tag == Tag::kHtml) break;
      for (HintMask fresh = hints_[at] & ~hints_seen; fresh != 0; fresh &= fresh - 1) {
        out.hint[static_cast<std::size_t>(__builtin_ctz(fresh))] = distance;
      }
      hints_seen |= hints_[at];
      for (std::uint32_t fresh = near_[at] & ~near_seen; fresh != 0; fresh &= fresh - 1) {
        out.near[static_cast<std::size_t>(__builtin_ctz(fresh))] = distance;
      }
      near_seen |= near_[at];
    }
  }
}

void Surroundings::SumUp() {
  prose_.resize(blocks_.size());
  sums_.reserve(blocks_.size() + 1);
  sums_.emplace_back();
  blocks_before_.reserve(tree_.size() + 1);
  alike_of_.reserve(blocks_.size());
  FlatMap<std::uint32_t> alike(64);  // to one past the place in alike_
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    prose_[i] = ReadsAsProse(block);
    const double words = block.measure.words;
    const Sums own{words, words * block.LinkShare(), prose_[i] ? words : 0, 1};
    sums_.push_back(Plus(sums_.back(), own));
    blocks_before_.resize(block.first + 1, static_cast<std::uint32_t>(i));
    const NodeId parent = tree_[block.node].parent;
    const std::uint64_t key =
        parent == kNoNode ? 0 : std::uint64_t{sorts_[block.node]} << 32 | sorts_[parent];
    std::uint32_t& place = alike[key];
    if (place == 0) {
      alike_.emplace_back();
      place = static_cast<std::uint32_t>(alike_.size());
    }
    alike_of_.push_back(place - 1);
    alike_[place - 1] = Plus(alike_[place - 1], own);
  }
  blocks_before_.resize(tree_.size() + 1, static_cast<std::uint32_t>(blocks_.size()));
}

Sums Surroundings::Within(NodeId node) const {
  return Minus(sums_[blocks_before_[tree_[node].end]], sums_[blocks_before_[node]]);
}

// Each prose block votes for the element it stands in, half for the next, a quarter for the third
// (after Readability's scoring); places that are named as anything else count a fifth.
void Surroundings::FindCentre() {
  over_centre_.assign(tree_.size(), false);
  std::vector<double> votes(tree_.size());
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (!prose_[i] || blocks_[i].hidden) continue;
    const Distances& d = distances_[i];
    const auto named = [&](Hint hint) { return d.hint[static_cast<std::size_t>(hint)] < kFar; };
    const auto inside = [&](Near near) { return d.near[static_cast<std::size_t>(near)] < kFar; };
    double vote = blocks_[i].measure.words;
    if (named(Hint::kComment) || named(Hint::kFooter) || named(Hint::kNotice) ||
        named(Hint::kSidebar) || inside(Near::kFooter) || inside(Near::kAside) ||
        inside(Near::kNav) || inside(Near::kForm)) {
      vote *= 0.2;
    }
    NodeId at = blocks_[i].node;
    const Tag tag = tree_[at].tag;
    if (tag == Tag::kP || tag == Tag::kLi || HeadingLevel(tag) > 0) at = tree_[at].parent;
    for (int level = 0; level < 3 && at != kNoNode; ++level, at = tree_[at].parent) {
      votes[at] += vote;
      vote /= 2;
    }
  }
  double best = 0;
  for (NodeId id = 0; id < tree_.size(); ++id) {
    if (votes[id] > best) {
      best = votes[id];
      centre_ = id;
    }
  }
  for (NodeId at = centre_; at != kNoNode; at = tree_[at].parent) over_centre_[at] = true;
}

NodeId Surroundings::JoinsCentre(NodeId node) const {
  while (node != kNoNode && !over_centre_[node]) node = tree_[node].parent;
  return node;
}

bool Surroundings::IsElsewhere(std::size_t block) const {
  constexpr HintMask kNames = page::Bit(Hint::kComment) | page::Bit(Hint::kRelated) |
                              page::Bit(Hint::kSidebar) | page::Bit(Hint::kFooter) |
                              page::Bit(Hint::kTicker) | page::Bit(Hint::kNotice) |
                              page::Bit(Hint::kNav);
  constexpr std::uint32_t kParts = Bit(Near::kAside) | Bit(Near::kNav) | Bit(Near::kFooter) |
                                   Bit(Near::kForm) | Bit(Near::kDialog);
  NodeId at = tree_[blocks_[block].first].parent;
  for (int step = 0; step < kMaxSteps && at != kNoNode && !over_centre_[at]; ++step) {
    if ((hints_[at] & kNames) != 0 || (near_[at] & kParts) != 0) return true;
    at = tree_[at].parent;
  }
  return false;
}

bool Surroundings::IsAnothers(std::size_t block) const {
  constexpr HintMask kNames = page::Bit(Hint::kComment) | page::Bit(Hint::kRelated);
  constexpr int kReach = 6;
  NodeId at = tree_[blocks_[block].first].parent;
  for (int step = 0; step < kReach && at != kNoNode && !over_centre_[at]; ++step) {
    if ((hints_[at] & kNames) != 0) return true;
    at = tree_[at].parent;
  }
  return false;
}

void Surroundings::FindSemantic() {
  constexpr std::uint32_t kWanted =
      Bit(Near::kArticle) | Bit(Near::kMain) | Bit(Near::kArticleBody);
  double best = 0;
  for (NodeId id = 0; id < tree_.size(); ++id) {
    if ((near_[id] & kWanted) == 0) continue;
    // Of nested ones the inner is the closer fit: it needs no more prose than the outer has.
    const double prose = Within(id).prose_words * ((near_[id] & Bit(Near::kArticleBody)) != 0 ? 1.3
                                                   : (near_[id] & Bit(Near::kArticle)) != 0   ? 1.1
                                                                                            : 1.0);
    if (prose >= best && prose > 0) {
      best = prose;
      semantic_ = id;
    }
  }
}

}  // namespace isnad::page
