#pragma once

// What the store keeps beside an article so that the clusterer finds it after a restart as it left
// it, without reading its text again. The weights are those of the day it came in, the sample is
// what the tables of that day had room for, the story's past is that after its arrival: so the
// window is the same as if nobody had stopped.
//
//   version                     a byte: kReadingVersion; others are not read
//   flags                       a byte: 1 stands for its story, 2 has a hash of its whole text,
//                               4 the days of its story's events are known,
//                               8 later stories may continue the one that it founded,
//                               16 its surroundings were looked at, 32 and were crowded
//   founded                     signed LEB128: its story's first arrival, milliseconds since 1970
//   [first and last day]        signed LEB128 each, the second from the first
//   [hash of the whole text]    32 bits
//   account                     LEB128 length, packed_account.h
//   shingles                    LEB128 length, AppendPacked (shingles.h)
//   sample                      LEB128 count, a sorted set of 32-bit numbers (packing.h)
//   score                       32 bits, IEEE 754: what the edge that it hung by weighed
//   chain                       LEB128 length, packed_chain.h
//
// Where it hangs stands beside the article: that may change afterwards.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "story/account.h"
#include "story/chain_edge.h"
#include "story/copy_finder.h"
#include "story/crowd.h"
#include "story/story_book.h"

namespace isnad::story {

inline constexpr std::uint8_t kReadingVersion = 3;

struct StoredReading {
  bool stands = false;
  bool in_saga = false;
  Surroundings around = Surroundings::kUnknown;
  StoryPast past;
  std::string account;  // packed
  CopyTraces traces;
  float chain_score = 0;
  std::string chain;  // packed

  bool operator==(const StoredReading&) const = default;
};

// A reading and what its packed parts hold.
struct UnpackedReading {
  StoredReading stored;
  Account account;
  ChainEnd chain;
};

// Some 900 bytes for an article of 300 words.
[[nodiscard]] std::string PackReading(const StoredReading& reading);

// nullopt for bytes of another version, and for damaged ones. Cost: O(bytes).
[[nodiscard]] std::optional<UnpackedReading> UnpackReading(std::string_view bytes);

}  // namespace isnad::story
