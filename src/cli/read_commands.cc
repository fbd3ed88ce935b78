// isnad stories, story, article, search, check: what the store holds.

#include <fmt/format.h>
#include <boost/json.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "cli/chain_text.h"
#include "cli/context.h"
#include "cli/json_text.h"
#include "cli/line_text.h"
#include "cli/number_option.h"
#include "cli/query_complaint.h"
#include "cli/store_access.h"
#include "cli/story_edit_command.h"
#include "cli/story_json.h"
#include "news/article_json.h"
#include "news/section.h"
#include "search/index.h"
#include "search/place.h"
#include "search/query_check.h"

namespace isnad::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string folder;
  std::int64_t id = 0;
  std::string query;
  std::size_t limit = 20;
  bool json = false;
  std::string from;
  bool any = false;
  bool by_story = false;
  bool next = false;
  bool latest = false;
  std::string section;
};

std::string Line(const news::Account& account) {
  std::string line = fmt::format("  {}  {}", account.article, TitleOrLead(account));
  if (!account.outlet_name.empty()) line += " · " + OneLine(account.outlet_name);
  if (account.published) line += " · " + account.published->ToIso8601();
  if (account.origin) {
    line += fmt::format("  (copied from {}, {:.0f} %)", *account.origin, account.copied_0_1 * 100);
  }
  return line + "\n";
}

std::string Line(std::string_view how, const news::StoryLink& link) {
  return fmt::format("  {} {}  {} · {}\n", how, link.id, OneLine(link.title), Stamp(link.at));
}

std::string Heading(const news::Story& story) {
  const std::string section = story.section.empty() ? "" : story.section + ", ";
  const bool is_named = !story.title.empty() || story.accounts.empty();
  return fmt::format("{}  {}  ({}{}, {} independent, {})\n", story.id,
                     is_named ? OneLine(story.title) : TitleOrLead(story.accounts.front()), section,
                     Counted(story.account_count, "account"), story.independent_count,
                     Counted(story.outlet_count, "outlet"));
}

std::string Plain(const std::vector<search::SnippetPiece>& pieces) {
  std::string text;
  for (const search::SnippetPiece& piece : pieces) text += piece.text;
  return text;
}

void Stories(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const auto order = options.latest ? store::StoryOrder::kLatest : store::StoryOrder::kRank;
  store::Cursor from;
  std::size_t left = options.limit;
  while (left > 0) {
    const auto page =
        open->store->Stories(order, context.clock().Now(), std::min<std::size_t>(left, 100),
                             options.json ? 50 : 1, from, options.section);
    if (!page) return ComplainOfStore(context, page.error());
    for (const news::Story& story : page->items) {
      context.Print(options.json ? ToText(StoryObject(story)) + "\n" : Heading(story));
    }
    if (page->items.empty() && left == options.limit && !options.json) {
      context.Print("there are no stories\n");
    }
    left -= std::min(left, page->items.size());
    from = page->next;
    if (page->items.empty() || from.empty()) return;
  }
}

// What the accounts of other stories are called that accounts of this one were taken from.
NamesElsewhere OriginsElsewhere(store::Store& store, const news::Story& story) {
  constexpr std::size_t kMostRead = 50;
  std::unordered_set<news::ArticleId> here;
  for (const news::Account& account : story.accounts) here.insert(account.article);
  NamesElsewhere names;
  for (const news::Account& account : story.accounts) {
    if (!account.origin || here.contains(*account.origin) || names.contains(*account.origin)) {
      continue;
    }
    if (names.size() == kMostRead) break;
    const auto origin = store.Article(*account.origin);
    if (!origin) continue;  // the number alone is shown
    std::string name = OneLine(origin->article.title);
    if (!origin->outlet.name.empty()) name += " · " + OneLine(origin->outlet.name);
    if (origin->story != story.id) name += fmt::format(" (story {})", origin->story);
    names.emplace(*account.origin, std::move(name));
  }
  return names;
}

void Story(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const auto story = open->store->Story(options.id, options.limit);
  if (!story) return ComplainOfStore(context, story.error());
  if (options.json) {
    context.Print(StoryToJson(*story) + "\n");
    return;
  }
  std::string out = Heading(*story);
  for (const news::SummarySentence& sentence : story->summary) {
    out += fmt::format("  {} [{}]\n", OneLine(sentence.text), sentence.article);
  }
  out += ChainText(*story, OriginsElsewhere(*open->store, *story));
  for (const news::StoryLink& link : story->earlier) out += Line("continues", link);
  for (const news::StoryLink& link : story->later) out += Line("goes on in", link);
  context.Print(Printable(out));
}

