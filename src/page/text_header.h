#pragma once

// What stands around the title of a page without tags: the title's own line, outlet, dates,
// authors and section. A date above the title is as often the day on which the page was fetched:
// at the head of the page, or with its weekday, it counts only where the page says that it is the
// day of publication, or gives its hour.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/date_time.h"
#include "page/lines.h"

namespace isnad::page {

// The line that is the article's title, lines.size() where there is none. Cost: linear.
[[nodiscard]] std::size_t FindTitleLine(const std::vector<Line>& lines);

// A short line of what is on a page beside its article, as set phrases tell.
[[nodiscard]] bool IsFurniture(const Line& line);

// A short line that is there for its date.
[[nodiscard]] bool IsDateline(const Line& line);

// Does a title with a dateline below it stand behind line `i`, before any more prose? Then the line
// is a notice above the article: leads have their title in front.
[[nodiscard]] bool StandsAboveTitle(const std::vector<Line>& lines, std::size_t i);

// What an aggregator's line says: «نشر في الدار يوم 21 - 02 - 2025».
// A caption as a page leaves it once its tags are gone: said twice (alternative text and caption),
// or with its photographer behind a colon.
[[nodiscard]] bool ReadsAsCaption(std::string_view text);

struct Dateline {
  std::string outlet;
  std::string section;  // «نشر في سياسة»: what stands in an outlet's place and is none
  std::optional<DateTime> date;
};
[[nodiscard]] Dateline ReadDateline(std::string_view line);

struct TextHeader {
  std::string title;
  std::string outlet;
  std::string section;
  std::optional<DateTime> published;
  std::optional<DateTime> modified;
  std::vector<std::string> authors;
  std::unordered_set<std::size_t> lines;  // that say so, and are no text
};

// `title_line` as FindTitleLine gives it. Cost: linear. Thread-safe.
[[nodiscard]] TextHeader ReadTextHeader(const std::vector<Line>& lines, std::size_t title_line);

}  // namespace isnad::page
