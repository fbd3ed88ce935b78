// The real client against the laboratory press: everything here goes over sockets of 127.0.0.1.
// Deadlines are short ones of the client; nothing else waits.

#include "fetch/http_client.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lab_server.h"
#include "outlets.h"

namespace isnad::fetch {
namespace {

using std::chrono::milliseconds;

constexpr char kDate[] = "Fri, 21 Feb 2025 14:05:00 GMT";

class HttpClientTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = lab::Server::Start();
    ASSERT_NE(server_, nullptr);
    options_.contact = "https://reader.example/about";
    options_.guard.allowed = {{"127.0.0.1", server_->port()}};
    limits_.max_body_bytes = 1U << 20;
    Open();
  }

  void Open() {
    auto client = HttpClient::Open(options_);
    ASSERT_TRUE(client) << client.error().detail;
    client_ = std::move(*client);
  }

  FetchRequest Ask(const std::string& target) {
    FetchRequest request;
    request.url = server_->Url(target);
    request.limits = limits_;
    return request;
  }

  Result<FetchResponse> Fetch(const std::string& target) { return FetchNow(*client_, Ask(target)); }

  // What `handler` at "/x" comes to: the error's name and detail, or the status.
  std::string Outcome(lab::Handler handler) {
    server_->On("/x", std::move(handler));
    const auto response = Fetch("/x");
    if (!response) return std::string(Name(response.error().code)) + ": " + response.error().detail;
    return std::to_string(response->status);
  }

  std::unique_ptr<lab::Server> server_;
  HttpClientOptions options_;
  FetchLimits limits_;
  std::unique_ptr<HttpClient> client_;
};

#define EXPECT_OUTCOME(handler, text) EXPECT_EQ(Outcome(handler), text)

TEST_F(HttpClientTest, BringsBodyAndFields) {
  server_->On("/feed", lab::Answers(200,
                                    {{"Content-Type", "application/rss+xml"},
                                     {"ETag", "\"a\""},
                                     {"Last-Modified", kDate},
                                     {"Cache-Control", "max-age=60"},
                                     {"Cache-Control", "public"},
                                     {"Expires", "0"},
                                     {"Link", "<https://hub.example/>; rel=hub"},
                                     {"Link", "</feed>; rel=self"},
                                     {"X-Robots-Tag", "noarchive"},
                                     {"tdm-reservation", "1"},
                                     {"TDM-Policy", "https://a.example/policy"},
                                     {"Set-Cookie", "id=1"}},
                                    lab::SampleFeed(3)));
  const auto response = Fetch("/feed");
  ASSERT_TRUE(response) << response.error().detail;
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->url, server_->Url("/feed"));
  EXPECT_EQ(response->permanent_url, "");
  EXPECT_EQ(response->body, lab::SampleFeed(3));
  EXPECT_EQ(response->headers.content_type, "application/rss+xml");
  EXPECT_EQ(response->headers.etag, "\"a\"");
  EXPECT_EQ(response->headers.last_modified, kDate);
  EXPECT_EQ(response->headers.cache_control, "max-age=60, public");
  EXPECT_EQ(response->headers.link, "<https://hub.example/>; rel=hub, </feed>; rel=self");
  EXPECT_EQ(response->headers.x_robots_tag, "noarchive");
  EXPECT_EQ(response->headers.tdm_reservation, "1");
  EXPECT_EQ(response->headers.tdm_policy, "https://a.example/policy");
}

TEST_F(HttpClientTest, SaysWhoItIsAndSendsNoCookie) {
  server_->On("/x", lab::Answers(200, {{"Set-Cookie", "id=1"}}, "a"));
  ASSERT_TRUE(Fetch("/x"));
  ASSERT_TRUE(Fetch("/x"));
  const auto requests = server_->Requests("/x");
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[1].Field("user-agent"),
            "Isnad/0.1 (Arabic news reader; +https://reader.example/about)");
  EXPECT_EQ(requests[1].Field("cookie"), "");
  EXPECT_EQ(requests[1].Field("accept-language"), "ar,*;q=0.5");
  for (const char* coding : {"gzip", "deflate", "br", "zstd"}) {
    EXPECT_NE(requests[1].Field("accept-encoding").find(coding), std::string::npos) << coding;
  }
  EXPECT_EQ(server_->connections(), 1) << "the connection is kept";
}