void Article(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const auto stored = open->store->Article(options.id);
  if (!stored) return ComplainOfStore(context, stored.error());
  const news::Article& article = stored->article;
  if (options.json) {
    // The extract form, with what the store knows in front.
    const std::string line = news::ToJsonLine(article, article.url);
    const json::object head{{"id", stored->id},
                            {"version", stored->version},
                            {"story", stored->story},
                            {"first_seen", Stamp(stored->first_seen)},
                            {"origin", OrNull(stored->origin)},
                            {"copied", stored->copied_0_1}};
    std::string joined = ToText(head);
    joined.back() = ',';
    context.Print(joined + line.substr(1) + "\n");
    return;
  }
  std::string out = article.title + "\n" + stored->outlet.name;
  if (article.published) out += " · " + article.published->ToIso8601();
  out += "\n";
  if (!article.url.empty()) out += article.url + "\n";
  for (const news::Paragraph& paragraph : article.paragraphs) out += "\n" + paragraph.text + "\n";
  context.Print(Printable(out));
}

void Search(const Options& options, Context& context) {
  search::QueryLimits limits;
  limits.today = std::chrono::floor<std::chrono::days>(context.clock().Now());
  const auto problems = search::FindProblems(options.query, limits);
  if (ComplainOfQuery(context, problems)) return;
  if (!options.from.empty() && !search::ReadPlace(options.from)) {
    return context.Complain({Errc::kMalformed, "--from " + options.from + ": no answer ended there",
                             "give it the \"next\" of the answer before, or leave it out"},
                            kBadUsage);
  }
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const search::SearchOptions how{
      .match = options.any ? search::Match::kAny : search::Match::kAll,
      .group = options.by_story ? search::Group::kStories : search::Group::kArticles,
      .limit = options.limit,
      .from = options.from};
  const auto answer = search::Search(*open->store, search::ParseQuery(options.query, limits), how);
  if (!answer) return ComplainOfStore(context, answer.error());
  for (const search::Hit& hit : answer->hits) {
    const news::Account& account = hit.account;
    if (options.json) {
      json::object line{{"id", account.article},
                        {"url", OrNull(account.url)},
                        {"title", OrNull(account.title)},
                        {"outlet", OrNull(account.outlet_name)},
                        {"published", OrNull(account.published)},
                        {"score", hit.score},
                        {"snippet", Plain(hit.snippet)}};
      if (options.by_story) line["story"] = hit.story;
      context.Print(ToText(line) + "\n");
    } else {
      context.Print(Line(account) + "      " + OneLine(Plain(hit.snippet)) + "\n");
    }
  }
  if (options.json) {
    if (options.next && !answer->next.empty()) {
      context.Print(ToText(json::object{{"next", answer->next}, {"total", answer->total}}) + "\n");
    }
    return;
  }
  if (answer->total > 0) {
    context.Print(fmt::format("{} found\n", answer->total));
    if (!answer->next.empty()) context.Print("more with --from " + answer->next + "\n");
    return;
  }
  if (const std::string unknown = UnknownFilters(problems); !unknown.empty()) {
    return context.Print(Printable("nothing found; " + unknown + "\n"));
  }
  const auto spelled = search::SuggestSpelling(*open->store, options.query);
  if (!spelled) return ComplainOfStore(context, spelled.error());
  context.Print(spelled->empty() ? std::string("nothing found (try fewer words, or --any)\n")
                                 : Printable("nothing found; did you mean: " + *spelled + "\n"));
}

void Check(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const auto findings = open->store->Check();
  if (!findings) return ComplainOfStore(context, findings.error());
  const auto counts = open->store->Count();
  if (!counts) return ComplainOfStore(context, counts.error());
  for (const std::string& finding : *findings) {
    context.Complain(
        {Errc::kMalformed, options.folder + ": " + finding, "restore a backup, or ingest again"},
        kStoreUnusable);
  }
  if (options.json) {
    json::array list;
    for (const std::string& finding : *findings) list.push_back(json::value(finding));
    const json::object object{{"ok", findings->empty()},        {"findings", std::move(list)},
                              {"articles", counts->articles},   {"versions", counts->versions},
                              {"stories", counts->stories},     {"outlets", counts->outlets},
                              {"headlines", counts->headlines}, {"pages", counts->pages}};
    context.Print(ToText(object) + "\n");
  } else {
    context.Print(fmt::format(
        "{}: {} in {}, {} {}, {}, {}, {}\n", findings->empty() ? "all is well" : "damaged",
        Counted(counts->articles, "article"), Counted(counts->versions, "version"), counts->stories,
        counts->stories == 1 ? "story" : "stories", Counted(counts->outlets, "outlet"),
        Counted(counts->headlines, "headline"), Counted(counts->pages, "page")));
  }
}

