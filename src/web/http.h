#pragma once

// Requests and responses as handlers see them: plain values, no sockets.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isnad::web {

using NamedValues = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;      // "GET", "HEAD", "POST"
  std::string path;        // percent-decoded, valid UTF-8, no "." or ".." segments, starts with "/"
  NamedValues query;       // decoded, valid UTF-8, in the order given
  NamedValues headers;     // names in lower case
  NamedValues parameters;  // from the route: {"id","12"}
  std::string body;
  std::string client;  // address, for limits and logs

  // First value of a name, or "".
  [[nodiscard]] std::string_view Query(std::string_view name) const;
  [[nodiscard]] std::string_view Header(std::string_view lower_name) const;
  [[nodiscard]] std::string_view Parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::shared_ptr<const std::string> body = nullptr;       // shared, so that a cache copies nothing
  std::shared_ptr<const std::string> body_gzip = nullptr;  // the same, compressed, if at hand
  std::string etag;                                        // quoted; "" for none
  std::string cache_control = "no-cache";
  // Sent as they are. One that is not a header (a name that is no token, a value with CR, LF or
  // NUL) turns the whole answer into a 500, so that no value from outside can split a response.
  // A name of the server's own security headers (web/response_head.h) replaces that one.
  NamedValues headers;

  static Response Text(int status, std::string text);
  static Response Html(int status, std::string html);
  // `location` is percent-encoded where it holds anything but visible ASCII.
  static Response Redirect(int status, std::string_view location);

  [[nodiscard]] std::size_t body_size() const { return body ? body->size() : 0; }
};

// "Not Found" for 404; "" for a code without a name here.
[[nodiscard]] std::string_view ReasonPhrase(int status);

// A strong entity tag, quoted, from the bytes (XXH3, 64 bits: for equality, not for security).
[[nodiscard]] std::string MakeEtag(std::string_view bytes);

// ASCII letters in lower case; other bytes stay.
[[nodiscard]] std::string AsciiLower(std::string_view text);
[[nodiscard]] bool EqualsIgnoringCase(std::string_view a, std::string_view b);

}  // namespace isnad::web
