#pragma once

// A source's rule at work on one page: what its selectors find goes into the article in place of
// what the general method would say; what they do not find stays with the general method, with a
// warning that names the line of the rule.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "news/article.h"
#include "page/blocks.h"
#include "page/css_match.h"
#include "page/metadata.h"
#include "page/selection.h"
#include "page/source_rules.h"
#include "page/tree.h"

namespace isnad::page {

class PageRule {
 public:
  // The rule for a page, by its address (given or canonical); nullptr where there is none, or no
  // rules. `tree` is parsed with Markup::kDetailed and must outlive it.
  [[nodiscard]] static std::unique_ptr<PageRule> For(const SourceRules* rules,
                                                     std::string_view given_url,
                                                     const Metadata& metadata, const Tree& tree);

  [[nodiscard]] const SourceRule& rule() const { return rule_; }

  // `blocks` without those in what the rule drops.
  [[nodiscard]] std::vector<Block> Without(std::vector<Block> blocks);

  // The title by the rule, else `general`.
  [[nodiscard]] std::string Title(std::string general);

  // Keeps the blocks in the rule's body, furniture and captions left out; leaves `selection` as it
  // is where the rule has no body or it matches nothing.
  void Select(const std::vector<Block>& blocks, std::size_t title_block, Selection& selection);

  // All other fields, and the warnings.
  void Fill(const std::optional<Url>& base, news::Article& article);

  // What the selectors of a field match, in document order, each once; the first of them that
  // matches anything speaks, for body, drop, links and skip_links all of them.
  [[nodiscard]] std::vector<NodeId> Nodes(RuleField field);
  // The values there: attributes, or text. Empty ones left out.
  [[nodiscard]] std::vector<std::string> Values(RuleField field);
  // The selector that spoke, as Nodes() found it; nullptr where none did.
  [[nodiscard]] const FieldSelector* Speaker(RuleField field);
  // The blocks that Without() took out, in order.
  [[nodiscard]] const std::vector<Block>& dropped() const { return dropped_; }

 private:
  PageRule(const SourceRule& rule, const Tree& tree) : rule_(rule), tree_(tree), document_(tree) {}

  void Warn(RuleField field, const std::string& what);
  [[nodiscard]] std::string First(RuleField field);
  [[nodiscard]] std::string ValueAt(NodeId id, const FieldSelector& selector,
                                    RuleField field) const;
  [[nodiscard]] std::optional<DateTime> Date(RuleField field);

  const SourceRule& rule_;
  const Tree& tree_;
  SelectorDocument document_;
  std::vector<Block> dropped_;
  std::vector<std::string> warnings_;
};

// A date by a source's rule: numbers in its order, hours in its offset where the page gives none.
[[nodiscard]] std::optional<DateTime> ReadRuleDate(std::string_view text, const SourceRule& rule);

}  // namespace isnad::page
