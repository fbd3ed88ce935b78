// Chains of invented outlets and made-up words, through the whole clusterer.

#include "story/chain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "story/clusterer.h"
#include "story/test_prose.h"

namespace isnad::story {
namespace {

struct Told {
  std::string outlet;
  std::string text;
  std::string at = "2031-03-03T12:00:00Z";
  std::string credit = {};
  std::string url = {};
  std::string source_url = {};
};

// A stream of articles, numbered from 1, and the chain as it stands after the last.
class Press {
 public:
  std::int64_t Add(const Told& told) {
    const auto id = static_cast<std::int64_t>(places_.size()) + 1;
    Item item{.id = id, .title = "", .text = told.text, .outlet = told.outlet};
    item.seen = std::chrono::sys_days(std::chrono::year(2031) / 3 / 9);
    item.provenance = {.url = told.url, .source_url = told.source_url, .credit = told.credit};
    if (const auto date = DateTime::Parse(told.at)) {
      item.published = date->ToInstant();
      item.provenance.published = *date;
    }
    Placement placement = clusterer_.Add(item);
    places_.push_back(placement.chain);
    for (const news::Rehanging& each : placement.rehung) {
      places_[static_cast<std::size_t>(each.article) - 1] = each.place;
    }
    return id;
  }
  void AddAll(const std::vector<Told>& told) {
    for (const Told& each : told) Add(each);
  }

  [[nodiscard]] const news::ChainPlace& Of(std::int64_t id) const {
    return places_[static_cast<std::size_t>(id) - 1];
  }
  // Origins by id, "-" where there is none.
  [[nodiscard]] std::string Origins() const {
    std::string all;
    for (const news::ChainPlace& place : places_) {
      all += (all.empty() ? "" : " ") + (place.origin ? std::to_string(*place.origin) : "-");
    }
    return all;
  }
  [[nodiscard]] std::size_t Independent() const {
    return static_cast<std::size_t>(std::count_if(
        places_.begin(), places_.end(), [](const news::ChainPlace& each) { return !each.origin; }));
  }

