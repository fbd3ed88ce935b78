#pragma once

// What sites put below their texts and is no part of them: rules for comments, disclaimers, calls
// to follow (data/page/closings.tsv), the bare number of a story.

#include <vector>

#include "page/blocks.h"

namespace isnad::page {

// Takes such blocks off the end of what is kept, at most four and never most of the text. `keep`:
// by block. Cost: O(blocks + phrases). Thread-safe.
void DropClosingNotes(const std::vector<Block>& blocks, std::vector<bool>& keep);

}  // namespace isnad::page
