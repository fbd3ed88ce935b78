#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "news/chain_tree.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

constexpr std::size_t kMaxChainMarks = 14;
// Of more than these that were taken from one account the rest is folded away.
constexpr std::size_t kMaxOpenCopies = 6;
constexpr std::size_t kMaxQuoteBytes = 160;

using news::ChainEvidence;
using news::ChainTree;
using news::ChainTreeNode;

// A circle in front of an entry.
Html Dot(std::string_view kind) { return Element("i", {Class(kind), {"aria-hidden", "true"}}); }

// "العزو: «نقلا عن …»": the words in which the account names its source.
Html Credit(const Words& words, const news::Account& account) {
  for (const ChainEvidence& evidence : account.evidence) {
    if (evidence.quote.empty() || evidence.kind == ChainEvidence::Kind::kLink) continue;
    return Element("span", {Class("credit")}, Text(words["chain.credit"]), Text(" «"),
                   Bdi(TruncateUtf8(evidence.quote, kMaxQuoteBytes)), Text("»"));
  }
  return {};
}

// One account in the chain: outlet, date, share.
Html AccountEntry(const PageContext& context, const news::Account& account,
                  const news::Account* origin, bool hangs, bool first) {
  const Words& words = context.words;
  const bool taken = hangs || account.origin;
  Html entry = Join(Dot(taken ? "copy" : "own"),
                    Element("span", {Class("chain-outlet")}, OutletName(words, account)),
                    AccountDate(words, context.moment, account));
  if (!taken) {
    entry += Element("span", {Class("status own")},
                     Text(words[first ? "account.first" : "account.independent"]));
  }
  if (account.origin && Percent(account.copied_0_1) > 0) {
    const std::string share = words.Number(Percent(account.copied_0_1));
    entry +=
        Element("span", {Class("share")}, Text(words.Filled("account.share", {{"share", share}})));
  }
  if (IsDoubtfulOrigin(account)) {
    entry += Element("span", {Class("share")}, Text(words["chain.doubt"]));
  }
  if (origin != nullptr && Percent(account.copied_0_1) > 0) {
    entry +=
        Element("span", {Class("changes")},
                Link(CompareUrl(account.article, origin->article), Text(words["compare.link"])));
  }
  return Element("div", {Class("chain-entry")}, entry, Credit(words, account));
}

// A source that was not fetched.
Html SourceEntry(const Words& words, std::string_view agency) {
  return Element("div", {Class("chain-entry")}, Dot("unseen"),
                 Element("span", {Class("chain-outlet")}, Bdi(agency)),
                 Element("span", {Class("share")}, Text(words["chain.source"])));
}

class Lists {
 public:
  Lists(const PageContext& context, std::span<const news::Account> accounts)
      : context_(context), accounts_(accounts), tree_(news::BuildChainTree(accounts)) {}

  // Children stand behind their parents in from_above, so going backwards makes every branch before
  // the tree that holds it.
  Html Make() {
    std::vector<Html> trees(tree_.nodes.size());
    for (auto at = tree_.from_above.rbegin(); at != tree_.from_above.rend(); ++at) {
      trees[*at] = Branch(*at, trees);
    }
    Html forest;
    for (const std::size_t root : tree_.roots) forest += trees[root];
    return Element("ul", {Class("chain")}, forest);
  }

 private:
  Html Branch(std::size_t index, std::vector<Html>& trees) const {
    const ChainTreeNode& node = tree_.nodes[index];
    const std::size_t count = node.taken.size();
    const std::size_t open = count > kMaxOpenCopies ? kMaxOpenCopies - 1 : count;
    Html shown, folded;
    for (std::size_t i = 0; i < count; ++i) {
      (i < open ? shown : folded) += std::exchange(trees[node.taken[i]], {});
    }
    if (!folded.empty()) {
      const auto more = static_cast<std::int64_t>(count - open);
      shown +=
          Element("li", {Class("more-copies")},
                  Element("details", {},
                          Element("summary", {}, Text(context_.words.Count("chain.copies", more))),
                          Element("ul", {}, folded)));
    }
    return Element("li", {AttrIf(!shown.empty(), "class", "relayed")}, Entry(node),
                   shown.empty() ? Html() : Element("ul", {}, shown));
  }

  Html Entry(const ChainTreeNode& node) const {
    if (!node.account) return SourceEntry(context_.words, node.agency);
    const news::Account* origin = nullptr;
    if (node.parent && tree_.nodes[*node.parent].account) {
      origin = &accounts_[*tree_.nodes[*node.parent].account];
    }
    return AccountEntry(context_, accounts_[*node.account], origin, node.parent.has_value(),
                        *node.account == 0);
  }

  const PageContext& context_;
  std::span<const news::Account> accounts_;
  ChainTree tree_;
};

}  // namespace

Html ChainMark(const news::Story& story) {
  const ChainTree tree = news::BuildChainTree(story.accounts);
  // Roots with what was taken from them behind each.
  std::vector<std::size_t> order, open(tree.roots.rbegin(), tree.roots.rend());
  while (!open.empty() && order.size() < kMaxChainMarks) {
    const std::size_t node = open.back();
    open.pop_back();
    order.push_back(node);
    open.insert(open.end(), tree.nodes[node].taken.rbegin(), tree.nodes[node].taken.rend());
  }
  Html marks;
  for (const std::size_t at : order) {
    const ChainTreeNode& node = tree.nodes[at];
    const bool copied = node.account && story.accounts[*node.account].origin;
    marks += Element("i", {Class(node.parent     ? "copy tied"
                                 : !node.account ? "unseen"
                                 : copied        ? "copy"
                                                 : "own")});
  }
  return Element("span", {Class("chain-mark"), {"aria-hidden", "true"}}, marks);
}

Html Chain(const PageContext& context, const news::Story& story, std::size_t limit) {
  return Lists(context, std::span(story.accounts).first(std::min(limit, story.accounts.size())))
      .Make();
}

}  // namespace isnad::portal