 private:
  Clusterer clusterer_;
  std::vector<news::ChainPlace> places_;
};

bool Has(const news::ChainPlace& place, news::ChainEvidence::Kind kind) {
  return std::any_of(place.evidence.begin(), place.evidence.end(),
                     [kind](const news::ChainEvidence& each) { return each.kind == kind; });
}
using Kind = news::ChainEvidence::Kind;

TEST(Chain, AgencyTextThatTwoOutletsCutDifferently) {
  const std::string first = Prose(1, 40), middle = Prose(2, 40), last = Prose(3, 40);
  Press press;
  press.AddAll({{"وكالة أنباء السدر", first + ' ' + middle + ' ' + last, "2031-03-03T10:00:00Z"},
                {"المنارة", first + ' ' + middle, "2031-03-03T11:00:00Z"},
                {"الواحة", middle + ' ' + last, "2031-03-03T12:30:00Z"}});
  EXPECT_EQ(press.Origins(), "- 1 1") << "the two share only the middle with each other";
  EXPECT_TRUE(Has(press.Of(2), Kind::kText));
  EXPECT_TRUE(Has(press.Of(2), Kind::kTime));
  EXPECT_GT(press.Of(2).origin_confidence_0_1, 0.8);
}

TEST(Chain, AnAgencyThatWasNotFetchedIsTheRootOfAllThatCreditIt) {
  const std::string report = Prose(1, 80);
  Press press;
  press.AddAll({{"المنارة", "القاهرة (رويترز) - " + report, "2031-03-03T10:00:00Z"},
                {"الواحة", report, "2031-03-03T09:30:00Z", "رويترز"},
                {"السارية", report + ' ' + Prose(2, 30), "2031-03-03T11:00:00Z", "وكالة رويترز"},
                {"النبض", report, "2031-03-03T14:00:00Z"}});
  for (const std::int64_t id : {1, 2, 3}) {
    EXPECT_EQ(press.Of(id).agency, "رويترز") << id;
    EXPECT_GT(press.Of(id).origin_confidence_0_1, 0.7) << id;
  }
  EXPECT_EQ(press.Independent(), 1U) << "one account, told four times";
  EXPECT_EQ(press.Of(4).agency, "") << "a copy of a copy that credits nobody";
  EXPECT_TRUE(press.Of(4).origin.has_value());
}

TEST(Chain, AnUncreditedCopyOfAnAgencysTextHangsBelowItOnceACreditTells) {
  const std::string report = Prose(1, 80);
  Press press;
  press.AddAll({{"المنارة", report, "2031-03-03T10:00:00Z"},
                {"الواحة", report, "2031-03-03T12:00:00Z", "(أ ف ب)"}});
  EXPECT_EQ(press.Of(1).agency, "فرانس برس");
  EXPECT_EQ(press.Of(2).agency, "فرانس برس");
  EXPECT_EQ(press.Independent(), 1U);
  EXPECT_LT(press.Of(1).origin_confidence_0_1, press.Of(2).origin_confidence_0_1);
}

TEST(Chain, TheAgencysOwnAccountTakesItsPlaceWhenItComesIn) {
  const std::string report = Prose(1, 80);
  Press press;
  press.AddAll({{"المنارة", report, "2031-03-03T10:00:00Z", "و م ع"},
                {"الواحة", report, "2031-03-03T10:20:00Z", "و م ع"},
                {"وكالة المغرب العربي للأنباء", report, "2031-03-03T09:00:00Z"}});
  EXPECT_EQ(press.Of(1).origin, 3);
  EXPECT_EQ(press.Of(1).agency, "");
  EXPECT_EQ(press.Of(2).origin, 3);
  EXPECT_EQ(press.Independent(), 1U);
}

TEST(Chain, WhatWasHungBelowASourceBecauseOfItsWordsFollowsItWhenItComesIn) {
  const std::string report = Prose(1, 80);
  Press press;
  press.AddAll({{"الواحة", report, "2031-03-03T15:00:00Z"},
                {"السارية", report, "2031-03-03T16:00:00Z", "نقلا عن صحيفة المنارة"},
                {"المنارة", report, "2031-03-03T10:00:00Z"}});
  EXPECT_EQ(press.Origins(), "3 3 -");
  for (const std::int64_t id : {1, 2, 3}) EXPECT_EQ(press.Of(id).agency, "") << id;
}

TEST(Chain, AnOriginThatArrivesAfterItsCopiesTurnsThemRound) {
  const std::string report = Prose(1, 80);
  Press press;
  press.AddAll({{"الواحة", report, "2031-03-03T15:00:00Z"},
                {"السارية", report + ' ' + Prose(2, 20), "2031-03-03T16:00:00Z"},
                {"المنارة", report, "2031-03-03T10:00:00Z"}});
  EXPECT_EQ(press.Origins(), "3 3 -");
  EXPECT_NEAR(press.Of(2).copied_0_1, 77.0 / 97.0, 1e-9);
}

TEST(Chain, IsTheSameInEveryOrderOfArrival) {
  const std::string report = Prose(1, 60);
  std::vector<Told> told = {
      {"وكالة أنباء السدر", report + ' ' + Prose(2, 20), "2031-03-03T09:00:00Z"},
      {"المنارة", report, "2031-03-03T11:00:00Z", "(وأس)"},
      {"الواحة", report + ' ' + Prose(3, 60), "2031-03-03T13:00:00Z"},
      {"السارية", Prose(4, 70), "2031-03-03T08:00:00Z"}};
  std::sort(told.begin(), told.end(),
            [](const Told& a, const Told& b) { return a.outlet < b.outlet; });
  do {
    Press press;
    press.AddAll(told);
    std::string order;
    for (std::size_t i = 0; i < told.size(); ++i) {
      order += told[i].outlet + ' ';
      const news::ChainPlace& place = press.Of(static_cast<std::int64_t>(i) + 1);
      const bool is_root = told[i].outlet == "السارية" || told[i].outlet == "وكالة أنباء السدر";
      EXPECT_EQ(!place.origin, is_root) << order;
      if (place.origin) {
        EXPECT_EQ(told[static_cast<std::size_t>(*place.origin) - 1].outlet, "وكالة أنباء السدر")
            << order;
      }
    }
  } while (std::next_permutation(told.begin(), told.end(),
                                 [](const Told& a, const Told& b) { return a.outlet < b.outlet; }));
}

TEST(Chain, ACreditWeighsMoreThanAClockThatIsAnHourOff) {
  const std::string report = Prose(1, 80);
  Press press;
  press.AddAll({{"المنارة", report, "2031-03-03T12:00:00Z"},
                {"الواحة", report, "2031-03-03T11:00:00Z", "نقلا عن المنارة"}});
  EXPECT_EQ(press.Origins(), "- 1");
  EXPECT_TRUE(Has(press.Of(2), Kind::kCredit));
}

TEST(Chain, AnAggregatorTakesFromTheArticleItLeadsTo) {
  const std::string report = Prose(1, 80);
  Press press;
  press.AddAll({{"المنارة", report, "2031-03-03", "", "https://jami.example/9",
                 "https://www.manara.example/news/1?utm_source=x"},
                {"الواحة", report, "2031-03-03T09:00:00Z", "", "https://wahaa.example/4"},
                {"المنارة", report, "2031-03-03T10:00:00Z", "", "https://manara.example/news/1"}});
  EXPECT_EQ(press.Of(1).origin, 3) << "not the same words elsewhere";
  EXPECT_TRUE(Has(press.Of(1), Kind::kLink));
}

TEST(Chain, ASharedQuotationIsNoCopy) {
  const std::string statement = "«" + Prose(9, 60) + "»";
  Press press;
  press.AddAll(
      {{"المنارة", Prose(1, 50) + ' ' + statement + ' ' + Prose(2, 20), "2031-03-03T10:00:00Z"},
       {"الواحة", Prose(3, 40) + ' ' + statement + ' ' + Prose(4, 30), "2031-03-03T12:00:00Z"},
       {"السارية", Prose(1, 50) + ' ' + statement, "2031-03-03T13:00:00Z"}});
  EXPECT_EQ(press.Origins(), "- - 1") << "who takes the words around it as well has copied";
}

TEST(Chain, HabitsOfOneOutletAreNoCopies) {
  const std::string boilerplate = Prose(9, 40);
  Press press;
  press.AddAll({{"المنارة", Prose(1, 60) + ' ' + boilerplate, "2031-03-03T10:00:00Z"},
                {"المنارة", Prose(2, 60) + ' ' + boilerplate, "2031-03-03T12:00:00Z"}});
  EXPECT_EQ(press.Origins(), "- -");
}

TEST(Chain, ACopyPaddedWithParagraphsOfItsOwn) {
  const std::string report = Prose(1, 60);
  Press press;
  press.AddAll(
      {{"المنارة", report, "2031-03-03T10:00:00Z"},
       {"الواحة", Prose(2, 50) + ' ' + report + ' ' + Prose(3, 50), "2031-03-03T12:00:00Z"}});
  EXPECT_EQ(press.Of(2).origin, 1);
  EXPECT_LT(press.Of(2).origin_confidence_0_1, 0.95) << "less sure than of the whole text";
}

TEST(Chain, AnOutletThatCopiesTwoOthersHalfAndHalf) {
  const std::string one = Prose(1, 60), other = Prose(2, 60);
  Press press;
  press.AddAll({{"المنارة", one, "2031-03-03T10:00:00Z"},
                {"السارية", other, "2031-03-03T10:00:00Z"},
                {"الواحة", one + ' ' + other, "2031-03-03T12:00:00Z"}});
  EXPECT_TRUE(press.Of(3).origin.has_value());
  EXPECT_EQ(press.Independent(), 2U);
  EXPECT_LT(press.Of(3).origin_confidence_0_1, 0.6) << "either may be the one";
}

TEST(Chain, AnUpdateLeavesTheTreeAsItIs) {
  const std::string report = Prose(1, 60);
  Press press;
  press.AddAll({{"المنارة", report, "2031-03-03T10:00:00Z", "", "https://manara.example/1"},
                {"الواحة", report, "2031-03-03T11:00:00Z"},
                {"المنارة", report + ' ' + Prose(2, 20), "2031-03-03T13:00:00Z", "",
                 "https://manara.example/1?updated"}});
  EXPECT_EQ(press.Origins(), "- 1 1");
}

TEST(Chain, OwnWorkIsNotHungBelowAnAgencyThatItNames) {
  Press press;
  press.AddAll({{"المنارة", "الريحانة - خاص - " + Prose(1, 60) + "\nالمصدر: رويترز",
                 "2031-03-03T10:00:00Z"}});
  EXPECT_EQ(press.Of(1).agency, "");
}

TEST(Chain, TheSameArticleManyTimesOverIsOneAccount) {
  const std::string report = Prose(1, 60);
  Press press;
  constexpr int kTimes = 300;
  for (int i = 0; i < kTimes; ++i) {
    // Each comes in before those that were told earlier.
    const int minute = kTimes - i;
    const std::string at = "2031-03-03T" + std::to_string(10 + minute / 60) + ':' +
                           (minute % 60 < 10 ? "0" : "") + std::to_string(minute % 60) + ":00Z";
    press.Add({"منبر " + std::to_string(i), report, at});
  }
  EXPECT_EQ(press.Independent(), 1U);
}

// Accounts of one story told in words of their own, as the book sees them.
ChainEnd End(std::string_view outlet, std::string_view credit, const char* at) {
  const std::string text = "عنوان\n" + Prose(HashText(outlet), 30);
  Words words;
  words.Assign(text);
  return ReadChainEnd(
      {.credit = credit, .published = *DateTime::Parse(at)},
      {.text = text, .words = words, .first_of_body = 1, .credit = credit, .outlet = outlet}, {},
      std::nullopt, std::chrono::sys_days(std::chrono::year(2031) / 3 / 9));
}

TEST(ChainBook, ARewritingOfAnAgencysReportIsNotIndependentButDoubtful) {
  ChainBook book;
  std::vector<Turned> turned;
  const ChainLink first = book.Add(End("المنارة", "رويترز", "2031-03-03T10:00:00Z"), {}, turned);
  EXPECT_EQ(first.agency, "رويترز");
  const Neighbour same_story{.article = 0, .same_story = true};
  const ChainLink second =
      book.Add(End("الواحة", "رويترز", "2031-03-03T12:00:00Z"), {&same_story, 1}, turned);
  EXPECT_EQ(second.parent, 0U);
  EXPECT_EQ(second.agency, "رويترز");
  EXPECT_LT(second.confidence_0_1, first.confidence_0_1);
  // In another story the same agency tells something else.
  const Neighbour elsewhere{.article = 0, .same_story = false};
  EXPECT_EQ(
      book.Add(End("السارية", "رويترز", "2031-03-03T12:00:00Z"), {&elsewhere, 1}, turned).parent,
      std::nullopt);
  EXPECT_TRUE(turned.empty());
}

TEST(ChainBook, AccountsOfOneSourceComeTogetherWithTheirStories) {
  ChainBook book;
  std::vector<Turned> turned;
  book.Restore(End("المنارة", "رويترز", "2031-03-03T10:00:00Z"), {.agency = "رويترز"});
  book.Restore(End("الواحة", "", "2031-03-03T10:00:00Z"), {});
  book.Restore(End("السارية", "رويترز", "2031-03-03T10:00:00Z"), {.agency = "رويترز"});
  const std::vector<std::uint32_t> accounts = {0, 1, 2};
  book.Unite(accounts, turned);
  ASSERT_EQ(turned.size(), 1U);
  EXPECT_EQ(turned[0].article, 2U);
  EXPECT_EQ(turned[0].link.parent, 0U);
  EXPECT_EQ(turned[0].link.agency, "رويترز");
}

TEST(ChainBook, ACreditedAccountOfTheStoryIsTheOriginEvenInOtherWords) {
  ChainBook book;
  std::vector<Turned> turned;
  (void)book.Add(End("المنارة", "", "2031-03-03T10:00:00Z"), {}, turned);
  const Neighbour same_story{.article = 0, .same_story = true};
  const ChainLink link =
      book.Add(End("الواحة", "نقلا عن المنارة", "2031-03-03T12:00:00Z"), {&same_story, 1}, turned);
  EXPECT_EQ(link.parent, 0U);
  EXPECT_EQ(link.agency, "");
  EXPECT_LT(link.confidence_0_1, 0.7);
}

}  // namespace
}  // namespace isnad::story