TEST_F(HttpClientTest, RefusesContactThatBreaksTheField) {
  options_.contact = "a\r\nCookie: b";
  const auto client = HttpClient::Open(options_);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().code, Errc::kMalformed);
}

TEST_F(HttpClientTest, AsksConditionally) {
  server_->On("/etag", lab::HonoursEtag("W/\"1\"", "body"));
  server_->On("/date", lab::HonoursLastModified(kDate, "body"));
  FetchRequest request = Ask("/etag");
  request.validators.etag = "W/\"1\"";
  auto response = FetchNow(*client_, request);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 304);
  EXPECT_EQ(response->body, "");
  request = Ask("/date");
  request.validators.last_modified = kDate;
  response = FetchNow(*client_, request);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 304);
}

TEST_F(HttpClientTest, SendsValidatorsOnlyWhereTheyCameFrom) {
  server_->On("/old", lab::RedirectsTo(302, "/new"));
  server_->On("/new", lab::HonoursEtag("\"1\"", "body"));
  FetchRequest request = Ask("/old");
  request.validators = {"\"1\"", "", server_->Url("/new")};
  const auto response = FetchNow(*client_, request);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 304);
  EXPECT_EQ(server_->Requests("/old").at(0).Field("if-none-match"), "");
}

TEST_F(HttpClientTest, NeverSendsValidatorThatBreaksItsLine) {
  server_->On("/x", lab::Answers(200, {}, "a"));
  FetchRequest request = Ask("/x");
  request.validators.etag = "\"a\"\r\nX-Evil: 1";
  ASSERT_TRUE(FetchNow(*client_, request));
  EXPECT_EQ(server_->Requests("/x").at(0).Field("x-evil"), "");
  EXPECT_EQ(server_->Requests("/x").at(0).Field("if-none-match"), "");
}

TEST_F(HttpClientTest, PostsForm) {
  server_->On("/hub", lab::Answers(202, {}, ""));
  FetchRequest request = Ask("/hub");
  request.method = FetchMethod::kPost;
  request.body = "hub.mode=subscribe";
  request.body_type = "application/x-www-form-urlencoded";
  const auto response = FetchNow(*client_, request);
  ASSERT_TRUE(response) << response.error().detail;
  EXPECT_EQ(response->status, 202);
  EXPECT_EQ(server_->Requests("/hub").at(0).body, "hub.mode=subscribe");
}

TEST_F(HttpClientTest, StatusIsAnAnswerNotAnError) {
  for (const int status : {400, 403, 404, 410, 429, 500, 503}) {
    EXPECT_OUTCOME(lab::Answers(status, {{"Retry-After", "120"}}, "sorry"), std::to_string(status));
  }
  EXPECT_EQ(Fetch("/x")->headers.retry_after, "120");
}

TEST_F(HttpClientTest, TakesCompressionOff) {
  server_->On("/x", lab::Compresses(lab::SampleFeed(100)));
  const auto response = Fetch("/x");
  ASSERT_TRUE(response) << response.error().detail;
  EXPECT_EQ(response->body, lab::SampleFeed(100));
  EXPECT_LT(response->wire_bytes, response->body.size() / 2);
}

// "خبر " a hundred times, as brotli and zstd of Debian 12 write it.
TEST_F(HttpClientTest, TakesNewerCompressionsOff) {
  const std::string brotli(
      "\x1B\xBB\x02\xF8\x8D\x94\xA8\x9D\x2F\xB0\x1B\x04\xD5\x35\x56\xD4\x16\x09\x7C\x93\x03", 21);
  const std::string zstd(
      "\x28\xB5\x2F\xFD\x00\x68\x75\x00\x00\x38\xD8\xAE\xD8\xA8\xD8\xB1\x20\x01\x00\xB2\x54\x15"
      "\x23",
      23);
  std::string plain;
  for (int i = 0; i < 100; ++i) plain += "خبر ";
  const std::pair<const char*, std::string> kBodies[] = {{"br", brotli}, {"zstd", zstd}};
  for (const auto& [coding, body] : kBodies) {
    SCOPED_TRACE(coding);
    server_->On("/x", lab::Answers(200, {{"Content-Encoding", coding}}, body));
    const auto whole = Fetch("/x");
    ASSERT_TRUE(whole) << whole.error().detail;
    EXPECT_EQ(whole->body, plain);
    EXPECT_EQ(whole->wire_bytes, body.size());
    limits_.max_body_bytes = plain.size() - 1;
    EXPECT_EQ(Fetch("/x").error().code, Errc::kTooLarge) << "counted as it unpacks";
    limits_.max_body_bytes = 1U << 20;
  }
}

