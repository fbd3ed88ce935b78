#pragma once

// The HTTP/1.1 server: Boost.Beast coroutines, one io_context a thread, handlers on a worker pool.
// Every connection has deadlines and limits; requests without Host, with two, or that smuggle are
// answered 400 and closed (RFC 9110, 9112). TLS and HTTP/2 are the reverse proxy's work.
//
// One thread accepts and hands each connection to the I/O threads in turn. At the limit of
// connections the one that has been idle longest makes room; where none is idle the newcomer gets
// 503. Idle connections cost memory only and never stand in the way of others.
//
// Answered by the server itself, without the handler: 400, 408 (a header or body that does not come
// in time), 413, 414, 417, 431, 501 (unknown method or transfer coding), 503 with Retry-After
// (worker queue full), 505. Requests on one connection are answered in their order.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/log.h"
#include "web/http.h"

namespace isnad::web {

struct ServerLimits {
  std::size_t max_target_bytes = 8 << 10;
  std::size_t max_header_bytes = 16 << 10;
  std::size_t max_header_fields = 100;
  std::size_t max_body_bytes = 1 << 20;
  std::size_t max_connections = 4'000;
  std::size_t max_queued_requests = 1'000;  // above it: 503 with Retry-After
  std::chrono::milliseconds header_timeout = std::chrono::seconds(10);  // from its first byte on
  std::chrono::milliseconds body_timeout = std::chrono::seconds(30);
  std::chrono::milliseconds idle_timeout = std::chrono::seconds(60);  // between requests
  std::chrono::milliseconds write_timeout = std::chrono::seconds(30);
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  unsigned io_threads = 1;
  unsigned worker_threads = 2;
  ServerLimits limits = {};
};

// Answers a request; runs on the worker pool, must be thread-safe and must not throw.
using Handler = std::function<Response(const Request&)>;
// Answers at once from memory, on the I/O thread (GET and HEAD only); nullptr hands the request to
// the Handler. Must be thread-safe, must not throw and must not wait for anything. May be empty.
using FastHandler = std::function<std::shared_ptr<const Response>(const Request&)>;

class Server {
 public:
  // Binds, listens and starts the threads. `log` gets one line a request ("request" with client,
  // method, path, status, bytes, microseconds) and must outlive the server.
  // Errors: kBusy (address in use: names it), kDenied (a port that needs privileges), kMalformed
  // (an address that is none), kIo.
  [[nodiscard]] static Result<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                             Handler handler, FastHandler fast,
                                                             Logger& log);
  virtual ~Server() = default;  // stops
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  // Stops accepting, closes idle connections, finishes what is being answered (at most `grace`,
  // then connections are cut; a handler that runs is always waited for), returns. Again: nothing.
  virtual void Stop(std::chrono::milliseconds grace = std::chrono::seconds(5)) = 0;
};

}  // namespace isnad::web
