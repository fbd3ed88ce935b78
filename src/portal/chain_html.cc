#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "portal/chain.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

constexpr std::size_t kMaxChainMarks = 14;

// Roots with what was relayed from them behind each, as the marks stand.
void AppendMarks(const std::vector<ChainNode>& nodes, std::size_t root,
                 std::vector<std::size_t>& order) {
  std::vector<std::size_t> open = {root};
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    order.push_back(node);
    open.insert(open.end(), nodes[node].relayed.rbegin(), nodes[node].relayed.rend());
  }
}

// One account in the chain: outlet, date, share.
Html ChainEntry(const PageContext& context, const news::Account& account, bool first) {
  const Words& words = context.words;
  Html entry = Join(Element("i", {Class(account.origin ? "copy" : "own"), {"aria-hidden", "true"}}),
                    Element("span", {Class("chain-outlet")}, OutletName(words, account)),
                    AccountDate(words, context.moment, account));
  if (account.origin) {
    const std::string share = words.Number(Percent(account.copied_0_1));
    entry +=
        Element("span", {Class("share")}, Text(words.Filled("account.share", {{"share", share}})));
  } else {
    entry += Element("span", {Class("status own")},
                     Text(words[first ? "account.first" : "account.independent"]));
  }
  return Element("div", {Class("chain-entry")}, entry);
}

}  // namespace

Html ChainMark(const news::Story& story) {
  const std::vector<ChainNode> nodes = BuildChains(story.accounts);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].is_root) AppendMarks(nodes, i, order);
  }
  Html marks;
  for (std::size_t i = 0; i < std::min(order.size(), kMaxChainMarks); ++i) {
    const bool tied = !nodes[order[i]].is_root;
    const bool copied = story.accounts[order[i]].origin.has_value();
    marks += Element("i", {Class(tied ? "copy tied" : copied ? "copy" : "own")});
  }
  return Element("span", {Class("chain-mark"), {"aria-hidden", "true"}}, marks);
}

// The forest as nested lists. What was relayed stands after its origin in the list of accounts, so
// going from the last to the first makes every branch before the tree that holds it.
Html Chain(const PageContext& context, const news::Story& story, std::size_t limit) {
  const std::vector<ChainNode> nodes =
      BuildChains(std::span(story.accounts).first(std::min(limit, story.accounts.size())));
  std::vector<Html> trees(nodes.size());
  for (std::size_t i = nodes.size(); i-- > 0;) {
    Html relayed;
    for (const std::size_t child : nodes[i].relayed) relayed += std::exchange(trees[child], {});
    trees[i] = Element("li", {AttrIf(!relayed.empty(), "class", "relayed")},
                       ChainEntry(context, story.accounts[i], i == 0),
                       relayed.empty() ? Html() : Element("ul", {}, relayed));
  }
  Html forest;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].is_root) forest += trees[i];
  }
  return Element("ul", {Class("chain")}, forest);
}

}  // namespace isnad::portal
