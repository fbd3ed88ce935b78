#include "web/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <utility>

#include "web/header_scan.h"
#include "web/request_check.h"
#include "web/response_head.h"
#include "web/target.h"

namespace isnad::web {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using SteadyClock = std::chrono::steady_clock;
using Parser = http::request_parser<http::string_body>;

constexpr SteadyClock::time_point kNoDeadline = SteadyClock::time_point::max();
constexpr std::size_t kReadBytes = 4096;
// A closing connection reads this much, for this long, of what the client still sends: closing with
// bytes unread would reset the connection and could take the answer with it (RFC 9112, 9.6).
constexpr std::size_t kLingerBytes = 256 << 10;
constexpr std::chrono::seconds kLingerTime(2);
// A client that pipelines gives way to others after so many requests.
constexpr unsigned kRequestsBetweenYields = 16;

std::string_view View(boost::beast::string_view text) { return {text.data(), text.size()}; }

// Why a request is refused before any handler sees it.
struct Refusal {
  int status = 0;
  std::string_view why = {};
};

Refusal FromParser(const error_code& error) {
  if (error == http::error::body_limit) return {413, "body over the limit"};
  if (error == http::error::header_limit) return {431, "header over the limit"};
  if (error == http::error::bad_version) return {505, "unknown version"};
  return {400, "ill-formed request"};
}

Refusal FromScan(HeaderScanState state) {
  switch (state) {
    case HeaderScanState::kTargetTooLong:
      return {414, "target over the limit"};
    case HeaderScanState::kHeaderTooLarge:
      return {431, "header over the limit"};
    default:
      return {400, "ill-formed header"};
  }
}

bool IsOurMethod(http::verb method) {
  // Those of RFC 9110 and 5789; CONNECT asks for a proxy, the rest belongs to WebDAV and the like.
  switch (method) {
    case http::verb::get:
    case http::verb::head:
    case http::verb::post:
    case http::verb::put:
    case http::verb::delete_:
    case http::verb::patch:
    case http::verb::options:
    case http::verb::trace:
      return true;
    default:
      return false;
  }
}

class Connection final : public TableEntry {
 public:
  Connection(tcp::socket socket, ServerContext& server, ConnectionTable& table)
      : socket_(std::move(socket)),
        server_(server),
        table_(table),
        buffer_(server.limits.max_header_bytes + kReadBytes),
        position_(table.Add(this)) {}
  ~Connection() override {
    table_.Remove(position_, waiting_);
    --server_.connections;
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  asio::awaitable<void> Run();

  void CancelIfExpired(SteadyClock::time_point now) override {
    if (now < deadline_) return;
    // The deadline stays, so that the next sweep cancels again: a write that goes on in parts may
    // be between two of them just now, with nothing to cancel.
    timed_out_ = true;
    error_code ignored;
    socket_.cancel(ignored);
  }
  void Close() override {
    error_code ignored;
    socket_.close(ignored);
  }
  [[nodiscard]] bool idle() const override { return buffer_.size() == 0; }

 private:
  enum class Next { kRequest, kClose, kGone };  // gone: nothing more can be sent

  asio::awaitable<Next> ServeRequest();
  asio::awaitable<Next> ReadHeader(std::size_t* header_bytes, Refusal* refusal);
  asio::awaitable<bool> ReadSome();
  asio::awaitable<bool> ReadBody(Parser& parser, bool expects_continue, Refusal* refusal);
  Refusal Understand(Parser& parser, std::size_t header_bytes, bool* expects_continue);
  asio::awaitable<std::shared_ptr<const Response>> Handle();
  asio::awaitable<Next> Send(const Response& response, bool keep_alive);
  asio::awaitable<Next> Refuse(Refusal refusal);
  asio::awaitable<bool> Write(std::string_view head, std::string_view body);
  asio::awaitable<void> Linger();
  void SetWaiting(bool waiting);
  void SetDeadline(SteadyClock::duration from_now) {
    timed_out_ = false;
    deadline_ = SteadyClock::now() + from_now;
  }
  void LogRequest(int status, std::size_t bytes, std::string_view why);

  tcp::socket socket_;
  ServerContext& server_;
  ConnectionTable& table_;
  boost::beast::flat_buffer buffer_;
  ConnectionTable::Position position_;
  bool waiting_ = false;
  bool timed_out_ = false;
  SteadyClock::time_point deadline_ = kNoDeadline;
  // The request being served.
  Request request_;
  bool http_1_0_ = false;
  SteadyClock::time_point began_{};
  std::string client_;
};

void Connection::SetWaiting(bool waiting) {
  if (waiting == waiting_) return;
  waiting_ = waiting;
  waiting ? table_.MarkWaiting(position_) : table_.MarkBusy(position_);
}

asio::awaitable<void> Connection::Run() {
  error_code error;
  const tcp::endpoint peer = socket_.remote_endpoint(error);
  if (error) co_return;
  client_ = peer.address().to_string();
  socket_.set_option(tcp::no_delay(true), error);
  socket_.non_blocking(true, error);
  if (error) co_return;
  if (server_.connections > server_.limits.max_connections && !table_.EvictOne()) {
    request_.client = client_;
    if (co_await Refuse({503, "too many connections"}) == Next::kClose) co_await Linger();
    co_return;
  }
  for (unsigned served = 1;; ++served) {
    const Next next = co_await ServeRequest();
    if (next == Next::kClose) co_await Linger();
    if (next != Next::kRequest) co_return;
    if (served % kRequestsBetweenYields == 0) {
      co_await asio::post(socket_.get_executor(), asio::use_awaitable);
    }
  }
}

asio::awaitable<Connection::Next> Connection::ServeRequest() {
  request_ = Request{};
  request_.client = client_;
  std::size_t header_bytes = 0;
  Refusal refusal;
  SetWaiting(true);
  const Next read = co_await ReadHeader(&header_bytes, &refusal);
  SetWaiting(false);
  began_ = SteadyClock::now();
  deadline_ = kNoDeadline;
  if (read != Next::kRequest) co_return read;
  if (refusal.status != 0) co_return co_await Refuse(refusal);

  Parser parser;
  bool expects_continue = false;
  refusal = Understand(parser, header_bytes, &expects_continue);
  if (refusal.status != 0) co_return co_await Refuse(refusal);
  if (!parser.is_done()) {
    if (!co_await ReadBody(parser, expects_continue, &refusal)) co_return Next::kGone;
    if (refusal.status != 0) co_return co_await Refuse(refusal);
    request_.body = std::move(parser.get().body());
  }
  const bool keep_alive = parser.keep_alive() && !server_.stopping;
  const std::shared_ptr<const Response> response = co_await Handle();
  co_return co_await Send(*response, keep_alive);
}

// Until a whole header section is in the buffer. `*refusal` is set where it never will be.
asio::awaitable<Connection::Next> Connection::ReadHeader(std::size_t* header_bytes,
                                                         Refusal* refusal) {
  HeaderScanner scanner({server_.limits.max_target_bytes, server_.limits.max_header_bytes});
  bool may_skip_empty_line = true;
  bool header_begun = false;
  SetDeadline(server_.limits.idle_timeout);
  for (;;) {
    std::string_view bytes(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    if (may_skip_empty_line && bytes.starts_with("\r\n")) {  // RFC 9112, 2.2
      buffer_.consume(2);
      bytes.remove_prefix(2);
      may_skip_empty_line = false;
    }
    if (!bytes.empty() && !header_begun) {
      header_begun = true;
      SetDeadline(server_.limits.header_timeout);
    }
    if (!(may_skip_empty_line && bytes == "\r")) {
      const HeaderScanState state = scanner.Scan(bytes);
      if (state == HeaderScanState::kComplete) {
        *header_bytes = scanner.header_bytes();
        co_return Next::kRequest;
      }
      if (state != HeaderScanState::kNeedMore) {
        *refusal = FromScan(state);
        co_return Next::kRequest;
      }
      may_skip_empty_line = may_skip_empty_line && bytes.empty();
    }
    if (server_.stopping && !header_begun) co_return Next::kClose;
    if (!co_await ReadSome()) {
      if (!timed_out_ || !header_begun) co_return Next::kGone;
      *refusal = {408, "header too slow"};
      co_return Next::kRequest;
    }
  }
}

asio::awaitable<bool> Connection::ReadSome() {
  error_code error;
  const auto space = buffer_.prepare(std::min(kReadBytes, buffer_.max_size() - buffer_.size()));
  std::size_t count = socket_.read_some(space, error);
  if (error == asio::error::would_block) {
    error = {};
    count =
        co_await socket_.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
  }
  if (error || count == 0) co_return false;
  buffer_.commit(count);
  co_return true;
}

// Fills request_ from the header section at the start of the buffer, which it consumes.
Refusal Connection::Understand(Parser& parser, std::size_t header_bytes, bool* expects_continue) {
  parser.header_limit(static_cast<std::uint32_t>(server_.limits.max_header_bytes + 1));
  parser.body_limit(server_.limits.max_body_bytes);
  error_code error;
  const asio::const_buffer header(buffer_.data().data(), header_bytes);
  const std::size_t parsed = parser.put(header, error);
  if (error == http::error::need_more) error = {};
  const auto& message = parser.get();
  for (const auto& field : message) {
    request_.headers.emplace_back(AsciiLower(View(field.name_string())),
                                  std::string(View(field.value())));
  }
  request_.method = View(message.method_string());
  http_1_0_ = message.version() < 11;
  if (error) return FromParser(error);
  if (parsed != header_bytes || !parser.is_header_done()) return {400, "ill-formed header"};
  auto target = ParseTarget(View(message.target()), {.max_bytes = server_.limits.max_target_bytes});
  buffer_.consume(header_bytes);
  if (!IsOurMethod(message.method())) return {501, "unknown method"};
  if (!target) {
    return {target.error().code == Errc::kTooLarge ? 414 : 400, "ill-formed target"};
  }
  request_.path = std::move(target->path);
  request_.query = std::move(target->query);
  const HeadVerdict verdict = CheckHead(static_cast<int>(message.version()), request_.headers,
                                        target->authority, server_.limits.max_header_fields);
  *expects_continue = verdict.expects_continue;
  return {verdict.status, verdict.why};
}

asio::awaitable<bool> Connection::ReadBody(Parser& parser, bool expects_continue,
                                           Refusal* refusal) {
  SetDeadline(server_.limits.body_timeout);
  if (expects_continue && buffer_.size() == 0) {
    const bool sent = co_await Write("HTTP/1.1 100 Continue\r\n\r\n", {});
    if (!sent) co_return false;
    SetDeadline(server_.limits.body_timeout);
  }
  error_code error;
  co_await http::async_read(socket_, buffer_, parser,
                            asio::redirect_error(asio::use_awaitable, error));
  deadline_ = kNoDeadline;
  if (error && timed_out_) {
    *refusal = {408, "body too slow"};
  } else if (error &&
             error.category() == http::make_error_code(http::error::bad_chunk).category()) {
    if (error == http::error::partial_message) co_return false;  // the client has gone
    *refusal = FromParser(error);
  } else if (error) {
    co_return false;
  }
  co_return true;
}

asio::awaitable<std::shared_ptr<const Response>> Connection::Handle() {
  if (server_.fast && (request_.method == "GET" || request_.method == "HEAD")) {
    std::shared_ptr<const Response> ready = server_.fast(request_);
    if (ready) co_return ready;
  }
  if (++server_.queued_requests > server_.limits.max_queued_requests) {
    --server_.queued_requests;
    Response busy = Response::Text(503, "Too many requests are waiting.\n");
    busy.headers.emplace_back("Retry-After", "1");
    co_return std::make_shared<const Response>(std::move(busy));
  }
  auto work = [this]() -> asio::awaitable<std::shared_ptr<const Response>> {
    co_return std::make_shared<const Response>(server_.handler(request_));
  };
  std::shared_ptr<const Response> response =
      co_await asio::co_spawn(server_.workers, std::move(work), asio::use_awaitable);
  --server_.queued_requests;
  co_return response;
}

asio::awaitable<Connection::Next> Connection::Send(const Response& response, bool keep_alive) {
  AnswerContext context;
  context.head = request_.method == "HEAD";
  context.keep_alive = keep_alive;
  context.http_1_0 = http_1_0_;
  // On other methods the condition would mean 412, which nothing here asks for.
  if (context.head || request_.method == "GET") {
    context.if_none_match = request_.Header("if-none-match");
  }
  context.accept_encoding = request_.Header("accept-encoding");
  context.date = table_.HttpDateNow();
  bool unfit = false;
  const Answer answer = MakeAnswer(response, context, &unfit);
  const std::string_view body = answer.body != nullptr ? *answer.body : std::string_view{};
  const bool sent = co_await Write(answer.head, body);
  LogRequest(answer.status, body.size(),
             unfit ? "the answer's headers are not fit to be sent" : "");
  if (!sent) co_return Next::kGone;
  co_return keep_alive && !unfit ? Next::kRequest : Next::kClose;
}

asio::awaitable<Connection::Next> Connection::Refuse(Refusal refusal) {
  Response response = Response::Text(refusal.status, std::string(ReasonPhrase(refusal.status)) +
                                                         ": " + std::string(refusal.why) + "\n");
  response.cache_control = "no-store";
  if (refusal.status == 503) response.headers.emplace_back("Retry-After", "1");
  AnswerContext context;
  context.keep_alive = false;
  context.head = request_.method == "HEAD";
  context.date = table_.HttpDateNow();
  const Answer answer = MakeAnswer(response, context);
  const std::string_view body = answer.body != nullptr ? *answer.body : std::string_view{};
  const bool sent = co_await Write(answer.head, body);
  LogRequest(refusal.status, body.size(), refusal.why);
  co_return sent ? Next::kClose : Next::kGone;
}

// All of both, at once where the socket takes them, else within the deadline.
asio::awaitable<bool> Connection::Write(std::string_view head, std::string_view body) {
  std::array<asio::const_buffer, 2> rest = {asio::buffer(head.data(), head.size()),
                                            asio::buffer(body.data(), body.size())};
  error_code error;
  const std::size_t sent = socket_.write_some(rest, error);
  if (error && error != asio::error::would_block) co_return false;
  if (sent == head.size() + body.size()) co_return true;
  rest[0] += sent;  // stops at its end
  rest[1] += sent - std::min(sent, head.size());
  error = {};
  SetDeadline(server_.limits.write_timeout);
  co_await asio::async_write(socket_, rest, asio::redirect_error(asio::use_awaitable, error));
  deadline_ = kNoDeadline;
  co_return !error;
}

asio::awaitable<void> Connection::Linger() {
  if (server_.stopping) co_return;
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  SetDeadline(std::min<SteadyClock::duration>(kLingerTime, server_.limits.idle_timeout));
  std::size_t drained = 0;
  while (!error && drained < kLingerBytes) {
    buffer_.clear();
    if (!co_await ReadSome()) break;
    drained += buffer_.size();
  }
}

void Connection::LogRequest(int status, std::size_t bytes, std::string_view why) {
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - began_);
  const std::string_view method = request_.method.empty() ? "-" : std::string_view(request_.method);
  const std::string_view path = request_.path.empty() ? "-" : std::string_view(request_.path);
  if (why.empty()) {
    server_.log.Info("request", {{"client", request_.client},
                                 {"method", method},
                                 {"path", path},
                                 {"status", std::int64_t{status}},
                                 {"bytes", static_cast<std::int64_t>(bytes)},
                                 {"microseconds", static_cast<std::int64_t>(took.count())}});
  } else {
    server_.log.Info("request", {{"client", request_.client},
                                 {"method", method},
                                 {"path", path},
                                 {"status", std::int64_t{status}},
                                 {"bytes", static_cast<std::int64_t>(bytes)},
                                 {"why", why}});
  }
}

}  // namespace

asio::awaitable<void> ServeConnection(tcp::socket socket, ServerContext& server,
                                      ConnectionTable& table) {
  Connection connection(std::move(socket), server, table);
  co_await connection.Run();
}

}  // namespace isnad::web
