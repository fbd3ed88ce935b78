#pragma once

// A story's chain of transmission for people and for programs: news::BuildChainTree written out.

#include <boost/json.hpp>
#include <string>

#include "news/story.h"

namespace isnad::cli {

// Roots, each with what was taken from it (docs/formats.md, "story --json").
[[nodiscard]] boost::json::array ChainJson(const news::Story& story);

// The kinds and quotes that speak for where an account was taken from.
[[nodiscard]] boost::json::array EvidenceJson(const news::Account& account);

// A line a node, what was taken indented below its source, with share, confidence and evidence.
[[nodiscard]] std::string ChainText(const news::Story& story);

}  // namespace isnad::cli
