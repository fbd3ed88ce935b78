#pragma once

// What is known of an account beside its text, and what speaks for one of two accounts having been
// taken from the other. An edge's weight adds up
//
//   text    the share of the taker's four-word shingles that stand in the giver, quotations left
//   out
//           (two reporters of one press conference quote the same words)
//   credit  the taker's credit line, dateline or first sentence names the giver
//   link    the taker leads to the giver's address, or to its site
//   time    the giver told it earlier (chain_time.h)
//   role    agencies give, aggregators take; «خاص» and an outlet that names itself tell their own
//
// The weights were set by reasoning, not learned: there is no corpus of known chains to learn from.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "news/story.h"
#include "story/chain_time.h"
#include "story/citations.h"

namespace isnad::story {

// What may be known of how an article came to be. Views live through the call.
struct Provenance {
  std::string_view url = {};
  std::string_view source_url = {};  // the article that it says it was taken from
  std::string_view canonical = {};   // the address it names as its own
  std::string_view credit = {};
  std::optional<DateTime> published = {};  // as the page gives it
};

// What an account says of others.
struct ChainCredit {
  std::vector<Citation> list;
  std::uint32_t source_address = 0;  // hash; 0: it leads nowhere
  std::uint32_t source_site = 0;
  std::string source_url;
  std::string wires_quote;  // of the credit to agencies that are not named
};

struct ChainEnd {
  std::uint32_t outlet = 0;  // hash; 0 unknown
  NameKeys names;
  std::uint32_t address = 0;  // hashes; 0 unknown
  std::uint32_t site = 0;
  Telling told;
  bool own = false;            // says that it is the outlet's own work
  bool wires = false;          // credits agencies that are not named
  bool is_aggregator = false;  // leads to another outlet's article
  std::unique_ptr<ChainCredit> credit;

  [[nodiscard]] bool IsAgency() const { return names.agency != 0 || names.initials != 0; }
  // Articles of one outlet, an aggregator's copies of them left aside.
  [[nodiscard]] bool SameOutlet(const ChainEnd& other) const {
    return outlet != 0 && outlet == other.outlet && is_aggregator == other.is_aggregator;
  }
};

// Cost: O(text). Thread-safe.
[[nodiscard]] ChainEnd ReadChainEnd(const Provenance& provenance, const CitingText& article,
                                    const std::vector<QuotedSpan>& quoted,
                                    const std::optional<Instant>& published, Instant seen);

// What the taker has from the giver and says of it.
struct ChainEdge {
  double share_0_1 = 0;                // of all of the taker's text
  double text_0_1 = 0;                 // of what is not quoted
  const Citation* citation = nullptr;  // of the taker
  bool leads_there = false;            // to the giver's very address
  bool leads_to_site = false;
  bool wires = false;  // unnamed agencies are credited, and the giver is one
  bool same_outlet = false;
  double earlier = 0;  // log-odds that the giver told it before the taker, by time alone

  // The whole account is credited to the giver.
  [[nodiscard]] bool IsCredited() const;
  // Enough of the text is the giver's; where the giver is credited, less is enough.
  [[nodiscard]] bool IsCopy() const;
  // What credits and links add to the log-odds of having been taken from there.
  [[nodiscard]] double CreditOdds() const;
  // What the edge weighs against others to the same taker.
  [[nodiscard]] double Score() const;
  // Log-odds that the one was taken from the other, be the giver the earlier one.
  [[nodiscard]] double TakenOdds() const;
  [[nodiscard]] std::vector<news::ChainEvidence> Evidence(const ChainEnd& taker) const;
};

[[nodiscard]] ChainEdge EdgeOf(const ChainEnd& taker, const ChainEnd& giver, double share_0_1,
                               double text_0_1);

// Log-odds that `giver` gave to `taker` and not the other way round; `to` is the edge from the
// former to the latter, `back` the other one.
[[nodiscard]] double GiverOdds(const ChainEnd& giver, const ChainEnd& taker, const ChainEdge& to,
                               const ChainEdge& back);

[[nodiscard]] double Logistic(double odds);

}  // namespace isnad::story
