#pragma once

// The dates that readers see on a page: in <time>, microdata and hAtom markup, in the short lines
// around the title, and in lines that say of themselves what date they hold ("Published on …",
// «آخر تحديث …», "Stand: …"). Never from running prose.

#include <cstddef>
#include <optional>
#include <vector>

#include "page/blocks.h"
#include "page/date_lines.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

struct ShownDate {
  std::size_t block = 0;
  DateLabel label = DateLabel::kNone;
  TextDate date{};
  bool sure = false;   // markup says which date it is
  bool close = false;  // to the title
  bool aside =
      false;  // stands where other articles' dates do: counts where it alone is on the page
  bool original = false;  // called the first of several publications
};

// `title_block` is blocks.size() where the title is not shown: the first prose then stands for it.
// Cost: linear. Thread-safe.
[[nodiscard]] std::vector<ShownDate> FindShownDates(const Tree& tree,
                                                    const std::vector<Block>& blocks,
                                                    const Surroundings& surroundings,
                                                    std::size_t title_block,
                                                    const DateHabits& habits);

// The order of day and month that the page's unambiguous numeric dates show.
[[nodiscard]] std::optional<DayPlace> OrderOnPage(const std::vector<Block>& blocks);

// The date that stands alone among those aside, or nearest to the title; nullptr where several
// compete.
[[nodiscard]] const ShownDate* OnlyAside(const std::vector<ShownDate>& shown,
                                         std::size_t title_block);

// The one that best tells the day of publication (unlabelled ones count as such) or of the last
// change; nullptr where there is none.
[[nodiscard]] const ShownDate* BestShown(const std::vector<ShownDate>& shown,
                                         std::size_t title_block, DateLabel label);

}  // namespace isnad::page
