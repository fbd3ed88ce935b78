#include "fetch/websub.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/url_text.h"
#include "fetch/header_field.h"
#include "fetch/link_header.h"
#include "fetch/sha.h"

namespace isnad::fetch {
namespace {

using std::chrono::seconds;

constexpr std::size_t kMaxAddress = 4096;
constexpr std::size_t kMaxChallenge = 1024;
constexpr std::size_t kMaxSecret = 199;
constexpr std::size_t kMaxHubs = 8;
constexpr seconds kShortestLease = std::chrono::hours(1);
constexpr seconds kLongestLease = std::chrono::hours(30 * 24);

void AddHub(HubOffer& offer, const Result<Url>& hub) {
  if (!hub || offer.hubs.size() >= kMaxHubs) return;
  if (std::find(offer.hubs.begin(), offer.hubs.end(), hub->text()) == offer.hubs.end()) {
    offer.hubs.push_back(hub->text());
  }
}

std::string_view ModeName(SubscriptionMode mode) {
  return mode == SubscriptionMode::kSubscribe ? "subscribe" : "unsubscribe";
}

// application/x-www-form-urlencoded, both ways (WHATWG URL 5).
void AppendPair(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  form += PercentEncode(name) + "=" + PercentEncode(value);
}

std::string FormDecode(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return PercentDecode(spaced);
}

struct IntentQuery {
  std::string mode, topic, challenge, lease;
};

IntentQuery ReadQuery(std::string_view query) {
  IntentQuery out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string name = FormDecode(pair.substr(0, equals));
    const std::string value = FormDecode(pair.substr(std::min(equals + 1, pair.size())));
    if (name == "hub.mode") out.mode = value;
    if (name == "hub.topic") out.topic = value;
    if (name == "hub.challenge") out.challenge = value;
    if (name == "hub.lease_seconds") out.lease = value;
  }
  return out;
}

seconds GrantedLease(std::string_view text) {
  const std::uint64_t granted = ReadDecimal(text).value_or(0);
  const auto bounded = std::min<std::uint64_t>(granted, kLongestLease.count());
  return std::max(kShortestLease, seconds(bounded));
}

// HMAC (RFC 2104) over one of the hashes of sha.h.
template <std::size_t Block, typename Hash>
std::string Hmac(Hash hash, std::string_view key, std::string_view body) {
  const auto text = [](const auto& digest) {
    return std::string(reinterpret_cast<const char*>(digest.data()), digest.size());
  };
  std::string padded = key.size() > Block ? text(hash(key)) : std::string(key);
  padded.resize(Block, '\0');
  std::string inner = padded;
  std::string outer = padded;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer) c = static_cast<char>(c ^ 0x5C);
  inner += body;
  outer += text(hash(inner));
  return text(hash(outer));
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string HmacSha256(std::string_view key, std::string_view body) {
  std::string out(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, Bytes(key), key.size());
  crypto_auth_hmacsha256_update(&state, Bytes(body), body.size());
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

std::string HmacSha512(std::string_view key, std::string_view body) {
  std::string out(crypto_auth_hmacsha512_BYTES, '\0');
  crypto_auth_hmacsha512_state state;
  crypto_auth_hmacsha512_init(&state, Bytes(key), key.size());
  crypto_auth_hmacsha512_update(&state, Bytes(body), body.size());
  crypto_auth_hmacsha512_final(&state, reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

// Empty for a method that is not one of the four.
std::string SignatureOf(std::string_view method, std::string_view secret, std::string_view body) {
  if (SameToken(method, "sha1")) return Hmac<64>(Sha1, secret, body);
  if (SameToken(method, "sha256")) return HmacSha256(secret, body);
  if (SameToken(method, "sha384")) return Hmac<128>(Sha384, secret, body);
  if (SameToken(method, "sha512")) return HmacSha512(secret, body);
  return "";
}

// Empty for anything but pairs of hexadecimal digits.
std::string FromHex(std::string_view hex) {
  std::string out;
  if (hex.size() % 2 != 0 || hex.size() > 128) return out;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = HexValue(hex[i]);
    const int low = HexValue(hex[i + 1]);
    if (high < 0 || low < 0) return "";
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

}  // namespace

std::optional<HubOffer> FindHub(const Url& feed, std::string_view link_header,
                                const std::string& self_in_feed,
                                const std::vector<std::string>& hubs_in_feed) {
  HubOffer offer;
  std::string self;
  for (const HeaderLink& link : ParseLinkHeader(link_header)) {
    if (HasRelation(link.rel, "hub")) AddHub(offer, feed.Resolve(link.target));
    if (HasRelation(link.rel, "self") && self.empty()) self = link.target;
  }
  for (const std::string& hub : hubs_in_feed) AddHub(offer, feed.Resolve(hub));
  if (offer.hubs.empty()) return std::nullopt;
  if (self.empty()) self = self_in_feed;
  const auto topic = feed.Resolve(self);
  offer.topic = self.empty() || !topic ? feed.text() : topic->text();
  return offer;
}

std::string NewSecret(Random& random) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string secret;
  for (int word = 0; word < 4; ++word) {
    std::uint64_t bits = random.Next();
    for (int digit = 0; digit < 16; ++digit, bits >>= 4) secret += kHex[bits & 15];
  }
  return secret;
}

FetchRequest SubscriptionRequest(const Subscription& subscription, seconds lease) {
  FetchRequest request;
  request.url = subscription.hub;
  request.method = FetchMethod::kPost;
  request.body_type = "application/x-www-form-urlencoded";
  AppendPair(request.body, "hub.callback", subscription.callback);
  AppendPair(request.body, "hub.mode", ModeName(subscription.mode));
  AppendPair(request.body, "hub.topic", subscription.topic);
  if (subscription.mode == SubscriptionMode::kSubscribe) {
    AppendPair(request.body, "hub.lease_seconds",
               std::to_string(std::clamp(lease, kShortestLease, kLongestLease).count()));
    if (!subscription.secret.empty() && subscription.secret.size() <= kMaxSecret &&
        subscription.hub.starts_with("https:")) {
      AppendPair(request.body, "hub.secret", subscription.secret);
    }
  }
  return request;
}

Result<std::string> VerifyIntent(std::string_view query, Instant now, Subscription& subscription) {
  if (query.size() > 4 * kMaxAddress) return Fail(Errc::kMalformed, "WebSub: a query too long");
  const IntentQuery asked = ReadQuery(query);
  if (asked.topic != subscription.topic) {
    return Fail(Errc::kDenied, "WebSub: a topic that was not asked for");
  }
  if (asked.mode == "denied") {  // 5.2: the hub will not, or no longer
    subscription.expires.reset();
    return Fail(Errc::kDenied, "WebSub: the hub denied the subscription");
  }
  if (asked.mode != ModeName(subscription.mode)) {
    return Fail(Errc::kDenied, "WebSub: a mode that was not asked for");
  }
  if (asked.challenge.empty() || asked.challenge.size() > kMaxChallenge) {
    return Fail(Errc::kMalformed, "WebSub: no challenge");
  }
  if (subscription.mode == SubscriptionMode::kSubscribe) {
    subscription.expires = now + GrantedLease(asked.lease);
  } else {
    subscription.expires.reset();
  }
  return asked.challenge;
}

bool ShouldRenew(const Subscription& subscription, seconds lease, Instant now) {
  if (subscription.mode == SubscriptionMode::kUnsubscribe) return false;
  if (!subscription.expires) return true;
  return *subscription.expires - now <= std::max<seconds>(lease / 3, kShortestLease);
}

Signature CheckSignature(std::string_view header, std::string_view secret, std::string_view body) {
  header = TrimField(header);
  if (header.empty()) return Signature::kMissing;
  const std::size_t equals = header.find('=');
  if (equals == header.npos || secret.empty()) return Signature::kBad;
  const std::string expected = SignatureOf(header.substr(0, equals), secret, body);
  const std::string given = FromHex(header.substr(equals + 1));
  // The lengths are no secret; the bytes are.
  const bool same = !expected.empty() && expected.size() == given.size() &&
                    sodium_memcmp(expected.data(), given.data(), given.size()) == 0;
  return same ? Signature::kGood : Signature::kBad;
}

}  // namespace isnad::fetch
