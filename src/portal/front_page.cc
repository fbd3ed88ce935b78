#include "portal/pages.h"
#include "portal/parts.h"

namespace isnad::portal {

std::string FrontPage(const PageContext& context, const store::Page<news::Story>& stories,
                      store::StoryOrder order, std::string_view cursor, Ticker ticker) {
  const Words& words = context.words;
  const bool latest = order == store::StoryOrder::kLatest;
  const bool opens = !latest && cursor.empty();  // only the front of the front page has a lead
  Html cards;
  for (std::size_t i = 0; i < stories.items.size(); ++i) {
    cards += StoryCard(context, stories.items[i], opens ? i : i + 1);
  }
  const std::string_view title = words[latest ? "front.latest.title" : "front.title"];
  Html main = Element("h1", {Class(opens ? "visually-hidden" : "page-title")}, Text(title));
  if (stories.items.empty()) {
    main += Element("div", {Class("empty")}, Element("p", {}, Text(words["front.empty"])),
                    Element("p", {}, Text(words["front.empty.help"])),
                    Element("pre", {{"dir", "ltr"}}, Text(words["front.empty.command"])));
  } else {
    main += Element("div", {Class("stories")}, cards);
  }
  main += MoreLink(words, latest ? SafeUrl::Local("/latest") : SafeUrl::Local("/"), stories.next);
  Frame frame;
  frame.title = opens ? std::string() : std::string(title);
  frame.section = latest ? Section::kLatest : Section::kFront;
  frame.ticker = std::move(ticker);
  frame.index = cursor.empty();
  return Document(context, frame, main);
}

std::string SectionPage(const PageContext& context, const store::Page<news::Story>& stories,
                        const news::SectionName& section, std::string_view cursor) {
  const Words& words = context.words;
  Html cards;
  for (news::Story story : stories.items) {
    story.section.clear();  // the page's title says it
    cards += StoryCard(context, story, 1);
  }
  Html main = Element("h1", {Class("page-title")}, Text(section.arabic));
  if (stories.items.empty()) {
    main += Element("div", {Class("empty")}, Element("p", {}, Text(words["section.empty"])),
                    Element("p", {}, Link(SafeUrl::Local("/"), Text(words["error.home"]))));
  } else {
    main += Element("div", {Class("stories")}, cards);
  }
  main += MoreLink(words, SectionUrl(section.slug), stories.next);
  Frame frame;
  frame.title = section.arabic;
  frame.topic = section.slug;
  frame.index = cursor.empty();
  return Document(context, frame, main);
}

}  // namespace isnad::portal
