#include "cli/chain_text.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "cli/json_text.h"
#include "cli/line_text.h"
#include "news/chain_tree.h"

namespace isnad::cli {
namespace {

namespace json = boost::json;

json::object NodeJson(const news::Story& story, const news::ChainTreeNode& node) {
  if (!node.account) {
    return {{"id", nullptr}, {"outlet", nullptr}, {"agency", node.agency}};
  }
  const news::Account& account = story.accounts[*node.account];
  return {{"id", account.article},
          {"outlet", OrNull(account.outlet_name)},
          {"agency", nullptr},
          {"copied", account.copied_0_1},
          {"confidence", account.origin_confidence_0_1},
          {"evidence", EvidenceJson(account)}};
}

std::string Reasons(const news::Account& account) {
  std::string reasons;
  for (const news::ChainEvidence& evidence : account.evidence) {
    reasons += reasons.empty() ? "" : ", ";
    reasons += news::Name(evidence.kind);
    if (!evidence.quote.empty()) reasons += " \"" + OneLine(evidence.quote) + '"';
  }
  return reasons;
}

// " from …" where an account that stands alone in the tree was taken from one of another story.
std::string FromElsewhere(const news::Account& account, const news::ChainTreeNode& node,
                          const NamesElsewhere& elsewhere) {
  if (!account.origin || node.parent) return "";
  const auto name = elsewhere.find(*account.origin);
  return fmt::format(" from {}", *account.origin) +
         (name == elsewhere.end() ? "" : " " + name->second);
}

std::string NodeText(const news::Story& story, const news::ChainTreeNode& node,
                     const NamesElsewhere& elsewhere) {
  if (!node.account) return OneLine(node.agency) + "  (not fetched)";
  const news::Account& account = story.accounts[*node.account];
  std::string line = fmt::format("{}  {}", account.article, TitleOrLead(account));
  if (!account.outlet_name.empty()) line += " · " + OneLine(account.outlet_name);
  if (account.published) line += " · " + account.published->ToIso8601();
  if (!account.origin && account.agency.empty()) return line;
  line += fmt::format("  ({:.0f} % copied{}", account.copied_0_1 * 100,
                      FromElsewhere(account, node, elsewhere));
  if (account.origin_confidence_0_1 > 0) {
    line += fmt::format(", sure to {:.2f}", account.origin_confidence_0_1);
  }
  const std::string reasons = Reasons(account);
  return line + (reasons.empty() ? ")" : ": " + reasons + ")");
}

}  // namespace

json::array EvidenceJson(const news::Account& account) {
  json::array list;
  for (const news::ChainEvidence& evidence : account.evidence) {
    list.push_back(
        json::object{{"kind", news::Name(evidence.kind)}, {"quote", OrNull(evidence.quote)}});
  }
  return list;
}

// Going from below makes every branch before the tree that holds it.
json::array ChainJson(const news::Story& story) {
  const news::ChainTree tree = news::BuildChainTree(story.accounts);
  std::vector<json::object> objects(tree.nodes.size());
  for (std::size_t i = tree.from_above.size(); i-- > 0;) {
    const std::size_t at = tree.from_above[i];
    objects[at] = NodeJson(story, tree.nodes[at]);
    json::array relayed;
    for (const std::size_t child : tree.nodes[at].taken) {
      relayed.push_back(std::move(objects[child]));
    }
    objects[at]["relayed"] = std::move(relayed);
  }
  json::array roots;
  for (const std::size_t root : tree.roots) roots.push_back(std::move(objects[root]));
  return roots;
}

std::string ChainText(const news::Story& story, const NamesElsewhere& elsewhere) {
  const news::ChainTree tree = news::BuildChainTree(story.accounts);
  struct Open {
    std::size_t node;
    std::string indent;  // of what hangs below it
    std::string mark;    // before it
  };
  std::vector<Open> open;
  for (std::size_t i = tree.roots.size(); i-- > 0;) open.push_back({tree.roots[i], "  ", "  "});
  std::string text;
  while (!open.empty()) {
    const Open at = std::move(open.back());
    open.pop_back();
    const news::ChainTreeNode& node = tree.nodes[at.node];
    text += at.mark + NodeText(story, node, elsewhere) + "\n";
    for (std::size_t i = node.taken.size(); i-- > 0;) {
      const bool is_last = i + 1 == node.taken.size();
      open.push_back({node.taken[i], at.indent + (is_last ? "   " : "│  "),
                      at.indent + (is_last ? "└─ " : "├─ ")});
    }
  }
  return text;
}

}  // namespace isnad::cli
