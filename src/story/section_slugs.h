#pragma once

// Reads what outlets call their sections, in addresses and in words: data/story/section_slugs.tsv.

#include <cstddef>
#include <optional>
#include <string_view>

namespace isnad::story {

// Places in news::Sections().
using SectionPlace = std::size_t;

// How much of a name must be a section's.
enum class SlugMatch {
  kAnyWord,  // any of its words
  kFirstWord,  // the first (fillers as «أخبار» aside) where it is Arabic, any where it is Latin:
               // «رياضة-عالمية» is a section, «نور-الدين» a person
  kWhole,  // all of it
};

// The section that `name` (UTF-8 as published, words parted by anything) names; of several the one
// that stands first in the file. Names of more than four words name none. Cost: O(length) and some
// hash look-ups. Thread-safe.
[[nodiscard]] std::optional<SectionPlace> FindSectionName(std::string_view name, SlugMatch match);

// That the segments of an address's path name, and its query's "section" or "category". The last
// segment is the article's own name and does not count. `url` absolute or empty.
[[nodiscard]] std::optional<SectionPlace> FindSectionInUrl(std::string_view url);

// Of the outlet as a whole, by its host's and its name's words: sport, economy, science, religion.
[[nodiscard]] std::optional<SectionPlace> FindSectionOfOutlet(std::string_view url,
                                                              std::string_view name);

}  // namespace isnad::story
