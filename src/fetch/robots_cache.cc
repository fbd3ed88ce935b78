#include "fetch/robots_cache.h"

#include <algorithm>

#include "fetch/caching.h"

namespace isnad::fetch {
namespace {

enum class Availability : std::uint8_t { kGood, kSame, kUnavailable, kUnreachable };

Availability AvailabilityOf(const Result<FetchResponse>& answer) {
  if (!answer) {
    // Redirects without end are "unavailable" (RFC 9309, 2.3.1.2); so is a file that is no text or
    // has no end, since nobody could obey it.
    const Errc code = answer.error().code;
    return code == Errc::kMalformed || code == Errc::kUnsupported || code == Errc::kTooLarge
               ? Availability::kUnavailable
               : Availability::kUnreachable;
  }
  const int status = answer->status;
  if (status == 304) return Availability::kSame;
  if (status >= 200 && status < 300) return Availability::kGood;
  if (status >= 500 || status == 429) return Availability::kUnreachable;
  return Availability::kUnavailable;
}

Instant NextCheck(const FetchHeaders& headers, Instant now, const RobotsPolicy& policy) {
  const auto fresh = FreshFor(headers, now);
  const std::chrono::milliseconds wanted = fresh.value_or(policy.lifetime);
  return now +
         std::clamp<std::chrono::milliseconds>(wanted, policy.shortest_lifetime, policy.lifetime);
}

RobotsRecord Unreachable(const RobotsRecord* previous, Instant now, const RobotsPolicy& policy) {
  RobotsRecord record;
  record.check_again = now + policy.retry;
  record.unreachable_since = now;
  if (previous != nullptr) {
    record.unreachable_since = previous->unreachable_since.value_or(now);
    record.last_good = previous->unreachable_since ? previous->last_good : previous->robots;
  }
  const auto lasting = now - *record.unreachable_since;
  if (lasting >= policy.gone) {
    record.robots = Robots::AllowAll();
  } else if (lasting >= policy.closed && record.last_good) {
    record.robots = *record.last_good;
  } else {
    record.robots = Robots::DisallowAll();
  }
  return record;
}

}  // namespace

FetchRequest RobotsRequest(const Url& site, const RobotsRecord* previous) {
  FetchRequest request;
  if (const auto url = site.Resolve("/robots.txt")) request.url = url->text();
  request.accept = "text/plain,*/*;q=0.5";
  // A longer file is read as far as we read at all, so this is no reason to fail.
  request.limits.max_body_bytes = 4U << 20;
  if (previous != nullptr) request.validators = previous->validators;
  return request;
}

RobotsRecord AfterRobots(const Result<FetchResponse>& answer, const RobotsRecord* previous,
                         std::string_view token, Instant now, const RobotsPolicy& policy) {
  RobotsRecord record;
  switch (AvailabilityOf(answer)) {
    case Availability::kSame:
      if (previous != nullptr) record = *previous;
      if (record.unreachable_since) record.robots = record.last_good.value_or(Robots());
      record.unreachable_since.reset();
      record.last_good.reset();
      record.check_again = NextCheck(answer->headers, now, policy);
      return record;
    case Availability::kGood:
      record.robots = Robots::Parse(answer->body, token);
      record.validators = {answer->headers.etag, answer->headers.last_modified, answer->url};
      record.check_again = NextCheck(answer->headers, now, policy);
      return record;
    case Availability::kUnavailable:
      record.check_again = now + policy.lifetime;
      return record;
    case Availability::kUnreachable:
      record = Unreachable(previous, now, policy);
      if (previous != nullptr && record.last_good) record.validators = previous->validators;
      return record;
  }
  return record;
}

}  // namespace isnad::fetch
