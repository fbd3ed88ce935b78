#pragma once

// Are two spellings one name? Judged by spelling alone: «جيه دي فانس» and «جاي دي فانس» are, «محمد
// الخامس» and «محمد السادس» are not, and native names that merely look alike (محمد/محمود,
// رشاد/رشيد) never are.
//
// A name is read into parts (titles left out, «عبد الله» one part, «بن» none), the parts are
// aligned in order (Needleman and Wunsch, 1970), and two parts are as near as the cheapest way to
// write one for the other (weighted edit distance: Wagner and Fischer, 1974) at the costs of
// data/arabic/name_costs.tsv, which were learned from how foreign names are written in Arabic.
// Between native words vowels are dear, since there they tell words apart.

#include <string>
#include <string_view>
#include <vector>

namespace isnad::arabic {

inline constexpr double kSameName = 0.5;  // from here on two spellings are taken for one name

// 0 (nothing alike) to 1 (the same but for folding). Symmetric. Reads the first 256 bytes of each,
// at most 12 parts of 24 letters. Cost: some hundred nanoseconds to a few microseconds; no
// allocation. Thread-safe.
[[nodiscard]] double NameLikeness(std::string_view a, std::string_view b);

// Keys under which a name's spellings meet: the consonants of each part, in classes of sound. Two
// spellings of one name nearly always share a key, so that only names that do need be compared.
// Parts that say little («محمد») give none unless the name has no other. Cost: O(length).
[[nodiscard]] std::vector<std::string> NameKeys(std::string_view name);

}  // namespace isnad::arabic
