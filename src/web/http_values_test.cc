// Request and response values, headers as bytes, what the client has and can read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/http.h"
#include "web/negotiate.h"
#include "web/request_check.h"
#include "web/response_head.h"

namespace isnad::web {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Negotiate, MatchesEntityTagsWeakly) {
  const char* etag = "\"abc\"";
  for (const char* field :
       {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*", "\"abc-gz\"", " \"abc\" "}) {
    EXPECT_TRUE(EtagMatches(field, etag)) << field;
  }
  for (const char* field : {"", "abc", "\"ab\"", "\"abcd\"", "\"", ",", "W/", "\"abc"}) {
    EXPECT_FALSE(EtagMatches(field, etag)) << field;
  }
  EXPECT_FALSE(EtagMatches("*", "")) << "no tag, nothing to compare";
}

TEST(Negotiate, ReadsAcceptEncodingWithWeights) {
  for (const char* field : {"gzip", "GZIP", "br, gzip", "gzip;q=0.5", "*", "deflate, *;q=0.1",
                            "gzip ; q=1", "x-gzip"}) {
    EXPECT_TRUE(AcceptsGzip(field)) << field;
  }
  for (const char* field :
       {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "gzip;q=0, *", "gzipped", "*;q=0"}) {
    EXPECT_FALSE(AcceptsGzip(field)) << field;
  }
}

TEST(MakeAnswer, CarriesTheSecurityHeadersOnEveryStatus) {
  for (const int status : {200, 301, 404, 500}) {
    const Answer answer = MakeAnswer(Response::Text(status, "x"), {});
    EXPECT_THAT(answer.head, HasSubstr("Content-Security-Policy: default-src 'none';"));
    EXPECT_THAT(answer.head, HasSubstr("X-Content-Type-Options: nosniff\r\n"));
    EXPECT_THAT(answer.head, HasSubstr("Referrer-Policy: no-referrer\r\n"));
  }
}

TEST(MakeAnswer, LetsAResponseReplaceASecurityHeader) {
  Response response = Response::Text(200, "x");
  response.headers.emplace_back("content-security-policy", "default-src 'self'");
  const Answer answer = MakeAnswer(response, {});
  EXPECT_THAT(answer.head, HasSubstr("content-security-policy: default-src 'self'\r\n"));
  EXPECT_THAT(answer.head, Not(HasSubstr("default-src 'none'")));
}

TEST(MakeAnswer, NeverLetsAValueSplitTheResponse) {
  for (const std::string_view value :
       {std::string_view("a\r\nSet-Cookie: x"), std::string_view("a\nb"), std::string_view("a\rb"),
        std::string_view("a\0b", 3)}) {
    Response response = Response::Text(200, "secret");
    response.headers.emplace_back("X-Test", std::string(value));
    bool unfit = false;
    const Answer answer = MakeAnswer(response, {}, &unfit);
    EXPECT_TRUE(unfit);
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body, nullptr);
    EXPECT_THAT(answer.head, Not(HasSubstr("Set-Cookie")));
  }
  Response bad_name = Response::Text(200, "x");
  bad_name.headers.emplace_back("X Test", "y");
  EXPECT_EQ(MakeAnswer(bad_name, {}).status, 500);
  Response bad_tag = Response::Text(200, "x");
  bad_tag.etag = "\"a\r\n\"";
  EXPECT_EQ(MakeAnswer(bad_tag, {}).status, 500);
}

TEST(MakeAnswer, SendsTheCompressedBodyOnlyToThoseWhoReadIt) {
  Response response = Response::Html(200, "identity");
  response.body_gzip = std::make_shared<const std::string>("zipped");
  response.etag = "\"t\"";
  const Answer plain = MakeAnswer(response, {});
  EXPECT_EQ(*plain.body, "identity");
  EXPECT_THAT(plain.head, HasSubstr("ETag: \"t\"\r\n"));
  EXPECT_THAT(plain.head, HasSubstr("Vary: Accept-Encoding\r\n"));
  const Answer zipped = MakeAnswer(response, {.accept_encoding = "gzip, br"});
  EXPECT_EQ(*zipped.body, "zipped");
  EXPECT_THAT(zipped.head, HasSubstr("Content-Encoding: gzip\r\n"));
  EXPECT_THAT(zipped.head, HasSubstr("Content-Length: 6\r\n"));
  EXPECT_THAT(zipped.head, HasSubstr("ETag: \"t-gz\"\r\n")) << "two bodies, two strong tags";
}

