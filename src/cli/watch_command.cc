// isnad watch: saved searches, asked of each article as it comes in.

#include <fmt/format.h>
#include <boost/json.hpp>

#include <memory>
#include <string>

#include "cli/context.h"
#include "cli/json_text.h"
#include "cli/line_text.h"
#include "cli/number_option.h"
#include "cli/query_complaint.h"
#include "cli/store_access.h"
#include "search/saved_searches.h"

namespace isnad::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string folder;
  std::string query;
  std::string name;
  std::int64_t id = 0;
  std::size_t limit = 50;
  bool json = false;
};

void Add(const Options& options, Context& context) {
  // Days are told from a today, and a saved search has none.
  if (ComplainOfQuery(context, search::FindProblems(options.query))) return;
  if (const auto fits = CheckShown("--name", options.name); !fits) {
    return context.Complain(fits.error(), kBadUsage);
  }
  auto open = OpenOrComplain(context, options.folder, store::Access::kWrite);
  if (!open) return;
  const auto id =
      search::SaveSearch(*open->store, options.name, options.query, context.clock().Now());
  if (!id && id.error().code == Errc::kMalformed) return context.Complain(id.error(), kBadUsage);
  if (!id) return ComplainOfStore(context, id.error());
  context.Print(options.json ? ToText(json::object{{"id", *id}}) + "\n"
                             : fmt::format("{}  saved\n", *id));
}

void Remove(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kWrite);
  if (!open) return;
  const auto done = search::RemoveSavedSearch(*open->store, options.id);
  if (!done) return ComplainOfStore(context, done.error());
  if (!options.json) context.Print(fmt::format("{}  removed\n", options.id));
}

void List(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const auto searches = search::SavedSearches(*open->store);
  if (!searches) return ComplainOfStore(context, searches.error());
  if (searches->empty() && !options.json) {
    context.Print("no search is saved (isnad watch add saves one)\n");
  }
  for (const search::SavedSearch& saved : *searches) {
    if (options.json) {
      const json::object line{{"id", saved.id},       {"name", saved.name},
                              {"query", saved.query}, {"created", Stamp(saved.created)},
                              {"hits", saved.hits},   {"last_hit", OrNull(saved.last_hit)}};
      context.Print(ToText(line) + "\n");
    } else {
      context.Print(fmt::format("{}  {}  {}  ({})\n", saved.id, OneLine(saved.name),
                                OneLine(saved.query), Counted(saved.hits, "hit")));
    }
  }
}

void Hits(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const auto hits = search::SavedHits(*open->store, options.id, options.limit);
  if (!hits) return ComplainOfStore(context, hits.error());
  if (hits->empty() && !options.json) {
    context.Print("nothing that came in since it was saved answers it\n");
  }
  for (const search::SavedHit& hit : *hits) {
    const news::Account& account = hit.account;
    if (options.json) {
      const json::object line{
          {"id", account.article},
          {"url", account.url.empty() ? json::value() : json::value(account.url)},
          {"title", account.title},
          {"outlet", account.outlet_name},
          {"published",
           account.published ? json::value(account.published->ToString()) : json::value()},
          {"story", hit.story},
          {"seen", Stamp(hit.seen)}};
      context.Print(ToText(line) + "\n");
    } else {
      context.Print(fmt::format("{}  {}  {}{}{}\n", Stamp(hit.seen), account.article,
                                TitleOrLead(account), account.outlet_name.empty() ? "" : " · ",
                                OneLine(account.outlet_name)));
    }
  }
}

CLI::App* AddPart(CLI::App& watch, Options& options, const char* name, const char* what,
                  const char* examples) {
  CLI::App* part = watch.add_subcommand(name, what);
  part->footer(std::string("\nExamples:\n") + examples);
  AddDbOption(*part, options.folder);
  part->add_flag("--json", options.json, "JSON Lines");
  return part;
}

}  // namespace

void AddWatch(CLI::App& app, Context& context) {
  CLI::App* watch =
      app.add_subcommand("watch", "saved searches, asked of each article that comes in");
  watch->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* add = AddPart(*watch, *options, "add", "save a search",
                          "  isnad watch add --db press --name 'مالي' 'الجيش المالي | بلد:ML'\n"
                          "  isnad watch add --db press 'شخص:\"عاصمي غويتا\"'");
  add->add_option("query", options->query, "as for isnad search; dates as days")->required();
  add->add_option("--name", options->name, "what it is called; its query where there is no name");
  add->callback([options, &context] { Add(*options, context); });
  CLI::App* list = AddPart(*watch, *options, "list", "all of them, with how many answers",
                           "  isnad watch list --db press\n"
                           "  isnad watch list --db press --json | jq -r '[.hits, .name] | @tsv'");
  list->callback([options, &context] { List(*options, context); });
  CLI::App* hits = AddPart(*watch, *options, "hits", "what answered one, newest first",
                           "  isnad watch hits 1 --db press\n"
                           "  isnad watch hits 1 --db press --json --limit 10 | jq -r .url");
  AddNumber(*hits, "id", options->id, "its number")->required();
  hits->add_option("--limit", options->limit, "at most so many")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  hits->callback([options, &context] { Hits(*options, context); });
  CLI::App* remove = AddPart(*watch, *options, "remove", "forget one and its answers",
                             "  isnad watch remove 1 --db press");
  AddNumber(*remove, "id", options->id, "its number")->required();
  remove->callback([options, &context] { Remove(*options, context); });
  watch->footer(R"(
Articles that come in by ingest, fetch or serve are asked in the same transaction that stores them. Those that
were there before are what isnad search is for.

Examples:
  isnad watch add --db press --name 'مالي' 'الجيش المالي | بلد:ML'
  isnad watch list --db press
  isnad watch hits 1 --db press --json)");
}

}  // namespace isnad::cli
