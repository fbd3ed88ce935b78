#include "lab_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace isnad::lab {
namespace {

constexpr std::size_t kMaxRequestBytes = 64U << 10;

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

Request ParseHead(std::string_view head) {
  Request request;
  std::size_t at = head.find("\r\n");
  const std::string_view first = head.substr(0, at);
  const std::size_t space = first.find(' ');
  request.method = first.substr(0, space);
  if (space != first.npos) {
    request.target = first.substr(space + 1, first.rfind(' ') - space - 1);
  }
  while (at != head.npos && at + 2 < head.size()) {
    const std::size_t end = head.find("\r\n", at + 2);
    const std::string_view line = head.substr(at + 2, end == head.npos ? end : end - at - 2);
    const std::size_t colon = line.find(':');
    if (colon != line.npos) {
      const std::size_t value = line.find_first_not_of(' ', colon + 1);
      request.fields[Lower(line.substr(0, colon))] = value == line.npos ? "" : line.substr(value);
    }
    at = end;
  }
  return request;
}

// Reads requests from a connection, keeping what came early of the next one.
class RequestReader {
 public:
  explicit RequestReader(int socket) : socket_(socket) {}

  std::optional<Request> Next() {
    std::size_t end = unread_.npos;
    while ((end = unread_.find("\r\n\r\n")) == unread_.npos) {
      if (!Receive()) return std::nullopt;
    }
    Request request = ParseHead(std::string_view(unread_).substr(0, end));
    const std::size_t length = std::min<std::size_t>(
        std::strtoul(request.Field("content-length").c_str(), nullptr, 10), kMaxRequestBytes);
    while (unread_.size() < end + 4 + length) {
      if (!Receive()) return std::nullopt;
    }
    request.body = unread_.substr(end + 4, length);
    unread_.erase(0, end + 4 + length);
    return request;
  }

 private:
  bool Receive() {
    char bytes[4096];
    const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0 || unread_.size() > kMaxRequestBytes) return false;
    unread_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  std::string unread_;
};

}  // namespace

std::string Request::Field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

bool Peer::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) {
      keep_ = false;
      return false;
    }
    sent_ += static_cast<std::uint64_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool Peer::Answer(int status, const Fields& fields, std::string_view body) {
  std::string text = "HTTP/1.1 " + std::to_string(status) + " X\r\n";
  for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
  if (status != 304) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  text += "\r\n";
  if (status != 304) text += body;
  return Send(text);
}

bool Peer::Head(int status, const Fields& fields) {
  keep_ = false;
  std::string text = "HTTP/1.1 " + std::to_string(status) + " X\r\n";
  for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
  return Send(text + "\r\n");
}

void Peer::HoldUntilClosed() {
  keep_ = false;
  char bytes[4096];
  while (::recv(socket_, bytes, sizeof bytes, 0) > 0) {
  }
}

bool Peer::ClosedWithin(std::chrono::milliseconds patience) const {
  pollfd wait{socket_, POLLIN, 0};
  return ::poll(&wait, 1, static_cast<int>(patience.count())) > 0;
}

std::unique_ptr<Server> Server::Start() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (socket < 0 || ::bind(socket, generic, size) != 0 || ::listen(socket, 128) != 0 ||
      ::getsockname(socket, generic, &size) != 0) {
    if (socket >= 0) ::close(socket);
    return nullptr;
  }
  return std::unique_ptr<Server>(new Server(socket, ntohs(address.sin_port)));
}

Server::Server(int socket, std::uint16_t port) : socket_(socket), port_(port) {
  acceptor_ = std::thread([this] { Accept(); });
}

Server::~Server() {
  stopping_ = true;
  ::shutdown(socket_, SHUT_RDWR);  // wakes accept
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const Guest& guest : guests_) {
      if (!guest.done) ::shutdown(guest.socket, SHUT_RDWR);
    }
  }
  for (Guest& guest : guests_) {
    guest.thread.join();
    ::close(guest.socket);
  }
  ::close(socket_);
}

void Server::On(const std::string& path, Handler handler) {
  const std::lock_guard lock(mutex_);
  handlers_[path] = std::move(handler);
}

std::string Server::Url(const std::string& target) const {
  return "http://127.0.0.1:" + std::to_string(port_) + target;
}

std::vector<Request> Server::Requests(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = requests_.find(path);
  return found == requests_.end() ? std::vector<Request>() : found->second;
}

void Server::Accept() {
  while (!stopping_) {
    const int socket = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    ++connections_;
    const std::lock_guard lock(mutex_);
    Sweep();
    Guest& guest = guests_.emplace_back();
    guest.socket = socket;
    guest.thread = std::thread([this, &guest] {
      Serve(guest.socket);
      ::shutdown(guest.socket, SHUT_RDWR);  // the descriptor is closed by who joins
      guest.done = true;
    });
  }
}

void Server::Sweep() {
  for (auto guest = guests_.begin(); guest != guests_.end();) {
    if (!guest->done) {
      ++guest;
      continue;
    }
    guest->thread.join();
    ::close(guest->socket);
    guest = guests_.erase(guest);
  }
}

void Server::Serve(int socket) {
  RequestReader reader(socket);
  while (const std::optional<Request> request = reader.Next()) {
    Peer peer(socket);
    Handle(*request, peer);
    bytes_sent_ += peer.sent();
    if (!peer.keeps() || request->Field("connection") == "close") return;
  }
}

void Server::Handle(const Request& request, Peer& peer) {
  const std::string path = request.target.substr(0, request.target.find('?'));
  Handler handler;
  {
    const std::lock_guard lock(mutex_);
    requests_[path].push_back(request);
    const auto found = handlers_.find(path);
    if (found != handlers_.end()) handler = found->second;
  }
  if (handler) {
    handler(request, peer);
  } else {
    peer.Answer(404, {{"Content-Type", "text/plain"}}, "not here\n");
  }
}

}  // namespace isnad::lab
