#pragma once

// Link header fields (RFC 8288): "<https://hub.example/>; rel=hub, </feed>; rel="self alternate"".
// Limits: 32 links of a field are read; what is no link is skipped. Cost: O(length). Thread-safe.

#include <string>
#include <string_view>
#include <vector>

namespace isnad::fetch {

struct HeaderLink {
  std::string target;  // as written between the brackets
  std::string rel;     // one or more relations, separated by spaces
  std::string type;
  std::string title;

  bool operator==(const HeaderLink&) const = default;
};

[[nodiscard]] std::vector<HeaderLink> ParseLinkHeader(std::string_view field);

// Whether `relation` is one of those in `rel` (ASCII, without regard to case).
[[nodiscard]] bool HasRelation(std::string_view rel, std::string_view relation);

}  // namespace isnad::fetch