TEST_F(HttpClientTest, ReadsAnswersOfCarelessServers) {
  const std::string body = lab::SampleFeed(2);
  struct {
    const char* why;
    lab::Handler handler;
    std::string body;
  } const kCases[] = {
      {"HTTP/1.0 without a length", lab::SpeaksHttp10(body), body},
      {"a content coding that is none", lab::NamesCodingThatIsNone(body), body},
      {"gzip that is none", lab::SaysGzipWhereNoneIs(body), body},
      {"a length that is too small", lab::PromisesLess(body), body.substr(0, body.size() / 2)},
      {"a wrong charset is not ours to judge", lab::LiesAboutCharset(), "<p>\xCE\xC8\xD1</p>"},
      {"gzip cut off where no length tells", lab::GzipsWithoutEnd(body), body},
      {"a 103 before the answer", lab::SendsEarlyHints(body), body},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    server_->On("/x", c.handler);
    const auto response = Fetch("/x");
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, c.body);
  }
  EXPECT_EQ(Fetch("/x")->headers.etag, "\"this one\"");
}

TEST_F(HttpClientTest, RefusesAnswersThatAreNotWhole) {
  const std::string body = lab::SampleFeed(2);
  struct {
    const char* why;
    lab::Handler handler;
    const char* begin;
  } const kCases[] = {
      {"a length that is too large", lab::PromisesMore(body), "malformed: 127.0.0.1: "},
      {"broken chunks", lab::BreaksChunks(body), ""},
      {"no last chunk", lab::CutsChunks(body), "malformed: 127.0.0.1: "},
      {"HTTP/0.9", lab::SpeaksHttp09(body), "malformed: 127.0.0.1: "},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    const std::string outcome = Outcome(c.handler);
    EXPECT_NE(outcome, "200");
    EXPECT_EQ(outcome.rfind(c.begin, 0), 0U) << outcome;
  }
}

TEST_F(HttpClientTest, FollowsRedirectsAndTellsThePermanentOnes) {
  server_->On("/301", lab::RedirectsTo(301, "/308"));
  server_->On("/308", lab::RedirectsTo(308, "/302"));
  server_->On("/302", lab::RedirectsTo(302, "/end"));
  server_->On("/end", lab::Answers(200, {}, "there"));
  const auto response = Fetch("/301");
  ASSERT_TRUE(response) << response.error().detail;
  EXPECT_EQ(response->body, "there");
  EXPECT_EQ(response->url, server_->Url("/end"));
  EXPECT_EQ(response->permanent_url, server_->Url("/302")) << "what a 302 says is not for good";
  EXPECT_EQ(response->redirects, 3);
  EXPECT_EQ(Fetch("/302")->permanent_url, "");
}

TEST_F(HttpClientTest, StopsRedirectsThatLeadNowhere) {
  EXPECT_OUTCOME(lab::RedirectsInCircle(), "malformed: 127.0.0.1: redirects in a circle");
  EXPECT_OUTCOME(lab::RedirectsForEver(), "malformed: 127.0.0.1: more than 10 redirects");
  EXPECT_EQ(server_->Requests("/x").size(), 1U + 11U);
  EXPECT_OUTCOME(lab::RedirectsTo(302, ""), "302");
}

TEST_F(HttpClientTest, DoesNotReadAnEndlessBodyOfARedirect) {
  server_->On("/end", lab::Answers(200, {}, "there"));
  EXPECT_OUTCOME(lab::RedirectsWithEndlessBody("/end"), "200");
}

