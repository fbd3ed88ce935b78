#pragma once

// One client's connection, from its first byte to its last, and what connections of one I/O thread
// share. Everything here but ServerContext is used on that thread alone, so nothing is locked.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstddef>
#include <list>
#include <string>
#include <string_view>

#include "base/log.h"
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

class Connection;

// The connections of one I/O thread. Deadlines are looked at by a sweep several times a second, so
// that setting one is a store and not a timer operation.
class ConnectionTable {
 public:
  using Position = std::list<Connection*>::iterator;

  Position Add(Connection* connection) { return busy_.insert(busy_.end(), connection); }
  void Remove(Position position, bool waiting) { (waiting ? waiting_ : busy_).erase(position); }
  // Waiting for a request (idle, or with a part of its header here): may be cut to make room.
  void MarkWaiting(Position position) { waiting_.splice(waiting_.end(), busy_, position); }
  void MarkBusy(Position position) { busy_.splice(busy_.end(), waiting_, position); }

  void CancelExpired(std::chrono::steady_clock::time_point now);
  // Closes the connection that has waited longest; false when none waits.
  bool EvictOne();
  // Closes what waits without having sent a byte of a request.
  void CloseIdle();
  void CloseAll();

  // Date header, made anew when the second changes.
  std::string_view HttpDateNow();

 private:
  std::list<Connection*> busy_;
  std::list<Connection*> waiting_;  // longest first
  std::chrono::sys_seconds date_at_{};
  std::string date_;
};

// Serves requests until the client goes, a deadline passes or the server stops.
[[nodiscard]] boost::asio::awaitable<void> ServeConnection(boost::asio::ip::tcp::socket socket,
                                                           ServerContext& server,
                                                           ConnectionTable& table);

}  // namespace isnad::web
