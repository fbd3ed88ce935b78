#pragma once

// What people know about the pages of one outlet and say in a file (TOML 1.0, docs/rules.md): which
// part of the page is the article, where title and date stand, what is to be left out, which links
// of a front page lead to articles. A rule says what it is sure of; everything else stays with the
// general method.
//
//   [[source]]
//   hosts = ["example.com", "*.example.com"]
//   body  = "div.story-text"
//   date  = "time.published @datetime"      # SELECTOR, or SELECTOR @ATTRIBUTE
//   title = ["h1.main", "h1"]               # tried in this order

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/url.h"
#include "news/article.h"
#include "page/css_selector.h"

namespace isnad::page {

struct RuleLimits {
  std::size_t max_bytes = std::size_t{4} << 20;  // of the file
  std::size_t max_sources = 5'000;
  std::size_t max_selectors = 20;  // of one field
  std::size_t max_errors = 50;     // told at once
  CssLimits selector = {};
};

enum class DateOrder : std::uint8_t { kDayMonthYear, kMonthDayYear, kYearMonthDay };

// What a rule reads: in this order they stand in reports.
enum class RuleField : std::uint8_t {
  kBody,
  kDrop,
  kTitle,
  kAuthors,
  kDate,
  kModified,
  kOutlet,
  kImage,
  kSection,
  kTags,
  kLinks,
  kSkipLinks,
  kCount,
};
inline constexpr std::size_t kRuleFields = static_cast<std::size_t>(RuleField::kCount);
[[nodiscard]] std::string_view KeyOf(RuleField field);  // as the key is written: "skip_links"

struct FieldSelector {
  CssSelector selector;
  std::string attribute;  // "": the element's text, or what stands for it (a <meta>'s content)
  std::string place;      // "rules.toml:12:9"
};

struct SourceRule {
  std::string place;               // "rules.toml:12", of its [[source]]
  std::string name;                // display name of the outlet, "" where not given
  std::vector<std::string> hosts;  // ASCII, lower case; "*.example.com" stands for all below it
  std::vector<std::string> paths;  // globs; empty: all
  std::optional<news::PageKind> kind;
  std::optional<DateOrder> date_order;             // of dates in numbers: 3/4/2025
  std::optional<std::chrono::minutes> utc_offset;  // for hours that come without one
  std::vector<FieldSelector> fields[kRuleFields];

  [[nodiscard]] const std::vector<FieldSelector>& Of(RuleField field) const {
    return fields[static_cast<std::size_t>(field)];
  }
};

// Immutable once read, so that threads share it.
class SourceRules {
 public:
  // `name` stands in errors for the file. Each error says file:line:column, what is wrong and how
  // to mend it; where there is any, the result is not to be used. Cost: linear in `toml`.
  [[nodiscard]] static SourceRules Parse(std::string_view toml, const std::string& name,
                                         std::vector<Error>& errors, const RuleLimits& limits = {});

  // The first source in the file whose hosts and paths hold for `url`, nullptr where none does.
  // Cost: O(sources). Thread-safe.
  [[nodiscard]] const SourceRule* For(const Url& url) const;

  [[nodiscard]] const std::vector<SourceRule>& sources() const { return sources_; }

 private:
  std::vector<SourceRule> sources_;
};

// Does `text` match `glob`, in which "*" stands for any run of characters? Cost: O(text × glob),
// no recursion.
[[nodiscard]] bool MatchesGlob(std::string_view glob, std::string_view text);

}  // namespace isnad::page
