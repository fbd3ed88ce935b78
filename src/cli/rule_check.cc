#include "cli/rule_check.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "base/charset.h"
#include "base/file.h"
#include "page/metadata.h"
#include "page/page_rule.h"
#include "page/tree.h"

namespace isnad::cli {

void RulesOption::AddTo(CLI::App& command) {
  command.add_option("--rules", path_, "what is known of single sources (TOML, docs/rules.md)");
}

bool RulesOption::Read(Context& context) {
  if (path_.empty()) return true;
  const auto text = ReadFile(path_, page::RuleLimits{}.max_bytes);
  if (!text) {
    context.Complain(text.error(), kBadUsage);
    return false;
  }
  std::vector<Error> errors;
  page::SourceRules rules = page::SourceRules::Parse(*text, path_, errors);
  for (const Error& error : errors) context.Complain(error, kBadUsage);
  if (!errors.empty()) return false;
  rules_ = std::move(rules);
  return true;
}

void RuleCheck::Count(const ingest::InputDocument& document, const std::string& url) {
  const auto text = DecodeToUtf8(
      document.bytes, {.content_type = document.content_type, .kind = DocumentKind::kHtml});
  if (!text) return;
  const page::Tree tree = page::Tree::Parse(text->text, {}, page::Markup::kDetailed);
  const page::Metadata metadata = page::ReadMetadata(tree);
  const auto rule =
      page::PageRule::For(&rules_, document.url.empty() ? url : document.url, metadata, tree);
  if (!rule) {
    ++without_;
    return;
  }
  RuleTally& tally = tallies_[&rule->rule()];
  ++tally.pages;
  for (std::size_t i = 0; i < page::kRuleFields; ++i) {
    if (!rule->Nodes(static_cast<page::RuleField>(i)).empty()) ++tally.matched[i];
  }
}

void RuleCheck::Report(Context& context) const {
  for (const page::SourceRule& rule : rules_.sources()) {
    const auto at = tallies_.find(&rule);
    const RuleTally tally = at == tallies_.end() ? RuleTally() : at->second;
    context.Print(
        Printable(fmt::format("{}\t{}\t{} pages\n", rule.place, rule.hosts.front(), tally.pages)));
    for (std::size_t i = 0; i < page::kRuleFields; ++i) {
      const auto field = static_cast<page::RuleField>(i);
      if (rule.Of(field).empty() || tally.pages == 0) continue;
      context.Print(
          fmt::format("  {:<10} on {} of {}\n", page::KeyOf(field), tally.matched[i], tally.pages));
      if (tally.matched[i] > 0) continue;
      context.Flush();
      context.Complain({Errc::kNotFound,
                        fmt::format("{}: {} matches on none of {} pages",
                                    rule.Of(field).front().place, page::KeyOf(field), tally.pages),
                        "look at one of them with --explain"},
                       kSomeFailed);
    }
  }
  if (without_ > 0) {
    context.Print(fmt::format("{} pages are of no source in the file\n", without_));
  }
}

}  // namespace isnad::cli
