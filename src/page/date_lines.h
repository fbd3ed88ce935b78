#pragma once

// The dates of a short line and what the line calls each of them: "3 May 2024 | Updated: 5 May
// 2024", «نُشر في 12 مارس 2021، آخر تحديث 14 مارس». The words are those of data/page/bylines.tsv.

#include <optional>
#include <string_view>
#include <vector>

#include "page/date_text.h"

namespace isnad::page {

enum class DateLabel : unsigned char { kNone, kPublished, kUpdated };

struct LabelledDate {
  TextDate date{};
  DateLabel label = DateLabel::kNone;
  bool original = false;  // called the first of several publications
};

// What `text` calls the date that it stands beside; "published" where it says both.
[[nodiscard]] DateLabel LabelIn(std::string_view text);

// The dates of `line` in order, each called by the words between it and the date before it; one
// that is alone is also called by words behind it. Cost: O(n). Thread-safe.
[[nodiscard]] std::vector<LabelledDate> LabelledDates(std::string_view line,
                                                      const DateHabits& habits);

// The date of a text that says nothing else but what it is, as page builders write it into an
// element of its own ("25 March 2025", "Posted on Monday, 3 May 2024"); nothing for other texts.
// Cost: O(n). Thread-safe.
[[nodiscard]] std::optional<LabelledDate> WholeDate(std::string_view text,
                                                    const DateHabits& habits);

}  // namespace isnad::page
