#pragma once

// A web server for tests that says exactly what it is told, good or bad, on 127.0.0.1: plain
// blocking sockets, one thread a connection, so that nothing tidies up what a test sends. What it
// plays is in outlets.h.
//
// It never sleeps: a handler that holds back waits for the client to close, and so ends with the
// client's patience. Limits: 64 KiB of request; a client that stays silent is closed on when the
// server stops.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace isnad::lab {

struct Request {
  std::string method;
  std::string target;                         // "/feed?x=1"
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;

  // Empty where there is none.
  [[nodiscard]] std::string Field(const std::string& name) const;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

// The server's end of a connection, as a handler sees it.
class Peer {
 public:
  explicit Peer(int socket) : socket_(socket) {}

  // Byte for byte. False once the client is gone.
  bool Send(std::string_view bytes);
  // A well-formed answer with its Content-Length; the connection stays open.
  bool Answer(int status, const Fields& fields, std::string_view body);
  // Only the head, with what `fields` say and nothing else. The connection closes afterwards.
  bool Head(int status, const Fields& fields);
  // Closes after the handler returns.
  void Close() { keep_ = false; }
  // Blocks until the client closes; what it sends meanwhile is dropped.
  void HoldUntilClosed();
  // True when the client closed within `patience`.
  [[nodiscard]] bool ClosedWithin(std::chrono::milliseconds patience) const;

  [[nodiscard]] bool keeps() const { return keep_; }
  [[nodiscard]] std::uint64_t sent() const { return sent_; }

 private:
  int socket_;
  bool keep_ = true;
  std::uint64_t sent_ = 0;
};

using Handler = std::function<void(const Request&, Peer&)>;  // several threads may be in it

class Server {
 public:
  // On a free port. Null when there is none.
  [[nodiscard]] static std::unique_ptr<Server> Start();
  ~Server();  // closes everything and waits for all threads

  // What answers targets whose path is `path`; 404 for others. Thread-safe.
  void On(const std::string& path, Handler handler);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string Url(const std::string& target) const;  // http://127.0.0.1:port/…
  // What came for `path` until now, in order. Thread-safe.
  [[nodiscard]] std::vector<Request> Requests(const std::string& path) const;
  [[nodiscard]] std::uint64_t bytes_sent() const { return bytes_sent_; }  // by ended handlers
  [[nodiscard]] int connections() const { return connections_; }          // accepted until now

 private:
  struct Guest {
    int socket;
    std::thread thread;
    std::atomic<bool> done{false};
  };

  Server(int socket, std::uint16_t port);
  void Accept();
  void Serve(int socket);
  void Handle(const Request& request, Peer& peer);
  void Sweep();  // joins threads that are done

  const int socket_;
  const std::uint16_t port_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> bytes_sent_{0};
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;  // beside it: what it guards
  std::map<std::string, Handler> handlers_;
  std::map<std::string, std::vector<Request>> requests_;
  std::list<Guest> guests_;
  std::thread acceptor_;
};

}  // namespace isnad::lab
