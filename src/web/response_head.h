#pragma once

// The status line and header section of an answer, as bytes: framing, caching, compression and the
// security headers that every answer carries. Written by hand rather than by Beast's serializer,
// which costs about a third of the server's time on a cached page.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "web/http.h"

namespace isnad::web {

// What of the request decides how the answer is sent.
struct AnswerContext {
  bool head = false;  // HEAD: the header of GET, no body
  bool keep_alive = true;
  bool http_1_0 = false;  // keep-alive must be said aloud
  std::string_view if_none_match = {};
  std::string_view accept_encoding = {};
  std::string_view date = {};  // IMF-fixdate
};

// What goes on the wire. `body` lives in the response that it came from; nullptr for none.
struct Answer {
  std::string head;
  const std::string* body = nullptr;
  int status = 200;
};

// Decides between 200 and 304, gzip and identity, and writes the header section. A response whose
// headers are not fit to be sent (see http.h) comes out as a 500 without body and keep-alive;
// `*unfit`, when given, says so. Thread-safe.
[[nodiscard]] Answer MakeAnswer(const Response& response, const AnswerContext& context,
                                bool* unfit = nullptr);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
[[nodiscard]] std::string HttpDate(std::chrono::sys_seconds time);

// Visible ASCII, spaces, tabs and bytes above 0x7F; not CR, LF, NUL or other controls.
[[nodiscard]] bool IsValidHeaderValue(std::string_view value);
[[nodiscard]] bool IsValidHeaderName(std::string_view name);

}  // namespace isnad::web
