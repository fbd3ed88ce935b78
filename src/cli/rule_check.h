#pragma once

// Rules of sources on the command line: reading the file, and the report of `extract --check` about
// which selectors match on the pages given.

#include <CLI/CLI.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "cli/context.h"
#include "ingest/inputs.h"
#include "page/source_rules.h"

namespace isnad::cli {

// The file of rules that a command may be given.
class RulesOption {
 public:
  void AddTo(CLI::App& command);  // --rules FILE

  // Reads it where it was given. False after complaining of every error in it, with kBadUsage.
  [[nodiscard]] bool Read(Context& context);

  // nullptr where none was given.
  [[nodiscard]] const page::SourceRules* rules() const { return rules_ ? &*rules_ : nullptr; }

 private:
  std::string path_;
  std::optional<page::SourceRules> rules_;
};

// What the selectors of one source found on the pages that are its own.
struct RuleTally {
  std::int64_t pages = 0;
  std::int64_t matched[page::kRuleFields] = {};
};

class RuleCheck {
 public:
  explicit RuleCheck(const page::SourceRules& rules) : rules_(rules) {}

  // Counts for one page; `url` where its document does not know its address.
  void Count(const ingest::InputDocument& document, const std::string& url);

  // A line a source and field: how many pages it matched on. Complains of what matched nowhere.
  void Report(Context& context) const;

 private:
  const page::SourceRules& rules_;
  std::map<const page::SourceRule*, RuleTally> tallies_;
  std::int64_t without_ = 0;  // pages that no source is for
};

}  // namespace isnad::cli
