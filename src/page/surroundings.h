#pragma once

// What lies around each block of a page, worked out once for all features: names on the way to the
// root, sums over subtrees, the densest part of the page, parts that repeat.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "page/blocks.h"
#include "page/lexicon.h"
#include "page/tree.h"

namespace isnad::page {

// Kinds of ancestors whose distance is measured, beside the hints.
enum class Near : std::uint8_t {
  kArticle,
  kMain,
  kSection,
  kNav,
  kAside,
  kHeader,
  kFooter,
  kForm,
  kTable,
  kList,
  kFigure,
  kQuote,
  kButton,
  kLink,
  kDialog,
  kDetails,
  kArticleBody,  // itemprop="articleBody" and the like
  kStrongBody,   // one name that says both "article" and "body": "entry-content"
  kCount,
};

inline constexpr std::size_t kHints = static_cast<std::size_t>(Hint::kCount);
inline constexpr std::size_t kNears = static_cast<std::size_t>(Near::kCount);
inline constexpr std::uint8_t kFar = 30;  // distance of what is not there

struct Distances {
  std::array<std::uint8_t, kHints> hint;
  std::array<std::uint8_t, kNears> near;
};

// Sums over a range of blocks.
struct Sums {
  double words = 0;
  double link_words = 0;
  double prose_words = 0;  // in blocks that read as prose
  double blocks = 0;
};

class Surroundings {
 public:
  // Both must outlive it. Cost: O(nodes + blocks × 48).
  Surroundings(const Tree& tree, const std::vector<Block>& blocks);

  [[nodiscard]] const Distances& Of(std::size_t block) const { return distances_[block]; }
  [[nodiscard]] bool IsProse(std::size_t block) const { return prose_[block]; }
  // Over the blocks in `node`'s subtree.
  [[nodiscard]] Sums Within(NodeId node) const;
  [[nodiscard]] Sums Before(std::size_t block) const { return sums_[block]; }
  [[nodiscard]] const Sums& Total() const { return sums_.back(); }
  // How many elements of the page have that tag and class.
  [[nodiscard]] std::uint32_t Repeats(NodeId node) const;
  // How many blocks stand in elements like this one's, two levels up, and what they hold.
  [[nodiscard]] const Sums& Alike(std::size_t block) const { return alike_[alike_of_[block]]; }
  // The element in which most prose stands directly, kNoNode on pages without text.
  [[nodiscard]] NodeId centre() const { return centre_; }
  // First ancestor-or-self of `node` that holds the centre.
  [[nodiscard]] NodeId JoinsCentre(NodeId node) const;
  // The <article>, <main> or articleBody that holds most prose, kNoNode where there is none.
  [[nodiscard]] NodeId semantic() const { return semantic_; }
  [[nodiscard]] std::uint32_t articles() const { return articles_; }
  // Is the block in a part of the page that is named as something else than the article (sidebar,
  // related, comments, footer, menu …) and does not hold the article's text?
  [[nodiscard]] bool IsElsewhere(std::size_t block) const;
  // Is it part of a comment or of what is said of another article, six elements up at most?
  [[nodiscard]] bool IsAnothers(std::size_t block) const;

 private:
  void ReadNames();
  void MeasureDistances();
  void SumUp();
  void FindCentre();
  void FindSemantic();

  const Tree& tree_;
  const std::vector<Block>& blocks_;
  std::vector<HintMask> hints_;               // by node
  std::vector<std::uint32_t> near_;           // by node, a bit each
  std::vector<std::uint32_t> sorts_;          // by node: a number for each pair of tag and class
  std::vector<std::uint32_t> repeats_;        // by sort: how many elements
  std::vector<std::uint32_t> blocks_before_;  // by node, and one more for the end
  std::vector<Distances> distances_;
  std::vector<bool> prose_;
  std::vector<Sums> sums_;  // before each block, and the total
  std::vector<Sums> alike_;
  std::vector<std::uint32_t> alike_of_;  // by block
  std::vector<bool> over_centre_;        // by node: centre or an ancestor of it
  NodeId centre_ = kNoNode;
  NodeId semantic_ = kNoNode;
  std::uint32_t articles_ = 0;
};

}  // namespace isnad::page
