#include <algorithm>

#include "portal/pages.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

// What no other account says. `family`: others were copied from this one, and say it with it.
Html OwnPart(const Words& words, const std::vector<std::string>& sentences, bool family) {
  if (sentences.empty()) return {};
  Html items;
  for (const std::string& sentence : sentences) {
    items += Element("li", {{"dir", "auto"}}, Text(sentence));
  }
  return Element("div", {Class("own-part")},
                 Element("h4", {}, Text(words[family ? "own.title.family" : "own.title"])),
                 Element("ul", {}, items));
}

Html AccountCard(const PageContext& context, const news::Story& story, const news::Account& account,
                 const std::vector<std::string>& own) {
  const Words& words = context.words;
  const bool family =
      std::any_of(story.accounts.begin(), story.accounts.end(),
                  [&](const news::Account& other) { return other.origin == account.article; });
  return Element(
      "article", {Class(account.origin ? "account copy" : "account own")},
      Element("p", {Class("account-head")},
              Element("span", {Class("account-outlet")}, OutletName(words, account)),
              AccountDate(words, context.moment, account)),
      Element("h3", {}, Link(ArticleUrl(account.article), Title(TitleOf(words, account)))),
      ShowsLead(account) ? Element("p", {Class("lead"), {"dir", "auto"}}, Text(account.lead))
                         : Html(),
      OwnPart(words, own, family),
      Element("p", {Class("account-foot")}, ChainStatus(words, account, &story)));
}

// Its section, and whether it is an issue of a form.
Html Kicker(const Words& words, const news::Story& story) {
  Html parts = SectionLink(story.section);
  if (story.is_template) parts += Element("span", {Class("label")}, Text(words["story.template"]));
  return parts.empty() ? Html() : Element("p", {Class("kicker")}, parts);
}

// What came before this story and what came of it, oldest first, with this story in its place.
Html Saga(const PageContext& context, const news::Story& story) {
  if (story.earlier.empty() && story.later.empty()) return {};
  const Words& words = context.words;
  const auto entry = [&](Instant at, const Html& what, bool here) {
    return Element("li", {AttrIf(here, "aria-current", "true")},
                   InstantHtml(words, context.moment, at, DateStyle::kShort), what);
  };
  const auto link = [&](const news::StoryLink& other) {
    return entry(other.at,
                 Element("span", {}, Link(StoryUrl(other.id), Title(TitleOf(words, other)))),
                 false);
  };
  Html items;
  for (auto other = story.earlier.rbegin(); other != story.earlier.rend(); ++other) {
    items += link(*other);
  }
  items += entry(story.first,
                 Element("span", {}, Element("span", {Class("label")}, Text(words["saga.here"])),
                         Element("strong", {}, Title(TitleOf(words, story)))),
                 true);
  for (const news::StoryLink& other : story.later) items += link(other);
  return Element("section", {Class("saga"), {"aria-labelledby", "saga"}},
                 Element("h2", {{"id", "saga"}}, Text(words["saga.title"])),
                 Element("ol", {}, items));
}

// Each sentence with the outlet that wrote it, linked to its account.
Html SummarySection(const Words& words, const news::Story& story) {
  if (story.summary.empty()) return {};
  Html items;
  for (const news::SummarySentence& sentence : story.summary) {
    const auto account = std::find_if(
        story.accounts.begin(), story.accounts.end(),
        [&](const news::Account& candidate) { return candidate.article == sentence.article; });
    const bool named = account != story.accounts.end() && !account->outlet_name.empty();
    const Html source = named ? Bdi(account->outlet_name) : Text(words["account.read"]);
    items += Element("li", {}, Element("span", {{"dir", "auto"}}, Text(sentence.text)), Text(" "),
                     Link(ArticleUrl(sentence.article), source, Class("summary-source")));
  }
  return Element("section", {Class("story-summary"), {"aria-labelledby", "summary"}},
                 Element("h2", {{"id", "summary"}}, Text(words["story.summary"])),
                 Element("ul", {}, items));
}

Html Head(const PageContext& context, const news::Story& story) {
  const Words& words = context.words;
  const auto moment = [&](std::string_view key, Instant instant) {
    return Element("span", {}, Text(words[key]), Text(" "),
                   InstantHtml(words, context.moment, instant, DateStyle::kShort));
  };
  const bool one_day = DateTime::FromInstant(story.first, context.moment.utc_offset).day ==
                       DateTime::FromInstant(story.latest, context.moment.utc_offset).day;
  return Element(
      "header", {Class("story-head")}, Kicker(words, story),
      Element("h1", {}, Title(TitleOf(words, story))),
      Element("p", {Class("counts")}, ChainMark(story), Text(CountsLine(words, story)),
              Text(words["story.joiner"]), Text(words.Count("story.outlets", story.outlet_count))),
      Element("p", {Class("meta")}, moment("story.first", story.first),
              one_day ? Html() : moment("story.latest", story.latest)));
}

// Drawn, and written for those who do not see the drawing or would rather read it.
Html ChainSection(const PageContext& context, const news::Story& story) {
  if (story.accounts.size() < 2) return {};
  const Words& words = context.words;
  return Element(
      "section", {Class("chain-section"), {"aria-labelledby", "chain"}},
      Element("h2", {{"id", "chain"}}, Text(words["story.chain"])), ChainDrawing(context, story),
      Element("p", {Class("hint")}, Text(words["story.chain.help"])),
      Element("details", {Class("chain-written")},
              Element("summary", {}, Text(words["chain.written"])), Chain(context, story)));
}

Html AccountsSection(const PageContext& context, const news::Story& story,
                     const StoryDetails& details) {
  const Words& words = context.words;
  Html cards;
  for (std::size_t i = 0; i < story.accounts.size(); ++i) {
    cards += AccountCard(context, story, story.accounts[i],
                         i < details.own.size() ? details.own[i] : std::vector<std::string>());
  }
  Html section = Element("section", {{"aria-labelledby", "accounts"}},
                         Element("h2", {{"id", "accounts"}}, Text(words["story.accounts.title"])),
                         Element("div", {Class("accounts")}, cards));
  const auto unseen = story.account_count - static_cast<std::int64_t>(story.accounts.size());
  if (unseen > 0) {
    const std::string number = words.Number(unseen);
    section += Element("p", {Class("hint")}, Text(words.Filled("story.more", {{"n", number}})));
  }
  return section;
}

}  // namespace

std::string StoryPage(const PageContext& context, const news::Story& story,
                      const StoryDetails& details) {
  const Html json = details.has_json
                        ? Element("p", {Class("hint story-json")},
                                  Link(StoryJsonUrl(story.id), Text(context.words["story.json"])))
                        : Html();
  const Html main = Element("div", {Class("story-page")},
                            Element("div", {Class("story-top")}, Head(context, story),
                                    SummarySection(context.words, story)),
                            ChainSection(context, story),
                            Element("div", {Class("story-rest")}, Saga(context, story),
                                    AccountsSection(context, story, details),
                                    StoryLog(context, story.id, details.changes), json));
  Frame frame;
  frame.title = TitleOf(context.words, story);
  if (details.has_json) frame.json = StoryJsonUrl(story.id);
  return Document(context, frame, main);
}

}  // namespace isnad::portal
