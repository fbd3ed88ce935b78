#pragma once

// A client for tests that sends what it is told, byte for byte, and reads what comes back. Plain
// blocking sockets, so that nothing tidies up what a test sends. Test code only.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace isnad::web {

class TestClient {
 public:
  explicit TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  TestClient(TestClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_) {}
  ~TestClient() {
    if (socket_ >= 0) ::close(socket_);
  }

  [[nodiscard]] bool connected() const { return connected_; }

  bool Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  void FinishSending() const { ::shutdown(socket_, SHUT_WR); }

  // Everything until the server closes; "" at once when it resets. Fails the test's patience, not
  // the test, after 20 s: what came until then is returned with "(no close)" behind it.
  [[nodiscard]] std::string ReadToClose() const {
    std::string all;
    while (WaitReadable()) {
      char bytes[8192];
      const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
      if (count <= 0) return all;
      all.append(bytes, static_cast<std::size_t>(count));
    }
    return all + "(no close)";
  }

  // At most `limit` bytes of what is here, thrown away; does not wait.
  void ReadSome(std::size_t limit) const {
    std::string bytes(limit, '\0');
    static_cast<void>(::recv(socket_, bytes.data(), limit, MSG_DONTWAIT));
  }

  // One answer: its header section and as many bytes of body as it announces.
  [[nodiscard]] std::string ReadAnswer(bool has_body = true) {
    for (;;) {
      const std::size_t end = unread_.find("\r\n\r\n");
      if (end != unread_.npos) {
        const std::size_t size = end + 4 + (has_body ? ContentLength(unread_.substr(0, end)) : 0);
        if (unread_.size() >= size) {
          std::string answer = unread_.substr(0, size);
          unread_.erase(0, size);
          return answer;
        }
      }
      char bytes[8192];
      if (!WaitReadable()) return unread_ + "(no answer)";
      const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
      if (count <= 0) return std::exchange(unread_, "") + "(closed)";
      unread_.append(bytes, static_cast<std::size_t>(count));
    }
  }

  // Sends, says that there is no more to come, and reads to the end.
  [[nodiscard]] std::string Exchange(std::string_view bytes) const {
    Send(bytes);
    FinishSending();
    return ReadToClose();
  }

 private:
  [[nodiscard]] bool WaitReadable() const {
    pollfd wait{socket_, POLLIN, 0};
    return ::poll(&wait, 1, 20'000) > 0;
  }

  static std::size_t ContentLength(const std::string& head) {
    constexpr std::string_view kName = "Content-Length: ";
    const std::size_t at = head.find(kName);
    return at == head.npos ? 0 : std::stoul(head.substr(at + kName.size()));
  }

  int socket_;
  bool connected_ = false;
  std::string unread_;
};

// 200 of "HTTP/1.1 200 OK…", 0 where there is no status line.
inline int StatusOf(std::string_view answer) {
  if (!answer.starts_with("HTTP/1.1 ") || answer.size() < 12) return 0;
  return (answer[9] - '0') * 100 + (answer[10] - '0') * 10 + (answer[11] - '0');
}

}  // namespace isnad::web
