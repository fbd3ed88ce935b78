#include <algorithm>
#include <utility>

#include "arabic/language.h"
#include "news/republication.h"
#include "portal/pages.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

// A page of a hundred thousand paragraphs is not one to read.
constexpr std::size_t kMaxParagraphs = 2'000;
constexpr std::size_t kMaxTextBytes = 600'000;
constexpr std::size_t kMaxComments = 200;
constexpr std::size_t kMaxTags = 20;
constexpr std::size_t kMaxAuthors = 10;

using news::Paragraph;
using news::ParagraphKind;

Html ParagraphHtml(const Paragraph& paragraph) {
  const Html text = Text(paragraph.text);
  const Attr direction("dir", "auto");
  switch (paragraph.kind) {
    case ParagraphKind::kText:
      return Element("p", {direction}, text);
    case ParagraphKind::kHeading:
      return Element("h2", {direction}, text);
    case ParagraphKind::kListItem:
      return Element("li", {direction}, text);
    case ParagraphKind::kQuote:
      return Element("blockquote", {direction}, Element("p", {}, text));
    case ParagraphKind::kTable:
      return Element("p", {Class("table"), direction}, text);
    case ParagraphKind::kCaption:
      return Element("p", {Class("caption"), direction}, text);
  }
  return {};
}

Html Body(const Words& words, const news::Article& article) {
  Html body;
  Html items;  // list items in a row make one list
  std::size_t count = 0, bytes = 0;
  for (const Paragraph& paragraph : article.paragraphs) {
    bytes += paragraph.text.size();
    if (++count > kMaxParagraphs || bytes > kMaxTextBytes) break;
    if (paragraph.kind == ParagraphKind::kListItem) {
      items += ParagraphHtml(paragraph);
      continue;
    }
    if (!items.empty()) body += Element("ul", {}, std::exchange(items, {}));
    body += ParagraphHtml(paragraph);
  }
  if (!items.empty()) body += Element("ul", {}, items);
  if (count > article.paragraphs.size() || article.paragraphs.empty()) {
    body += Element("p", {Class("hint")}, Text(words["article.empty"]));
  } else if (count > kMaxParagraphs || bytes > kMaxTextBytes) {
    body += Element("p", {Class("hint")}, Text(words["article.cut"]));
  }
  const bool foreign = !article.language.empty() && article.language != "ar";
  return Element("div", {Class("body"), AttrIf(foreign, "lang", article.language)}, body);
}

// "بقلم فلان، فلان".
Html Byline(const Words& words, const news::Article& article) {
  if (article.authors.empty()) return {};
  Html names = Join(Text(words["article.by"]), Text(" "));
  for (std::size_t i = 0; i < std::min(article.authors.size(), kMaxAuthors); ++i) {
    if (i > 0) names += Text(words["story.joiner"]);
    names += Bdi(article.authors[i]);
  }
  return Element("span", {Class("byline")}, names);
}

Html Labelled(std::string_view label, const Html& value) {
  return Element("span", {}, Text(label), Text(" "), value);
}

Html Meta(const PageContext& context, const store::StoredArticle& stored) {
  const Words& words = context.words;
  const news::Article& article = stored.article;
  Html meta = Byline(words, article);
  if (article.published) {
    meta +=
        Labelled(words["article.published"], DateHtml(words, *article.published, DateStyle::kLong));
  } else {
    meta += Labelled(words["article.seen"],
                     InstantHtml(words, context.moment, stored.first_seen, DateStyle::kShort));
  }
  if (article.modified && article.modified != article.published) {
    meta +=
        Labelled(words["article.modified"], DateHtml(words, *article.modified, DateStyle::kLong));
  }
  if (!article.credit.empty()) meta += Labelled(words["article.credit"], Bdi(article.credit));
  if (!article.section.empty()) meta += Labelled(words["article.section"], Bdi(article.section));
  if (stored.version > 1) {
    const std::string number = words.Number(stored.version);
    meta += Element("span", {}, Text(words.Filled("article.version", {{"n", number}})));
  }
  return Element("p", {Class("meta")}, meta);
}

