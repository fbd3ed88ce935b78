#pragma once

// The chain of transmission: for each account of the window, from which other it was most probably
// taken, and what speaks for it (chain_edge.h). Which of two accounts is the giver is decided by
// the log-odds of time, credit, link and role; which of several givers is the parent, by text,
// credit and link: a maximum spanning forest, built account by account.
//
// An account that comes in after its copies becomes their parent: they are turned round. A source
// that is credited and not fetched becomes the root of the accounts that credit it, whatever their
// wording: they are one independent account, whose first stands for it as the others' parent.
//
// Deterministic. Not thread-safe. Memory: some 70 bytes an account, and its credits where it has
// any.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "news/story.h"
#include "story/chain_edge.h"

namespace isnad::story {

// Another account of the window beside the new one.
struct Neighbour {
  std::uint32_t article = 0;
  // Of the new account's shingles those that stand in the neighbour, and the other way round; then
  // the same of what is not quoted.
  double share_0_1 = 0;
  double back_0_1 = 0;
  double own_share_0_1 = 0;
  double own_back_0_1 = 0;
  bool same_story = false;
};

// Where an account hangs.
struct ChainLink {
  std::optional<std::uint32_t> parent{};
  double share_0_1 = 0;  // of it that stands in the parent
  double confidence_0_1 = 0;
  std::string agency{};  // the source that was not fetched
  std::vector<news::ChainEvidence> evidence{};
  float score = 0;  // of the edge against others to the same account; 0: to be told from the above,
                    // as it always is for accounts that were turned round: a restart knows no more
};

// An account of the window that hangs elsewhere from now on.
struct Turned {
  std::uint32_t article = 0;
  ChainLink link;
};

class ChainBook {
 public:
  // Takes in the account of number `next()` and says where it hangs; what it turns round is
  // appended to `turned`. Cost: O(neighbours × citations).
  [[nodiscard]] ChainLink Add(ChainEnd end, std::span<const Neighbour> neighbours,
                              std::vector<Turned>& turned);
  // The account of number `next()`, placed before a restart.
  void Restore(ChainEnd end, const ChainLink& link);
  // The parent of a restored account that was turned round: it comes in behind it again.
  void RestoreParent(std::uint32_t article, std::uint32_t parent);
  void RemoveOldest();

  // Accounts that are of one story by now: those of one source come below its first.
  void Unite(std::span<const std::uint32_t> accounts, std::vector<Turned>& turned);

  // What is kept of an account that is here, and what the edge it hangs by weighs.
  [[nodiscard]] const ChainEnd& EndOf(std::uint32_t article) const { return At(article).end; }
  [[nodiscard]] float ScoreOf(std::uint32_t article) const { return At(article).score; }

  // An estimate. Cost: O(1).
  [[nodiscard]] std::size_t memory_bytes() const {
    return entries_.size() * sizeof(Entry) + credit_bytes_;
  }

  [[nodiscard]] std::uint32_t next() const {
    return first_ + static_cast<std::uint32_t>(entries_.size());
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Entry {
    ChainEnd end;
    std::uint32_t parent = kNone;
    std::uint32_t agency = 0;  // key of the source that was not fetched; 0 none
    float score = 0;           // of its edge
  };
  struct Candidate {  // for one end of an edge to the new account
    const Neighbour* neighbour = nullptr;
    ChainEdge edge;
    double odds = 0;   // that the giver is the giver
    double score = 0;  // against others to the same taker
  };

  [[nodiscard]] Entry& At(std::uint32_t article) { return entries_[article - first_]; }
  [[nodiscard]] const Entry& At(std::uint32_t article) const { return entries_[article - first_]; }
  [[nodiscard]] bool IsHere(std::uint32_t article) const {
    return article != kNone && article >= first_ && article < next();
  }
  // Hangs on nothing that is still here, nor on the account that is being added.
  [[nodiscard]] bool IsRoot(std::uint32_t article) const {
    return !IsHere(At(article).parent) && At(article).parent != next();
  }
  [[nodiscard]] std::uint32_t RootOf(std::uint32_t article) const;
  [[nodiscard]] bool StandsAbove(std::uint32_t article, std::optional<std::uint32_t> below) const;

  void Weigh(const ChainEnd& end, const Neighbour& neighbour, std::vector<Candidate>& givers,
             std::vector<Candidate>& takers) const;
  [[nodiscard]] ChainLink Choose(const ChainEnd& end, const std::vector<Candidate>& givers) const;
  void TurnRound(const ChainEnd& end, const std::vector<Candidate>& takers, const ChainLink& link,
                 std::vector<Turned>& turned);
  [[nodiscard]] bool IsBetter(const Candidate& taker, const ChainLink& link,
                              const std::vector<std::uint32_t>& found) const;
  [[nodiscard]] const Citation* CreditedElsewhere(const ChainEnd& end,
                                                  std::span<const Neighbour> neighbours) const;
  [[nodiscard]] std::optional<std::uint32_t> FirstOfAgency(std::uint32_t article,
                                                           std::uint32_t agency) const;
  void HangBelowSource(const Citation& credit, std::span<const Neighbour> neighbours,
                       ChainLink& link, std::vector<Turned>& turned);
  void HangBesideLaterCopy(const ChainEnd& end, std::span<const Neighbour> neighbours,
                           ChainLink& link) const;
  void Turn(std::uint32_t article, ChainLink link, std::vector<Turned>& turned);

  std::deque<Entry> entries_;
  std::uint32_t first_ = 0;
  std::size_t credit_bytes_ = 0;
};

}  // namespace isnad::story
