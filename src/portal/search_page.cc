#include "portal/pages.h"
#include "portal/parts.h"
#include "portal/search_facets.h"

namespace isnad::portal {
namespace {

Html Pieces(const std::vector<search::SnippetPiece>& pieces) {
  Html html;
  for (const search::SnippetPiece& piece : pieces) {
    html += piece.hit ? Element("mark", {}, Text(piece.text)) : Text(piece.text);
  }
  return html;
}

Html HitHtml(const PageContext& context, const search::Hit& hit) {
  const Words& words = context.words;
  const Html title = hit.title.empty() ? Title(TitleOf(words, hit.account))
                                       : Element("bdi", {}, Pieces(hit.title));
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

// Both ways of matching and of listing, as links, those in force marked.
Html Choices(const Words& words, const SearchRequest& request) {
  const auto choice = [&](const SearchRequest& other, bool here, std::string_view key) {
    return Element("li", {},
                   Link(ResultsUrl(other, request.text), Text(words[key]),
                        AttrIf(here, "aria-current", "true")));
  };
  const auto matching = [&](search::Match match, std::string_view key) {
    SearchRequest other = request;
    other.match = match;
    return choice(other, request.match == match, key);
  };
  const auto listing = [&](search::Group group, std::string_view key) {
    SearchRequest other = request;
    other.group = group;
    return choice(other, request.group == group, key);
  };
  return Join(Element("nav", {Class("choice"), {"aria-label", words["search.match.legend"]}},
                      Element("ul", {}, matching(search::Match::kAll, "search.match.all"),
                              matching(search::Match::kAny, "search.match.any"))),
              Element("nav", {Class("choice"), {"aria-label", words["search.group.legend"]}},
                      Element("ul", {}, listing(search::Group::kArticles, "search.group.articles"),
                              listing(search::Group::kStories, "search.group.stories"))));
}

Html Help(const Words& words) {
  Html items;
  for (const char* key : {"search.help.words", "search.help.phrase", "search.help.near",
                          "search.help.exclude", "search.help.outlet", "search.help.filters"}) {
    items += Element("li", {}, Text(words[key]));
  }
  // Dates with hyphens behind an Arabic letter would be shown back to front.
  items += Element("li", {}, Text(words.Filled("search.help.date", {{"range", ""}})),
                   Element("bdi", {{"dir", "ltr"}}, Text("2025-02-17..2025-02-19")));
  return Element("section", {Class("help"), {"aria-labelledby", "help"}},
                 Element("h2", {{"id", "help"}}, Text(words["search.help.title"])),
                 Element("ul", {}, items),
                 Element("p", {}, Link(SafeUrl::Local("/watches"), Text(words["watch.title"]))));
}

Html NothingFound(const Words& words, const SearchRequest& request,
                  const std::string& did_you_mean) {
  Html advice;
  if (did_you_mean.empty()) {
    advice += Element("p", {}, Text(words["search.none.spelling"]));
  } else {
    advice +=
        Element("p", {Class("mean")}, Text(words["search.mean"]),
                Link(ResultsUrl(request, did_you_mean), Element("bdi", {}, Text(did_you_mean))));
  }
  if (request.match == search::Match::kAll) {
    SearchRequest any = request;
    any.match = search::Match::kAny;
    advice += Element("p", {}, Link(ResultsUrl(any, request.text), Text(words["search.none.any"])));
  }
  return Element("div", {Class("empty")}, Element("h2", {}, Text(words["search.none"])), advice);
}

// Back to the first page and on to the next: a cursor knows no page before it.
Html Pager(const Words& words, const SearchRequest& request, const std::string& next) {
  if (request.from.empty() && next.empty()) return {};
  const SafeUrl first = ResultsUrl(request, request.text);
  const auto link = [&](bool shown, const SafeUrl& url, std::string_view key,
                        std::string_view rel) {
    return shown ? Element("a", {Href(url), {"rel", rel}, Class("more")}, Text(words[key]))
                 : Html();
  };
  return Element("nav", {Class("pages"), {"aria-label", words["nav.pages"]}},
                 link(!request.from.empty(), first, "nav.first", "first"),
                 link(!next.empty(), first.With("from", next), "nav.next", "next"));
}

Html Total(const Words& words, std::int64_t total) {
  return Element("p", {Class("total"), {"role", "status"}},
                 Text(words.Count("search.results", total)));
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
  frame.suggests = true;
  if (answer != nullptr) {
    frame.title = words.Filled("search.title.for", {{"query", request.text}});
    frame.index = false;
    main += Choices(words, request);
    if (answer->hits.empty()) {
      main += NothingFound(words, request, answer->did_you_mean);
    } else {
      Html hits;
      for (const search::Hit& hit : answer->hits) hits += HitHtml(context, hit);
      const Html facets = answer->facets ? FacetsHtml(words, request, *answer->facets) : Html();
      main += Element("div", {Class("found")},
                      Element("div", {}, Total(words, answer->total),
                              Element("ol", {Class("results summaries")}, hits),
                              Pager(words, request, answer->next)),
                      facets);
    }
  }
  if (answer == nullptr || answer->hits.empty()) main += Help(words);
  return Document(context, frame, Element("div", {Class("search-page")}, main));
}

}  // namespace isnad::portal
