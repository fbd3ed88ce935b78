#include "page/surroundings.h"

#include <algorithm>

namespace isnad::page {
namespace {

constexpr int kMaxSteps = 48;  // towards the root

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
  signatures_.assign(tree_.size(), 0);
  for (NodeId id = 0; id < tree_.size(); ++id) {
    const Node& node = tree_[id];
    if (node.tag == Tag::kText) continue;
    near_[id] = NearOf(node.tag);
    const char tag = static_cast<char>(node.tag);
    signatures_[id] = Hash(tree_.Get(id, Name::kClass), Hash({&tag, 1}));
    if (node.tag == Tag::kArticle) ++articles_;
    if (node.attributes == 0 || node.end == id + 1) continue;
    for (const Name name : {Name::kClass, Name::kId, Name::kDataTest}) {
      const std::string_view value = tree_.Get(id, name);
      if (value.empty() || value.size() > 600) continue;
      hints_[id] |= HintsOf(value);
    }
    constexpr HintMask kBoth = page::Bit(Hint::kArticle) | page::Bit(Hint::kBody);
    if ((hints_[id] & kBoth) == kBoth) near_[id] |= Bit(Near::kStrongBody);
    if (const std::string_view role = tree_.Get(id, Name::kRole); !role.empty()) {
      near_[id] |= NearOfRole(role);
    }
    if (const std::string_view prop = tree_.Get(id, Name::kItemprop); !prop.empty()) {
      if (prop == "articleBody" || prop == "reviewBody" || prop == "text") {
        near_[id] |= Bit(Near::kArticleBody);
      }
    }
    if (tree_.Get(id, Name::kProperty) == "content:encoded") near_[id] |= Bit(Near::kArticleBody);
    if (IsBlock(node.tag)) ++repeats_[signatures_[id]];
  }
}

std::uint32_t Surroundings::Repeats(NodeId node) const {
  if (tree_[node].attributes == 0 || tree_.Get(node, Name::kClass).empty()) return 0;
  const auto at = repeats_.find(signatures_[node]);
  return at == repeats_.end() ? 0 : at->second;
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
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    prose_[i] = ReadsAsProse(block);
    const double words = block.measure.words;
    const Sums own{words, words * block.LinkShare(), prose_[i] ? words : 0, 1};
    sums_.push_back(Plus(sums_.back(), own));
    const NodeId parent = tree_[block.node].parent;
    const std::uint64_t key =
        parent == kNoNode ? 0 : signatures_[block.node] * 31 + signatures_[parent];
    Sums& alike = alike_[key];
    alike = Plus(alike, own);
  }
}

const Sums& Surroundings::Alike(std::size_t block) const {
  const NodeId node = blocks_[block].node;
  const NodeId parent = tree_[node].parent;
  return alike_.at(parent == kNoNode ? 0 : signatures_[node] * 31 + signatures_[parent]);
}

Sums Surroundings::Within(NodeId node) const {
  const auto first_at_or_after = [&](NodeId id) {
    const auto at =
        std::lower_bound(blocks_.begin(), blocks_.end(), id,
                         [](const Block& b, NodeId wanted) { return b.first < wanted; });
    return static_cast<std::size_t>(at - blocks_.begin());
  };
  return Minus(sums_[first_at_or_after(tree_[node].end)], sums_[first_at_or_after(node)]);
}

// Each prose block votes for the element it stands in, half for the next, a quarter for the third
// (after Readability's scoring); places that are named as anything else count a fifth.
void Surroundings::FindCentre() {
  over_centre_.assign(tree_.size(), false);
  std::unordered_map<NodeId, double> votes;
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
  for (const auto& [node, vote] : votes) {
    if (vote > best || (vote == best && centre_ != kNoNode && node < centre_)) {
      best = vote;
      centre_ = node;
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
