#include "portal/pages.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

Html AccountCard(const PageContext& context, const news::Story& story,
                 const news::Account& account) {
  const Words& words = context.words;
  return Element("article", {Class(account.origin ? "account copy" : "account own")},
                 Element("p", {Class("account-head")},
                         Element("span", {Class("account-outlet")}, OutletName(words, account)),
                         AccountDate(words, context.moment, account)),
                 Element("h3", {}, Link(ArticleUrl(account.article), Title(account.title))),
                 account.lead.empty()
                     ? Html()
                     : Element("p", {Class("lead"), {"dir", "auto"}}, Text(account.lead)),
                 Element("p", {Class("account-foot")}, ChainStatus(words, account, &story)));
}

}  // namespace

std::string StoryPage(const PageContext& context, const news::Story& story) {
  const Words& words = context.words;
  Html cards;
  for (const news::Account& account : story.accounts) cards += AccountCard(context, story, account);
  const auto unseen = story.account_count - static_cast<std::int64_t>(story.accounts.size());
  const auto moment = [&](std::string_view key, Instant instant) {
    return Element("span", {}, Text(words[key]), Text(" "),
                   InstantHtml(words, context.moment, instant, DateStyle::kShort));
  };
  const bool one_day = DateTime::FromInstant(story.first, context.moment.utc_offset).day ==
                       DateTime::FromInstant(story.latest, context.moment.utc_offset).day;
  const Html head = Element(
      "header", {Class("story-head")}, Element("h1", {}, Title(story.title)),
      Element("p", {Class("counts")}, ChainMark(story), Text(CountsLine(words, story)),
              Text(words["story.joiner"]), Text(words.Count("story.outlets", story.outlet_count))),
      Element("p", {Class("meta")}, moment("story.first", story.first),
              one_day ? Html() : moment("story.latest", story.latest)));
  Html chain;
  if (story.accounts.size() > 1) {
    chain = Element("section", {Class("chain-section"), {"aria-labelledby", "chain"}},
                    Element("h2", {{"id", "chain"}}, Text(words["story.chain"])),
                    Chain(context, story, story.accounts.size()),
                    Element("p", {Class("hint")}, Text(words["story.chain.help"])));
  }
  Html main = Element("div", {Class("story-top")}, head, chain);
  main += Element("section", {{"aria-labelledby", "accounts"}},
                  Element("h2", {{"id", "accounts"}}, Text(words["story.accounts.title"])),
                  Element("div", {Class("accounts")}, cards));
  if (unseen > 0) {
    const std::string number = words.Number(unseen);
    main += Element("p", {Class("hint")}, Text(words.Filled("story.more", {{"n", number}})));
  }
  Frame frame;
  frame.title = story.title;
  return Document(context, frame, main);
}

}  // namespace isnad::portal
