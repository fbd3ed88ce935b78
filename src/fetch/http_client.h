#pragma once

// The Fetcher that talks to the web: libcurl's multi interface, HTTP/1.1 and HTTP/2, TLS always
// verified, gzip, deflate, brotli and zstd taken off while the bytes come in.
//
// Redirects are followed here and not by libcurl, so that the guard judges each hop (guard.h). No
// cookies, no netrc, no proxy from the environment, no alternative services, one User-Agent that
// says who we are. Any number of requests may be started; `max_in_flight` of them are under way.
//
// Memory: a request under way holds at most its max_body_bytes and max_head_bytes, and some 100 KiB
// of libcurl's own; a window that a zstd frame asks for is not touched beyond max_body_bytes.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "fetch/fetch.h"
#include "fetch/guard.h"

namespace isnad::fetch {

// An address for a name, as in a hosts file. The guard judges it like any other.
struct HostLine {
  std::string host;
  std::uint16_t port = 0;
  std::string address;
};

struct HttpClientOptions {
  std::string product = "Isnad/0.1";  // also what robots.txt is asked for, without the version
  std::string contact;                // page or mail address where outlets reach who runs this
  GuardOptions guard;
  // "http://host:port" that all requests go through; it then is the proxy that connects, and the
  // guard sees only what is written in addresses.
  std::string proxy;
  std::string ca_file;  // empty: the system's
  std::vector<HostLine> hosts;
  std::size_t max_in_flight = 64;
  std::size_t max_per_host = 2;
};

class HttpClient final : public Fetcher {
 public:
  // Errors: kMalformed for a product or contact that cannot stand in a header field, kIo when
  // libcurl does not start.
  [[nodiscard]] static Result<std::unique_ptr<HttpClient>> Open(HttpClientOptions options);
  ~HttpClient() override;  // what is under way is dropped, and its `done` not called

  void Start(FetchRequest request, FetchDone done) override;
  std::size_t Poll(std::chrono::milliseconds wait) override;
  void Wake() override;

  // "Isnad/0.1 (Arabic news reader; +https://example.org/reader)".
  [[nodiscard]] const std::string& user_agent() const;

 private:
  struct Impl;
  explicit HttpClient(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad::fetch
