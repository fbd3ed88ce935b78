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
#include "story/frequencies.h"
#include "story/pair_model.h"
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
constexpr double kSameOutletCopy =
    0.5;  // share below which one outlet's articles are alike by habit

// An article as read, before it is placed.
struct Reading {
  Account account;
  Shingles shingles;
};

struct Entry {
  std::int64_t id = 0;
  std::int64_t story = 0;
  std::uint32_t outlet = 0;  // hash, 0 where unknown
  Instant seen{};
  Account account;
};

double Probability(float log_odds) { return 1 / (1 + std::exp(-static_cast<double>(log_odds))); }

}  // namespace

struct Clusterer::Impl {
  explicit Impl(const ClusterLimits& given) : limits(given) {}

  Reading Read(const Item& item);
  Placement Place(const Item& item, const Reading& reading, StoryChooser& chooser);
  void Remember(const Item& item, Reading reading, const Placement& placement);
  void ForgetOld(Instant now);
  void ForgetOldest();

  std::optional<Copy> FindCopy(const Reading& reading);
  bool IsCopy(const Item& item, const Account& account, const Copy& copy) const;
  void OfferStories(const Account& account, StoryChooser& chooser) const;
  void MergeTwins(const StoryChooser& chooser, Placement& placement);

  const Entry& At(std::uint32_t article) const { return window[article - first]; }

  ClusterLimits limits;
  Frequencies frequencies;
  PairModel model;
  mutable TermIndex index;
  CopyFinder copies;
  StoryBook stories;
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
  return reading;
}

Placement Clusterer::Impl::Place(const Item& item, const Reading& reading, StoryChooser& chooser) {
  Placement placement{.story = item.id, .origin = {}, .copied_0_1 = 0};
  const std::optional<Copy> copy = FindCopy(reading);
  if (copy && IsCopy(item, reading.account, *copy)) {
    const Entry& origin = At(copy->article);
    placement.origin = origin.id;
    placement.copied_0_1 = copy->share_0_1;
    if (copy->share_0_1 >= kSameAccount && reading.shingles.size() >= kMinCopyShingles) {
      placement.story = stories.Resolve(origin.story);
      placement.nearest = origin.id;
      placement.likeness_0_1 = copy->share_0_1;
      return placement;
    }
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

// Issues of one form (weather, exchange rates) share their words, and the articles of one outlet
// its standing phrases: these are no copies.
bool Clusterer::Impl::IsCopy(const Item& item, const Account& account, const Copy& copy) const {
  const Entry& origin = At(copy.article);
  if (IsOtherEdition(account, origin.account)) return false;
  if (IsOtherIssue(account, origin.account)) return false;
  const bool same_outlet = !item.outlet.empty() && origin.outlet == HashText(item.outlet);
  return !same_outlet || copy.share_0_1 >= kSameOutletCopy;
}

std::optional<Copy> Clusterer::Impl::FindCopy(const Reading& reading) {
  const auto& published = reading.account.time.published_day;
  return copies.Find(reading.shingles, [&](std::uint32_t article) {
    const auto& theirs = At(article).account.time.published_day;
    return !published || !theirs || *theirs <= *published;
  });
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

void Clusterer::Impl::Remember(const Item& item, Reading reading, const Placement& placement) {
  const auto article = first + static_cast<std::uint32_t>(window.size());
  index.Add(article, reading.account);
  frequencies.AddArticle();
  copies.Add(article, std::move(reading.shingles));
  stories.Add(stories.Resolve(placement.story), article, reading.account.time,
              placement.copied_0_1 >= kSameAccount ? Role::kCopy : Role::kAccount);
  window.push_back({.id = item.id,
                    .story = placement.story,
                    .outlet = item.outlet.empty() ? 0 : HashText(item.outlet),
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
  stories.Remove(oldest.story, first);
  window.pop_front();
  ++first;
}

Clusterer::Clusterer(const ClusterLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
Clusterer::~Clusterer() = default;
Clusterer::Clusterer(Clusterer&&) noexcept = default;
Clusterer& Clusterer::operator=(Clusterer&&) noexcept = default;

Placement Clusterer::Add(const Item& item) {
  Reading reading = impl_->Read(item);
  impl_->model.SetWindow(impl_->window.size());
  StoryChooser chooser(impl_->stories, impl_->model, impl_->limits.max_story_span);
  Placement placement = impl_->Place(item, reading, chooser);
  impl_->Remember(item, std::move(reading), placement);
  impl_->MergeTwins(chooser, placement);
  return placement;
}

void Clusterer::Restore(const Item& item, const Placement& placement) {
  impl_->Remember(item, impl_->Read(item), placement);
}

void Clusterer::KeepApart(std::int64_t a, std::int64_t b) { impl_->stories.KeepApart(a, b); }

std::size_t Clusterer::size() const { return impl_->window.size(); }

}  // namespace isnad::story
