#include "fetch/hop.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "base/url_text.h"
#include "fetch/header_field.h"

namespace isnad::fetch {
namespace {

constexpr std::size_t kMaxFieldBytes = 8192;
// A redirect's body is for people whose browser does not follow it.
constexpr std::size_t kMaxRedirectBody = 64U << 10;

// Fields that may be long lists are joined (RFC 9110, 5.3); of the others the last one counts. Each
// X-Robots-Tag begins anew with whom it is for, so these stay apart.
enum class Repeat : std::uint8_t { kJoin, kLines, kLast };

struct WantedField {
  std::string_view name;
  std::string FetchHeaders::*value;
  Repeat repeat;
};

constexpr WantedField kWantedFields[] = {
    {"content-type", &FetchHeaders::content_type, Repeat::kLast},
    {"content-encoding", &FetchHeaders::content_encoding, Repeat::kJoin},
    {"etag", &FetchHeaders::etag, Repeat::kLast},
    {"last-modified", &FetchHeaders::last_modified, Repeat::kLast},
    {"cache-control", &FetchHeaders::cache_control, Repeat::kJoin},
    {"expires", &FetchHeaders::expires, Repeat::kLast},
    {"date", &FetchHeaders::date, Repeat::kLast},
    {"age", &FetchHeaders::age, Repeat::kLast},
    {"retry-after", &FetchHeaders::retry_after, Repeat::kLast},
    {"link", &FetchHeaders::link, Repeat::kJoin},
    {"location", &FetchHeaders::location, Repeat::kLast},
    {"x-robots-tag", &FetchHeaders::x_robots_tag, Repeat::kLines},
    {"tdm-reservation", &FetchHeaders::tdm_reservation, Repeat::kLast},
    {"tdm-policy", &FetchHeaders::tdm_policy, Repeat::kLast},
};

constexpr std::string_view kRefusedTypes[] = {
    "audio/",
    "video/",
    "image/",
    "font/",
    "application/zip",
    "application/x-rar",
    "application/java",
    "application/vnd.",
    "application/x-msdownload",
};

bool IsRefusedType(std::string_view content_type) {
  const std::string type = AsciiLower(content_type);
  // Feeds have been served as images of themselves ("image/svg+xml") by no one; SVG is an image.
  return std::any_of(std::begin(kRefusedTypes), std::end(kRefusedTypes),
                     [&](std::string_view refused) { return type.starts_with(refused); });
}

std::string Seconds(std::chrono::milliseconds time) {
  const auto tenths = time.count() / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

Errc CodeOf(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return Errc::kNotFound;
    case CURLE_OPERATION_TIMEDOUT:
      return Errc::kTimedOut;
    case CURLE_FILESIZE_EXCEEDED:
      return Errc::kTooLarge;
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_UNSUPPORTED_PROTOCOL:  // an answer in HTTP/0.9
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return Errc::kMalformed;
    default:
      return Errc::kIo;
  }
}

template <typename T>
void Set(CURL* easy, CURLoption option, T value) {
  // Fails only for options that the library was built without, which Open has asked about.
  curl_easy_setopt(easy, option, value);
}

}  // namespace

Hop::Hop(const HopContext& context, CURL* easy, const FetchRequest& request, Url url, Coding coding,
         SteadyTime now, std::chrono::milliseconds time_left)
    : context_(context),
      easy_(easy),
      request_(request),
      url_(std::move(url)),
      coding_(coding),
      started_(now),
      window_start_(now) {
  curl_easy_reset(easy_);  // keeps connections and names
  SetConnection();
  SetRequestHead();
  Set(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.limits.connect.count()));
  Set(easy_, CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(time_left.count())));
  Set(easy_, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.limits.max_body_bytes));
  Set(easy_, CURLOPT_HEADERFUNCTION, &Hop::OnHead);
  Set(easy_, CURLOPT_HEADERDATA, this);
  Set(easy_, CURLOPT_WRITEFUNCTION, &Hop::OnBody);
  Set(easy_, CURLOPT_WRITEDATA, this);
  Set(easy_, CURLOPT_ERRORBUFFER, message_);
}

Hop::~Hop() { curl_slist_free_all(fields_); }

