#pragma once

// The subscriber's side of WebSub (W3C Recommendation, 23 January 2018): the outlet's hub tells us
// of new items at once, instead of being asked for them.
//
// Values and checks only: the form to send a hub, the answer to its question whether we meant it,
// and whether a delivery was signed with our secret. Whatever comes to the callback address may be
// from anyone until the signature has been checked.
//
// Limits: topics and hubs of 4096 bytes, secrets under 200 bytes (5.1), leases between an hour and
// thirty days. Pure functions. Thread-safe.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/url.h"
#include "fetch/fetch.h"

namespace isnad::fetch {

struct HubOffer {
  std::string topic;              // the feed's own address ("self")
  std::vector<std::string> hubs;  // in the publisher's order

  bool operator==(const HubOffer&) const = default;
};

// Section 4: Link header fields first, then what the feed itself says (news::Feed::self and hubs).
// Nullopt where there is no hub. The topic is the address asked where none is given.
[[nodiscard]] std::optional<HubOffer> FindHub(const Url& feed, std::string_view link_header,
                                              const std::string& self_in_feed,
                                              const std::vector<std::string>& hubs_in_feed);

enum class SubscriptionMode : std::uint8_t { kSubscribe, kUnsubscribe };

struct Subscription {
  std::string topic;
  std::string hub;
  std::string callback;  // an address of ours that nobody can guess
  std::string secret;    // of our making; empty: unsigned, and then deliveries are only hints
  SubscriptionMode mode = SubscriptionMode::kSubscribe;
  std::optional<Instant> expires;  // once the hub confirmed

  bool operator==(const Subscription&) const = default;
};

// 64 hexadecimal digits.
[[nodiscard]] std::string NewSecret(Random& random);

// Section 5.1: the POST to the hub. A secret is left out for a hub without TLS (5.1.2 note): the
// delivery then is a hint to poll.
[[nodiscard]] FetchRequest SubscriptionRequest(const Subscription& subscription,
                                               std::chrono::seconds lease);

// Section 5.3: the hub asks our callback address with `query` ("hub.mode=…&hub.challenge=…").
// The text to answer 200 with; `subscription` gets its `expires` (or loses it).
// Errors: kDenied for what was not asked for (answer 404), kMalformed (answer 404 as well).
[[nodiscard]] Result<std::string> VerifyIntent(std::string_view query, Instant now,
                                               Subscription& subscription);

// Whether renewal is due: when a third of the lease, or an hour, is left.
[[nodiscard]] bool ShouldRenew(const Subscription& subscription, std::chrono::seconds lease,
                               Instant now);

enum class Signature : std::uint8_t {
  kGood,
  kBad,      // ignore the delivery, but answer 2xx, so as not to tell the guesser (7.1)
  kMissing,  // no header field although there is a secret: treat as bad
};

// Section 7.1: `header` is X-Hub-Signature ("sha256=…"), methods sha1, sha256, sha384 and sha512.
// Compared in constant time. Cost: O(body).
[[nodiscard]] Signature CheckSignature(std::string_view header, std::string_view secret,
                                       std::string_view body);

}  // namespace isnad::fetch
