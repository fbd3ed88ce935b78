#pragma once

// Which handler answers which path. Patterns are segments between slashes; "{name}" stands for one
// segment that is not empty and becomes a parameter: "/story/{id}". The first pattern that fits
// wins. HEAD is answered by GET's handler (the server drops the body).

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.h"

namespace isnad::web {

class Router {
 public:
  using RouteHandler = std::function<Response(const Request&)>;
  // Makes the page for 404 and 405.
  using ErrorHandler = std::function<Response(const Request&, int status)>;

  // Set up before serving; Handle may then be called by any number of threads.
  void Add(std::string_view method, std::string_view pattern, RouteHandler handler);
  void OnError(ErrorHandler handler) { on_error_ = std::move(handler); }

  // 404 where no pattern fits, 405 with Allow where one does but not for this method.
  // Cost: O(patterns × segments).
  [[nodiscard]] Response Handle(const Request& request) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    RouteHandler handler;
  };

  [[nodiscard]] Response Error(const Request& request, int status) const;

  std::vector<Route> routes_;
  ErrorHandler on_error_;
};

}  // namespace isnad::web
