#pragma once

// Articles of a form: weather bulletins, exchange rates, prayer times, market closes, wedding and
// death notices, horoscopes. Their issues share nearly all of their words and are no accounts of
// one event. A form is known by words of its title and lead (data/story/forms.tsv).

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "story/words.h"

namespace isnad::story {

struct Form {
  std::uint8_t kind = 0;  // number of the kind, from 1; 0 for articles of no form
  bool is_dated = false;  // its issues differ by day and numbers, else by whom they name

  bool operator==(const Form&) const = default;
};

// Of an article with these words, the first `title_words` of which are its title. Cost: a hash
// look-up for each of the first few dozen words, and a few more where a form begins. Thread-safe.
[[nodiscard]] Form ReadForm(const Words& words, std::size_t title_words);

}  // namespace isnad::story
