#include "fetch/caching.h"

#include <curl/curl.h>

#include <algorithm>
#include <string>

#include "fetch/header_field.h"

namespace isnad::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kMaxDateBytes = 64;
constexpr std::uint64_t kMostSeconds = 10ULL * 365 * 24 * 3600;
constexpr std::int64_t kYear2200 = 7'258'118'400;
constexpr milliseconds kMostRetryAfter = std::chrono::hours(7 * 24);

std::optional<seconds> ReadSeconds(std::string_view text) {
  const auto value = ReadDecimal(text);
  if (!value) return std::nullopt;
  return seconds(std::min(*value, kMostSeconds));
}

}  // namespace

std::optional<Instant> ParseHttpDate(std::string_view text) {
  text = TrimField(text);
  // At least "1 Jan 70": curl_getdate would read "5" as a date of this month.
  if (text.size() < 8 || text.size() > kMaxDateBytes || HasControlCharacter(text)) {
    return std::nullopt;
  }
  const std::time_t time = curl_getdate(std::string(text).c_str(), nullptr);
  if (time < 0 || time >= kYear2200) return std::nullopt;
  return Instant(seconds(time));
}

CacheControl ParseCacheControl(std::string_view field) {
  CacheControl out;
  while (const auto part = NextPart(field, ',')) {
    const Parameter directive = ReadParameter(*part);
    if (SameToken(directive.name, "no-store")) out.no_store = true;
    // no-cache="field" concerns that field alone (RFC 9111, 5.2.2.4).
    if (SameToken(directive.name, "no-cache") && directive.value.empty()) out.no_cache = true;
    if (SameToken(directive.name, "max-age")) {
      // Given twice, the shorter one is safe (RFC 9111, 4.2.1).
      const auto age = ReadSeconds(directive.value);
      if (age) out.max_age = std::min(out.max_age.value_or(*age), *age);
    }
  }
  return out;
}

std::optional<milliseconds> FreshFor(const FetchHeaders& headers, Instant now) {
  const CacheControl control = ParseCacheControl(headers.cache_control);
  if (control.no_store || control.no_cache) return milliseconds(0);
  const milliseconds age = ReadSeconds(headers.age).value_or(seconds(0));
  if (control.max_age) return std::max(milliseconds(0), milliseconds(*control.max_age) - age);
  if (headers.expires.empty()) return std::nullopt;
  // A value that is no date ("0", "-1") has expired (RFC 9111, 5.3).
  const auto expires = ParseHttpDate(headers.expires);
  if (!expires) return milliseconds(0);
  // Against the sender's own clock where it is given: ours may differ.
  const Instant sent = ParseHttpDate(headers.date).value_or(now);
  return std::clamp<milliseconds>(*expires - sent - age, milliseconds(0), seconds(kMostSeconds));
}

std::optional<milliseconds> RetryAfter(const FetchHeaders& headers, Instant now) {
  if (const auto wait = ReadSeconds(TrimField(headers.retry_after))) {
    return std::min<milliseconds>(*wait, kMostRetryAfter);
  }
  const auto date = ParseHttpDate(headers.retry_after);
  if (!date) return std::nullopt;
  const Instant sent = ParseHttpDate(headers.date).value_or(now);
  if (*date <= sent) return std::nullopt;
  return std::min<milliseconds>(*date - sent, kMostRetryAfter);
}

}  // namespace isnad::fetch
