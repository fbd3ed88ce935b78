#pragma once

// Names of authors out of the words of a byline.

#include <string>
#include <string_view>
#include <vector>

namespace isnad::page {

// Adds `text` without punctuation around it, once, where it can be a name; at most 12 in all.
void AddName(std::string_view text, std::vector<std::string>& out);

// Adds each name of "By Ali, Reuters" or "Ali and Omar"; "Matthew Frankel, CFP" is one. Cost: O(n).
void AddNames(std::string_view text, std::vector<std::string>& out);

// The names in a byline: "By Mona Ali and Omar Said, Reuters" gives two. Cost: O(n). Thread-safe.
[[nodiscard]] std::vector<std::string> SplitByline(std::string_view text);

// Two to four words written as names are, none of them a profession.
[[nodiscard]] bool LooksLikePerson(std::string_view text);

// Does the line open as a byline does ("by …", «بقلم …»)?
[[nodiscard]] bool OpensAsByline(std::string_view text);

// Is `name` that of an outlet rather than of a person: `outlet` or a part of it (but that of a
// blog, which is called after its author), or a name with a word that only the press has?
[[nodiscard]] bool IsOutletsOwn(std::string_view name, std::string_view outlet);

// Does one of the words stand in names of outlets alone («صحيفة», «نيوز»)?
[[nodiscard]] bool HasPressWord(std::string_view name);

// Is the word a bar, dash or dot that parts a name from what follows?
[[nodiscard]] bool IsNameDivider(std::string_view word);

}  // namespace isnad::page
