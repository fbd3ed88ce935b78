#include "fetch/websub.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "base/date_time.h"
#include "fetch/sha.h"

namespace isnad::fetch {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Instant kNow = DateTime::Parse("2025-02-21T14:00:00Z")->ToInstant();
const Url kFeed = *Url::Parse("https://a.example/feed");

template <std::size_t Size>
std::string Hex(const std::array<std::uint8_t, Size>& bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

// FIPS 180-4's examples, and all lengths around the edges of blocks against another
// implementation (Python's hashlib, over the digests of 0 to 299 times "a" in a row).
TEST(Sha, AgreesWithOthers) {
  EXPECT_EQ(Hex(Sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(Hex(Sha384("abc")),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
            "8086072ba1e7cc2358baeca134c825a7");
  std::string all1, all384;
  for (std::size_t n = 0; n < 300; ++n) {
    const auto one = Sha1(std::string(n, 'a'));
    all1.append(reinterpret_cast<const char*>(one.data()), one.size());
    const auto other = Sha384(std::string(n, 'a'));
    all384.append(reinterpret_cast<const char*>(other.data()), other.size());
  }
  EXPECT_EQ(Hex(Sha1(all1)), "59fd9a7a8ec7eb10d31fe6c625152f122c4e1606");
  EXPECT_EQ(Hex(Sha384(all384)),
            "3e67e819ed3728f536cb6fdeeca3192d03c9330d9f59d3fd761a9da151e9b7cd"
            "74090f102bd163b4ac6bf95562bce2d9");
}

TEST(CheckSignature, KnowsTheFourMethods) {
  const struct {
    const char* why;
    std::string header;
    std::string secret;
    Signature signature;
  } kCases[] = {
      {"sha1", "sha1=9d59e7fe3048af1d1cff2adb9dd1255a60255367", "secret", Signature::kGood},
      {"sha1, long secret", "sha1=8aa7787e90d1275f001bf13780eec638056aa99c", std::string(199, 'k'),
       Signature::kGood},
      {"sha256", "sha256=7f0d6350cf044f248d4cce86b8fe53a597011568da4ea644056a56a8b525583a",
       "secret", Signature::kGood},
      {"sha256, long secret",
       "sha256=1d91adb247012e702a97e0d65ee4876e9ce380d3609adc09e97d79d837d78915",
       std::string(199, 'k'), Signature::kGood},
      {"sha384",
       "sha384=b4ce715db4978c817d02d47a286642eb54487ac959754ef7bd5d72049ee0971c"
       "7fe5320aa4994b9a17e90c7fd2ebde8e",
       "secret", Signature::kGood},
      {"sha384, long secret",
       "sha384=3389768be35b14aea02c272d9539d9eebe3ab817f038f7ad01e2fc2607937748"
       "c6c4825f35a67f0dd668d89836ed1c6b",
       std::string(199, 'k'), Signature::kGood},
      {"sha512",
       "sha512=7210a4fd86e588bbaab1ae557e9d69334297a580cbc521fd894441ca07172de6"
       "419080ff2f649a385ff73e7bf2574fcc99d33c630db4c78c3d1c1ae8b10e4b83",
       "secret", Signature::kGood},
      {"capitals", "SHA1=9D59E7FE3048AF1D1CFF2ADB9DD1255A60255367", "secret", Signature::kGood},
      {"no header", "", "secret", Signature::kMissing},
      {"another secret", "sha1=9d59e7fe3048af1d1cff2adb9dd1255a60255367", "Secret",
       Signature::kBad},
      {"no secret of ours", "sha1=9d59e7fe3048af1d1cff2adb9dd1255a60255367", "", Signature::kBad},
      {"one digit changed", "sha1=9d59e7fe3048af1d1cff2adb9dd1255a60255368", "secret",
       Signature::kBad},
      {"cut short", "sha1=9d59e7fe3048af1d1cff2adb9dd1255a602553", "secret", Signature::kBad},
      {"nothing behind", "sha1=", "secret", Signature::kBad},
      {"no method", "9d59e7fe3048af1d1cff2adb9dd1255a60255367", "secret", Signature::kBad},
      {"unknown method", "md5=9d59e7fe3048af1d1cff2adb9dd1255a60255367", "secret", Signature::kBad},
      {"method that is none", "=", "secret", Signature::kBad},
      {"no digits", "sha1=zz59e7fe3048af1d1cff2adb9dd1255a60255367", "secret", Signature::kBad},
      {"endless", "sha1=" + std::string(100'000, 'a'), "secret", Signature::kBad},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(CheckSignature(c.header, c.secret, "خبر"), c.signature);
  }
  EXPECT_EQ(CheckSignature(kCases[0].header, "secret", "خبر "), Signature::kBad) << "another body";
}

TEST(FindHub, HeaderBeforeFeed) {
  const auto offer = FindHub(
      kFeed, "<https://hub1.example/>; rel=hub, <https://a.example/self>; rel=self",
      "https://a.example/other", {"https://hub2.example/", "https://hub1.example/", "ftp://x/"});
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->topic, "https://a.example/self");
  EXPECT_EQ(offer->hubs,
            (std::vector<std::string>{"https://hub1.example/", "https://hub2.example/"}));
  EXPECT_EQ(FindHub(kFeed, "", "", {}), std::nullopt);
  EXPECT_EQ(FindHub(kFeed, "", "", {"/hub"})->topic, "https://a.example/feed");
  EXPECT_EQ(FindHub(kFeed, "", "/s", {"/hub"}),
            (HubOffer{"https://a.example/s", {"https://a.example/hub"}}));
}

Subscription Ours() {
  Subscription subscription;
  subscription.topic = "https://a.example/feed?x=1&y=خ";
  subscription.hub = "https://hub.example/";
  subscription.callback = "https://us.example/w/1?k=2";
  subscription.secret = "s";
  return subscription;
}

TEST(SubscriptionRequest, WritesTheForm) {
  const FetchRequest request = SubscriptionRequest(Ours(), hours(240));
  EXPECT_EQ(request.method, FetchMethod::kPost);
  EXPECT_EQ(request.body,
            "hub.callback=https%3A%2F%2Fus.example%2Fw%2F1%3Fk%3D2&hub.mode=subscribe&"
            "hub.topic=https%3A%2F%2Fa.example%2Ffeed%3Fx%3D1%26y%3D%D8%AE&"
            "hub.lease_seconds=864000&hub.secret=s");
  Subscription plain = Ours();
  plain.hub = "http://hub.example/";
  EXPECT_EQ(SubscriptionRequest(plain, hours(240)).body.find("hub.secret"), std::string::npos)
      << "a secret is not told in the open";
  plain.mode = SubscriptionMode::kUnsubscribe;
  EXPECT_EQ(SubscriptionRequest(plain, hours(240)).body.find("lease"), std::string::npos);
}

TEST(VerifyIntent, AnswersOnlyWhatWasAsked) {
  const std::string topic = "hub.topic=https%3A%2F%2Fa.example%2Ffeed%3Fx%3D1%26y%3D%D8%AE";
  const struct {
    const char* why;
    std::string query;
    const char* answer;
  } kCases[] = {
      {"subscribed",
       "hub.mode=subscribe&" + topic + "&hub.challenge=a+b%2B&hub.lease_seconds=86400", "a b+"},
      {"order does not matter", "hub.challenge=c&" + topic + "&hub.mode=subscribe", "c"},
      {"another topic", "hub.mode=subscribe&hub.topic=https://b.example/&hub.challenge=c",
       "! denied"},
      {"another mode", "hub.mode=unsubscribe&" + topic + "&hub.challenge=c", "! denied"},
      {"denied", "hub.mode=denied&" + topic + "&hub.reason=no", "! denied"},
      {"no challenge", "hub.mode=subscribe&" + topic, "! malformed"},
      {"endless challenge",
       "hub.mode=subscribe&" + topic + "&hub.challenge=" + std::string(5000, 'a'), "! malformed"},
      {"endless", std::string(100'000, '&'), "! malformed"},
      {"nothing", "", "! denied"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    Subscription subscription = Ours();
    const auto answer = VerifyIntent(c.query, kNow, subscription);
    EXPECT_EQ(answer ? *answer : std::string("! ") + Name(answer.error().code), c.answer);
    EXPECT_EQ(subscription.expires.has_value(), answer.has_value());
  }
}

TEST(VerifyIntent, LeaseIsWithinReason) {
  const auto lease = [](const std::string& seconds_text) {
    Subscription subscription = Ours();
    subscription.topic = "t";
    (void)VerifyIntent(
        "hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=" + seconds_text, kNow,
        subscription);
    return *subscription.expires - kNow;
  };
  EXPECT_EQ(lease("86400"), hours(24));
  EXPECT_EQ(lease("1"), hours(1));
  EXPECT_EQ(lease(""), hours(1));
  EXPECT_EQ(lease("99999999999999999999"), hours(30 * 24));
}

TEST(ShouldRenew, WhenAThirdIsLeft) {
  Subscription subscription = Ours();
  EXPECT_TRUE(ShouldRenew(subscription, hours(240), kNow)) << "never confirmed";
  subscription.expires = kNow + hours(100);
  EXPECT_FALSE(ShouldRenew(subscription, hours(240), kNow));
  EXPECT_TRUE(ShouldRenew(subscription, hours(240), kNow + hours(20)));
  subscription.mode = SubscriptionMode::kUnsubscribe;
  EXPECT_FALSE(ShouldRenew(subscription, hours(240), kNow + hours(99)));
}

TEST(NewSecret, IsLongAndNew) {
  SeededRandom random(1);
  const std::string secret = NewSecret(random);
  EXPECT_EQ(secret.size(), 64U);
  EXPECT_NE(secret, NewSecret(random));
}

}  // namespace
}  // namespace isnad::fetch
