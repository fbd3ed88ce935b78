#include "portal/pages.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

// Articles whose page names no outlet stand together under this.
std::string_view NameOf(const Words& words, const news::Outlet& outlet) {
  return outlet.name.empty() ? words["account.unknown.outlet"] : std::string_view(outlet.name);
}

}  // namespace

std::string OutletsPage(const PageContext& context, const std::vector<news::Outlet>& outlets) {
  const Words& words = context.words;
  Html items;
  for (const news::Outlet& outlet : outlets) {
    items += Element(
        "li", {}, Link(OutletUrl(outlet.slug), Bdi(NameOf(words, outlet))),
        Element(
            "span", {Class("meta")}, Text(words.Count("outlet.articles", outlet.article_count)),
            outlet.host.empty() ? Html() : Element("bdi", {{"dir", "ltr"}}, Text(outlet.host))));
  }
  Html main = Element("h1", {Class("page-title")}, Text(words["outlet.title"]));
  main += outlets.empty() ? Element("p", {Class("empty")}, Text(words["outlet.none"]))
                          : Element("ul", {Class("outlet-list")}, items);
  Frame frame;
  frame.title = words["outlet.title"];
  frame.section = Section::kOutlets;
  return Document(context, frame, main);
}

std::string OutletPage(const PageContext& context, const news::Outlet& outlet,
                       const store::Page<news::Account>& articles, std::string_view cursor) {
  const Words& words = context.words;
  Html list;
  for (const news::Account& account : articles.items) list += AccountSummary(context, account);
  // The host is a registrable domain that the store made; it is linked as https, and SafeUrl drops
  // it where it is none.
  const SafeUrl site =
      outlet.host.empty() ? SafeUrl() : SafeUrl::External("https://" + outlet.host + "/");
  const Html main = Join(
      Element(
          "header", {Class("story-head")},
          Element("h1", {Class("page-title")}, Bdi(NameOf(words, outlet))),
          Element("p", {Class("meta")},
                  Element("span", {}, Text(words.Count("outlet.articles", outlet.article_count))),
                  site.empty() ? Html()
                               : Element("a", {Href(site), {"rel", "noopener noreferrer external"}},
                                         Element("bdi", {{"dir", "ltr"}}, Text(outlet.host))))),
      Element("div", {Class("summaries")}, list),
      MoreLink(words, OutletUrl(outlet.slug), articles.next));
  Frame frame;
  frame.title = NameOf(words, outlet);
  frame.section = Section::kOutlets;
  frame.index = cursor.empty();
  return Document(context, frame, main);
}

}  // namespace isnad::portal
