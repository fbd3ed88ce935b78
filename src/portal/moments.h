#pragma once

// Dates as the pages show them: <time datetime="…"> with the absolute date, and how long ago where
// that helps. Nothing is shown that is not known: a date without an hour stays one.

#include "base/date_time.h"
#include "news/story.h"
#include "portal/html.h"
#include "portal/words.h"

namespace isnad::portal {

enum class DateStyle : std::uint8_t {
  kShort,    // "١٩ فبراير ٢٠٢٥"
  kHour,     // "١٩ فبراير ٢٠٢٥، ٢:٠٥ م", where the hour is known
  kWeekday,  // "الأربعاء ١٩ فبراير ٢٠٢٥"
  kLong,     // "الأربعاء ١٩ فبراير ٢٠٢٥، ٢:٠٥ م"
};

// How pages show time.
struct MomentContext {
  Instant now{};
  std::chrono::minutes utc_offset{};  // what instants are shown at
};

// A date as the press gave it: its own day and hour, whatever the offset.
[[nodiscard]] Html DateHtml(const Words& words, const DateTime& date, DateStyle style);
// An instant of ours.
[[nodiscard]] Html InstantHtml(const Words& words, const MomentContext& context, Instant instant,
                               DateStyle style);
// "منذ ٣ ساعات" within the last day, else empty. Future instants are empty as well.
[[nodiscard]] std::string Ago(const Words& words, Instant now, Instant then);
// "، منذ ٣ ساعات", to stand behind a date; nothing for an empty `ago`.
[[nodiscard]] Html AgoHtml(const Words& words, std::string_view ago);
// The same date without markup, for drawings: "١٩ فبراير ٢٠٢٥، ٢:٠٥ م", "رُصدت ١٩ فبراير ٢٠٢٥".
[[nodiscard]] std::string AccountDateText(const Words& words, const MomentContext& context,
                                          const news::Account& account);
// Date of an account: as published, with the hour and how long ago where that is known; else
// "رُصدت …", the day alone, as the hour in which we came by says nothing of who was first.
[[nodiscard]] Html AccountDate(const Words& words, const MomentContext& context,
                               const news::Account& account);

}  // namespace isnad::portal
