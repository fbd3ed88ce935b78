#pragma once

// Who wrote the article: from what the head declares, else from the byline beside the title. Names
// are kept as published, without "by", addresses or job lines; a name that names no one ("admin")
// is none. An organisation stays where the page names it as the author.

#include <string>
#include <string_view>
#include <vector>

#include "page/blocks.h"
#include "page/metadata.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

[[nodiscard]] std::vector<std::string> FindAuthors(const Metadata& metadata, const Tree& tree,
                                                   const std::vector<Block>& blocks,
                                                   const Surroundings& surroundings,
                                                   std::size_t title_block);

}  // namespace isnad::page
