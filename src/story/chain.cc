#include "story/chain.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace isnad::story {
namespace {

using Kind = news::ChainEvidence::Kind;

constexpr double kArrival = 0.4;      // log-odds in favour of who came in first
constexpr double kOtherStory = 0.4;   // least share of the words taken from an account of another
constexpr double kLeastSure = 0.35;   // who took a part of a text from whom is not told below it
constexpr double kHalf = 0.5;         // of a text: a copy, whoever it was taken from
constexpr double kClearlyLater = -4;  // by time alone: too late to be a credited source
constexpr double kCopyOfCopy = 0.3;   // an account that is itself a copy is less likely the source
constexpr double kTurnMargin = 0.2;   // by which a new parent must be the better one
constexpr double kSameText = 0.8;     // both ways: one text
constexpr double kSharedText = 0.25;
constexpr double kCreditScore = 5;  // as ChainEdge::Score counts them, for what is restored
constexpr double kLinkScore = 8;

// How sure an account comes from a source that was not fetched.
constexpr double kSureOfCredit = 0.9;
constexpr double kSureOfOtherWords = 0.5;  // the same source, told in words of its own
constexpr double kSureOfSameWords = 0.6;   // the words of one that credits the source

constexpr std::size_t kMostSteps = 64;  // up a chain

std::uint32_t KeyOfSource(std::string_view source) {
  const NameKeys keys = KeysOfOutlet(source);
  return keys.agency != 0 ? keys.agency : keys.name;
}

bool IsTold(const ChainEdge& edge, double sure_0_1) {
  return sure_0_1 >= kLeastSure || edge.text_0_1 >= kHalf;
}

bool IsOneText(const Neighbour& neighbour) {
  return neighbour.share_0_1 >= kSameText && neighbour.back_0_1 >= kSameText;
}

float ScoreFrom(const ChainLink& link) {
  double score = 6 * link.share_0_1;
  for (const news::ChainEvidence& evidence : link.evidence) {
    if (evidence.kind == Kind::kLink) score += kLinkScore;
    if (evidence.kind == Kind::kCredit || evidence.kind == Kind::kDateline) score += kCreditScore;
  }
  return static_cast<float>(score);
}

// Of an account's credits those that are kept for givers that come in later.
void KeepWhatMatters(ChainEnd& end) {
  if (!end.credit) return;
  std::erase_if(end.credit->list, [](const Citation& citation) {
    return citation.place == Citation::Place::kPassing;
  });
  end.credit->list.shrink_to_fit();
  if (end.credit->list.empty() && !end.wires && !end.is_aggregator) end.credit.reset();
}

std::size_t BytesOf(const ChainEnd& end) {
  if (!end.credit) return 0;
  const ChainCredit& credit = *end.credit;
  std::size_t bytes = sizeof credit + credit.list.capacity() * sizeof(Citation) +
                      credit.source_url.size() + credit.wires_quote.size();
  for (const Citation& citation : credit.list) {
    bytes += citation.source.size() + citation.quote.size();
  }
  return bytes;
}

}  // namespace

ChainLink ChainBook::Add(ChainEnd end, std::span<const Neighbour> neighbours,
                         std::vector<Turned>& turned) {
  std::vector<Candidate> givers;
  std::vector<Candidate> takers;
  for (const Neighbour& neighbour : neighbours) Weigh(end, neighbour, givers, takers);
  ChainLink link = Choose(end, givers);
  if (const Citation* credit = CreditedElsewhere(end, neighbours)) {
    HangBelowSource(*credit, neighbours, link, turned);
  } else if (!link.parent) {
    HangBesideLaterCopy(end, neighbours, link);
  }
  TurnRound(end, takers, link, turned);
  Restore(std::move(end), link);
  return link;
}

