#include <algorithm>

#include "portal/pages.h"
#include "portal/parts.h"
#include "portal/search_facets.h"

namespace isnad::portal {
namespace {

// search::Answer counts matches up to here.
constexpr std::int64_t kCountedTotal = 10'000;

Html Pieces(const std::vector<search::SnippetPiece>& pieces) {
  Html html;
  for (const search::SnippetPiece& piece : pieces) {
    html += piece.hit ? Element("mark", {}, Text(piece.text)) : Text(piece.text);
  }
  return html;
}

Html HitHtml(const PageContext& context, const search::Hit& hit) {
  const Words& words = context.words;
  const Html title =
      hit.title.empty() ? Title(hit.account.title) : Element("bdi", {}, Pieces(hit.title));
  const bool story = hit.story > 0;
  return Element(
      "li", {},
      Element("article", {Class("summary")},
              Element("h2", {}, Link(ArticleUrl(hit.account.article), title)),
              hit.snippet.empty()
                  ? Html()
                  : Element("p", {Class("lead"), {"dir", "auto"}}, Pieces(hit.snippet)),
              Element("p", {Class("meta")},
                      Element("span", {Class("outlets")}, OutletName(words, hit.account)),
                      AccountDate(words, context.moment, hit.account),
                      story ? Link(StoryUrl(hit.story), Text(words["story.page"])) : Html())));
}

// Both ways of matching, as links, the one in force marked.
Html MatchChoice(const Words& words, const SearchRequest& request) {
  const auto choice = [&](search::Match match, std::string_view key) {
    return Element("li", {},
                   Link(ResultsUrl(request.text, match, 1), Text(words[key]),
                        AttrIf(request.match == match, "aria-current", "true")));
  };
  return Element("nav", {Class("choice"), {"aria-label", words["search.match.legend"]}},
                 Element("ul", {}, choice(search::Match::kAll, "search.match.all"),
                         choice(search::Match::kAny, "search.match.any")));
}

Html Help(const Words& words) {
  Html items;
  for (const char* key :
       {"search.help.words", "search.help.phrase", "search.help.exclude", "search.help.outlet"}) {
    items += Element("li", {}, Text(words[key]));
  }
  // Dates with hyphens behind an Arabic letter would be shown back to front.
  items += Element("li", {}, Text(words.Filled("search.help.date", {{"range", ""}})),
                   Element("bdi", {{"dir", "ltr"}}, Text("2025-02-17..2025-02-19")));
  return Element("section", {Class("help"), {"aria-labelledby", "help"}},
                 Element("h2", {{"id", "help"}}, Text(words["search.help.title"])),
                 Element("ul", {}, items));
}

Html NothingFound(const Words& words, const SearchRequest& request,
                  const std::string& did_you_mean) {
  Html advice;
  if (did_you_mean.empty()) {
    advice += Element("p", {}, Text(words["search.none.spelling"]));
  } else {
    advice += Element(
        "p", {Class("mean")}, Text(words["search.mean"]),
        Link(ResultsUrl(did_you_mean, request.match, 1), Element("bdi", {}, Text(did_you_mean))));
  }
  if (request.match == search::Match::kAll) {
    advice += Element(
        "p", {},
        Link(ResultsUrl(request.text, search::Match::kAny, 1), Text(words["search.none.any"])));
  }
  return Element("div", {Class("empty")}, Element("h2", {}, Text(words["search.none"])), advice);
}

Html Pager(const Words& words, const SearchRequest& request, std::int64_t total) {
  const auto pages = std::min<std::size_t>(
      (static_cast<std::size_t>(std::max<std::int64_t>(total, 0)) + kHitsPerPage - 1) /
          kHitsPerPage,
      kMaxSearchPages);
  if (pages < 2) return {};
  const auto link = [&](bool shown, std::size_t page, std::string_view key, std::string_view rel) {
    return shown ? Element("a",
                           {Href(ResultsUrl(request.text, request.match, page)),
                            {"rel", rel},
                            Class("more")},
                           Text(words[key]))
                 : Html();
  };
  const std::string page = words.Number(static_cast<std::int64_t>(request.page));
  return Element("nav", {Class("pages"), {"aria-label", words["nav.pages"]}},
                 link(request.page > 1, request.page - 1, "nav.previous", "prev"),
                 Element("span", {}, Text(words.Filled("search.page", {{"page", page}}))),
                 link(request.page < pages, request.page + 1, "nav.next", "next"));
}

Html Total(const Words& words, std::int64_t total) {
  std::string text = words.Count("search.results", total);
  if (total >= kCountedTotal) text = words.Filled("search.over", {{"total", text}});
  return Element("p", {Class("total"), {"role", "status"}}, Text(text));
}

}  // namespace

std::string SearchPage(const PageContext& context, const SearchRequest& request,
                       const search::Answer* answer) {
  const Words& words = context.words;
  Html main = Join(Element("h1", {Class("page-title")}, Text(words["search.title"])),
                   SearchForm(words, "q", request.text));
  Frame frame;
  frame.title = words["search.title"];
  frame.section = Section::kSearch;
  if (answer != nullptr) {
    frame.title = words.Filled("search.title.for", {{"query", request.text}});
    frame.index = false;
    main += MatchChoice(words, request);
    if (answer->hits.empty()) {
      main += NothingFound(words, request, answer->did_you_mean);
    } else {
      Html hits;
      for (const search::Hit& hit : answer->hits) hits += HitHtml(context, hit);
      const Html facets = answer->facets ? FacetsHtml(words, request, *answer->facets) : Html();
      main += Element("div", {Class("found")},
                      Element("div", {}, Total(words, answer->total),
                              Element("ol", {Class("results summaries")}, hits),
                              Pager(words, request, answer->total)),
                      facets);
    }
  }
  if (answer == nullptr || answer->hits.empty()) main += Help(words);
  return Document(context, frame, Element("div", {Class("search-page")}, main));
}

}  // namespace isnad::portal
