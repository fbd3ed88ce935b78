#pragma once

// Words that tell when: yesterday, tomorrow, "next" behind a weekday, and the words of a preview
// («يستعد», «المرتقب»). The list is data/story/time_cues.tsv; its words are given as published and
// kept folded (arabic::FoldTier::kSearch).

#include <cstdint>
#include <string_view>

namespace isnad::story {

enum class Cue : std::uint8_t {
  kNone,
  kToday,
  kYesterday,
  kTomorrow,
  kNext,        // behind a weekday: the coming one
  kPreview,     // the event is still to come
  kBirth,       // the date behind it is somebody's birthday
  kBackground,  // what follows happened earlier: «بعد», «منذ»
  kNoon,        // behind a kBackground: an hour of the day after all («بعد ظهر الأحد»)
  kLasting,     // the event takes as long as follows
  kDays,        // «أيام»
  kDateline,    // the date behind it is that of publication
};

// What `folded` says of time; proclitics («وأمس», «لغد») are looked through.
// Cost: one or two hash lookups. Thread-safe.
[[nodiscard]] Cue FindCue(std::string_view folded);

}  // namespace isnad::story
