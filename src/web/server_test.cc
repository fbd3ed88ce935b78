// The server over real sockets on the loopback: what it refuses, in which order it answers, what
// its deadlines do. Timeouts are injected, and tests wait for the close that they cause.

#include "web/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <thread>
#include <tuple>
#include <vector>

#include "web/test_client.h"

namespace isnad::web {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// "METHOD PATH BODY", so that a test sees what reached the handler.
Response Echo(const Request& request) {
  Response response = Response::Text(200, request.method + " " + request.path + " " + request.body);
  response.etag = "\"echo\"";
  return response;
}

class ServerTest : public testing::Test {
 protected:
  void Start(Handler handler = Echo, FastHandler fast = nullptr, ServerLimits limits = {},
             unsigned io_threads = 2) {
    ServerOptions options;
    options.port = 0;
    options.io_threads = io_threads;
    options.limits = limits;
    auto started = Server::Start(options, std::move(handler), std::move(fast), log_);
    ASSERT_TRUE(started.has_value()) << started.error().detail;
    server_ = std::move(*started);
  }

  [[nodiscard]] TestClient Connect() const { return TestClient(server_->port()); }
  [[nodiscard]] std::string Exchange(std::string_view bytes) const {
    return Connect().Exchange(bytes);
  }

  ManualClock clock_{Instant{}};
  Logger log_{LogLevel::kOff, clock_};
  std::unique_ptr<Server> server_;
};

struct Refused {
  const char* why;
  std::string_view bytes;
  int status;
};

constexpr Refused kRefused[] = {
    {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
    {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
    {"Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
    {"CL.TE",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: "
     "chunked\r\n\r\n0\r\n\r\nG",
     400},
    {"TE.CL",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: "
     "3\r\n\r\n1\r\nA\r\n0\r\n\r\n",
     400},
    {"TE.TE with a disguised one",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
     "x\r\n\r\n0\r\n\r\n",
     400},
    {"vertical tab before chunked",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\x0b chunked\r\n\r\n0\r\n\r\n", 400},
    {"TE hidden by folding",
     "POST / HTTP/1.1\r\nHost: a\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n", 400},
    {"equal lengths twice",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400},
    {"negative length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
    {"length over 64 bits",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400},
    {"hexadecimal length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x10\r\n\r\n", 400},
    {"unknown coding",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
    {"chunk size that is none",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
    {"chunk size over 64 bits",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx\r\n",
     400},
    {"chunk longer than its size",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nAB\r\n0\r\n\r\n", 400},
    {"bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400},
    {"field without colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400},
    {"empty field name", "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 400},
    {"field name with a bracket", "GET / HTTP/1.1\r\nHost: a\r\nX(: x\r\n\r\n", 400},
    {"NUL in a value", {"GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 32}, 400},
    {"two spaces in the request line", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"no version (HTTP/0.9)", "GET /\r\n\r\n", 400},
    {"version 2 in plain text", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
    {"lower-case protocol", "GET / http/1.1\r\nHost: a\r\n\r\n", 505},
    {"dot segments", "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"other expectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: x\r\nContent-Length: 1\r\n\r\nx",
     417},
    {"TLS on the plain port", "\x16\x03\x01\x02\x01", 400},
};

TEST_F(ServerTest, RefusesWhatCouldSmuggleOrConfuseAndCloses) {
  Start();
  for (const auto& [why, bytes, status] : kRefused) {
    SCOPED_TRACE(why);
    // A second request behind it must not be answered, whatever the first one meant.
    const std::string answer =
        Exchange(std::string(bytes) + "GET /second HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(StatusOf(answer), status) << answer;
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(answer, HasSubstr("Content-Security-Policy: "));
    EXPECT_THAT(answer, Not(HasSubstr("/second")));
  }
}

TEST_F(ServerTest, AnswersOrdinaryRequests) {
  Start();
  const std::string answer = Exchange("GET /%D8%A7?x=y HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\nGET /ا "));
  EXPECT_THAT(answer, HasSubstr("Date: "));
}

TEST_F(ServerTest, KeepsTheConnectionAsTheVersionAndTheClientSay) {
  Start();
  TestClient client = Connect();
  for (int i = 0; i < 3; ++i) {
    client.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(StatusOf(client.ReadAnswer()), 200);
  }
  client.Send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.ReadToClose(), HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(Exchange("GET / HTTP/1.0\r\n\r\n"), HasSubstr("Connection: close\r\n"));
  TestClient old = Connect();
  old.Send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_THAT(old.ReadAnswer(), HasSubstr("Connection: keep-alive\r\n"));
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder) {
  // Fast answers must not overtake those that went to a worker.
  Start(Echo, [](const Request& request) -> std::shared_ptr<const Response> {
    if (request.path != "/fast") return nullptr;
    return std::make_shared<const Response>(Response::Text(200, "fast"));
  });
  std::string requests, expected;
  for (int i = 0; i < 40; ++i) {
    const std::string path = i % 3 == 0 ? "/fast" : "/" + std::to_string(i);
    requests += "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    expected += i % 3 == 0 ? "fast|" : "GET " + path + " |";
  }
  TestClient client = Connect();
  client.Send(requests);
  std::string bodies;
  for (int i = 0; i < 40; ++i) {
    const std::string answer = client.ReadAnswer();
    bodies += answer.substr(answer.find("\r\n\r\n") + 4) + "|";
  }
  EXPECT_EQ(bodies, expected);
}

TEST_F(ServerTest, ReadsBodiesOfBothFramings) {
  Start();
  EXPECT_THAT(Exchange("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"),
              HasSubstr("POST /p hello"));
  EXPECT_THAT(Exchange("POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: x\r\n\r\n"),
              HasSubstr("POST /p hello"));
}

TEST_F(ServerTest, SaysContinueBeforeABodyThatWaitsForIt) {
  Start();
  TestClient client = Connect();
  client.Send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.ReadAnswer(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("hello");
  EXPECT_THAT(client.ReadAnswer(), HasSubstr("POST /p hello"));
}

TEST_F(ServerTest, AnswersHeadWithoutABodyAndKnownTagsWith304) {
  Start();
  TestClient client = Connect();
  client.Send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(client.ReadAnswer(false), HasSubstr("Content-Length: 7\r\n"));
  client.Send("GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"echo\"\r\n\r\n");
  EXPECT_EQ(StatusOf(client.ReadAnswer(false)), 304);
  client.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(StatusOf(client.ReadAnswer()), 200) << "nothing was left over in between";
}

TEST_F(ServerTest, IgnoresOneEmptyLineBeforeARequest) {
  Start();
  EXPECT_EQ(StatusOf(Exchange("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")), 200);
  EXPECT_EQ(StatusOf(Exchange("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")), 400);
  TestClient slow = Connect();
  slow.Send("\r");
  slow.Send("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(StatusOf(slow.ReadAnswer()), 200);
}

TEST_F(ServerTest, HoldsItsLimits) {
  ServerLimits limits;
  limits.max_target_bytes = 200;
  limits.max_header_bytes = 1000;
  limits.max_header_fields = 5;
  limits.max_body_bytes = 100;
  Start(Echo, nullptr, limits);
  const std::string host = " HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(StatusOf(Exchange("GET /" + std::string(300, 'a') + host + "\r\n")), 414);
  EXPECT_EQ(StatusOf(Exchange("GET /" + host + "X: " + std::string(2000, 'a') + "\r\n\r\n")), 431);
  EXPECT_EQ(StatusOf(Exchange("GET /" + host + "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n\r\n")),
            431);
  EXPECT_EQ(
      StatusOf(Exchange("POST /" + host + "Content-Length: 101\r\n\r\n" + std::string(101, 'x'))),
      413);
  EXPECT_EQ(StatusOf(Exchange("POST /" + host + "Transfer-Encoding: chunked\r\n\r\n65\r\n" +
                              std::string(101, 'x') + "\r\n0\r\n\r\n")),
            413);
  EXPECT_EQ(
      StatusOf(Exchange("POST /" + host + "Content-Length: 100\r\n\r\n" + std::string(100, 'x'))),
      200);
}

TEST_F(ServerTest, GivesTheWholeAnswerToAClientThatStillSendsItsRefusedBody) {
  ServerLimits limits;
  limits.max_body_bytes = 10;
  Start(Echo, nullptr, limits);
  TestClient client = Connect();
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
  client.Send(std::string(100'000, 'x'));
  client.FinishSending();
  EXPECT_EQ(StatusOf(client.ReadToClose()), 413);
}

TEST_F(ServerTest, ClosesOnSlowHeadersBodiesAndIdleness) {
  ServerLimits limits;
  limits.header_timeout = std::chrono::milliseconds(200);
  limits.body_timeout = std::chrono::milliseconds(200);
  limits.idle_timeout = std::chrono::milliseconds(800);  // more than a busy machine needs to send
  Start(Echo, nullptr, limits);
  TestClient slow_header = Connect();
  slow_header.Send("GET / HTTP/1.1\r\nHost:");
  EXPECT_EQ(StatusOf(slow_header.ReadToClose()), 408);
  TestClient slow_body = Connect();
  slow_body.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
  EXPECT_EQ(StatusOf(slow_body.ReadToClose()), 408);
  TestClient silent = Connect();
  EXPECT_EQ(silent.ReadToClose(), "") << "nothing asked, nothing answered";
  TestClient idle = Connect();
  idle.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(StatusOf(idle.ReadAnswer()), 200);
  EXPECT_EQ(idle.ReadToClose(), "");
}

// A server of one answer that no buffer takes whole, and whose clients have 40 ms to read it. Its
// log line of a request is written when the answer is over.
class ServerDeadlines : public testing::Test {
 protected:
  static constexpr std::size_t kAnswerBytes = std::size_t{32} << 20;

  void Start(std::size_t clients) {
    left_ = clients;
    ServerOptions options;
    options.port = 0;
    options.limits.write_timeout = std::chrono::milliseconds(40);
    const auto body = std::make_shared<const std::string>(kAnswerBytes, 'x');
    auto started = Server::Start(
        options,
        [body](const Request&) {
          Response response = Response::Text(200, "");
          response.body = body;
          return response;
        },
        nullptr, log_);
    ASSERT_TRUE(started.has_value());
    server_ = std::move(*started);
    for (std::size_t i = 0; i < clients; ++i) {
      clients_.emplace_back(server_->port());
      clients_.back().Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }
  }

  // Whether the server is done with every client; waits longer than any deadline needs.
  [[nodiscard]] bool AllGivenUp() {
    return all_given_up_.get_future().wait_for(std::chrono::seconds(20)) ==
           std::future_status::ready;
  }

  std::vector<TestClient> clients_;
  std::atomic<std::size_t> left_ = 0;

 private:
  std::promise<void> all_given_up_;
  const ManualClock clock_{Instant{}};
  Logger log_{LogLevel::kInfo, clock_, [this](std::string_view) {
                if (--left_ == 0) all_given_up_.set_value();
              }};
  std::unique_ptr<Server> server_;
};

TEST_F(ServerDeadlines, CutOffAClientThatDoesNotRead) {
  Start(1);
  EXPECT_TRUE(AllGivenUp());
  EXPECT_LT(clients_[0].ReadToClose().size(), kAnswerBytes);
}

TEST_F(ServerDeadlines, CutOffClientsThatReadALittleAndThenNoMore) {
  constexpr std::size_t kClients = 24;
  Start(kClients);
  // Until the first deadline has passed, so that the others pass between two parts of a write.
  while (left_ == kClients) {
    for (TestClient& client : clients_) client.ReadSome(16 << 10);
  }
  EXPECT_TRUE(AllGivenUp()) << left_ << " of " << kClients << " hold their connection";
}

TEST_F(ServerTest, IdleAndSlowConnectionsDoNotStallOthers) {
  Start(Echo, nullptr, {}, 1);
  std::vector<TestClient> idle;
  for (int i = 0; i < 200; ++i) {
    idle.push_back(Connect());
    if (i % 2 == 0) idle.back().Send("GET / HT");
  }
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(StatusOf(Exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")), 200);
  }
}

TEST_F(ServerTest, MakesRoomForNewcomersByClosingTheLongestIdle) {
  ServerLimits limits;
  limits.max_connections = 3;
  Start(Echo, nullptr, limits, 1);
  std::vector<TestClient> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(Connect());
    clients.back().Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(StatusOf(clients.back().ReadAnswer()), 200);
  }
  EXPECT_EQ(clients[0].ReadToClose(), "") << "the first one had been idle longest";
  clients[3].Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(StatusOf(clients[3].ReadAnswer()), 200);
}

// A handler that waits until the test lets it go on.
class Gate {
 public:
  Response Wait(const Request&) {
    arrived_.set_value();
    open_future_.wait();
    return Response::Text(200, "done");
  }
  void AwaitArrival() { arrived_.get_future().wait(); }
  void Open() { open_.set_value(); }

 private:
  std::promise<void> arrived_;
  std::promise<void> open_;
  std::shared_future<void> open_future_ = open_.get_future().share();
};

TEST_F(ServerTest, Answers503AboveTheQueueLimitAndCachedPagesStill) {
  ServerLimits limits;
  limits.max_queued_requests = 1;
  Gate gate;
  Start([&gate](const Request& request) { return gate.Wait(request); },
        [](const Request& request) -> std::shared_ptr<const Response> {
          if (request.path != "/cached") return nullptr;
          return std::make_shared<const Response>(Response::Text(200, "cached"));
        },
        limits, 1);
  TestClient first = Connect();
  first.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  gate.AwaitArrival();
  const std::string refused = Exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(StatusOf(refused), 503);
  EXPECT_THAT(refused, HasSubstr("Retry-After: "));
  EXPECT_THAT(Exchange("GET /cached HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("cached"));
  gate.Open();
  EXPECT_THAT(first.ReadAnswer(), HasSubstr("done"));
}

TEST_F(ServerTest, StopFinishesWhatIsBeingAnsweredAndClosesTheRest) {
  Gate gate;
  Start([&gate](const Request& request) { return gate.Wait(request); });
  TestClient idle = Connect();
  TestClient busy = Connect();
  busy.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  gate.AwaitArrival();
  std::thread stopper([this] { server_->Stop(std::chrono::seconds(20)); });
  EXPECT_EQ(idle.ReadToClose(), "");
  gate.Open();
  EXPECT_THAT(busy.ReadToClose(), HasSubstr("done"));
  stopper.join();
  EXPECT_FALSE(TestClient(server_->port()).connected());
  server_->Stop();  // again: nothing
}

TEST_F(ServerTest, TurnsAnUnfitHeaderIntoA500) {
  Start([](const Request& request) {
    Response response = Response::Text(200, "x");
    response.headers.emplace_back("X-Echo", request.Query("v"));
    return response;
  });
  const std::string answer = Exchange("GET /?v=a%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(StatusOf(answer), 500);
  EXPECT_THAT(answer, Not(HasSubstr("Set-Cookie")));
}

TEST(ServerStart, NamesWhatIsWrong) {
  const ManualClock clock{Instant{}};
  Logger log(LogLevel::kOff, clock);
  ServerOptions options;
  options.port = 0;
  const auto first = Server::Start(options, Echo, nullptr, log);
  ASSERT_TRUE(first.has_value());
  options.port = (*first)->port();
  const auto second = Server::Start(options, Echo, nullptr, log);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, Errc::kBusy);
  EXPECT_THAT(second.error().detail, HasSubstr(std::to_string(options.port)));
  options.address = "localhost";
  EXPECT_EQ(Server::Start(options, Echo, nullptr, log).error().code, Errc::kMalformed);
}

TEST(ServerLog, WritesOneLineARequestThatNoPathCanBreak) {
  const ManualClock clock{Instant{}};
  std::vector<std::string> lines;
  {
    Logger log(LogLevel::kInfo, clock,
               [&lines](std::string_view line) { lines.emplace_back(line); });
    ServerOptions options;
    options.port = 0;
    const auto server = Server::Start(options, Echo, nullptr, log);
    ASSERT_TRUE(server.has_value());
    std::ignore = TestClient((*server)->port())
                      .Exchange("GET /a%20status=500?q=secret HTTP/1.1\r\nHost: a\r\n\r\n");
    (*server)->Stop();
  }
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0],
              HasSubstr("request client=127.0.0.1 method=GET path=\"/a status=500\" status=200"));
  EXPECT_THAT(lines[0], Not(HasSubstr("secret"))) << "what readers search for is theirs";
}

}  // namespace
}  // namespace isnad::web
