#include "story/clusterer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "story/account.h"
#include "story/chain.h"
#include "story/frequencies.h"
#include "story/neighbours.h"
#include "story/pair_model.h"
#include "story/quotes.h"
#include "story/saga_book.h"
#include "story/shingles.h"
#include "story/story_book.h"
#include "story/term_index.h"
#include "story/words.h"

namespace isnad::story {
namespace {

constexpr std::size_t kMaxTitleBytes = 2000;
// A copy is the same account of the same event; one of a few words may be a coincidence.
constexpr double kSameAccount = 0.8;
constexpr std::size_t kMinCopyShingles = 6;
constexpr double kMinShared = 0.25;  // of one of two texts, for them to be looked at as copies

// An article as read, before it is placed.
struct Reading {
  Account account;
  Shingles shingles;
  Shingles quoted;  // of them, those of quotations
  ChainEnd chain;
};

struct Entry {
  std::int64_t id = 0;
  std::int64_t story = 0;
  Instant seen{};
  Account account;
};

double Probability(float log_odds) { return 1 / (1 + std::exp(-static_cast<double>(log_odds))); }

}  // namespace

struct Clusterer::Impl {
  explicit Impl(const ClusterLimits& given) : limits(given) {}

  Reading Read(const Item& item);
  Placement Place(const Item& item, const Reading& reading, StoryChooser& chooser,
                  const std::vector<Neighbour>& texts) const;
  void Remember(const Item& item, Reading reading, const Placement& placement);
  void ForgetOld(Instant now);
  void ForgetOldest();

  std::vector<Neighbour> NearTexts(const Reading& reading);
  void Hang(const Item& item, Reading& reading, std::vector<Neighbour> texts, Placement& placement);
  ChainPlace PlaceOf(ChainLink link, std::int64_t newest) const;
  void RestoreLink(const Item& item, ChainEnd end, const ChainPlace& place);
  void UniteSources(Placement& placement);
  void OfferStories(const Account& account, StoryChooser& chooser) const;
  void MergeTwins(const StoryChooser& chooser, Placement& placement);
  void LinkSaga(Placement& placement);

  const Entry& At(std::uint32_t article) const { return window[article - first]; }

