#pragma once

// The HTTP/1.1 server: Boost.Beast coroutines, one io_context a thread, handlers on a worker pool.
// Every connection has deadlines and limits; requests without Host, with two, or that smuggle are
// answered 400 and closed. TLS and HTTP/2 are the reverse proxy's work.

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
  std::size_t max_header_bytes = 16 << 10;
  std::size_t max_body_bytes = 1 << 20;
  std::size_t max_connections = 4'000;
  std::size_t max_queued_requests = 1'000;  // above it: 503 with Retry-After
  std::chrono::seconds header_timeout{10};  // from the first byte to the end of the header
  std::chrono::seconds idle_timeout{60};    // between requests on one connection
  std::chrono::seconds write_timeout{30};
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
// Answers at once from memory, on the I/O thread; nullopt hands the request to the Handler.
using FastHandler = std::function<std::shared_ptr<const Response>(const Request&)>;

class Server {
 public:
  // Binds and listens. Errors: kBusy (address in use: names it), kDenied (port below 1024), kMalformed.
  [[nodiscard]] static Result<std::unique_ptr<Server>> Start(const ServerOptions& options, Handler handler,
                                                             FastHandler fast, Logger& log);
  virtual ~Server() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  // Stops accepting, finishes what is being answered (at most `grace`), returns.
  virtual void Stop(std::chrono::milliseconds grace = std::chrono::seconds(5)) = 0;
};

}  // namespace isnad::web
