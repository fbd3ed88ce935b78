#include "web/router.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace isnad::web {
namespace {

std::vector<std::string> Segments(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the "/"
    segments.emplace_back(path.substr(0, path.find('/')));
    path.remove_prefix(segments.back().size());
  }
  return segments;
}

bool IsParameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::optional<NamedValues> Match(const std::vector<std::string>& pattern,
                                 const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  NamedValues parameters;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (IsParameter(pattern[i])) {
      if (path[i].empty()) return std::nullopt;
      parameters.emplace_back(pattern[i].substr(1, pattern[i].size() - 2), path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

void AppendMethod(std::string& allow, std::string_view method) {
  if (allow.find(method) != allow.npos) return;
  if (!allow.empty()) allow += ", ";
  allow += method;
}

}  // namespace

void Router::Add(std::string_view method, std::string_view pattern, RouteHandler handler) {
  routes_.push_back({std::string(method), Segments(pattern), std::move(handler)});
}

Response Router::Handle(const Request& request) const {
  const std::vector<std::string> path = Segments(request.path);
  std::string_view method = request.method;
  if (method == "HEAD") method = "GET";
  std::string allow;
  for (const Route& route : routes_) {
    std::optional<NamedValues> parameters = Match(route.segments, path);
    if (!parameters) continue;
    if (route.method != method) {
      AppendMethod(allow, route.method);
      if (route.method == "GET") AppendMethod(allow, "HEAD");
      continue;
    }
    if (parameters->empty()) return route.handler(request);
    Request with_parameters = request;
    with_parameters.parameters = std::move(*parameters);
    return route.handler(with_parameters);
  }
  if (allow.empty()) return Error(request, 404);
  Response response = Error(request, 405);
  response.headers.emplace_back("Allow", std::move(allow));
  return response;
}

Response Router::Error(const Request& request, int status) const {
  if (on_error_) return on_error_(request, status);
  return Response::Text(status, std::string(ReasonPhrase(status)) + "\n");
}

}  // namespace isnad::web
