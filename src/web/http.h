#pragma once

// Requests and responses as handlers see them: plain values, no sockets.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isnad::web {

struct Request {
  std::string method;  // "GET", "HEAD", "POST"
  std::string path;    // percent-decoded, valid UTF-8, no "." or ".." segments, starts with "/"
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::vector<std::pair<std::string, std::string>> parameters;  // from the route: {"id","12"}
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
  std::vector<std::pair<std::string, std::string>> headers;  // values are checked: no CR, LF, NUL

  static Response Text(int status, std::string text);
  static Response Html(int status, std::string html);
  static Response Redirect(int status, std::string location);
};

}  // namespace isnad::web
