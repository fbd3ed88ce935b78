#include <algorithm>
#include <utility>
#include <vector>

#include "news/chain_tree.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

constexpr std::size_t kMaxChainMarks = 14;
// Of more than these that were taken from one account the rest is folded away.
constexpr std::size_t kMaxOpenCopies = 6;
// On a card.
constexpr std::size_t kMaxShortChain = 6;
constexpr std::size_t kMaxShortCopies = 3;
constexpr std::size_t kMaxQuoteLetters = 90;

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
                   Bdi(CutAtWord(evidence.quote, kMaxQuoteLetters)), Text("»"));
  }
  return {};
}

// How an entry was taken from what: nothing where its place in the lists says it all.
Html TakenWords(const Words& words, const news::Account& account, const news::Account* origin,
                bool hangs) {
  const OriginPhrase phrase = DescribeOrigin(words, account, origin);
  if (hangs && (phrase.is_plain_copy() || !account.origin)) return {};
  const Html text = Element("span", {}, phrase.ToHtml(words));
  if (hangs || !account.origin) return Element("span", {Class("share")}, text);
  // What it hangs from was not read: there it can be.
  return Element("span", {Class("share changes")}, Link(ArticleUrl(*account.origin), text));
}

// One account in the chain: outlet, date, share. `parent` is the account it hangs from, `origin`
// the one it was taken from.
Html AccountEntry(const PageContext& context, const news::Account& account,
                  const news::Account* parent, const news::Account* origin, bool hangs,
                  bool first) {
  const Words& words = context.words;
  const bool taken = hangs || account.origin;
  Html entry = Join(Dot(taken ? "copy" : "own"),
                    Element("span", {Class("chain-outlet")}, OutletName(words, account)),
                    AccountDate(words, context.moment, account));
  if (!taken) {
    entry += Element("span", {Class("status own")},
                     Text(words[first ? "account.first" : "account.independent"]));
  }
  if (taken) entry += TakenWords(words, account, parent == nullptr ? origin : parent, hangs);
  if (account.origin && Percent(account.copied_0_1) > 0) {
    const std::string share = words.Number(Percent(account.copied_0_1));
    entry +=
        Element("span", {Class("share")}, Text(words.Filled("account.share", {{"share", share}})));
  }
  if (parent != nullptr && Percent(account.copied_0_1) > 0) {
    entry +=
        Element("span", {Class("changes")},
                Link(CompareUrl(account.article, parent->article), Text(words["compare.link"])));
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
  // `first` told it first.
  Lists(const PageContext& context, const std::vector<news::Account>& accounts,
        news::ArticleId first)
      : context_(context),
        accounts_(accounts),
        first_(first),
        tree_(news::BuildChainTree(accounts)) {}

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
    const news::Account& account = accounts_[*node.account];
    const news::Account* parent = nullptr;
    if (node.parent && tree_.nodes[*node.parent].account) {
      parent = &accounts_[*tree_.nodes[*node.parent].account];
    }
    return AccountEntry(context_, account, parent, FindOrigin(accounts_, account),
                        node.parent.has_value(), account.article == first_);
  }

  const PageContext& context_;
  const std::vector<news::Account>& accounts_;
  const news::ArticleId first_;
  ChainTree tree_;
};

// The accounts of ShortChain, in their order.
std::vector<news::Account> FewOf(const std::vector<news::Account>& accounts) {
  const ChainTree tree = news::BuildChainTree(accounts);
  std::vector<bool> chosen(accounts.size(), false);
  std::size_t left = kMaxShortChain;
  const auto choose = [&](std::size_t node) {
    if (!tree.nodes[node].account || left == 0) return;
    chosen[*tree.nodes[node].account] = true;
    --left;
  };
  const auto choose_tree = [&](std::size_t root) {
    std::vector<std::size_t> open = {root};
    while (!open.empty() && left > 0) {
      const std::size_t node = open.back();
      open.pop_back();
      choose(node);
      const auto& taken = tree.nodes[node].taken;
      const std::size_t count = std::min(taken.size(), kMaxShortCopies);
      for (std::size_t i = count; i > 0; --i) open.push_back(taken[i - 1]);
    }
  };
  const auto is_orphan = [&](std::size_t root) {
    const auto account = tree.nodes[root].account;
    return account && accounts[*account].origin;
  };
  for (const bool with_copies : {true, false}) {
    for (const std::size_t root : tree.roots) {
      const bool first = root == tree.roots.front();
      const bool now = first ? with_copies : tree.nodes[root].taken.empty() != with_copies;
      if (now && !is_orphan(root)) choose_tree(root);
    }
  }
  // Nothing but copies of what was not read: their rows say so.
  for (std::size_t i = 0; i < accounts.size() && left == kMaxShortChain; ++i) choose(i);
  std::vector<news::Account> few;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    if (chosen[i]) few.push_back(accounts[i]);
  }
  return few;
}

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

Html Chain(const PageContext& context, const news::Story& story) {
  const news::ArticleId first = story.accounts.empty() ? 0 : story.accounts.front().article;
  return Lists(context, story.accounts, first).Make();
}

Html ShortChain(const PageContext& context, const news::Story& story) {
  if (story.accounts.empty()) return {};
  const std::vector<news::Account> few = FewOf(story.accounts);
  return Lists(context, few, story.accounts.front().article).Make();
}

}  // namespace isnad::portal
