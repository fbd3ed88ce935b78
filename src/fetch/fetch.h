#pragma once

// What is asked of an outlet's server and what comes back: plain values, and the interface that
// callers hold, so that tests bring their own. The real one is HttpClient (http_client.h).
//
// Everything about an answer is hostile: FetchLimits bounds its bytes, its time and its redirects.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "base/error.h"

namespace isnad::fetch {

struct FetchLimits {
  std::chrono::milliseconds connect{10'000};     // name, TCP and TLS, for each hop
  std::chrono::milliseconds first_byte{20'000};  // from asking to a whole head, for each hop
  std::chrono::milliseconds total{60'000};       // all hops together
  // A body that brings fewer than `slow_bytes` in `slow_window` is given up.
  std::chrono::milliseconds slow_window{15'000};
  std::size_t slow_bytes = 3000;
  std::size_t max_body_bytes = 16U << 20;  // decompressed, and on the wire as well
  std::size_t max_head_bytes = 64U << 10;  // all header fields of a hop, 1xx and trailers included
  int max_redirects = 10;
};

// What was remembered of the last answer, for a conditional request (RFC 9110, 13.1).
struct Validators {
  std::string etag;
  std::string last_modified;
  std::string url;  // the address that gave them: sent to no other; empty: the one asked for

  bool operator==(const Validators&) const = default;
};

enum class FetchMethod : std::uint8_t { kGet, kPost };

// kText refuses audio, video, images, fonts and archives as soon as their type is known.
enum class WantedBody : std::uint8_t { kText, kAny };

struct FetchRequest {
  std::string url;
  std::string accept = "*/*";
  std::string accept_language = "ar,*;q=0.5";
  Validators validators;
  WantedBody wanted = WantedBody::kText;
  FetchMethod method = FetchMethod::kGet;
  std::string body;       // of a POST
  std::string body_type;  // of a POST
  FetchLimits limits;
};

// The header fields that we act on, as they came; several of one name are joined by ", "
// (X-Robots-Tag by line breaks). Control characters are made spaces; the rest may be any bytes.
struct FetchHeaders {
  std::string content_type = {};
  std::string content_encoding = {};
  std::string etag = {};
  std::string last_modified = {};
  std::string cache_control = {};
  std::string expires = {};
  std::string date = {};
  std::string age = {};
  std::string retry_after = {};
  std::string link = {};
  std::string location = {};
  std::string x_robots_tag = {};
  std::string tdm_reservation = {};
  std::string tdm_policy = {};

  bool operator==(const FetchHeaders&) const = default;
};

struct FetchTiming {
  std::chrono::milliseconds connect{};     // of the last hop; 0 over a connection that was open
  std::chrono::milliseconds first_byte{};  // of the last hop
  std::chrono::milliseconds total{};       // all hops
};

struct FetchResponse {
  int status = 0;
  std::string url;            // that answered, after redirects
  std::string permanent_url;  // where permanent redirects alone lead to; empty when nowhere else
  FetchHeaders headers;
  std::string body;  // decompressed bytes, in whatever charset
  std::size_t wire_bytes = 0;
  int redirects = 0;
  FetchTiming timing;
};

// `done` gets the answer whatever its status; an Error means that there was none.
using FetchDone = std::function<void(Result<FetchResponse>)>;

// Not thread-safe, but for Wake.
class Fetcher {
 public:
  virtual ~Fetcher() = default;

  // Begins. `done` is called once, from Poll and never from here, on the caller's thread; never
  // when the fetcher is destroyed before. It may call Start.
  // Errors given to `done`: kDenied (the guard, or a body of a refused kind is kUnsupported),
  // kNotFound (no such host name), kTimedOut, kTooLarge (names the limit), kMalformed (breaks
  // HTTP, redirects in a circle or too often), kIo (connection, TLS).
  virtual void Start(FetchRequest request, FetchDone done) = 0;

  // Moves everything along; returns once something was done, or after `wait`. What is still under
  // way is counted in the result.
  virtual std::size_t Poll(std::chrono::milliseconds wait) = 0;

  // Makes a Poll that waits return. Thread-safe.
  virtual void Wake() = 0;
};

// Asks and waits for the answer, within the request's own deadlines; others that the fetcher has
// under way move along meanwhile. Errors as above.
[[nodiscard]] Result<FetchResponse> FetchNow(Fetcher& fetcher, FetchRequest request);

}  // namespace isnad::fetch