// Links out. Pictures stay behind theirs: a page here asks nothing of any other server, which
// would learn who reads what.
Html Originals(const Words& words, const news::Article& article) {
  const Attr rel("rel", "noopener noreferrer external");
  Html links;
  const auto add = [&](std::string_view key, std::string_view url, const Attr& kind) {
    const SafeUrl safe = SafeUrl::External(url);
    if (safe.empty()) return;
    links += Element("li", {}, Element("a", {Href(safe), rel, kind}, Text(words[key])));
  };
  add("article.original", article.url, Class("button"));
  if (article.source_url != article.url) add("article.source", article.source_url, {});
  add("article.image", article.image, {});
  return links.empty() ? Html() : Element("ul", {Class("originals")}, links);
}

Html StoryBox(const PageContext& context, const store::StoredArticle& stored,
              const news::Story* story) {
  if (story == nullptr) return {};
  const Words& words = context.words;
  if (story->account_count < 2) {
    return Element("aside", {Class("story-box")}, Element("p", {}, Text(words["article.alone"])));
  }
  news::Account self;
  self.article = stored.id;
  self.origin = stored.origin;
  self.copied_0_1 = stored.copied_0_1;
  for (const news::Account& account : story->accounts) {
    if (account.article == stored.id) self = account;
  }
  return Element(
      "aside", {Class("story-box"), {"aria-labelledby", "story-box"}},
      Element("h2", {{"id", "story-box"}}, Text(words["article.story"])),
      Element("p", {Class("story-link")}, Link(StoryUrl(story->id), Title(TitleOf(words, *story)))),
      Element("p", {Class("counts")}, ChainMark(*story), Text(CountsLine(words, *story))),
      Element("p", {}, ChainStatus(words, self, story)));
}

Html Tags(const Words& words, const news::Article& article) {
  if (article.tags.empty()) return {};
  Html items;
  for (std::size_t i = 0; i < std::min(article.tags.size(), kMaxTags); ++i) {
    const SafeUrl url = SafeUrl::Local("/search").With("q", "\"" + article.tags[i] + "\"");
    items += Element("li", {}, Link(url, Bdi(article.tags[i])));
  }
  return Element("section", {Class("tags"), {"aria-label", words["article.tags"]}},
                 Element("ul", {}, items));
}

Html Comments(const Words& words, const news::Article& article) {
  if (article.comments.empty()) return {};
  Html items;
  for (std::size_t i = 0; i < std::min(article.comments.size(), kMaxComments); ++i) {
    const news::Comment& comment = article.comments[i];
    const Html author =
        comment.author.empty() ? Text(words["article.comment.anonymous"]) : Bdi(comment.author);
    items +=
        Element("li", {},
                Element("p", {Class("meta")}, Element("strong", {}, author),
                        comment.published ? DateHtml(words, *comment.published, DateStyle::kShort)
                                          : Html()),
                Element("p", {{"dir", "auto"}}, Text(comment.text)));
  }
  const std::string count = words.Number(static_cast<std::int64_t>(article.comments.size()));
  return Element("details", {Class("comments")},
                 Element("summary", {}, Text(words["article.comments"]), Text(" (" + count + ")")),
                 Element("ol", {}, items));
}

}  // namespace

std::string ArticlePage(const PageContext& context, const store::StoredArticle& stored,
                        const news::Story* story) {
  const Words& words = context.words;
  const news::Article& article = stored.article;
  const std::string title = TitleOf(words, article);
  news::Account outlet;
  outlet.outlet_name = stored.outlet.name;
  outlet.outlet_slug = stored.outlet.slug;
  // A page that asks for it is linked to and not shown again.
  Html parts;
  if (news::MayBeRepublished(article)) {
    parts = Join(Body(words, article), Originals(words, article), Tags(words, article),
                 Comments(words, article));
  } else {
    parts = Join(Element("p", {Class("hint")}, Text(words["article.linked"])),
                 Originals(words, article), Tags(words, article));
  }
  const Html main =
      Element("article", {Class("article")},
              Element("header", {}, Element("p", {Class("kicker")}, OutletName(words, outlet)),
                      Element("h1", {}, Title(title)), Meta(context, stored)),
              Element("div", {Class("article-columns")}, Element("div", {}, parts),
                      StoryBox(context, stored, story)));
  Frame frame;
  frame.title = title;
  frame.index = news::MayBeRepublished(article);
  return Document(context, frame, main);
}

}  // namespace isnad::portal
