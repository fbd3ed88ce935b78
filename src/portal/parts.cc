#include "portal/parts.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "arabic/language.h"
#include "news/section.h"

namespace isnad::portal {
namespace {

constexpr std::size_t kMaxOutletNames = 4;
// Letters of an account's first words on a list. They are counted here: a style sheet that shows so
// many lines cuts within a word.
constexpr std::size_t kCardLetters = 140;
constexpr std::size_t kSummaryLetters = 200;

// Names of the outlets in order, each once.
Html OutletNames(const Words& words, const news::Story& story) {
  std::vector<news::OutletId> seen;
  Html names;
  for (const news::Account& account : story.accounts) {
    if (std::find(seen.begin(), seen.end(), account.outlet) != seen.end()) continue;
    if (seen.size() == kMaxOutletNames) break;
    if (!seen.empty()) names += Text(words["story.joiner"]);
    names += OutletName(words, account);
    seen.push_back(account.outlet);
  }
  if (story.outlet_count > static_cast<int>(seen.size())) {
    names += Text(" (" + words.Count("story.outlets", story.outlet_count) + ")");
  }
  return names;
}

// Of the latest account; of an only one that gives no date when it was seen.
Html LatestDate(const PageContext& context, const news::Story& story) {
  const Words& words = context.words;
  if (story.account_count == 1 && !story.accounts.empty() && !story.accounts[0].published) {
    return AccountDate(words, context.moment, story.accounts[0]);
  }
  return Element("span", {Class("date")},
                 InstantHtml(words, context.moment, story.latest, DateStyle::kShort),
                 AgoHtml(words, Ago(words, context.moment.now, story.latest)));
}

}  // namespace

std::int64_t Percent(double share_0_1) {
  if (!(share_0_1 > 0)) return 0;  // NaN too
  return std::lround(std::min(share_0_1, 1.0) * 100);
}

bool ShowsLead(const news::Account& account) {
  return !account.lead.empty() && !(account.origin && IsMostlyCopied(account));
}

Html SectionLink(std::string_view slug) {
  const std::size_t index = news::SectionIndex(slug);
  if (index >= news::Sections().size()) return {};
  return Element("span", {Class("topic")},
                 Link(SectionUrl(slug), Text(news::Sections()[index].arabic)));
}

Html Title(std::string_view title) {
  const std::string_view language = arabic::DetectLanguage(title);
  const bool foreign = !language.empty() && language != "ar";
  return Element("bdi", {AttrIf(foreign, "lang", language)}, Text(title));
}

Html OutletName(const Words& words, const news::Account& account) {
  if (account.outlet_name.empty()) return Text(words["account.unknown.outlet"]);
  if (account.outlet_slug.empty()) return Bdi(account.outlet_name);
  return Link(OutletUrl(account.outlet_slug), Bdi(account.outlet_name));
}

std::string CountsLine(const Words& words, const news::Story& story) {
  std::string line = words.Count("story.accounts", story.account_count);
  if (story.account_count < 2) return line;
  line += words["story.joiner"];
  if (story.independent_count < story.account_count) {
    line += words.Count("story.independent", story.independent_count);
  } else {
    line += words[story.account_count == 2 ? "story.independent.all.two" : "story.independent.all"];
  }
  return line;
}

Html StoryCard(const PageContext& context, const news::Story& story, std::size_t rank) {
  const Words& words = context.words;
  const news::Account* teller = HeadlineAccount(story);
  std::string lead = teller == nullptr ? std::string() : teller->lead;
  if (rank > 0) lead = CutAtWord(lead, kCardLetters);
  const Html section = SectionLink(story.section);
  const Html text = Join(
      section.empty() ? Html() : Element("p", {Class("kicker")}, section),
      Element("h2", {}, Link(StoryUrl(story.id), Title(TitleOf(words, story)))),
      lead.empty() ? Html() : Element("p", {Class("lead"), {"dir", "auto"}}, Text(lead)),
      Element("p", {Class("counts")}, ChainMark(story), Text(CountsLine(words, story))),
      Element("p", {Class("meta")}, Element("span", {Class("outlets")}, OutletNames(words, story)),
              LatestDate(context, story)));
  if (rank > 0 || story.accounts.size() < 2) {
    return Element("article", {Class(rank == 0 ? "story lead-story" : "story")}, text);
  }
  // The lead story shows what the whole paper is about: who told it, and who relayed.
  return Element(
      "article", {Class("story lead-story")}, Element("div", {Class("lead-text")}, text),
      Element("div", {Class("lead-chain")}, Element("h3", {}, Text(words["story.chain"])),
              ShortChain(context, story)));
}

Html AccountSummary(const PageContext& context, const news::Account& account) {
  return Element(
      "article", {Class("summary")},
      Element("h2", {}, Link(ArticleUrl(account.article), Title(TitleOf(context.words, account)))),
      account.lead.empty() ? Html()
                           : Element("p", {Class("lead"), {"dir", "auto"}},
                                     Text(CutAtWord(account.lead, kSummaryLetters))),
      Element("p", {Class("meta")}, AccountDate(context.words, context.moment, account),
              ChainStatus(context.words, account, nullptr)));
}

Html ChainStatus(const Words& words, const news::Account& account, const news::Story* story) {
  const news::Account* origin = story == nullptr ? nullptr : FindOrigin(story->accounts, account);
  const OriginPhrase phrase = DescribeOrigin(words, account, origin);
  if (phrase.key.empty()) {
    return Element("span", {Class("status own")}, Text(words["account.independent"]));
  }
  if (!account.origin) return Element("span", {Class("status copy")}, phrase.ToHtml(words));
  const std::int64_t percent = Percent(account.copied_0_1);
  const std::string share = words.Number(percent);
  const Html changes = origin == nullptr ? Html()
                                         : Link(CompareUrl(account.article, *account.origin),
                                                Text(words["compare.link"]));
  return Element("span", {Class("status copy")},
                 Link(ArticleUrl(*account.origin), Element("span", {}, phrase.ToHtml(words))),
                 Element("span", {Class("share")},
                         Element("meter", {{"min", "0"},
                                           {"max", "100"},
                                           {"value", std::to_string(percent)},
                                           {"aria-hidden", "true"}}),
                         Text(words.Filled("account.share", {{"share", share}}))),
                 changes);
}

Html MoreLink(const Words& words, const SafeUrl& url, std::string_view cursor) {
  if (cursor.empty()) return {};
  return Element("nav", {Class("pages"), {"aria-label", words["nav.pages"]}},
                 Element("a", {Href(url.With("from", cursor)), {"rel", "next"}, Class("more")},
                         Text(words["nav.more"])));
}

}  // namespace isnad::portal
