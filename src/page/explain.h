#pragma once

// Why an article was read as it was, so that a person can write a rule for its source: of every
// field the values that the page offers, which one won and what is against the others; of every
// block of text its score, whether it was kept and why. Worked out after the fact from what
// extraction read and decided, so that extraction pays nothing for it; where several places say the
// same, the one that extraction trusts most is named as the winner.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"
#include "page/blocks.h"
#include "page/metadata.h"
#include "page/page_rule.h"
#include "page/selection.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

struct Candidate {
  std::string source;  // "JSON-LD headline", "og:title", "h1", "rule (rules.toml:4:9)"
  std::string value;
  bool chosen = false;
  std::string why;  // "says the same", "another day" …; empty for the winner
};

struct FieldChoice {
  std::string field;
  std::string value;  // what the article has; "" where nothing served
  std::vector<Candidate> candidates;
};

struct BlockNote {
  std::string path;  // a selector that leads to it: "div#main > div.story > p"
  std::string text;  // its beginning
  std::size_t words = 0;
  double link_share_0_1 = 0;
  double score = 0;  // log odds that it is the article's; 0 for what a rule drops
  bool kept = false;
  std::vector<std::string> reasons;
};

struct Explanation {
  std::string rule;  // "rules.toml:12", "" where none applied
  std::vector<FieldChoice> fields;
  std::vector<BlockNote> blocks;  // in the order of the page
  std::string note;               // why there is nothing to see, where there is nothing
};

// What extraction had before it when it was done.
struct ExplainedPage {
  const Tree& tree;  // with Markup::kDetailed
  const Metadata& metadata;
  PageRule* rule;  // may be nullptr
  const std::vector<Block>& blocks;
  const Surroundings& around;
  const Selection& selection;
  std::size_t title_block;  // blocks.size() where the title is not shown
  std::string_view given_url;
  const news::Article& article;
};

// Cost: linear in the page. Thread-safe.
[[nodiscard]] Explanation Explain(const ExplainedPage& page);

// The parts of Explain().
[[nodiscard]] std::vector<FieldChoice> ExplainFields(const ExplainedPage& page);
[[nodiscard]] std::vector<BlockNote> ExplainBlocks(const ExplainedPage& page);

// For reading, and as one JSON object (docs/formats.md).
[[nodiscard]] std::string ToText(const Explanation& explanation);
[[nodiscard]] std::string ToJson(const Explanation& explanation);

}  // namespace isnad::page
