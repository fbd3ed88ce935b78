#include "web/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "web/negotiate.h"

namespace isnad::web {
namespace {

// Nothing is loaded from elsewhere and nothing is executed: pages have no scripts, and styles,
// fonts and pictures are our own. HSTS is left to whoever terminates TLS in front.
struct NamedHeader {
  std::string_view name;
  std::string_view value;
};
constexpr std::array<NamedHeader, 5> kSecurityHeaders = {{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
     "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
}};

constexpr bool IsTokenChar(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool IsFit(const Response& response) {
  return response.status >= 200 && response.status <= 599 &&
         IsValidHeaderValue(response.content_type) && IsValidHeaderValue(response.etag) &&
         IsValidHeaderValue(response.cache_control) &&
         std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
           return IsValidHeaderName(header.first) && IsValidHeaderValue(header.second);
         });
}

void AppendHeader(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

bool Replaces(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const auto& header) { return EqualsIgnoringCase(header.first, name); });
}

std::string GzipEtag(std::string_view etag) {
  std::string tag(etag);
  if (!tag.empty() && tag.back() == '"') tag.insert(tag.size() - 1, "-gz");
  return tag;
}

bool HasBody(int status) { return status != 204 && status != 304; }

void AppendStatusLine(std::string& out, int status) {
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", status, ReasonPhrase(status));
}

}  // namespace

bool IsValidHeaderValue(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7F;
  });
}

bool IsValidHeaderName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), IsTokenChar);
}

std::string HttpDate(std::chrono::sys_seconds time) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays[std::chrono::weekday(midnight).c_encoding()],
                     static_cast<unsigned>(day.day()),
                     kMonths[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

Answer MakeAnswer(const Response& response, const AnswerContext& context, bool* unfit) {
  if (!IsFit(response)) {
    if (unfit != nullptr) *unfit = true;
    AnswerContext closing = context;
    closing.keep_alive = false;
    Response failure;
    failure.status = 500;
    failure.content_type = "text/plain; charset=utf-8";
    return MakeAnswer(failure, closing);
  }
  Answer answer;
  answer.status = response.status;
  if (response.status == 200 && EtagMatches(context.if_none_match, response.etag)) {
    answer.status = 304;
  }
  const bool gzip = response.body_gzip != nullptr && AcceptsGzip(context.accept_encoding);
  const std::string* body = gzip ? response.body_gzip.get() : response.body.get();

  std::string& head = answer.head;
  head.reserve(768);
  AppendStatusLine(head, answer.status);
  if (!context.date.empty()) AppendHeader(head, "Date", context.date);
  if (HasBody(answer.status)) {
    AppendHeader(head, "Content-Type", response.content_type);
    AppendHeader(head, "Content-Length", std::to_string(body != nullptr ? body->size() : 0));
    if (gzip) AppendHeader(head, "Content-Encoding", "gzip");
  }
  if (response.body_gzip != nullptr) AppendHeader(head, "Vary", "Accept-Encoding");
  if (!response.etag.empty()) {
    AppendHeader(head, "ETag", gzip ? GzipEtag(response.etag) : response.etag);
  }
  if (!response.cache_control.empty()) AppendHeader(head, "Cache-Control", response.cache_control);
  for (const auto& [name, value] : kSecurityHeaders) {
    if (response.headers.empty() || !Replaces(response, name)) AppendHeader(head, name, value);
  }
  for (const auto& [name, value] : response.headers) AppendHeader(head, name, value);
  if (!context.keep_alive) {
    AppendHeader(head, "Connection", "close");
  } else if (context.http_1_0) {
    AppendHeader(head, "Connection", "keep-alive");
  }
  head += "\r\n";
  if (HasBody(answer.status) && !context.head) answer.body = body;
  return answer;
}

}  // namespace isnad::web
