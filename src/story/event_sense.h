#pragma once

// What an article says of the course of its event beyond its words: which act it tells first,
// whether somebody won, how many of what, and which edition of a series. Two accounts of one affair
// that differ here tell of two events: a request and the answer to it, the first round and the
// second.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "story/vocabulary.h"

namespace isnad::story {

// A value under a name: «2476 سجينا», «الدورة 23».
struct Counted {
  std::uint32_t name = 0;
  std::uint32_t value = 0;

  auto operator<=>(const Counted&) const = default;
};

struct EventSense {
  std::uint8_t head = 0;            // Sense::action of the first act in the body, 0 for none
  bool has_outcome = false;         // somebody won or lost
  std::vector<Counted> quantities;  // by name, value
  std::vector<Counted> editions;    // by name, value

  bool operator==(const EventSense&) const = default;
};

// Reads an article's words one after another. Keeps at most kMaxCounted of each kind of number.
// Cost: O(1) a word.
class EventReader {
 public:
  static constexpr std::size_t kMaxCounted = 16;

  enum class Part : std::uint8_t { kTitle, kBody };

  // A word of any kind but a date; `number` is its term where it is written in digits, else 0.
  void Read(const Sense& sense, std::uint32_t number, Part part);

  [[nodiscard]] EventSense Finish();

 private:
  void ReadEdition(const Sense& sense, std::uint32_t number);

  EventSense event_;
  std::vector<std::uint32_t> pending_;  // numbers that wait for the word they count
  std::uint32_t edition_ = 0;           // term of the edition just named, 0 for none
  std::uint32_t ordinal_ = 0;           // read behind it so far
};

// Names that both count and whose values have nothing in common. Cost: O(both).
[[nodiscard]] std::size_t CountConflicts(const std::vector<Counted>& a,
                                         const std::vector<Counted>& b);

}  // namespace isnad::story