void ChainBook::Restore(ChainEnd end, const ChainLink& link) {
  KeepWhatMatters(end);
  Entry entry;
  entry.end = std::move(end);
  entry.parent = link.parent.value_or(kNone);
  entry.agency = link.agency.empty() ? 0 : KeyOfSource(link.agency);
  entry.score = link.score > 0 ? link.score : ScoreFrom(link);
  credit_bytes_ += BytesOf(entry.end);
  entries_.push_back(std::move(entry));
}

void ChainBook::RestoreParent(std::uint32_t article, std::uint32_t parent) {
  if (IsHere(article) && IsHere(parent)) At(article).parent = parent;
}

void ChainBook::RemoveOldest() {
  credit_bytes_ -= BytesOf(entries_.front().end);
  entries_.pop_front();
  ++first_;
}

// Which of the two is the giver, and whether anything was taken at all.
void ChainBook::Weigh(const ChainEnd& end, const Neighbour& neighbour,
                      std::vector<Candidate>& givers, std::vector<Candidate>& takers) const {
  if (!IsHere(neighbour.article)) return;
  const Entry& other = At(neighbour.article);
  const ChainEdge to = EdgeOf(end, other.end, neighbour.share_0_1, neighbour.own_share_0_1);
  const ChainEdge back = EdgeOf(other.end, end, neighbour.back_0_1, neighbour.own_back_0_1);
  const double odds = GiverOdds(other.end, end, to, back) + kArrival;
  const auto is_taken = [&](const ChainEdge& edge) {
    // A credit alone is enough within a story, unless the source spoke too late. What two stories
    // have in common may be the same background.
    if (!neighbour.same_story) return edge.IsCopy() && edge.text_0_1 >= kOtherStory;
    return edge.IsCopy() || (edge.IsCredited() && edge.earlier > kClearlyLater);
  };
  if (odds >= 0 && is_taken(to)) {
    const double score = to.Score() - (IsRoot(neighbour.article) ? 0 : kCopyOfCopy);
    givers.push_back({&neighbour, to, odds, score});
  } else if (odds < 0 && is_taken(back)) {
    takers.push_back({&neighbour, back, -odds, back.Score()});
  }
}

// The best giver; how sure it is takes in that another tree may be the right one, but not that
// another account of the same tree may: there the text came from all the same.
ChainLink ChainBook::Choose(const ChainEnd& end, const std::vector<Candidate>& givers) const {
  ChainLink link;
  if (givers.empty()) return link;
  const auto best =
      std::max_element(givers.begin(), givers.end(), [](const Candidate& a, const Candidate& b) {
        if (a.score != b.score) return a.score < b.score;
        return a.neighbour->article > b.neighbour->article;  // of equals the earliest
      });
  const std::uint32_t parent = best->neighbour->article;
  const std::uint32_t root = RootOf(parent);
  double all = 0;
  double of_tree = 0;
  for (const Candidate& giver : givers) {
    const double weight = std::exp(giver.score - best->score);
    all += weight;
    if (RootOf(giver.neighbour->article) == root) of_tree += weight;
  }
  const double sure = Logistic(best->edge.TakenOdds()) * Logistic(best->odds) * of_tree / all;
  if (!IsTold(best->edge, sure)) return link;
  link.parent = parent;
  link.share_0_1 = best->edge.share_0_1;
  link.confidence_0_1 = sure;
  link.evidence = best->edge.Evidence(end);
  link.score = static_cast<float>(best->edge.Score());
  return link;
}

