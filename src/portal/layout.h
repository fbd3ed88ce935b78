#pragma once

// The frame of every page: head, masthead with navigation, ticker, footer.

#include <string>
#include <string_view>
#include <vector>

#include "news/story.h"
#include "portal/html.h"
#include "portal/moments.h"
#include "portal/words.h"

namespace isnad::portal {

// Where in the navigation a page stands.
enum class Section : std::uint8_t { kFront, kLatest, kOutlets, kSearch, kAbout, kNone };

// Addresses of the embedded files, with their hashes.
struct AssetUrls {
  std::string style;
  std::string icon;
  std::string suggest;  // a script
  std::vector<std::string> preloaded_fonts;
};

// What every page needs to be made; lives as long as the portal.
struct PageContext {
  const Words& words;
  const AssetUrls& assets;
  MomentContext moment;
};

struct Frame {
  std::string title;  // "" on the front page: the site's name alone
  Section section = Section::kNone;
  std::string topic = {};  // slug of news/section.h where the page is that section's
  SafeUrl json = {};       // the same for programs
  std::vector<news::Account> ticker = {};  // no ticker where it is empty
  std::string search_text = {};            // what the search field shows
  bool suggests = false;                   // loads the script of suggestions: see portal.cc
  bool index = true;                       // false keeps search engines off the page
};

// A whole document around `main`, which holds one <h1>.
[[nodiscard]] std::string Document(const PageContext& context, const Frame& frame,
                                   const Html& main);

// The search form; `id` tells the field from a second one on the same page.
[[nodiscard]] Html SearchForm(const Words& words, std::string_view id, std::string_view text);

}  // namespace isnad::portal
