#include "portal/layout.h"

#include <algorithm>
#include <vector>

#include "news/section.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

// The mark: one who saw, and two who relayed.
Html Mark() {
  return Raw(
      "<svg class=\"mark\" viewBox=\"0 0 40 40\" aria-hidden=\"true\" focusable=\"false\">"
      "<path d=\"M20 10v9M20 19L9 29M20 19l11 10\" fill=\"none\" stroke=\"currentColor\" "
      "stroke-width=\"2.4\" stroke-linecap=\"round\"/>"
      "<circle class=\"mark-own\" cx=\"20\" cy=\"8\" r=\"6\"/>"
      "<circle class=\"mark-copy\" cx=\"8.5\" cy=\"31\" r=\"4.8\"/>"
      "<circle class=\"mark-copy\" cx=\"31.5\" cy=\"31\" r=\"4.8\"/></svg>");
}

Html Head(const PageContext& context, const Frame& frame) {
  const Words& words = context.words;
  std::string title = frame.title;
  title += title.empty() ? std::string(words["site.name"]) + std::string(words["title.separator"]) +
                               std::string(words["site.tagline"])
                         : std::string(words["title.separator"]) + std::string(words["site.name"]);
  Html fonts;
  for (const std::string& font : context.assets.preloaded_fonts) {
    fonts += Element("link", {{"rel", "preload"},
                              Href(SafeUrl::Local("/assets/", std::string_view(font))),
                              {"as", "font"},
                              {"type", "font/woff2"},
                              Attr("crossorigin")});
  }
  return Element(
      "head", {}, Raw("<meta charset=\"utf-8\">"),
      Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"),
      Element("title", {}, Text(title)),
      Element("meta", {{"name", "description"}, {"content", words["site.description"]}}),
      frame.index ? Html() : Raw("<meta name=\"robots\" content=\"noindex\">"),
      Raw("<meta name=\"color-scheme\" content=\"light dark\">"), fonts,
      Element("link", {{"rel", "stylesheet"},
                       Href(SafeUrl::Local("/assets/", std::string_view(context.assets.style)))}),
      Element("link", {{"rel", "icon"},
                       {"type", "image/svg+xml"},
                       Href(SafeUrl::Local("/assets/", std::string_view(context.assets.icon)))}),
      frame.json.empty()
          ? Html()
          : Element("link", {{"rel", "alternate"}, {"type", "application/json"}, Href(frame.json)}),
      frame.suggests
          ? OwnScript(SafeUrl::Local("/assets/", std::string_view(context.assets.suggest)))
          : Html());
}

Html NavigationItem(const Words& words, const Frame& frame, Section section, std::string_view key,
                    const SafeUrl& url) {
  const bool here = frame.section == section;
  return Element("li", {}, Link(url, Text(words[key]), AttrIf(here, "aria-current", "page")));
}

// The sections of the news, in the order of a newspaper.
Html Topics(const Words& words, const Frame& frame) {
  Html items;
  // The one that is shown comes first: on a phone the line is longer than the screen.
  std::vector<news::SectionName> sections(news::Sections().begin(), news::Sections().end());
  std::stable_partition(sections.begin(), sections.end(), [&](const news::SectionName& section) {
    return section.slug == frame.topic;
  });
  for (const news::SectionName& section : sections) {
    items += Element("li", {},
                     Link(SectionUrl(section.slug), Text(section.arabic),
                          AttrIf(frame.topic == section.slug, "aria-current", "page")));
  }
  return Element("nav", {Class("topics"), {"aria-label", words["section.nav"]}},
                 Element("ul", {}, items));
}

Html Masthead(const PageContext& context, const Frame& frame) {
  const Words& words = context.words;
  const auto item = [&](Section section, std::string_view key, const SafeUrl& url) {
    return NavigationItem(words, frame, section, key, url);
  };
  return Element(
      "header", {Class("masthead")},
      Element("div", {Class("brand")},
              Element("a", {Class("brand-name"), Href(SafeUrl::Local("/"))}, Mark(),
                      Element("span", {}, Text(words["site.name"]))),
              Element("p", {Class("tagline")}, Text(words["site.tagline"]))),
      Element("p", {Class("today")},
              InstantHtml(words, context.moment, context.moment.now, DateStyle::kWeekday)),
      Element("nav", {Class("sections"), {"aria-label", words["nav.label"]}},
              Element("ul", {}, item(Section::kFront, "nav.front", SafeUrl::Local("/")),
                      item(Section::kLatest, "nav.latest", SafeUrl::Local("/latest")),
                      item(Section::kOutlets, "nav.outlets", SafeUrl::Local("/outlets")),
                      item(Section::kSearch, "nav.search", SafeUrl::Local("/search")),
                      item(Section::kAbout, "nav.about", SafeUrl::Local("/about")))),
      Topics(words, frame));
}

// The ticker moves by CSS alone. It stands still for those who asked for less motion, under the
// pointer, with the focus inside and when its box is ticked; then it can be scrolled by hand.
Html Ticker(const PageContext& context, const Frame& frame) {
  if (frame.ticker.empty()) return {};
  Html items;
  for (const news::Account& headline : frame.ticker) {
    items += Element("li", {},
                     Link(ArticleUrl(headline.article), Bdi(TitleOf(context.words, headline))));
  }
  return Element(
      "aside", {Class("ticker"), {"aria-labelledby", "ticker-label"}},
      Element("p", {{"id", "ticker-label"}, Class("ticker-label")},
              Text(context.words["ticker.label"])),
      Element("input", {{"type", "checkbox"}, {"id", "ticker-pause"}, Class("ticker-pause")}),
      Element("label", {{"for", "ticker-pause"}, Class("ticker-toggle")},
              Element("span", {Class("visually-hidden")}, Text(context.words["ticker.pause"]))),
      Element("div", {Class("ticker-window")}, Element("ul", {}, items)));
}

Html Footer(const Words& words) {
  return Element("footer", {Class("colophon")},
                 Element("p", {}, Element("strong", {}, Text(words["site.name"])), Text(" "),
                         Text(words["site.tagline"])),
                 Element("p", {}, Text(words["footer.text"])),
                 Element("p", {Class("colophon-links")},
                         Link(SafeUrl::Local("/sources"), Text(words["footer.sources"]))));
}

}  // namespace

Html SearchForm(const Words& words, std::string_view id, std::string_view text) {
  return Element(
      "form",
      {Class("search"), {"role", "search"}, Action(SafeUrl::Local("/search")), {"method", "get"}},
      Element("label", {{"for", id}}, Text(words["search.label"])),
      Element("div", {Class("search-row")},
              Element("input", {{"type", "search"},
                                {"id", id},
                                {"name", "q"},
                                {"value", text},
                                {"dir", "auto"},
                                {"maxlength", "500"},
                                {"autocomplete", "off"},
                                {"placeholder", words["search.placeholder"]}}),
              Element("button", {{"type", "submit"}}, Text(words["search.button"]))));
}

std::string Document(const PageContext& context, const Frame& frame, const Html& main) {
  const Html page =
      Join(Raw("<!DOCTYPE html>\n"),
           Element("html", {{"lang", "ar"}, {"dir", "rtl"}}, Head(context, frame),
                   Element("body", {},
                           Element("a", {Class("skip"), Href(SafeUrl::Local("#main"))},
                                   Text(context.words["nav.skip"])),
                           Masthead(context, frame), Ticker(context, frame),
                           Element("main", {{"id", "main"}, {"tabindex", "-1"}}, main),
                           Footer(context.words))));
  return page.markup();
}

}  // namespace isnad::portal
