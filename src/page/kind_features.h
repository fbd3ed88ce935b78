#pragma once

// What is measured of a whole page to tell a listing from an article: how much of its text stands
// together, how much of it is teasers of titles that lead elsewhere, how its parts repeat, and what
// its address and its head say. Nothing depends on the language but through word lists.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "page/blocks.h"
#include "page/feature_row.h"
#include "page/metadata.h"
#include "page/selection.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

struct KindView {
  const Metadata& metadata;
  const std::optional<Url>& address;  // the page's own, if known
  std::string_view outlet;
  const Tree& tree;
  const std::vector<Block>& blocks;
  const Surroundings& surroundings;
  const Selection& selection;
  std::size_t title_block;  // may be blocks.size()
  std::string_view title;
};

// What a page holds, in words unless said otherwise.
struct Contents {
  double prose = 0;    // kept words that lead nowhere
  double linked = 0;   // kept words that only lead elsewhere
  double run = 0;      // kept words of the longest stretch that no linked title divides
  double lead = 0;     // those that follow the page's heading directly
  double longest = 0;  // words of the longest kept block
  double teasers = 0;  // kept blocks below a linked title
  double teaser_words = 0;
  double link_blocks = 0;  // kept, and nothing but a link
  double titles = 0;       // links anywhere that read as titles
  double title_words = 0;
  double cards = 0;       // most of those in parts of the page that are made alike
  double card_words = 0;  // of all that stands in such parts
  double headings = 0;    // below the first level
  double linked_headings = 0;
  double calls = 0;         // times that the commonest short link text stands there ("read more")
  double dated_titles = 0;  // with a date beside them
  std::size_t dates = 0;    // different days in short lines, ten at most
};

// Cost: linear. Thread-safe.
[[nodiscard]] Contents CountContents(const KindView& page);

// Is the page called as its outlet, or "home" in its title?
[[nodiscard]] bool IsFrontPage(const KindView& page);

// Names of the features, in their order in a row.
[[nodiscard]] const std::vector<std::string_view>& KindFeatureNames();

// Cost: linear. Thread-safe.
[[nodiscard]] FeatureRow MeasureKind(const KindView& page, const Contents& contents);

}  // namespace isnad::page
