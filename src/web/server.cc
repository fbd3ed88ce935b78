#include "web/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "web/connection.h"

namespace isnad::web {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

struct IoThread {
  ConnectionTable table;        // before the context, whose coroutines hold on to it
  asio::io_context context{1};  // 1: run by one thread
  asio::steady_timer sweep{context};
  std::thread thread;
};

// How often deadlines are looked at: an eighth of the shortest, so that none is late by much.
std::chrono::milliseconds SweepInterval(const ServerLimits& limits) {
  const auto shortest = std::min(
      {limits.header_timeout, limits.body_timeout, limits.idle_timeout, limits.write_timeout});
  return std::clamp(shortest / 8, std::chrono::milliseconds(1), std::chrono::milliseconds(250));
}

asio::awaitable<void> Sweep(IoThread& io, std::chrono::milliseconds interval) {
  for (;;) {
    error_code error;
    io.sweep.expires_after(interval);
    co_await io.sweep.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    io.table.CancelExpired(std::chrono::steady_clock::now());
  }
}

Error ListenError(const error_code& error, const std::string& where) {
  if (error == asio::error::address_in_use) {
    return {Errc::kBusy, where + " is in use",
            "stop the program that listens there or choose another port"};
  }
  if (error == asio::error::access_denied) {
    return {Errc::kDenied, "listening on " + where + " is not permitted",
            "choose a port from 1024 on"};
  }
  return {Errc::kIo, "listening on " + where + ": " + error.message()};
}

Result<void> Listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint,
                    const std::string& where) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  // Rebinding right after a restart; unlike SO_REUSEPORT it does not let two servers share a port.
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (error) return Fail(ListenError(error, where));
  return {};
}

class BeastServer final : public Server {
 public:
  BeastServer(const ServerOptions& options, Handler handler, FastHandler fast, Logger& log)
      : context_(options, std::move(handler), std::move(fast), log) {
    for (unsigned i = 0; i < std::max(options.io_threads, 1U); ++i) {
      threads_.push_back(std::make_unique<IoThread>());
    }
    acceptor_.emplace(threads_[0]->context);
  }
  ~BeastServer() override { Stop(std::chrono::milliseconds(0)); }

  Result<void> Open(const tcp::endpoint& endpoint, const std::string& where);
  [[nodiscard]] std::uint16_t port() const override { return port_; }
  void Stop(std::chrono::milliseconds grace) override;

 private:
  asio::awaitable<void> Accept();
  asio::awaitable<void> Serve(tcp::socket socket, IoThread& io);
  // Runs `work` on each I/O thread.
  void OnEachThread(const std::function<void(IoThread&)>& work);

  ServerContext context_;
  std::vector<std::unique_ptr<IoThread>> threads_;
  std::optional<tcp::acceptor> acceptor_;
  std::uint16_t port_ = 0;
  std::mutex mutex_;  // with all_closed_, for waiting until the last connection has gone
  std::condition_variable all_closed_;
  bool running_ = false;
};

Result<void> BeastServer::Open(const tcp::endpoint& endpoint, const std::string& where) {
  if (auto listening = Listen(*acceptor_, endpoint, where); !listening) return listening;
  error_code error;
  port_ = acceptor_->local_endpoint(error).port();
  asio::co_spawn(threads_[0]->context, Accept(), asio::detached);
  const auto interval = SweepInterval(context_.limits);
  for (const auto& io : threads_) {
    asio::co_spawn(io->context, Sweep(*io, interval), asio::detached);
    io->thread = std::thread([&context = io->context] { context.run(); });
  }
  running_ = true;
  return {};
}

asio::awaitable<void> BeastServer::Accept() {
  asio::steady_timer pause(threads_[0]->context);
  for (std::size_t next = 0;; ++next) {
    IoThread& io = *threads_[next % threads_.size()];
    error_code error;
    tcp::socket socket = co_await acceptor_->async_accept(
        io.context, asio::redirect_error(asio::use_awaitable, error));
    if (context_.stopping) co_return;
    if (error) {
      // Out of descriptors or memory, or the client has already gone. The first two last a while.
      if (error == asio::error::connection_aborted) continue;
      context_.log.Warning("accept", {{"error", error.message()}});
      pause.expires_after(std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    ++context_.connections;
    asio::co_spawn(io.context, Serve(std::move(socket), io), asio::detached);
  }
}

asio::awaitable<void> BeastServer::Serve(tcp::socket socket, IoThread& io) {
  co_await ServeConnection(std::move(socket), context_, io.table);
  if (context_.stopping) {
    const std::lock_guard lock(mutex_);
    all_closed_.notify_all();
  }
}

void BeastServer::OnEachThread(const std::function<void(IoThread&)>& work) {
  for (const auto& io : threads_) {
    asio::post(io->context, [work, &thread = *io] { work(thread); });
  }
}

void BeastServer::Stop(std::chrono::milliseconds grace) {
  if (!running_) return;
  running_ = false;
  context_.stopping = true;
  asio::post(threads_[0]->context, [this] {
    error_code ignored;
    acceptor_->close(ignored);
  });
  OnEachThread([](IoThread& io) { io.table.CloseIdle(); });
  {
    std::unique_lock lock(mutex_);
    all_closed_.wait_for(lock, grace, [this] { return context_.connections == 0; });
  }
  OnEachThread([](IoThread& io) {
    io.table.CloseAll();
    io.sweep.cancel();
  });
  // With the acceptor, the sweep and all sockets gone, each context runs out of work once the
  // handlers that still run have returned.
  for (const auto& io : threads_) io->thread.join();
  context_.workers.join();
}

}  // namespace

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Handler handler,
                                              FastHandler fast, Logger& log) {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) {
    return Fail(Errc::kMalformed, "'" + options.address + "' is not an IP address",
                "write it like 127.0.0.1 or ::1");
  }
  auto server = std::make_unique<BeastServer>(options, std::move(handler), std::move(fast), log);
  const std::string shown = address.is_v6() ? "[" + options.address + "]" : options.address;
  if (auto opened =
          server->Open({address, options.port}, shown + ":" + std::to_string(options.port));
      !opened) {
    return Fail(opened.error());
  }
  return server;
}

}  // namespace isnad::web
