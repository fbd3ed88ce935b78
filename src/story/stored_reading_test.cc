#include "story/stored_reading.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "story/packed_account.h"
#include "story/packed_chain.h"
#include "story/reading.h"

namespace isnad::story {
namespace {

constexpr std::string_view kMatch =
    "فازت سورانيا على كرمانيا 21-14 في نهائي الدورة الثالثة والعشرين لكأس الخليج الشرقي مساء السبت "
    "بملعب الأمير سهيل أمام 4200 متفرج، وسلم الوزير طاهر نوري الكأس إلى القائد كريستو فالينكا.";

Account Weighed(std::string_view title, std::string_view text, std::optional<Instant> published) {
  ArticleReader reader;
  Account account =
      reader.Read({.id = 1, .title = title, .text = text, .published = published}).account;
  Weigh(account, [](std::uint32_t key) { return static_cast<float>(key % 97) / 8; });
  return account;
}

TEST(PackedAccount, UnpacksToWhatWasPacked) {
  const Instant day = Instant(std::chrono::hours(24 * 20'000));
  const struct {
    const char* why;
    Account account;
  } kCases[] = {
      {"nothing at all", {}},
      {"no words", Weighed("", "", day)},
      {"numbers, phrases, an edition, an outcome, a day",
       Weighed("كأس الخليج الشرقي", kMatch, day)},
      {"no date", Weighed("", kMatch, {})},
      {"before 1970", Weighed("", kMatch, Instant(-std::chrono::hours(24 * 9'000)))},
  };
  for (const auto& [why, account] : kCases) {
    SCOPED_TRACE(why);
    std::string packed;
    PackAccount(packed, account);
    Account unpacked = Weighed("", kMatch, day);  // what was there before is gone
    ASSERT_TRUE(UnpackAccount(packed, unpacked));
    EXPECT_EQ(unpacked, account);
    for (std::size_t size = 0; size < packed.size(); ++size) {
      EXPECT_FALSE(UnpackAccount(packed.substr(0, size), unpacked)) << size;
    }
    EXPECT_FALSE(UnpackAccount(packed + ' ', unpacked));
    EXPECT_TRUE(unpacked.terms.empty());
  }
}

TEST(PackedAccount, KeepsWhatTheCasesAboveAreFor) {
  const Account account = Weighed("كأس الخليج الشرقي", kMatch, {});
  EXPECT_FALSE(account.numbers.empty());
  EXPECT_FALSE(account.phrases.empty());
  EXPECT_FALSE(account.event.editions.empty());
  EXPECT_FALSE(account.event.quantities.empty());
  EXPECT_TRUE(account.event.has_outcome);
  EXPECT_NE(account.title, 0U);
}

TEST(PackedAccount, RoundsWeightsByAHundredth) {
  for (float weight = kLeastWeight; weight < 60; weight *= 1.01F) {
    EXPECT_NEAR(WeightOf(WeightCode(weight)) / weight, 1, 0.0112) << weight;
  }
  EXPECT_EQ(WeightOf(WeightCode(0)), 0);
  EXPECT_EQ(WeightOf(WeightCode(0.1F)), 0);
  EXPECT_LT(WeightOf(WeightCode(1e9F)), 70);
  for (unsigned code = 0; code < 256; ++code) {
    EXPECT_EQ(WeightCode(WeightOf(static_cast<std::uint8_t>(code))), code) << "rounding is stable";
  }
}

ChainEnd ExampleChain() {
  ChainEnd end;
  end.outlet = 0xDEADBEEF;
  end.names = {.name = 7, .agency = 8, .initials = 9};
  end.address = 10;
  end.told = {.earliest = -500, .latest = 700};
  end.wires = true;
  end.credit = std::make_unique<ChainCredit>();
  end.credit->wires_quote = "المنارة – وكالات";
  end.credit->source_url = "https://sidra.example/1";
  end.credit->list.push_back({.place = Citation::Place::kDateline,
                              .keys = {.name = 11},
                              .source = "وكالة أنباء السدر",
                              .quote = "الرباط - وأس"});
  return end;
}

StoredReading Example() {
  StoredReading reading;
  reading.stands = true;
  reading.in_saga = true;
  reading.around = Surroundings::kCrowded;
  reading.past = {.first_day = 20'000,
                  .last_day = 20'003,
                  .founded = Instant(std::chrono::milliseconds(1'700'000'000'123))};
  PackAccount(reading.account, Weighed("", kMatch, {}));
  AppendPacked(reading.traces.set, {1, 5, 70'000, 4'000'000'000});
  reading.traces.sample = {1, 5, 70'000};
  reading.traces.whole = 77;
  reading.chain_score = 6.25F;
  PackChain(reading.chain, ExampleChain());
  return reading;
}

TEST(PackedChain, UnpacksToWhatWasPacked) {
  std::string packed;
  PackChain(packed, ExampleChain());
  const std::optional<ChainEnd> end = UnpackChain(packed);
  ASSERT_TRUE(end && end->credit);
  EXPECT_EQ(end->outlet, 0xDEADBEEF);
  EXPECT_EQ(end->names, (NameKeys{.name = 7, .agency = 8, .initials = 9}));
  EXPECT_EQ(end->address, 10U);
  EXPECT_EQ(end->site, 0U);
  EXPECT_EQ(end->told, (Telling{.earliest = -500, .latest = 700}));
  EXPECT_FALSE(end->own);
  EXPECT_TRUE(end->wires);
  EXPECT_FALSE(end->is_aggregator);
  EXPECT_EQ(end->credit->wires_quote, "المنارة – وكالات");
  EXPECT_EQ(end->credit->source_url, "https://sidra.example/1");
  ASSERT_EQ(end->credit->list.size(), 1U);
  const Citation& citation = end->credit->list[0];
  EXPECT_EQ(citation.place, Citation::Place::kDateline);
  EXPECT_EQ(citation.keys, (NameKeys{.name = 11}));
  EXPECT_EQ(citation.source, "وكالة أنباء السدر");
  EXPECT_EQ(citation.quote, "الرباط - وأس");
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(UnpackChain(packed.substr(0, size))) << size;
  }
}

TEST(PackedChain, TakesThirteenBytesWhereNothingIsKnown) {
  std::string packed;
  PackChain(packed, {});
  EXPECT_LE(packed.size(), 13U);
  const std::optional<ChainEnd> end = UnpackChain(packed);
  ASSERT_TRUE(end);
  EXPECT_EQ(end->told, Telling());
  EXPECT_EQ(end->credit, nullptr);
  packed[0] = 2;  // unnamed agencies, without the credit that names them
  EXPECT_FALSE(UnpackChain(packed));
}

TEST(StoredReading, UnpacksToWhatWasPacked) {
  StoredReading bare = Example();
  bare.stands = false;
  bare.in_saga = false;
  bare.around = Surroundings::kUnknown;
  bare.past.first_day.reset();
  bare.past.last_day.reset();
  bare.traces.whole.reset();
  bare.traces.sample.clear();
  bare.chain.clear();
  PackChain(bare.chain, {});
  for (const StoredReading& reading : {Example(), bare}) {
    const std::optional<UnpackedReading> unpacked = UnpackReading(PackReading(reading));
    ASSERT_TRUE(unpacked);
    EXPECT_EQ(unpacked->stored, reading);
  }
}

TEST(StoredReading, RefusesOtherVersionsAndDamage) {
  const std::string good = PackReading(Example());
  std::string newer = good;
  newer[0] = static_cast<char>(kReadingVersion + 1);
  EXPECT_FALSE(UnpackReading(newer));
  EXPECT_FALSE(UnpackReading(good + 'x'));
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(UnpackReading(good.substr(0, size))) << size;
  }
}

}  // namespace
}  // namespace isnad::story
