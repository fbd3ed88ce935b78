#include "story/clusterer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "story/account.h"
#include "story/article_window.h"
#include "story/chain.h"
#include "story/copy_finder.h"
#include "story/crowd.h"
#include "story/frequencies.h"
#include "story/neighbours.h"
#include "story/odds_cache.h"
#include "story/packed_account.h"
#include "story/packed_chain.h"
#include "story/pair_model.h"
#include "story/saga_book.h"
#include "story/stored_reading.h"
#include "story/story_book.h"
#include "story/term_index.h"

namespace isnad::story {
namespace {

// A copy is the same account of the same event; one of a few words may be a coincidence.
constexpr double kSameAccount = 0.8;
constexpr double kMinShared = 0.25;  // of one of two texts, for them to be looked at as copies

constexpr std::size_t kMostForgotten = 2'000;  // articles that leave as one comes

double Probability(float log_odds) { return 1 / (1 + std::exp(-static_cast<double>(log_odds))); }

StoryPast PastOf(const Item& item, const TimeSense& time) {
  return {time.first_day, time.last_day, item.seen};
}

}  // namespace

struct Clusterer::Impl {
  explicit Impl(const ClusterLimits& given)
      : limits(given), reader(given.reading), stories(given.max_story_age) {
    limits.max_articles = std::clamp<std::size_t>(limits.max_articles, 1, TermIndex::kMaxArticles);
  }

  void Weigh(Account& account) const;
  Placement Place(const Item& item, const Reading& reading, StoryChooser& chooser,
                  const std::vector<Neighbour>& texts);
  // The story is one where placements of the window have theirs; the chain has the article already.
  void Remember(const Item& item, const Reading& reading, const Placement& placement);
  void MakeRoom(Instant now, std::size_t shingles);
  void ForgetOldest();

  std::vector<Neighbour> NearTexts(const Reading& reading);
  void Hang(const Item& item, Reading& reading, std::vector<Neighbour> texts, Placement& placement);
  [[nodiscard]] news::ChainPlace PlaceOf(ChainLink link, std::int64_t newest) const;
  [[nodiscard]] std::optional<std::uint32_t> Find(std::int64_t id) const;
  // `score` of the edge that it hung by when it came in; 0 where that is not known.
  void RestoreLink(const Item& item, ChainEnd end, float score, const news::ChainPlace& place);
  void UniteSources(Placement& placement);
  void OfferStories(const Account& account, StoryChooser& chooser);
  void MergeTwins(const StoryChooser& chooser, Placement& placement);
  void LinkSaga(const Item& item, const Account& account, Placement& placement);
  float OddsOf(std::uint32_t a, std::uint32_t b);

