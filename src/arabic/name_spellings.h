#pragma once

// The spellings that a name may have in the press, for finding a person by name: «غويتا» also as
// «جويتا», «كويتا», «غوييتا». Long vowels come, go and move, and letters of one sound change
// places; of what that makes, only spellings that names.h takes for the same name are kept, so that
// native names keep theirs.

#include <string>
#include <string_view>
#include <vector>

namespace isnad::arabic {

inline constexpr std::size_t kMaxSpellings = 40;  // of one part

// For each part of `name` in order (titles and «بن» left out as names.h reads them), its folded
// spellings, the one given first. Cost: some hundred microseconds a part. Thread-safe.
[[nodiscard]] std::vector<std::vector<std::string>> NameSpellings(std::string_view name);

// `name`, and where a word of it joins the next into one given name, the name with all of them
// written together («عبدالله») and with all of them apart («عبد الله»). At most three, the one
// given first. Cost: linear. Thread-safe.
[[nodiscard]] std::vector<std::string> NameWritings(std::string_view name);

}  // namespace isnad::arabic
