#pragma once

// What stands where a title is shown as a heading or a link. A page without a title is named by its
// first words, so that no heading is empty and no link cannot be followed.

#include <cstddef>
#include <string>
#include <string_view>

#include "news/article.h"
#include "news/story.h"
#include "portal/words.h"

namespace isnad::portal {

// The text where it has at most `max_letters` letters (code points, marks not counted); else as
// much of it as ends with a whole word, and "…". A single longer word is cut within.
[[nodiscard]] std::string CutAtWord(std::string_view text, std::size_t max_letters);

// The account whose words stand under the story's headline: the one that has this title, one that
// is no copy first. Where none has (an editor named the story, or that account was not read) the
// first independent one; a copy only where its origin was not read either. Null where no account
// was read.
[[nodiscard]] const news::Account* HeadlineAccount(const news::Story& story);

[[nodiscard]] std::string TitleOf(const Words& words, const news::Account& account);
[[nodiscard]] std::string TitleOf(const Words& words, const news::Article& article);
[[nodiscard]] std::string TitleOf(const Words& words, const news::Story& story);
[[nodiscard]] std::string TitleOf(const Words& words, const news::StoryLink& link);

}  // namespace isnad::portal