  ClusterLimits limits;
  ArticleReader reader;
  Frequencies frequencies;
  PairModel model;
  TermIndex index;
  CopyFinder copies;
  ChainBook chain;
  // Of restored items the origins that come in behind them: id -> number of the item.
  std::unordered_multimap<std::int64_t, std::uint32_t> awaited;
  StoryBook stories;
  SagaBook sagas;
  ArticleWindow window;
  Crowd crowd;  // of the articles of the window
  OddsCache odds;
  // Of the article that came last.
  bool newest_stands = false;  // for its story
  bool newest_in_saga = false;
  Surroundings around = Surroundings::kUnknown;  // of the article being placed
  // Scratch.
  std::string packed;
  Account leaving;
  Shingles unpacked;
  std::vector<float> nearest_odds;  // without chance
};

void Clusterer::Impl::Weigh(Account& account) const {
  story::Weigh(account, [this](std::uint32_t key) {
    return frequencies.InverseFrequency(key, index.SeenIn(key));
  });
}

Placement Clusterer::Impl::Place(const Item& item, const Reading& reading, StoryChooser& chooser,
                                 const std::vector<Neighbour>& texts) {
  Placement placement{.story = item.id};
  const auto same =
      std::max_element(texts.begin(), texts.end(), [](const Neighbour& a, const Neighbour& b) {
        if (a.share_0_1 != b.share_0_1) return a.share_0_1 < b.share_0_1;
        return a.article > b.article;
      });
  if (same != texts.end() && same->share_0_1 >= kSameAccount) {
    const KeptArticle article = window.At(same->article);
    const std::int64_t story = stories.Resolve(article.story);
    if (stories.IsOpen(*stories.Find(story), item.seen)) {
      placement.story = story;
      placement.nearest = article.id;
      placement.likeness_0_1 = same->share_0_1;
      return placement;
    }
  }
  OfferStories(reading.account, chooser);
  const Choice choice = chooser.Choose(reading.account.time, [&](std::uint32_t article) {
    return LogOddsOf(model, reading.account, window.AccountOf(article));
  });
  if (choice.story && choice.log_odds >= model.join_threshold()) {
    placement.story = *choice.story;
    placement.nearest = window.At(choice.nearest).id;
    placement.likeness_0_1 = Probability(choice.log_odds);
  }
  return placement;
}

// Articles of the window that share text with the new one. Issues of one form (weather, exchange
// rates) share their words and are no copies.
std::vector<Neighbour> Clusterer::Impl::NearTexts(const Reading& reading) {
  std::vector<std::uint32_t> articles;
  copies.ForEachNear(reading.shingles, [&](std::uint32_t article) { articles.push_back(article); });
  std::sort(articles.begin(), articles.end());
  articles.erase(std::unique(articles.begin(), articles.end()), articles.end());
  const NewText newest{reading.shingles, reading.quoted};
  std::vector<Neighbour> texts;
  for (const std::uint32_t article : articles) {
    const Neighbour neighbour = CompareTexts(newest, article, copies.Of(article), unpacked);
    if (std::max(neighbour.share_0_1, neighbour.back_0_1) < kMinShared) continue;
    const Account& other = window.AccountOf(article);
    if (IsOtherEdition(reading.account, other) || IsOtherIssue(reading.account, other)) continue;
    texts.push_back(neighbour);
  }
  return texts;
}

// Finds its place in the chain, among the texts like it and the accounts that stand for its story.
void Clusterer::Impl::Hang(const Item& item, Reading& reading, std::vector<Neighbour> texts,
                           Placement& placement) {
  const NewText newest{reading.shingles, reading.quoted};
  for (Neighbour& neighbour : texts) {
    neighbour.same_story = stories.Resolve(window.At(neighbour.article).story) == placement.story;
  }
  const std::size_t near = texts.size();
  if (const Story* story = stories.Find(placement.story)) {
    for (const std::uint32_t member : story->members.standing()) {
      const auto is_known = [&](const Neighbour& each) { return each.article == member; };
      if (std::any_of(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(near), is_known)) {
        continue;
      }
      texts.push_back(CompareTexts(newest, member, copies.Of(member), unpacked));
      texts.back().same_story = true;
    }
  }
  std::vector<Turned> turned;
  placement.chain = PlaceOf(chain.Add(std::move(reading.chain), texts, turned), item.id);
  for (Turned& each : turned) {
    placement.rehung.push_back(
        {.article = window.At(each.article).id, .place = PlaceOf(std::move(each.link), item.id)});
  }
}

// `newest` is the item that is not of the window yet.
news::ChainPlace Clusterer::Impl::PlaceOf(ChainLink link, std::int64_t newest) const {
  news::ChainPlace place{.copied_0_1 = link.share_0_1,
                         .origin_confidence_0_1 = link.confidence_0_1,
                         .agency = std::move(link.agency),
                         .evidence = std::move(link.evidence)};
  if (link.parent) {
    place.origin = *link.parent < window.next() ? window.At(*link.parent).id : newest;
  }
  return place;
}

// The article of the window with that id, ids rising. Cost: O(log window).
std::optional<std::uint32_t> Clusterer::Impl::Find(std::int64_t id) const {
  std::uint32_t low = window.oldest();
  std::uint32_t high = window.next();
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (window.At(middle).id < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == window.next() || window.At(low).id != id) return std::nullopt;
  return low;
}

// As Add said it. What it hung on may have left the window, or be still to come.
void Clusterer::Impl::RestoreLink(const Item& item, ChainEnd end, float score,
                                  const news::ChainPlace& place) {
  ChainLink link{.share_0_1 = place.copied_0_1,
                 .confidence_0_1 = place.origin_confidence_0_1,
                 .agency = place.agency,
                 .evidence = place.evidence};
  const std::uint32_t article = window.next();
  assert(article == chain.next());
  if (place.origin) {
    link.parent = Find(*place.origin);
    if (link.parent) {
      link.score = score;
    } else {
      awaited.emplace(*place.origin, article);
    }
  }
  chain.Restore(std::move(end), link);
  const auto [begin, last] = awaited.equal_range(item.id);
  for (auto each = begin; each != last; ++each) chain.RestoreParent(each->second, article);
  awaited.erase(begin, last);
}

void Clusterer::Impl::OfferStories(const Account& account, StoryChooser& chooser) {
  nearest_odds.clear();
  for (const std::uint32_t article : index.Nearest(account, limits.max_candidates)) {
    nearest_odds.push_back(OddsAlone(model, account, window.AccountOf(article)));
    chooser.Offer(article, stories.Resolve(window.At(article).story),
                  InWindow(model, nearest_odds.back()));
  }
  around = SurroundingsOf(nearest_odds);
}

float Clusterer::Impl::OddsOf(std::uint32_t a, std::uint32_t b) {
  const float alone = odds.Of(a, b, [this](std::uint32_t low, std::uint32_t high) {
    return OddsAlone(model, window.AccountOf(low), window.AccountOf(high));
  });
  return InWindow(model, alone);
}

// The new account may be what two stories had in common. Copies offer nothing, and merge nothing;
// no more stories become one than were offered.
void Clusterer::Impl::MergeTwins(const StoryChooser& chooser, Placement& placement) {
  for (;;) {
    const Choice twin =
        chooser.ChooseTwin(placement.story, model.merge_threshold(),
                           [this](std::uint32_t a, std::uint32_t b) { return OddsOf(a, b); });
    if (!twin.story) return;
    std::int64_t from = *twin.story;
    std::int64_t into = placement.story;
    // The story that was there first keeps its name.
    if (stories.Find(from)->members.front() < stories.Find(into)->members.front()) {
      std::swap(from, into);
    }
    stories.Merge(from, into);
    placement.story = into;
    placement.merges.push_back({.from = from,
                                .into = into,
                                .nearest = window.At(twin.nearest).id,
                                .likeness_0_1 = Probability(twin.log_odds)});
  }
}

// Of two stories that became one, the accounts of one source come together.
void Clusterer::Impl::UniteSources(Placement& placement) {
  const Story* const story = placement.merges.empty() ? nullptr : stories.Find(placement.story);
  if (story == nullptr) return;
  const MemberList::Standing standing = story->members.standing();
  std::vector<Turned> turned;
  chain.Unite(standing, turned);
  for (Turned& each : turned) {
    const std::int64_t id = window.At(each.article).id;
    placement.rehung.push_back({.article = id, .place = PlaceOf(std::move(each.link), id)});
  }
}

// Of the item just remembered, whose story may have become a part of another since. Copies bring
// nothing that their origins have not.
void Clusterer::Impl::LinkSaga(const Item& item, const Account& account, Placement& placement) {
  placement.is_form = account.form.kind != 0;
  newest_in_saga = false;
  if (placement.chain.copied_0_1 >= kSameAccount) return;
  for (SagaLink& link : sagas.Find(account, placement.story)) {
    link.story = stories.Resolve(link.story);
    if (link.story != placement.story) placement.earlier.push_back(link);
  }
  newest_in_saga = window.At(window.next() - 1).story == item.id;
  if (newest_in_saga) sagas.Add(account, item.id);
}

void Clusterer::Impl::Remember(const Item& item, const Reading& reading,
                               const Placement& placement) {
  packed.clear();
  PackAccount(packed, reading.account);
  const std::uint32_t article =
      window.Push({.id = item.id, .story = placement.story, .seen = item.seen, .account = packed});
  index.Add(article, reading.account);
  frequencies.AddArticle();
  crowd.Push(around);
  copies.Add(article, reading.shingles);
  newest_stands =
      stories.Add(stories.Resolve(placement.story), article,
                  placement.chain.copied_0_1 >= kSameAccount ? Role::kCopy : Role::kAccount,
                  PastOf(item, reading.account.time));
}

// Before an article is placed, so that what it finds does not depend on when others came. After a
// long silence the window empties over some articles, since none may take long.
void Clusterer::Impl::MakeRoom(Instant now, std::size_t shingles) {
  window.NextRound();
  for (std::size_t forgotten = 0; window.size() > 0 && forgotten < kMostForgotten; ++forgotten) {
    const Instant oldest = window.At(window.oldest()).seen;
    // What came in under a clock that was ahead leaves, too.
    const bool in_time = oldest >= now - limits.window && oldest <= now + limits.window;
    if (in_time && window.size() < limits.max_articles &&
        copies.remembered_shingles() + shingles <= limits.max_all_shingles &&
        index.terms() + kMostTerms <= limits.max_all_terms) {
      return;
    }
    ForgetOldest();
  }
}

void Clusterer::Impl::ForgetOldest() {
  const std::uint32_t oldest = window.oldest();
  const bool sound = UnpackAccount(window.At(oldest).account, leaving);
  assert(sound);
  static_cast<void>(sound);
  index.Remove(oldest, leaving);
  frequencies.RemoveArticle();
  copies.RemoveOldest();
  chain.RemoveOldest();
  stories.Remove(window.At(oldest).story, oldest);
  window.PopOldest();
  crowd.PopOldest();
}

Clusterer::Clusterer(const ClusterLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
Clusterer::~Clusterer() = default;
Clusterer::Clusterer(Clusterer&&) noexcept = default;
Clusterer& Clusterer::operator=(Clusterer&&) noexcept = default;

Placement Clusterer::Add(const Item& item) { return Add(item, impl_->reader.Read(item)); }

Placement Clusterer::Add(const Item& item, Reading reading) {
  impl_->awaited.clear();  // of an origin that is not to come any more
  impl_->MakeRoom(item.seen, reading.shingles.size());
  impl_->Weigh(reading.account);
  impl_->model.SetWindow(impl_->window.size(), impl_->crowd.share_0_1());
  impl_->around = Surroundings::kUnknown;
  const std::vector<Neighbour> texts = impl_->NearTexts(reading);
  StoryChooser chooser(impl_->stories, impl_->model, impl_->limits.max_story_span, item.seen);
  Placement placement = impl_->Place(item, reading, chooser, texts);
  impl_->Hang(item, reading, texts, placement);
  impl_->Remember(item, reading, placement);
  impl_->MergeTwins(chooser, placement);
  impl_->UniteSources(placement);
  impl_->LinkSaga(item, reading.account, placement);
  return placement;
}

std::string Clusterer::NewestReading() const {
  if (size() == 0) return {};
  const std::uint32_t article = impl_->window.next() - 1;
  const KeptArticle newest = impl_->window.At(article);
  StoredReading reading{.stands = impl_->newest_stands,
                        .in_saga = impl_->newest_in_saga,
                        .around = impl_->crowd.newest(),
                        .past = impl_->stories.PastOf(impl_->stories.Resolve(newest.story)),
                        .account = std::string(newest.account),
                        .traces = impl_->copies.newest(),
                        .chain_score = impl_->chain.ScoreOf(article),
                        .chain = {}};
  PackChain(reading.chain, impl_->chain.EndOf(article));
  return PackReading(reading);
}

std::int64_t Clusterer::oldest() const {
  return size() == 0 ? 0 : impl_->window.At(impl_->window.oldest()).id;
}

bool Clusterer::Restore(const Item& item, const Placement& placement, std::string_view reading) {
  std::optional<UnpackedReading> unpacked = UnpackReading(reading);
  if (!unpacked) return false;
  StoredReading* const stored = &unpacked->stored;
  const Account& account = unpacked->account;
  Impl& impl = *impl_;
  impl.MakeRoom(item.seen, CountOf(stored->traces.set));
  impl.RestoreLink(item, std::move(unpacked->chain), stored->chain_score, placement.chain);
  const std::uint32_t article = impl.window.Push(
      {.id = item.id, .story = placement.story, .seen = item.seen, .account = stored->account});
  impl.index.Add(article, account);
  impl.frequencies.AddArticle();
  impl.copies.Restore(article, std::move(stored->traces));
  impl.stories.Restore(impl.stories.Resolve(placement.story), article, stored->stands,
                       stored->past);
  impl.newest_stands = stored->stands;
  impl.newest_in_saga = stored->in_saga;
  impl.crowd.Push(stored->around);
  if (stored->in_saga) impl.sagas.Add(account, impl.stories.Resolve(placement.story));
  return true;
}

void Clusterer::Restore(const Item& item, const Placement& placement) {
  Reading reading = impl_->reader.Read(item);
  impl_->MakeRoom(item.seen, reading.shingles.size());
  impl_->Weigh(reading.account);
  impl_->RestoreLink(item, std::move(reading.chain), 0, placement.chain);
  impl_->around = Surroundings::kUnknown;
  impl_->Remember(item, reading, placement);
  impl_->newest_in_saga = placement.story == item.id;
  if (impl_->newest_in_saga) impl_->sagas.Add(reading.account, item.id);
}

void Clusterer::KeepApart(std::int64_t a, std::int64_t b) { impl_->stories.KeepApart(a, b); }

std::size_t Clusterer::size() const { return impl_->window.size(); }

ClusterMemory Clusterer::memory() const {
  return {.accounts = impl_->window.memory_bytes(),
          .shingles = impl_->copies.set_bytes(),
          .found_by = impl_->copies.table_bytes(),
          .terms = impl_->index.memory_bytes(),
          .stories = impl_->stories.memory_bytes(),
          .chain = impl_->chain.memory_bytes(),
          .sagas = impl_->sagas.memory_bytes()};
}

}  // namespace isnad::story
