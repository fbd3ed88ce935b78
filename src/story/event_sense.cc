#include "story/event_sense.h"

#include <algorithm>
#include <string>
#include <utility>

#include "story/words.h"

namespace isnad::story {
namespace {

void SortUnique(std::vector<Counted>& counted) {
  std::sort(counted.begin(), counted.end());
  counted.erase(std::unique(counted.begin(), counted.end()), counted.end());
}

bool ShareValue(const Counted* a, const Counted* a_end, const Counted* b, const Counted* b_end) {
  for (; a != a_end; ++a) {
    for (const Counted* each = b; each != b_end; ++each) {
      if (each->value == a->value) return true;
    }
  }
  return false;
}

const Counted* EndOfName(const Counted* at, const Counted* end) {
  const std::uint32_t name = at->name;
  while (at != end && at->name == name) ++at;
  return at;
}

}  // namespace

void EventReader::Read(const Sense& sense, std::uint32_t number, Part part) {
  if (sense.is_outcome) event_.has_outcome = true;
  if (event_.head == 0 && part == Part::kBody) event_.head = sense.action;
  ReadEdition(sense, number);
  if (number != 0) {
    if (pending_.size() < kMaxCounted) pending_.push_back(number);
  } else if (sense.term != 0) {
    for (const std::uint32_t value : std::exchange(pending_, {})) {
      if (event_.quantities.size() < kMaxCounted) event_.quantities.push_back({sense.term, value});
    }
  }
}

// «الدورة الثالثة والعشرون», «الدورة 23», «الاجتماع الخامس»: number words are added up.
void EventReader::ReadEdition(const Sense& sense, std::uint32_t number) {
  const auto keep = [this](std::uint32_t value) {
    if (event_.editions.size() < kMaxCounted) event_.editions.push_back({edition_, value});
  };
  const std::uint32_t part = std::uint32_t{sense.ordinal} + sense.tens;
  if (edition_ != 0 && part != 0) {
    ordinal_ += part;
    return;
  }
  if (edition_ != 0 && ordinal_ != 0) keep(HashText(std::to_string(ordinal_)));
  if (edition_ != 0 && ordinal_ == 0 && number != 0) keep(number);
  edition_ = sense.is_edition ? sense.term : 0;
  ordinal_ = 0;
}

EventSense EventReader::Finish() {
  ReadEdition({}, 0);
  SortUnique(event_.quantities);
  SortUnique(event_.editions);
  return std::exchange(event_, {});
}

std::size_t CountConflicts(const std::vector<Counted>& a, const std::vector<Counted>& b) {
  std::size_t conflicts = 0;
  const Counted* left = a.data();
  const Counted* right = b.data();
  const Counted* const left_end = left + a.size();
  const Counted* const right_end = right + b.size();
  while (left != left_end && right != right_end) {
    if (left->name < right->name) {
      ++left;
    } else if (right->name < left->name) {
      ++right;
    } else {
      const Counted* const left_next = EndOfName(left, left_end);
      const Counted* const right_next = EndOfName(right, right_end);
      conflicts += ShareValue(left, left_next, right, right_next) ? 0 : 1;
      left = left_next;
      right = right_next;
    }
  }
  return conflicts;
}

}  // namespace isnad::story
