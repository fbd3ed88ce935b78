#pragma once

// The headline of a page, out of what the page says in several places: they are compared with each
// other, and the one that the others agree with wins; the outlet's name at the end is cut.

#include <string>
#include <string_view>
#include <vector>

#include "page/blocks.h"
#include "page/metadata.h"

namespace isnad::page {

// `outlet` may be empty. Returns "" where nothing serves. Cost: linear. Thread-safe.
[[nodiscard]] std::string FindTitle(const Metadata& metadata, const std::vector<Block>& blocks,
                                    std::string_view outlet);

// `title` without the outlet's name that pages append or put in front ("… - الدار", "… | BBC"): the
// part at a separator is cut when it is the outlet, or at the end, at most 5 words and the rest
// longer.
[[nodiscard]] std::string CutOutlet(std::string_view title, std::string_view outlet);

// The first and last parts of a <title> at its separators, where outlets put their names; empty for
// titles in one part. Views into `title`.
[[nodiscard]] std::vector<std::string_view> EdgesOfTitle(std::string_view title);

}  // namespace isnad::page