TEST_F(HttpClientTest, GuardsEveryHop) {
  lab::Server& server = *server_;
  auto other = lab::Server::Start();  // stands for a service inside
  ASSERT_NE(other, nullptr);
  const std::string port = std::to_string(other->port());
  const std::string locations[] = {
      other->Url("/secret"),
      "http://localhost:" + port + "/",
      "http://localhost.:" + port + "/",
      "http://0x7f000001:" + port + "/",
      "http://017700000001/",
      "http://127.1/",
      "http://[::1]:" + port + "/",
      "http://[::ffff:127.0.0.1]:" + port + "/",
      "http://169.254.169.254/latest/meta-data/",
      "http://10.0.0.1/",
      "http://user@127.0.0.1:" + std::to_string(server.port()) + "/",
      "//0/",
  };
  for (const std::string& location : locations) {
    SCOPED_TRACE(location);
    EXPECT_EQ(Outcome(lab::RedirectsTo(302, location)).rfind("denied: 127.0.0.1: redirects", 0),
              0U);
  }
  for (const char* location : {"file:///etc/passwd", "gopher://127.0.0.1/", "ftp://a.example/",
                               "javascript:alert(1)", "data:text/html,x"}) {
    SCOPED_TRACE(location);
    EXPECT_EQ(Outcome(lab::RedirectsTo(302, location)).rfind("unsupported: ", 0), 0U);
  }
  EXPECT_EQ(other->connections(), 0) << "nothing inside was even connected to";
}

// The name passes every check of what is written; only the address behind it is private.
TEST_F(HttpClientTest, GuardsTheAddressThatANameLeadsTo) {
  options_.guard.ports = {80, 443, server_->port()};
  options_.hosts = {{"rebound.example", server_->port(), "127.0.0.1"},
                    {"rebound6.example", server_->port(), "::1"}};
  Open();
  for (const char* host : {"rebound.example", "rebound6.example"}) {
    FetchRequest request = Ask("/x");
    request.url = "http://" + std::string(host) + ":" + std::to_string(server_->port()) + "/x";
    const auto response = FetchNow(*client_, request);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::kDenied);
    EXPECT_NE(response.error().detail.find("loopback"), std::string::npos)
        << response.error().detail;
  }
  EXPECT_EQ(server_->connections(), 0);
}

TEST_F(HttpClientTest, ConfiguredNameMayBePrivate) {
  options_.guard.allowed = {{"lab.example", server_->port()}};
  options_.hosts = {{"lab.example", server_->port(), "127.0.0.1"}};
  Open();
  server_->On("/x", lab::Answers(200, {}, "in"));
  FetchRequest request = Ask("/x");
  request.url = "http://lab.example:" + std::to_string(server_->port()) + "/x";
  const auto response = FetchNow(*client_, request);
  ASSERT_TRUE(response) << response.error().detail;
  EXPECT_EQ(response->body, "in");
  EXPECT_FALSE(Fetch("/x")) << "its address under another name is not meant";
}

TEST_F(HttpClientTest, GivesUpOnSlowServers) {
  limits_.first_byte = milliseconds(200);
  limits_.slow_window = milliseconds(200);
  limits_.slow_bytes = 1000;
  EXPECT_OUTCOME(lab::StaysSilent(), "timed out: 127.0.0.1: no whole head within 0.2 s");
  EXPECT_OUTCOME(lab::StopsInHead(), "timed out: 127.0.0.1: no whole head within 0.2 s");
  EXPECT_OUTCOME(lab::DripsHead(), "timed out: 127.0.0.1: no whole head within 0.2 s");
  EXPECT_OUTCOME(lab::StopsInBody(), "timed out: 127.0.0.1: fewer than 1000 bytes within 0.2 s");
  EXPECT_OUTCOME(lab::DripsBody(), "timed out: 127.0.0.1: fewer than 1000 bytes within 0.2 s");
}

