#pragma once

// Rules for a parsed request head that decide whether it is safe to act on: one Host (RFC
// 9112, 3.2), one way to know where the body ends (RFC 9112, 6.3 and 11.2, request smuggling), no
// coding that we do not do (6.1), no expectation but 100-continue (RFC 9110, 10.1.1).

#include <cstddef>
#include <string_view>

#include "web/http.h"

namespace isnad::web {

struct HeadVerdict {
  int status = 0;  // 0: fine; else the status to answer with before closing
  std::string_view why = {};
  bool expects_continue = false;

  bool operator==(const HeadVerdict&) const = default;
};

// `version` is 10 or 11; `headers` have names in lower case and all fields in their order;
// `authority` is the target's, "" unless it is in absolute form (which then stands for Host).
// Cost: O(fields). Thread-safe.
[[nodiscard]] HeadVerdict CheckHead(int version, const NamedValues& headers,
                                    std::string_view authority, std::size_t max_fields);

}  // namespace isnad::web
