#include "portal/pages.h"
#include "portal/parts.h"
#include "portal/search_facets.h"

namespace isnad::portal {
namespace {

// A saved search is a question like any other: its words lead to what answers it now.
Html QueryLine(const Words& words, const search::SavedSearch& search) {
  SearchRequest request;
  request.text = search.query;
  return Element("p", {Class("meta")}, Text(words["watch.query"]), Text(" "),
                 Link(ResultsUrl(request, search.query),
                      Element("bdi", {{"dir", "auto"}}, Text(search.query))));
}

Html Counted(const PageContext& context, const search::SavedSearch& search) {
  const Words& words = context.words;
  if (!search.last_hit) return Element("span", {}, Text(words["watch.quiet"]));
  return Join(Element("span", {}, Text(words.Count("watch.hits", search.hits))), Text(" "),
              InstantHtml(words, context.moment, *search.last_hit, DateStyle::kWeekday));
}

Frame FrameOf(std::string title) {
  Frame frame;
  frame.title = std::move(title);
  frame.section = Section::kSearch;
  frame.index = false;
  return frame;
}

}  // namespace

std::string WatchesPage(const PageContext& context,
                        const std::vector<search::SavedSearch>& searches) {
  const Words& words = context.words;
  Html main = Element("h1", {Class("page-title")}, Text(words["watch.title"]));
  Html items;
  for (const search::SavedSearch& search : searches) {
    items += Element(
        "li", {},
        Element("article", {Class("summary")},
                Element("h2", {}, Link(SafeUrl::Local("/watch/", search.id), Bdi(search.name))),
                QueryLine(words, search), Element("p", {Class("meta")}, Counted(context, search))));
  }
  if (searches.empty()) {
    main += Element("div", {Class("empty")}, Element("h2", {}, Text(words["watch.none"])),
                    Element("p", {}, Text(words["watch.none.how"])));
  } else {
    main += Element("ol", {Class("results summaries")}, items);
  }
  return Document(context, FrameOf(std::string(words["watch.title"])), main);
}

std::string WatchPage(const PageContext& context, const search::SavedSearch& search,
                      const std::vector<search::SavedHit>& hits) {
  const Words& words = context.words;
  Html items;
  for (const search::SavedHit& hit : hits) {
    items += Element("li", {}, AccountSummary(context, hit.account));
  }
  const Html main =
      Join(Element("h1", {Class("page-title")}, Bdi(search.name)), QueryLine(words, search),
           Element("p", {Class("meta")}, Counted(context, search)),
           hits.empty() ? Html() : Element("ol", {Class("results summaries")}, items),
           Element("p", {}, Link(SafeUrl::Local("/watches"), Text(words["watch.title"]))));
  return Document(context, FrameOf(search.name), main);
}

}  // namespace isnad::portal
