#pragma once

// Dates in the JavaScript state that pages carry beside their text: __NEXT_DATA__, dataLayer,
// window.__INITIAL_STATE__, data-published="…". The tree drops scripts; this reads the raw page for
// a fixed set of keys ("datePublished", "publish_date", "firstPublishedAt" …), whatever the object
// around them is called.

#include <optional>
#include <string_view>

#include "page/date_text.h"

namespace isnad::page {

struct StateDate {
  TextDate date;
  // Nothing in the state disagrees, or the page's own title stands in the same object.
  bool sure = false;
};

// The day of publication that the scripts and attributes of `html` tell of the page titled `title`
// (as shown; may be ""): the one that all agree on, else the one nearest to the title. At most 400
// keys are looked at. Cost: linear in `html`. Thread-safe.
[[nodiscard]] std::optional<StateDate> FindStateDate(std::string_view html, std::string_view title,
                                                     const DateHabits& habits);

}  // namespace isnad::page