TEST_F(HttpClientTest, WholeTimeCountsOverAllHops) {
  limits_.total = milliseconds(200);
  limits_.slow_window = milliseconds(60'000);
  EXPECT_EQ(Outcome(lab::DripsBody()).rfind("timed out: ", 0), 0U);
  server_->On("/drip", lab::DripsBody());
  EXPECT_EQ(Outcome(lab::RedirectsTo(302, "/drip")).rfind("timed out: ", 0), 0U);
}

TEST_F(HttpClientTest, GivesUpOnLargeAnswers) {
  const std::string too_large = "too large: 127.0.0.1: a body of more than 1048576 bytes";
  EXPECT_OUTCOME(lab::SendsBodyForEver(), too_large);
  EXPECT_OUTCOME(lab::StreamsFeed(10'000'000'000), too_large);
  EXPECT_OUTCOME(lab::SendsBomb(10'000'000'000), too_large);
  EXPECT_OUTCOME(lab::SendsEmptyBlocksForEver(),
                 "too large: 127.0.0.1: more than 1048576 bytes on the wire");
  EXPECT_EQ(Outcome(lab::DeclaresFeed(10'000'000'000)).rfind("too large: ", 0), 0U);
  const std::string head = "too large: 127.0.0.1: more than 65536 bytes of header fields";
  EXPECT_OUTCOME(lab::SendsHeadForEver(), head);
  EXPECT_OUTCOME(lab::SendsInterimForEver(), head);
}

TEST_F(HttpClientTest, RefusesVideoWhereTextIsWanted) {
  EXPECT_OUTCOME(lab::SendsVideo(), "unsupported: 127.0.0.1: not text but video/mp4");
  server_->On("/i", lab::Answers(200, {{"Content-Type", "image/png"}}, "png"));
  FetchRequest request = Ask("/i");
  request.wanted = WantedBody::kAny;
  EXPECT_EQ(FetchNow(*client_, request)->body, "png");
}

TEST_F(HttpClientTest, SaysWhatCouldNotBeReached) {
  FetchRequest request = Ask("/");
  request.url = "http://127.0.0.1:" + std::to_string(server_->port()) + "/";
  server_.reset();
  const auto response = FetchNow(*client_, request);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::kIo);
  EXPECT_EQ(response.error().detail.rfind("127.0.0.1: ", 0), 0U) << response.error().detail;
}

TEST_F(HttpClientTest, ManyAreUnderWayAtOnceAndOneHostInTurn) {
  limits_.first_byte = milliseconds(300);
  server_->On("/x", lab::Answers(200, {}, "a"));
  server_->On("/silent", lab::StaysSilent());
  int answered = 0;
  int given_up = 0;
  for (int i = 0; i < 100; ++i) {
    client_->Start(Ask("/x"), [&](const Result<FetchResponse>& r) { answered += r ? 1 : 0; });
  }
  client_->Start(Ask("/silent"), [&](const Result<FetchResponse>& r) { given_up += r ? 0 : 1; });
  FetchRequest denied = Ask("/x");
  denied.url = "http://10.1.2.3/";
  client_->Start(denied, [&](const Result<FetchResponse>& r) { given_up += r ? 0 : 1; });
  while (client_->Poll(milliseconds(1000)) > 0) {
  }
  EXPECT_EQ(answered, 100);
  EXPECT_EQ(given_up, 2);
  EXPECT_LE(server_->connections(), 2) << "max_per_host";
}

TEST_F(HttpClientTest, WhoIsAnsweredMayAskAgain) {
  server_->On("/x", lab::Answers(200, {}, "a"));
  int left = 5;
  FetchDone again = [&](const Result<FetchResponse>&) {
    if (--left > 0) client_->Start(Ask("/x"), again);
  };
  client_->Start(Ask("/x"), again);
  while (client_->Poll(milliseconds(1000)) > 0) {
  }
  EXPECT_EQ(left, 0);
}

TEST_F(HttpClientTest, DroppingTheClientDropsWhatIsUnderWay) {
  server_->On("/silent", lab::StaysSilent());
  bool called = false;
  client_->Start(Ask("/silent"), [&](const Result<FetchResponse>&) { called = true; });
  while (server_->Requests("/silent").empty()) client_->Poll(milliseconds(10));
  client_.reset();
  EXPECT_FALSE(called);
}

}  // namespace
}  // namespace isnad::fetch
