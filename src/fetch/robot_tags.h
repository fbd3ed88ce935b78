#pragma once

// What a page asks of robots and of text and data miners beside robots.txt: X-Robots-Tag fields,
// <meta name="robots"> contents, and reservations by the TDM Reservation Protocol.
//
// Source: Google's "Robots meta tag, data-nosnippet, and X-Robots-Tag specifications" (the de facto
// description); W3C TDMRep Community Group Report 2024-05-10. Directives that are for another named
// robot are not ours. Limits: 64 directives of a field are read. Cost: O(length). Thread-safe.

#include <optional>
#include <string>
#include <string_view>

#include "fetch/fetch.h"

namespace isnad::fetch {

struct RobotTags {
  bool noindex = false;    // not to be shown in search
  bool noarchive = false;  // no copy to be shown
  bool nofollow = false;   // links not to be followed
  bool nosnippet = false;  // no extract to be shown
  bool noimageindex = false;
  std::optional<std::int64_t> max_snippet = {};  // characters; -1: no limit
  std::string unavailable_after = {};            // as written; empty where there is none

  // What either side asks.
  void Merge(const RobotTags& other);
  bool operator==(const RobotTags&) const = default;
};

// X-Robots-Tag fields, one a line: "noindex, other: nofollow, isnad: noarchive".
[[nodiscard]] RobotTags ParseRobotTags(std::string_view fields, std::string_view token);

// The content of a <meta> whose name is `name` ("robots", or a product token).
[[nodiscard]] RobotTags ParseRobotsMeta(std::string_view name, std::string_view content,
                                        std::string_view token);

struct TdmReservation {
  bool reserved = false;
  std::string policy;  // an address, as written; may be anything

  bool operator==(const TdmReservation&) const = default;
};

// By header fields `tdm-reservation` and `tdm-policy`, or the contents of the <meta>s of these
// names. Only "1" reserves (TDMRep, 4.1).
[[nodiscard]] TdmReservation ParseTdmReservation(std::string_view reservation,
                                                 std::string_view policy);

}  // namespace isnad::fetch