// Roots first: who hung on them then has a parent that is itself a copy.
void ChainBook::TurnRound(const ChainEnd& end, const std::vector<Candidate>& takers,
                          const ChainLink& link, std::vector<Turned>& turned) {
  // Sources that the new account turns out to be.
  std::vector<std::uint32_t> found = {end.names.agency, end.names.name};
  for (const Candidate& taker : takers) {
    if (taker.edge.citation != nullptr) found.push_back(At(taker.neighbour->article).agency);
  }
  for (const bool roots : {true, false}) {
    for (const Candidate& taker : takers) {
      const std::uint32_t article = taker.neighbour->article;
      if (At(article).parent == next() || IsRoot(article) != roots ||
          StandsAbove(article, link.parent) || !IsBetter(taker, link, found)) {
        continue;
      }
      const double sure = Logistic(taker.edge.TakenOdds()) * Logistic(taker.odds);
      if (!IsTold(taker.edge, sure)) continue;
      Turn(article,
           {.parent = next(),
            .share_0_1 = taker.edge.share_0_1,
            .confidence_0_1 = sure,
            .evidence = taker.edge.Evidence(At(article).end)},
           turned);
    }
  }
}

// Whether a taker hangs better on the new account, which hangs by `link`, than where it does.
bool ChainBook::IsBetter(const Candidate& taker, const ChainLink& link,
                         const std::vector<std::uint32_t>& found) const {
  const Entry& entry = At(taker.neighbour->article);
  if (entry.agency != 0) return std::find(found.begin(), found.end(), entry.agency) != found.end();
  if (IsRoot(taker.neighbour->article)) return true;
  const double now = entry.score - (IsRoot(entry.parent) ? 0 : kCopyOfCopy);
  return taker.score - (link.parent ? kCopyOfCopy : 0) > now + kTurnMargin;
}

// The source that the whole account is credited to, where no account of that source is at hand.
const Citation* ChainBook::CreditedElsewhere(const ChainEnd& end,
                                             std::span<const Neighbour> neighbours) const {
  if (!end.credit || end.own || end.is_aggregator) return nullptr;
  const Citation* credit = nullptr;
  for (const Citation& citation : end.credit->list) {
    if (!citation.OfAccount() || citation.source.empty()) continue;
    const bool is_at_hand =
        std::any_of(neighbours.begin(), neighbours.end(), [&](const Neighbour& neighbour) {
          return IsHere(neighbour.article) && citation.keys.Meets(At(neighbour.article).end.names);
        });
    if (is_at_hand) return nullptr;
    if (credit == nullptr) credit = &citation;
  }
  return credit;
}

// Hangs it beside the account that stands for the source, or makes it that account.
void ChainBook::HangBelowSource(const Citation& credit, std::span<const Neighbour> neighbours,
                                ChainLink& link, std::vector<Turned>& turned) {
  const std::uint32_t agency = KeyOfSource(credit.source);
  const Neighbour* nearest = nullptr;
  std::optional<std::uint32_t> first;
  for (const Neighbour& neighbour : neighbours) {
    if (!IsHere(neighbour.article)) continue;
    const auto found = FirstOfAgency(neighbour.article, agency);
    if (!found || (!neighbour.same_story && neighbour.own_share_0_1 < kSharedText)) continue;
    if (nearest != nullptr && nearest->own_share_0_1 >= neighbour.own_share_0_1) continue;
    nearest = &neighbour;
    first = found;
  }
  const bool shares_words = nearest != nullptr && nearest->own_share_0_1 >= kSharedText;
  if (nearest == nullptr && link.parent) {
    // Taken from an account that credits nobody: if that has the very text, it had the same source.
    const auto same = std::find_if(
        neighbours.begin(), neighbours.end(),
        [&](const Neighbour& each) { return each.article == *link.parent && IsOneText(each); });
    const Entry& parent = At(*link.parent);
    if (same == neighbours.end() || !IsRoot(*link.parent) || parent.agency != 0 || parent.end.own ||
        parent.end.IsAgency()) {
      return;
    }
    Turn(*link.parent,
         {.confidence_0_1 = kSureOfSameWords,
          .agency = credit.source,
          .evidence = {{Kind::kText, ""}}},
         turned);
    nearest = &*same;
    first = link.parent;
  } else if (nearest != nullptr && link.parent && !shares_words) {
    return;  // credited to the source, but the words are another's
  }
  link = {.parent = first,
          .share_0_1 = nearest == nullptr ? 0 : nearest->share_0_1,
          .confidence_0_1 = nearest == nullptr || nearest->own_share_0_1 >= kSharedText
                                ? kSureOfCredit
                                : kSureOfOtherWords,
          .agency = credit.source,
          .evidence = {EvidenceOf(credit)}};
  if (nearest != nullptr && nearest->own_share_0_1 >= kSharedText) {
    link.evidence.push_back({Kind::kText, ""});
  }
}

