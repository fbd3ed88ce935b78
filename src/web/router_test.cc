#include "web/router.h"

#include <gtest/gtest.h>

namespace isnad::web {
namespace {

Request Ask(std::string method, std::string path) {
  Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  return request;
}

Router MakeRouter() {
  Router router;
  router.Add("GET", "/", [](const Request&) { return Response::Text(200, "root"); });
  router.Add("GET", "/story/latest", [](const Request&) { return Response::Text(200, "latest"); });
  router.Add("GET", "/story/{id}", [](const Request& request) {
    return Response::Text(200, "story " + std::string(request.Parameter("id")));
  });
  router.Add("GET", "/report", [](const Request&) { return Response::Text(200, "form"); });
  router.Add("POST", "/report", [](const Request&) { return Response::Text(200, "done"); });
  return router;
}

TEST(Router, FindsTheFirstPatternThatFits) {
  const Router router = MakeRouter();
  EXPECT_EQ(*router.Handle(Ask("GET", "/")).body, "root");
  EXPECT_EQ(*router.Handle(Ask("GET", "/story/latest")).body, "latest");
  EXPECT_EQ(*router.Handle(Ask("GET", "/story/12")).body, "story 12");
  EXPECT_EQ(*router.Handle(Ask("HEAD", "/story/12")).body, "story 12");
  EXPECT_EQ(*router.Handle(Ask("POST", "/report")).body, "done");
}

TEST(Router, AnswersUnknownPathsWith404) {
  const Router router = MakeRouter();
  for (const char* path : {"/story", "/story/", "/story/1/2", "/Story/1", "//", "/story/1/"}) {
    EXPECT_EQ(router.Handle(Ask("GET", path)).status, 404) << path;
  }
}

TEST(Router, NamesTheMethodsThatWouldDo) {
  const Response response = MakeRouter().Handle(Ask("DELETE", "/report"));
  EXPECT_EQ(response.status, 405);
  ASSERT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(response.headers[0].first, "Allow");
  EXPECT_EQ(response.headers[0].second, "GET, HEAD, POST");
}

TEST(Router, LetsThePagesOfErrorsBeReplaced) {
  Router router = MakeRouter();
  router.OnError([](const Request&, int status) { return Response::Html(status, "لا توجد"); });
  EXPECT_EQ(*router.Handle(Ask("GET", "/nowhere")).body, "لا توجد");
}

}  // namespace
}  // namespace isnad::web
