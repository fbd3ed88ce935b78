#pragma once

// What the clusterer keeps of an article: the weighed words of its title and opening (where the
// press puts who, what and where), its numbers, and when it happened. Openings of
// long and short articles are of one length, so that both are compared alike.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "story/event_sense.h"
#include "story/form.h"
#include "story/key_index.h"
#include "story/time_sense.h"
#include "story/words.h"

namespace isnad::story {

struct Term {
  std::uint32_t key = 0;
  float weight = 0;

  bool operator==(const Term&) const = default;
};

// Places of two terms in Account::terms.
struct TermPair {
  std::uint8_t first = 0;
  std::uint8_t second = 0;

  bool operator==(const TermPair&) const = default;
};

// What two neighbouring terms are compared by.
[[nodiscard]] std::uint32_t PhraseOf(std::uint32_t first, std::uint32_t second);

// Sets of an account's terms: bit i is terms[i].
using TermSet = std::uint64_t;
inline constexpr std::size_t kMostTerms = 64;

struct Account {
  std::vector<Term> terms;             // by key, kMostTerms at most
  std::vector<std::uint32_t> phrases;  // two neighbouring terms each, names above all; sorted
  std::vector<TermPair> phrase_terms;  // of each of these, for packing
  std::vector<std::uint32_t> numbers;  // other than dates and years, sorted
  float norm = 0;                      // Euclidean length of the weights
  float mass = 0;                      // their sum
  TermSet title = 0;                   // terms of the title
  TermSet lead = 0;                    // the first few of title and body
  TermSet weighty = 0;                 // the heaviest few
  float lead_mass = 0;
  float weighty_mass = 0;
  EventSense event;
  TimeSense time;
  Form form;
  KeyIndex term_index;  // of the terms' keys and of the phrases: IndexKeys
  KeyIndex phrase_index;

  bool operator==(const Account&) const = default;
};

// An article read, before its terms are weighed: Account::terms hold counts as weights.
// `words` are those of `text` = title, line feed, body. Function words, dates and single letters
// are left out. At most `max_terms` distinct terms, and kMostTerms.
// Cost: O(bytes read). Thread-safe.
[[nodiscard]] Account ReadAccount(std::string_view text, const Words& words,
                                  std::optional<Instant> published, std::size_t max_terms);

// Turns counts into weights, (1 + ln count) × `inverse_frequency(key)`, and fills norm and mass.
template <typename InverseFrequency>
void Weigh(Account& account, InverseFrequency inverse_frequency);

// Picks the heaviest terms, rounds the weights to what WeightOf knows, fills norm and masses.
void FinishWeights(Account& account);
void SumWeights(Account& account);  // norm and masses alone
void IndexKeys(Account& account);   // once terms and phrases stand
[[nodiscard]] float DampedCount(float count);

// Weights are kept in a byte each, in steps of 2.2 %: code 0 is no weight, code c is
// kLeastWeight × e^(kWeightStep (c - 1)). What is outside 0.25 to 66 counts as the nearest, below
// the half of that as none.
inline constexpr float kLeastWeight = 0.25F;
inline constexpr float kWeightStep = 0.022F;
[[nodiscard]] std::uint8_t WeightCode(float weight);
[[nodiscard]] float WeightOf(std::uint8_t code);

template <typename InverseFrequency>
void Weigh(Account& account, InverseFrequency inverse_frequency) {
  for (Term& term : account.terms) {
    term.weight = DampedCount(term.weight) * inverse_frequency(term.key);
  }
  FinishWeights(account);
}

}  // namespace isnad::story
