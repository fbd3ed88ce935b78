#pragma once

// robots.txt: what an outlet asks crawlers to leave alone.
//
// Source: RFC 9309 (Robots Exclusion Protocol). Groups of all lines that name our product token are
// merged; "*" counts where none does; the longest pattern decides, Allow wins a draw; "*" stands
// for any bytes and "$" at the end for the end. Extensions, as most crawlers know them:
// Crawl-delay, Sitemap. Read leniently as Google's parser does: any line end, a byte order mark,
// "key value" without its colon, "disalow" and its sisters.
//
// Only what concerns us is kept, so the value is small whatever the file. Limits: RobotsLimits;
// what lies beyond them is not read (RFC 9309, 2.5 asks for at least 500 KiB).

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::fetch {

struct RobotsLimits {
  std::size_t max_bytes = 500U << 10;
  std::size_t max_rules = 5000;          // of the group that is ours
  std::size_t max_pattern_bytes = 2048;  // a longer pattern is cut there, and ends in "*"
  std::size_t max_sitemaps = 100;
  std::chrono::seconds max_crawl_delay{3600};
};

class Robots {
 public:
  // `token` is our product token ("Isnad"). Never fails: what is no rule says nothing.
  // Cost: O(text.size()). Thread-safe.
  [[nodiscard]] static Robots Parse(std::string_view text, std::string_view token,
                                    const RobotsLimits& limits = {});
  [[nodiscard]] static Robots AllowAll() { return {}; }
  [[nodiscard]] static Robots DisallowAll();

  // Whether `path_and_query` ("/a?b", as in a URL, percent-encoded) may be fetched.
  // Cost: O(rules * path), no allocation beyond the path written one way. Thread-safe.
  [[nodiscard]] bool Allows(std::string_view path_and_query) const;

  [[nodiscard]] std::optional<std::chrono::milliseconds> crawl_delay() const {
    return crawl_delay_;
  }
  // As written; may be anything.
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }
  [[nodiscard]] std::size_t rule_count() const { return rules_.size(); }

  // A text that Parse with any token reads as an equal value: for storing.
  [[nodiscard]] std::string ToText() const;

  bool operator==(const Robots&) const = default;

 private:
  struct Rule {
    std::string pattern;  // percent-encoded one way
    bool allow = false;
    bool operator==(const Rule&) const = default;
  };
  friend class RobotsReader;

  std::vector<Rule> rules_;
  std::optional<std::chrono::milliseconds> crawl_delay_;
  std::vector<std::string> sitemaps_;
};

// Whether `pattern` fits the beginning of `path` (RFC 9309, 2.2.3). Cost: O(pattern + path) but for
// the search of each piece between stars, which is linear as well (memmem, two-way).
[[nodiscard]] bool RobotsPatternMatches(std::string_view pattern, std::string_view path);

}  // namespace isnad::fetch