  ClusterLimits limits;
  Frequencies frequencies;
  PairModel model;
  mutable TermIndex index;
  CopyFinder copies;
  ChainBook chain;
  // Of restored items the origins that come in behind them: id -> number of the item.
  std::unordered_multimap<std::int64_t, std::uint32_t> awaited;
  StoryBook stories;
  SagaBook sagas;
  std::deque<Entry> window;
  std::uint32_t first = 0;  // number of window.front(); later articles count up from it
  Words words;              // scratch
  std::string text;         // scratch
};

Reading Clusterer::Impl::Read(const Item& item) {
  text.assign(TruncateUtf8(item.title, kMaxTitleBytes));
  text += '\n';
  const std::size_t body = text.size();
  text += TruncateUtf8(item.text, limits.max_text_bytes);
  words.Assign(text);
  Reading reading;
  reading.account = ReadAccount(text, words, item.published, limits.max_terms);
  Weigh(reading.account,
        [this](std::uint32_t key) { return frequencies.InverseFrequency(key, index.SeenIn(key)); });
  std::size_t first_of_body = 0;
  while (first_of_body < words.size() && words[first_of_body].begin < body) ++first_of_body;
  reading.shingles = ShinglesOf(words, first_of_body, limits.max_shingles);
  const std::vector<QuotedSpan> quoted = QuotedSpans(text, words, first_of_body);
  reading.quoted = QuotedShingles(words, quoted, limits.max_shingles);
  reading.chain = ReadChainEnd(item.provenance,
                               {.text = text,
                                .words = words,
                                .first_of_body = first_of_body,
                                .credit = item.provenance.credit,
                                .outlet = item.outlet},
                               quoted, item.published, item.seen);
  return reading;
}

Placement Clusterer::Impl::Place(const Item& item, const Reading& reading, StoryChooser& chooser,
                                 const std::vector<Neighbour>& texts) const {
  Placement placement{.story = item.id};
  const auto same =
      std::max_element(texts.begin(), texts.end(), [](const Neighbour& a, const Neighbour& b) {
        if (a.share_0_1 != b.share_0_1) return a.share_0_1 < b.share_0_1;
        return a.article > b.article;
      });
  if (same != texts.end() && same->share_0_1 >= kSameAccount &&
      reading.shingles.size() >= kMinCopyShingles) {
    const Entry& entry = At(same->article);
    placement.story = stories.Resolve(entry.story);
    placement.nearest = entry.id;
    placement.likeness_0_1 = same->share_0_1;
    return placement;
  }
  OfferStories(reading.account, chooser);
  const Choice choice = chooser.Choose(
      reading.account,
      [this](std::uint32_t article) -> const Account& { return At(article).account; });
  if (choice.story && choice.log_odds >= model.join_threshold()) {
    placement.story = *choice.story;
    placement.nearest = At(choice.nearest).id;
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
    const Neighbour neighbour = CompareTexts(newest, article, copies.Of(article));
    if (std::max(neighbour.share_0_1, neighbour.back_0_1) < kMinShared) continue;
    const Account& other = At(article).account;
    if (IsOtherEdition(reading.account, other) || IsOtherIssue(reading.account, other)) continue;
    texts.push_back(neighbour);
  }
  return texts;
}

// Finds its place in the chain, among the texts like it and the other accounts of its story.
void Clusterer::Impl::Hang(const Item& item, Reading& reading, std::vector<Neighbour> texts,
                           Placement& placement) {
  const NewText newest{reading.shingles, reading.quoted};
  for (Neighbour& neighbour : texts) {
    neighbour.same_story = stories.Resolve(At(neighbour.article).story) == placement.story;
  }
  const std::size_t near = texts.size();
  if (const Story* story = stories.Find(placement.story)) {
    for (const std::uint32_t member : story->members) {
      const auto is_known = [&](const Neighbour& each) { return each.article == member; };
      if (std::any_of(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(near), is_known)) {
        continue;
      }
      texts.push_back(CompareTexts(newest, member, copies.Of(member)));
      texts.back().same_story = true;
    }
  }
  std::vector<Turned> turned;
  placement.chain = PlaceOf(chain.Add(std::move(reading.chain), texts, turned), item.id);
  for (Turned& each : turned) {
    placement.rehung.push_back(
        {.item = At(each.article).id, .place = PlaceOf(std::move(each.link), item.id)});
  }
}

// `newest` is the item that is not of the window yet.
ChainPlace Clusterer::Impl::PlaceOf(ChainLink link, std::int64_t newest) const {
  ChainPlace place{.copied_0_1 = link.share_0_1,
                   .origin_confidence_0_1 = link.confidence_0_1,
                   .agency = std::move(link.agency),
                   .evidence = std::move(link.evidence)};
  if (link.parent) {
    place.origin = *link.parent - first < window.size() ? At(*link.parent).id : newest;
  }
  return place;
}

// As Add said it. What it hung on may have left the window, or be still to come.
void Clusterer::Impl::RestoreLink(const Item& item, ChainEnd end, const ChainPlace& place) {
  ChainLink link{.share_0_1 = place.copied_0_1,
                 .confidence_0_1 = place.origin_confidence_0_1,
                 .agency = place.agency,
                 .evidence = place.evidence};
  const std::uint32_t article = chain.next();
  if (place.origin) {
    const auto found =
        std::lower_bound(window.begin(), window.end(), *place.origin,
                         [](const Entry& entry, std::int64_t id) { return entry.id < id; });
    if (found != window.end() && found->id == *place.origin) {
      link.parent = first + static_cast<std::uint32_t>(found - window.begin());
    } else {
      awaited.emplace(*place.origin, article);
    }
  }
  chain.Restore(std::move(end), link);
  const auto [begin, last] = awaited.equal_range(item.id);
  for (auto each = begin; each != last; ++each) chain.RestoreParent(each->second, article);
  awaited.erase(begin, last);
}

void Clusterer::Impl::OfferStories(const Account& account, StoryChooser& chooser) const {
  for (const std::uint32_t article : index.Nearest(account, limits.max_candidates)) {
    const Entry& entry = At(article);
    chooser.Offer(article, stories.Resolve(entry.story), LogOddsOf(model, account, entry.account));
  }
}

// The new account may be what two stories had in common. Copies offer nothing, and merge nothing.
void Clusterer::Impl::MergeTwins(const StoryChooser& chooser, Placement& placement) {
  for (;;) {
    const Choice twin = chooser.ChooseTwin(
        placement.story, model.merge_threshold(),
        [this](std::uint32_t article) -> const Account& { return At(article).account; });
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
                                .nearest = At(twin.nearest).id,
                                .likeness_0_1 = Probability(twin.log_odds)});
  }
}