// An account told before one that credits a source for the very same text had it from there, too.
void ChainBook::HangBesideLaterCopy(const ChainEnd& end, std::span<const Neighbour> neighbours,
                                    ChainLink& link) const {
  if (end.own || end.IsAgency()) return;
  for (const Neighbour& neighbour : neighbours) {
    if (!IsHere(neighbour.article) || !IsOneText(neighbour)) continue;
    const Entry& other = At(neighbour.article);
    if (other.agency == 0 || !other.end.credit || other.end.SameOutlet(end)) continue;
    const auto first = FirstOfAgency(neighbour.article, other.agency);
    for (const Citation& citation : other.end.credit->list) {
      if (!first || citation.source.empty() || citation.keys.Meets(end.names) ||
          KeyOfSource(citation.source) != other.agency)
        continue;
      link = {.parent = first,
              .share_0_1 = neighbour.share_0_1,
              .confidence_0_1 = kSureOfSameWords,
              .agency = citation.source,
              .evidence = {{Kind::kText, ""}}};
      return;
    }
  }
}

void ChainBook::Unite(std::span<const std::uint32_t> accounts, std::vector<Turned>& turned) {
  for (std::size_t i = 1; i < accounts.size(); ++i) {
    if (!IsHere(accounts[i])) continue;
    const Entry& entry = At(accounts[i]);
    if (entry.agency == 0 || !IsRoot(accounts[i]) || !entry.end.credit) continue;
    for (std::size_t k = 0; k < i; ++k) {
      if (!IsHere(accounts[k])) continue;
      const auto first = FirstOfAgency(accounts[k], entry.agency);
      if (!first || StandsAbove(accounts[i], first)) continue;
      for (const Citation& citation : entry.end.credit->list) {
        if (citation.source.empty() || KeyOfSource(citation.source) != entry.agency) continue;
        Turn(accounts[i],
             {.parent = first,
              .confidence_0_1 = kSureOfOtherWords,
              .agency = citation.source,
              .evidence = {EvidenceOf(citation)}},
             turned);
        break;
      }
      break;
    }
  }
}

void ChainBook::Turn(std::uint32_t article, ChainLink link, std::vector<Turned>& turned) {
  Entry& entry = At(article);
  entry.parent = link.parent.value_or(kNone);
  entry.agency = link.agency.empty() ? 0 : KeyOfSource(link.agency);
  entry.score = ScoreFrom(link);
  turned.push_back({article, std::move(link)});
}

std::uint32_t ChainBook::RootOf(std::uint32_t article) const {
  for (std::size_t step = 0; step < kMostSteps && IsHere(At(article).parent); ++step) {
    article = At(article).parent;
  }
  return article;
}

// Whether `article` stands above `below`, or is it; a chain too long to follow counts as one.
bool ChainBook::StandsAbove(std::uint32_t article, std::optional<std::uint32_t> below) const {
  for (std::size_t step = 0; below && IsHere(*below); ++step) {
    if (*below == article || step == kMostSteps) return true;
    below = At(*below).parent;
  }
  return false;
}

// The account that stands for `agency` at or above `article`, if it hangs below that source.
std::optional<std::uint32_t> ChainBook::FirstOfAgency(std::uint32_t article,
                                                      std::uint32_t agency) const {
  for (std::size_t step = 0; step < kMostSteps && IsHere(article); ++step) {
    if (At(article).agency == agency && IsRoot(article)) return article;
    article = At(article).parent;
  }
  return std::nullopt;
}

}  // namespace isnad::story