// The options that all of these share.
std::shared_ptr<Options> Common(CLI::App& command) {
  auto options = std::make_shared<Options>();
  AddDbOption(command, options->folder);
  command.add_flag("--json", options->json, "JSON Lines");
  return options;
}

void AddLimit(CLI::App& command, Options& options, const char* what) {
  command.add_option("--limit", options.limit, what)
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
}

}  // namespace

void AddStories(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("stories", "the stories, most important first");
  auto options = Common(*command);
  AddLimit(*command, *options, "at most so many stories");
  command->add_flag("--latest", options->latest, "newest first instead");
  std::vector<std::string> sections;
  for (const news::SectionName& section : news::Sections()) sections.emplace_back(section.slug);
  command->add_option("--section", options->section, "of one section alone")
      ->check(CLI::IsMember(sections));
  command->footer(R"(
Examples:
  isnad stories --db press --limit 5
  isnad stories --db press --section sport
  isnad stories --db press --latest --json | jq .title)");
  command->callback([options, &context] { Stories(*options, context); });
}

void AddStory(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("story", "one story with its accounts");
  auto options = Common(*command);
  options->limit = 1000;
  CLI::Option* id = AddNumber(*command, "id", options->id, "the story's number");
  AddLimit(*command, *options, "at most so many accounts");
  AddStoryEdits(*command, context, options->folder, options->json);
  command->footer(R"(
Examples:
  isnad story 12 --db press
  isnad story split 12 40 41 --db press
  isnad story 12 --db press --json | jq '.articles[].outlet')");
  command->callback([options, command, id, &context] {
    if (!command->get_subcommands().empty()) return;  // which has done its own
    if (id->count() == 0) throw CLI::RequiredError("id");
    Story(*options, context);
  });
}

void AddArticle(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("article", "one article, whole");
  auto options = Common(*command);
  AddNumber(*command, "id", options->id, "the article's number")->required();
  command->footer(R"(
Examples:
  isnad article 40 --db press
  isnad article 40 --db press --json | jq -r .text)");
  command->callback([options, &context] { Article(*options, context); });
}

void AddSearch(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("search", "find articles");
  auto options = Common(*command);
  command
      ->add_option(
          "query", options->query,
          "words, \"phrases\", -without, either | or, beg*, a NEAR/5 b, and outlet: country:"
          " section: person: lang: story: date:2025-02..2025-03, in Arabic as well")
      ->required();
  AddLimit(*command, *options, "at most so many articles");
  command->add_flag("--any", options->any, "rank by any word instead of all");
  command->add_flag("--stories", options->by_story, "of each story its best article alone");
  command->add_option("--from", options->from, "go on where an answer ended: its \"next\"");
  command->add_flag("--next", options->next,
                    "with --json: a last line {\"next\",\"total\"} where there is more");
  command->footer(R"(
Spelling is folded: «احمد» finds «أحمد», «المغرب» finds «وللمغرب»; the text shown is as published.

Examples:
  isnad search --db press 'مذكرة تفاهم'
  isnad search --db press '"اللجنة العسكرية المشتركة" date:2025-02'
  isnad search --db press 'منبر:"الشرق الأوسط" شخص:"محمد ساماكي" تاريخ:أمس'
  isnad search --db press --any --json --limit 10 'فيضان السد القديم'
  isnad search --db press -- '-رياضة السدر'          (behind -- for the minus))");
  command->callback([options, &context] { Search(*options, context); });
}

void AddCheck(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("check", "is the store whole?");
  auto options = Common(*command);
  command->footer(R"(
Reads everything: the database, the pages kept as evidence, the search index. Exit code 3 when
something is damaged.

Examples:
  isnad check --db press)");
  command->callback([options, &context] { Check(*options, context); });
}

}  // namespace isnad::cli
