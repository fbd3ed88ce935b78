#pragma once

// A story's chain of transmission for people and for programs: news::BuildChainTree written out.

#include <boost/json.hpp>
#include <map>
#include <string>

#include "news/story.h"

namespace isnad::cli {

// Roots, each with what was taken from it (docs/formats.md, "story --json").
[[nodiscard]] boost::json::array ChainJson(const news::Story& story);

// The kinds and quotes that speak for where an account was taken from.
[[nodiscard]] boost::json::array EvidenceJson(const news::Account& account);

// What accounts of other stories are called, by their articles.
using NamesElsewhere = std::map<news::ArticleId, std::string>;

// A line a node, what was taken indented below its source, with share, confidence and evidence. An
// account that was taken from one of another story names that by `elsewhere`, or by its number.
[[nodiscard]] std::string ChainText(const news::Story& story, const NamesElsewhere& elsewhere);

}  // namespace isnad::cli
