#pragma once

// One client's connection, from its first byte to its last, and what all connections of a server
// share.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <utility>

#include "base/log.h"
#include "web/connection_table.h"
#include "web/server.h"

namespace isnad::web {

// Shared by all threads of a server.
struct ServerContext {
  ServerContext(const ServerOptions& o, Handler h, FastHandler f, Logger& l)
      : limits(o.limits),
        handler(std::move(h)),
        fast(std::move(f)),
        log(l),
        workers(o.worker_threads > 0 ? o.worker_threads : 1) {}

  const ServerLimits limits;
  const Handler handler;
  const FastHandler fast;
  Logger& log;
  boost::asio::thread_pool workers;
  std::atomic<std::size_t> queued_requests = 0;  // waiting for a worker or with one
  std::atomic<std::size_t> connections = 0;
  std::atomic<bool> stopping = false;
};

// Serves requests until the client goes, a deadline passes or the server stops.
[[nodiscard]] boost::asio::awaitable<void> ServeConnection(boost::asio::ip::tcp::socket socket,
                                                           ServerContext& server,
                                                           ConnectionTable& table);

}  // namespace isnad::web
