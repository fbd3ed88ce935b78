#pragma once

// One question and its answer on a libcurl easy handle: options set, head and body taken in under
// the limits, deadlines watched. A Transfer is a chain of these. Not for other folders.
//
// Source: libcurl 7.88 manual, curl_easy_setopt(3). Not thread-safe.

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/url.h"
#include "fetch/fetch.h"
#include "fetch/guard.h"

namespace isnad::fetch {

using SteadyTime = std::chrono::steady_clock::time_point;

// What all hops of a client have in common; outlives them.
struct HopContext {
  const Guard& guard;
  std::string user_agent;
  std::string proxy;
  std::string ca_file;
  curl_slist* hosts = nullptr;  // CURLOPT_RESOLVE
};

enum class Coding : std::uint8_t { kAny, kIdentity };

class Hop {
 public:
  // Sets `easy` up to ask `request`'s question of `url`. `request` must outlive the hop.
  Hop(const HopContext& context, CURL* easy, const FetchRequest& request, Url url, Coding coding,
      SteadyTime now, std::chrono::milliseconds time_left);
  ~Hop();
  Hop(const Hop&) = delete;
  Hop& operator=(const Hop&) = delete;

  // Why the hop has to be given up at `now`, if it has to.
  [[nodiscard]] std::optional<Error> Overdue(SteadyTime now);
  // What is wrong with the answer, given how libcurl ended; nothing when it is whole.
  [[nodiscard]] std::optional<Error> Outcome(CURLcode code) const;

  [[nodiscard]] const Url& url() const { return url_; }
  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] bool asks_identity() const { return coding_ == Coding::kIdentity; }
  // 301, 302, 303, 307 or 308 with somewhere to go, to be followed for this method.
  [[nodiscard]] bool IsRedirect() const;
  // Names a coding that is none ("utf-8"), or one that the bytes are not in: worth asking again
  // without compression.
  [[nodiscard]] bool CodingFailed(CURLcode code) const;
  // Failed before its head over a connection that was open before: what an earlier answer left
  // behind there (more bytes than its length said) may have been taken for this one.
  [[nodiscard]] bool FailedOnOldConnection(CURLcode code) const;
  [[nodiscard]] std::size_t WireBytes() const;
  [[nodiscard]] FetchTiming Timing() const;  // without the total
  FetchHeaders& headers() { return headers_; }
  std::string& body() { return body_; }

 private:
  static std::size_t OnHead(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t OnBody(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t OnSocket(void* self, curlsocktype purpose, curl_sockaddr* address);

  void SetConnection();
  void SetRequestHead();
  void AddField(std::string_view name, std::string_view value);
  bool TakeHeadLine(std::string_view line);
  bool EndHead();
  bool TakeBody(std::string_view bytes);
  bool Stop(Errc code, std::string_view why);
  [[nodiscard]] Error MakeError(Errc code, std::string_view why) const;

  const HopContext& context_;
  CURL* easy_;
  const FetchRequest& request_;
  Url url_;
  Coding coding_;
  SteadyTime started_;
  curl_slist* fields_ = nullptr;
  char message_[CURL_ERROR_SIZE] = {};
  std::optional<Error> stopped_;  // by us
  std::optional<Error> denied_;   // the last socket address refused
  int status_ = 0;
  bool head_done_ = false;
  std::size_t head_bytes_ = 0;
  FetchHeaders headers_;
  std::string body_;
  SteadyTime window_start_;  // of the slowness check
  std::size_t window_bytes_ = 0;
};

}  // namespace isnad::fetch
