#pragma once

// What an account says that none of the others says: sentences of it whose words stand in no other
// account of the story.
//
// Words are compared by light stem, function words left out. A sentence is an account's own when
// no two neighbouring sentences of any other account hold kSharedWords of its words, rare words
// (within the story) weighing more than those in every account. What was copied from an account
// does not speak against it: a copy is no second voice (docs/architecture.md).
//
// What pages carry beside their news is no addition: a sentence with an address in it, one that
// points to something else («رابط الخبر»), one that stands word for word in two articles of an
// outlet.
//
// Limits: AdditionLimits. What is beyond them is neither compared nor shown.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::portal {

struct AdditionLimits {
  std::size_t max_accounts = 60;
  std::size_t max_bytes = 24'000;        // read of each text
  std::size_t max_sentences = 3;         // shown of each account
  std::size_t max_sentence_bytes = 480;  // shown of each; cut at a word's end, with "…"
  std::size_t max_common = 64;           // a stem in more sentences says nothing of any of them
};

// One account as it is compared.
struct ToldText {
  std::string_view text;  // valid UTF-8; empty: not at hand
  // Index of the account that it was copied from; at or above its own index: none.
  std::size_t origin = static_cast<std::size_t>(-1);
  std::string_view lead = {};  // of it that is shown anyway: its sentences are left out
  std::int64_t outlet = 0;     // who published it; 0 unknown
};

// Of each account its own sentences as published, in their order; the weightiest where there are
// more than are shown. Cost: O(bytes read × max_common). Thread-safe.
[[nodiscard]] std::vector<std::vector<std::string>> OwnSentences(std::span<const ToldText> texts,
                                                                 const AdditionLimits& limits = {});

}  // namespace isnad::portal