void Hop::SetConnection() {
  Set(easy_, CURLOPT_URL, url_.text().c_str());
  Set(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  Set(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  Set(easy_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  Set(easy_, CURLOPT_PROXY, context_.proxy.c_str());  // "" also turns the environment's off
  Set(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  Set(easy_, CURLOPT_NOSIGNAL, 1L);
  Set(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  Set(easy_, CURLOPT_PIPEWAIT, 1L);
  Set(easy_, CURLOPT_OPENSOCKETFUNCTION, &Hop::OnSocket);
  Set(easy_, CURLOPT_OPENSOCKETDATA, this);
  if (!context_.ca_file.empty()) Set(easy_, CURLOPT_CAINFO, context_.ca_file.c_str());
  if (context_.hosts != nullptr) Set(easy_, CURLOPT_RESOLVE, context_.hosts);
}

void Hop::SetRequestHead() {
  Set(easy_, CURLOPT_USERAGENT, context_.user_agent.c_str());
  if (coding_ == Coding::kAny) {
    Set(easy_, CURLOPT_ACCEPT_ENCODING, "");  // all that the library can take off
  } else {
    Set(easy_, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    AddField("Accept-Encoding", "identity");
  }
  AddField("Accept", request_.accept);
  AddField("Accept-Language", request_.accept_language);
  if (request_.method == FetchMethod::kPost) {
    Set(easy_, CURLOPT_POST, 1L);
    Set(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    Set(easy_, CURLOPT_POSTFIELDS, request_.body.c_str());
    AddField("Content-Type", request_.body_type);
    fields_ = curl_slist_append(fields_, "Expect:");  // do not wait for "100 Continue"
  } else if (request_.validators.url.empty() || request_.validators.url == url_.text()) {
    AddField("If-None-Match", request_.validators.etag);
    AddField("If-Modified-Since", request_.validators.last_modified);
  }
  Set(easy_, CURLOPT_HTTPHEADER, fields_);
}

// Values come from outside (an ETag, say): one that could end its line is not sent at all.
void Hop::AddField(std::string_view name, std::string_view value) {
  if (value.empty() || value.size() > kMaxFieldBytes || HasControlCharacter(value)) return;
  const std::string line = std::string(name) + ": " + std::string(value);
  fields_ = curl_slist_append(fields_, line.c_str());
}

std::size_t Hop::OnHead(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<Hop*>(self)->TakeHeadLine({data, size * count}) ? size * count : 0;
}

std::size_t Hop::OnBody(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<Hop*>(self)->TakeBody({data, size * count}) ? size * count : 0;
}

// The one place where a socket comes from: the address here is the one that is connected to,
// whatever the name resolved to before.
curl_socket_t Hop::OnSocket(void* self, curlsocktype purpose, curl_sockaddr* address) {
  Hop& hop = *static_cast<Hop*>(self);
  if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
  if (hop.context_.proxy.empty()) {
    const auto to = Endpoint::FromSocket(&address->addr, address->addrlen);
    const Result<void> allowed =
        to ? hop.context_.guard.CheckAddress(hop.url_, to->address, to->port) : Fail(to.error());
    if (!allowed) {
      hop.denied_ = allowed.error();
      return CURL_SOCKET_BAD;
    }
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool Hop::TakeHeadLine(std::string_view line) {
  head_bytes_ += line.size();
  if (head_bytes_ > request_.limits.max_head_bytes) {
    return Stop(Errc::kTooLarge, "more than " + std::to_string(request_.limits.max_head_bytes) +
                                     " bytes of header fields");
  }
  if (head_done_) return true;  // trailers
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (line.empty()) return EndHead();
  if (line.starts_with("HTTP/")) {
    headers_ = {};  // what came before belonged to a 1xx
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return true;
  const std::string name = AsciiLower(line.substr(0, colon));
  const std::string_view text = line.substr(colon + 1);
  for (const WantedField& field : kWantedFields) {
    if (name != field.name) continue;
    const std::string value = FieldValue(text.substr(0, kMaxFieldBytes));
    std::string& kept = headers_.*field.value;
    if (field.repeat == Repeat::kLast || kept.empty()) {
      kept = value;
    } else if (kept.size() + value.size() < kMaxFieldBytes) {
      kept += (field.repeat == Repeat::kJoin ? ", " : "\n") + value;
    }
  }
  return true;
}

bool Hop::EndHead() {
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  if (status < 200) return true;
  status_ = static_cast<int>(status);
  head_done_ = true;
  window_start_ = std::chrono::steady_clock::now();
  if (request_.wanted == WantedBody::kText && status_ == 200 &&
      IsRefusedType(headers_.content_type)) {
    return Stop(Errc::kUnsupported, "not text but " + headers_.content_type.substr(0, 60));
  }
  return true;
}

bool Hop::TakeBody(std::string_view bytes) {
  if (IsRedirect()) {
    body_.append(bytes);
    // Enough said: the hop ends here, and counts as whole (Outcome).
    return body_.size() <= kMaxRedirectBody;
  }
  if (body_.size() + bytes.size() > request_.limits.max_body_bytes) {
    return Stop(Errc::kTooLarge,
                "a body of more than " + std::to_string(request_.limits.max_body_bytes) + " bytes");
  }
  body_.append(bytes);
  return true;
}

std::optional<Error> Hop::Overdue(SteadyTime now) {
  const FetchLimits& limits = request_.limits;
  if (!head_done_) {
    if (now - started_ < limits.first_byte) return std::nullopt;
    return MakeError(Errc::kTimedOut, "no whole head within " + Seconds(limits.first_byte));
  }
  const std::size_t bytes = WireBytes();
  // Compressed emptiness (stored blocks of no bytes) can go on for ever without a body.
  if (bytes > limits.max_body_bytes) {
    return MakeError(Errc::kTooLarge,
                     "more than " + std::to_string(limits.max_body_bytes) + " bytes on the wire");
  }
  if (now - window_start_ < limits.slow_window) return std::nullopt;
  if (bytes - std::min(bytes, window_bytes_) < limits.slow_bytes) {
    return MakeError(Errc::kTimedOut, "fewer than " + std::to_string(limits.slow_bytes) +
                                          " bytes within " + Seconds(limits.slow_window));
  }
  window_start_ = now;
  window_bytes_ = bytes;
  return std::nullopt;
}

std::optional<Error> Hop::Outcome(CURLcode code) const {
  if (stopped_) return stopped_;
  if (code == CURLE_OK) {
    if (head_done_) return std::nullopt;
    return MakeError(Errc::kMalformed, "an answer without a head");
  }
  if (head_done_ && IsRedirect()) return std::nullopt;  // its body does not matter
  if (denied_ && code == CURLE_COULDNT_CONNECT) return denied_;
  const std::string_view message = message_[0] != '\0' ? message_ : curl_easy_strerror(code);
  return MakeError(CodeOf(code), message);
}

bool Hop::IsRedirect() const {
  if (headers_.location.empty()) return false;
  if (status_ == 307 || status_ == 308) return true;
  // A POST is not made a GET behind the caller's back.
  return (status_ == 301 || status_ == 302 || status_ == 303) &&
         request_.method == FetchMethod::kGet;
}

bool Hop::CodingFailed(CURLcode code) const {
  return code == CURLE_BAD_CONTENT_ENCODING && !stopped_ && coding_ == Coding::kAny;
}

bool Hop::FailedOnOldConnection(CURLcode code) const {
  long connects = 1;
  curl_easy_getinfo(easy_, CURLINFO_NUM_CONNECTS, &connects);
  return code != CURLE_OK && !stopped_ && !head_done_ && connects == 0 &&
         request_.method == FetchMethod::kGet;
}

std::size_t Hop::WireBytes() const {
  curl_off_t bytes = 0;
  curl_easy_getinfo(easy_, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
  return static_cast<std::size_t>(std::max<curl_off_t>(bytes, 0));
}

FetchTiming Hop::Timing() const {
  curl_off_t connect = 0;
  curl_off_t first = 0;
  curl_easy_getinfo(easy_, CURLINFO_CONNECT_TIME_T, &connect);
  curl_easy_getinfo(easy_, CURLINFO_STARTTRANSFER_TIME_T, &first);
  FetchTiming timing;
  timing.connect = std::chrono::milliseconds(connect / 1000);
  timing.first_byte = std::chrono::milliseconds(first / 1000);
  return timing;
}

bool Hop::Stop(Errc code, std::string_view why) {
  stopped_ = MakeError(code, why);
  return false;
}

Error Hop::MakeError(Errc code, std::string_view why) const {
  return Error{code, url_.host() + ": " + FieldValue(why)};
}

}  // namespace isnad::fetch