// Of two stories that became one, the accounts of one source come together.
void Clusterer::Impl::UniteSources(Placement& placement) {
  const Story* const story = placement.merges.empty() ? nullptr : stories.Find(placement.story);
  if (story == nullptr) return;
  std::vector<Turned> turned;
  chain.Unite(story->members, turned);
  for (Turned& each : turned) {
    const std::int64_t id = At(each.article).id;
    placement.rehung.push_back({.item = id, .place = PlaceOf(std::move(each.link), id)});
  }
}

// Of the item just remembered. Copies bring nothing that their origins have not.
void Clusterer::Impl::LinkSaga(Placement& placement) {
  const Entry& entry = window.back();
  placement.is_form = entry.account.form.kind != 0;
  if (placement.chain.copied_0_1 >= kSameAccount) return;
  for (SagaLink& link : sagas.Find(entry.account, placement.story)) {
    link.story = stories.Resolve(link.story);
    if (link.story != placement.story) placement.earlier.push_back(link);
  }
  if (entry.story == entry.id) sagas.Add(entry.account, entry.id);
}

void Clusterer::Impl::Remember(const Item& item, Reading reading, const Placement& placement) {
  const auto article = first + static_cast<std::uint32_t>(window.size());
  index.Add(article, reading.account);
  frequencies.AddArticle();
  copies.Add(article, std::move(reading.shingles));
  stories.Add(stories.Resolve(placement.story), article, reading.account.time,
              placement.chain.copied_0_1 >= kSameAccount ? Role::kCopy : Role::kAccount);
  window.push_back({.id = item.id,
                    .story = placement.story,
                    .seen = item.seen,
                    .account = std::move(reading.account)});
  ForgetOld(item.seen);
}

void Clusterer::Impl::ForgetOld(Instant now) {
  while (window.size() > 1 && (window.size() > limits.max_articles ||
                               copies.remembered_shingles() > limits.max_all_shingles ||
                               window.front().seen < now - limits.window)) {
    ForgetOldest();
  }
}

void Clusterer::Impl::ForgetOldest() {
  const Entry& oldest = window.front();
  index.Remove(first, oldest.account);
  frequencies.RemoveArticle();
  copies.RemoveOldest();
  chain.RemoveOldest();
  stories.Remove(oldest.story, first);
  window.pop_front();
  ++first;
}

Clusterer::Clusterer(const ClusterLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
Clusterer::~Clusterer() = default;
Clusterer::Clusterer(Clusterer&&) noexcept = default;
Clusterer& Clusterer::operator=(Clusterer&&) noexcept = default;

Placement Clusterer::Add(const Item& item) {
  impl_->awaited.clear();  // of an origin that is not to come any more
  Reading reading = impl_->Read(item);
  impl_->model.SetWindow(impl_->window.size());
  const std::vector<Neighbour> texts = impl_->NearTexts(reading);
  StoryChooser chooser(impl_->stories, impl_->model, impl_->limits.max_story_span);
  Placement placement = impl_->Place(item, reading, chooser, texts);
  impl_->Hang(item, reading, texts, placement);
  impl_->Remember(item, std::move(reading), placement);
  impl_->MergeTwins(chooser, placement);
  impl_->UniteSources(placement);
  impl_->LinkSaga(placement);
  return placement;
}

void Clusterer::Restore(const Item& item, const Placement& placement) {
  Reading reading = impl_->Read(item);
  impl_->RestoreLink(item, std::move(reading.chain), placement.chain);
  impl_->Remember(item, std::move(reading), placement);
  if (placement.story == item.id) impl_->sagas.Add(impl_->window.back().account, item.id);
}

void Clusterer::KeepApart(std::int64_t a, std::int64_t b) { impl_->stories.KeepApart(a, b); }

std::size_t Clusterer::size() const { return impl_->window.size(); }

}  // namespace isnad::story