TEST(MakeAnswer, AnswersKnownTagsWithoutABody) {
  Response response = Response::Html(200, "page");
  response.etag = "\"t\"";
  const Answer answer = MakeAnswer(response, {.if_none_match = "\"t\""});
  EXPECT_EQ(answer.status, 304);
  EXPECT_EQ(answer.body, nullptr);
  EXPECT_THAT(answer.head, HasSubstr("ETag: \"t\"\r\n"));
  EXPECT_THAT(answer.head, Not(HasSubstr("Content-Length")));
  response.status = 404;
  EXPECT_EQ(MakeAnswer(response, {.if_none_match = "\"t\""}).status, 404);
}

TEST(MakeAnswer, GivesHeadTheLengthButNotTheBody) {
  const Answer answer = MakeAnswer(Response::Html(200, "page"), {.head = true});
  EXPECT_THAT(answer.head, HasSubstr("Content-Length: 4\r\n"));
  EXPECT_EQ(answer.body, nullptr);
}

TEST(HttpDate, IsImfFixdate) {
  EXPECT_EQ(HttpDate(std::chrono::sys_seconds(std::chrono::seconds(784111777))),
            "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Redirect, EncodesWhatDoesNotBelongInAHeader) {
  const Response response = Response::Redirect(302, "/search?q=\r\nSet-Cookie: x الدار");
  EXPECT_EQ(response.headers[0].second,
            "/search?q=%0D%0ASet-Cookie:%20x%20%D8%A7%D9%84%D8%AF%D8%A7%D8%B1");
}

struct HeadCase {
  const char* why;
  int version;
  NamedValues headers;
  int status;
};

TEST(CheckHead, AcceptsOneMeaningOnly) {
  const HeadCase cases[] = {
      {"ordinary", 11, {{"host", "a"}}, 0},
      {"1.0 may come without Host", 10, {}, 0},
      {"1.1 may not", 11, {}, 400},
      {"two hosts", 11, {{"host", "a"}, {"host", "a"}}, 400},
      {"empty host", 11, {{"host", ""}}, 400},
      {"two hosts in one field", 11, {{"host", "a, b"}}, 400},
      {"length", 11, {{"host", "a"}, {"content-length", "5"}}, 0},
      {"lengths that differ",
       11,
       {{"host", "a"}, {"content-length", "5"}, {"content-length", "6"}},
       400},
      {"length list", 11, {{"host", "a"}, {"content-length", "5, 5"}}, 400},
      {"signed length", 11, {{"host", "a"}, {"content-length", "+5"}}, 400},
      {"length and coding",
       11,
       {{"host", "a"}, {"content-length", "5"}, {"transfer-encoding", "chunked"}},
       400},
      {"chunked", 11, {{"host", "a"}, {"transfer-encoding", "Chunked"}}, 0},
      {"chunked twice", 11, {{"host", "a"}, {"transfer-encoding", "chunked, chunked"}}, 501},
      {"two coding fields",
       11,
       {{"host", "a"}, {"transfer-encoding", "gzip"}, {"transfer-encoding", "chunked"}},
       400},
      {"coding disguised", 11, {{"host", "a"}, {"transfer-encoding", "xchunked"}}, 501},
      {"coding in 1.0", 10, {{"transfer-encoding", "chunked"}}, 400},
      {"other expectation", 11, {{"host", "a"}, {"expect", "200-ok"}}, 417},
  };
  for (const auto& [why, version, headers, status] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(CheckHead(version, headers, "", 100).status, status);
  }
  EXPECT_EQ(CheckHead(11, {{"host", "a"}}, "b", 100).status, 400) << "target names another host";
  EXPECT_EQ(CheckHead(11, {{"host", "a"}, {"x", ""}}, "", 1).status, 431);
}

}  // namespace
}  // namespace isnad::web
