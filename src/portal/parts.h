#pragma once

// What several pages show: links to things, a story on a list, an account in a story, the chain.

#include <string>
#include <string_view>
#include <vector>

#include "news/story.h"
#include "portal/html.h"
#include "portal/layout.h"
#include "portal/origin_words.h"
#include "portal/titles.h"
#include "store/store.h"

namespace isnad::portal {

[[nodiscard]] inline SafeUrl StoryUrl(news::StoryId id) { return SafeUrl::Local("/story/", id); }
[[nodiscard]] inline SafeUrl StoryJsonUrl(news::StoryId id) {
  return SafeUrl::Local("/story/", std::to_string(id) + ".json");
}
[[nodiscard]] inline SafeUrl ArticleUrl(news::ArticleId id) {
  return SafeUrl::Local("/article/", id);
}
[[nodiscard]] inline SafeUrl SectionUrl(std::string_view slug) {
  return SafeUrl::Local("/section/", slug);
}
[[nodiscard]] inline SafeUrl OutletUrl(std::string_view slug) {
  return SafeUrl::Local("/outlet/", slug);
}

// What changed in an article since its version before.
[[nodiscard]] inline SafeUrl ArticleChangesUrl(news::ArticleId id) {
  return ArticleUrl(id).Under("changes");
}
// What changed in a copy since its origin.
[[nodiscard]] inline SafeUrl CompareUrl(news::ArticleId copy, news::ArticleId origin) {
  return SafeUrl::Local("/compare/", copy).Under(std::to_string(origin));
}

// What was done to a story, newest first, folded away; nothing where nothing was.
[[nodiscard]] Html StoryLog(const PageContext& context, news::StoryId story,
                            const std::vector<store::StoryChange>& changes);

// The section's name, linked to its page; nothing where it is unknown.
[[nodiscard]] Html SectionLink(std::string_view slug);

// A title from outside, with its language where it is not Arabic.
[[nodiscard]] Html Title(std::string_view title);

// The outlet's name, linked to its page where it has one.
[[nodiscard]] Html OutletName(const Words& words, const news::Account& account);

// "٣ روايات، منها روايتان مستقلتان".
[[nodiscard]] std::string CountsLine(const Words& words, const news::Story& story);

// Small circles for the accounts at hand: filled for an independent one, hollow and tied to its
// neighbour for a copy. Says nothing to a screen reader, which has CountsLine.
[[nodiscard]] Html ChainMark(const news::Story& story);

// The chain as nested lists: each account under what it was taken from. Of what was taken from one
// account the many are folded away.
[[nodiscard]] Html Chain(const PageContext& context, const news::Story& story);

// The same of a few accounts, for a card: the first, then those from which something was taken,
// each with some of that. Copies whose origin was not read are left out.
[[nodiscard]] Html ShortChain(const PageContext& context, const news::Story& story);

// The same as a drawing.
[[nodiscard]] Html ChainDrawing(const PageContext& context, const news::Story& story);

// Whether an account's own first words are worth showing: those of a copy are its origin's.
[[nodiscard]] bool ShowsLead(const news::Account& account);

// A story on the front page. `rank` 0 is the lead story.
[[nodiscard]] Html StoryCard(const PageContext& context, const news::Story& story,
                             std::size_t rank);

// An account on a list of one outlet's articles or beside others of its story.
[[nodiscard]] Html AccountSummary(const PageContext& context, const news::Account& account);

// "مستقلة" or in what way it was taken from what (origin_words.h), with the share. `story` is where
// the origin is looked up; may be null.
[[nodiscard]] Html ChainStatus(const Words& words, const news::Account& account,
                               const news::Story* story);

// Share as whole percent, 0..100.
[[nodiscard]] std::int64_t Percent(double share_0_1);

// A link to the next page of a listing; empty where there is none.
[[nodiscard]] Html MoreLink(const Words& words, const SafeUrl& url, std::string_view cursor);

}  // namespace isnad::portal
