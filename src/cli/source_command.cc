// isnad source: what is followed.

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/date_time.h"
#include "cli/context.h"
#include "cli/input.h"
#include "cli/json_text.h"
#include "cli/line_text.h"
#include "cli/net_options.h"
#include "cli/rule_check.h"
#include "cli/store_access.h"
#include "feed/opml.h"
#include "ingest/source_finder.h"
#include "news/source_json.h"

extern "C" {
extern const char isnad_arab_press[];
extern const char isnad_arab_press_end[];
}

namespace isnad::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kAllSources = std::size_t{1} << 20;

struct Options {
  std::string folder;
  NetOptions net;
  RulesOption rules;
  std::vector<std::string> addresses;
  std::string name, language, country;
  std::vector<std::string> files;
  bool starter = false;
  bool no_look = false;
  bool json = false;
};

std::string StampOrNever(const std::optional<Instant>& instant) {
  return instant ? Stamp(*instant) : "never";
}

std::string LineOf(const ingest::TriedFeed& tried) {
  std::string line = fmt::format("  {}  {}  {}", tried.chosen ? "chosen" : "tried ",
                                 news::Name(tried.role), tried.url);
  if (!tried.trouble.empty()) return line + "  (" + tried.trouble + ")";
  line += fmt::format("  ({}, {} items", ingest::Name(tried.where), tried.items);
  if (tried.newest) line += ", newest " + StampOrNever(tried.newest);
  return line + (tried.language.empty() ? ")" : ", " + tried.language + ")");
}

void PrintFound(const ingest::FoundSite& found, Context& context) {
  const news::Source& source = found.source;
  context.Print(Printable(fmt::format("{}  {}{}{}\n", source.name, source.homepage,
                                      source.language.empty() ? "" : "  " + source.language,
                                      source.icon.empty() ? "" : "  icon " + source.icon)));
  for (const ingest::TriedFeed& tried : found.tried) {
    context.Print(Printable(LineOf(tried)) + "\n");
  }
}

json::object ToJson(const ingest::FoundSite& found, const store::SourceAdded& added) {
  json::array tried;
  for (const ingest::TriedFeed& one : found.tried) {
    tried.push_back(json::object{{"url", one.url},
                                 {"role", news::Name(one.role)},
                                 {"found", ingest::Name(one.where)},
                                 {"items", one.items},
                                 {"newest", OrNull(one.newest)},
                                 {"language", OrNull(one.language)},
                                 {"chosen", one.chosen},
                                 {"why_not", OrNull(one.trouble)}});
  }
  news::Source source = found.source;
  source.id = added.id;
  json::object object = json::parse(news::ToJsonLine(source)).as_object();
  object["new"] = added.is_new;
  object["tried"] = std::move(tried);
  return object;
}

// The site alone; its feeds are found when it is first asked.
Result<ingest::FoundSite> WithoutLooking(const std::string& address, Instant now) {
  const auto url = Url::Parse(address.find("://") == address.npos ? "https://" + address : address);
  if (!url) return Fail(url.error());
  ingest::FoundSite found;
  found.source.homepage = url->text();
  news::FollowedFeed feed;
  feed.url = url->text();
  feed.role = news::FeedRole::kSite;
  feed.state.due = now;
  found.source.feeds.push_back(std::move(feed));
  return found;
}

void Add(const Options& options, Context& context) {
  if (const auto fits = CheckShown("--name", options.name); !fits) {
    return context.Complain(fits.error(), kBadUsage);
  }
  auto client = OpenClient(options.net);
  if (!client) return context.Complain(client.error(), kBadUsage);
  RulesOption rules = options.rules;
  if (!rules.Read(context)) return;
  ingest::FinderOptions finder;
  finder.rules = rules.rules();
  const Instant now = context.clock().Now();
  for (const std::string& address : options.addresses) {
    auto found = options.no_look ? WithoutLooking(address, now)
                                 : ingest::FindSource(**client, address, now, finder);
    if (!found) {
      context.Complain(found.error(), kSomeFailed);
      continue;
    }
    news::Source& source = found->source;
    source.added = now;
    if (!options.name.empty()) source.name = options.name;
    if (!options.language.empty()) source.language = options.language;
    source.country = options.country;
    // Only now: looking takes time in which others may write.
    auto open = OpenOrComplain(context, options.folder, store::Access::kWrite);
    if (!open) return;
    const auto added = store::MakeSourceStore(*open->store)->AddSource(source);
    if (!added) return ComplainOfStore(context, added.error());
    if (options.json) {
      context.Print(ToText(ToJson(*found, *added)) + "\n");
      continue;
    }
    PrintFound(*found, context);
    const char* what = added->is_new           ? "added as source {}\n"
                       : added->new_feeds == 0 ? "source {} is followed already: nothing to do\n"
                                               : "source {} was followed; its feed is new\n";
    context.Print(fmt::format(fmt::runtime(what), added->id));
  }
}

std::string LineOf(const news::FollowedFeed& feed, Instant now) {
  const news::FetchState& state = feed.state;
  std::string line =
      fmt::format("    {}  {}  {}", news::Name(feed.role), feed.url, news::Name(state.life));
  if (!state.last_try) return line + ", not asked yet";
  line += fmt::format(", last success {}, {:.1f} items a day", StampOrNever(state.last_success),
                      state.items_per_day);
  if (state.life != news::FeedLife::kEnded) {
    line += state.due <= now ? ", due" : ", next " + StampOrNever(state.due);
  }
  return state.trouble.empty() ? line : line + "\n      " + state.trouble;
}

void List(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const auto sources = store::MakeSourceStore(*open->store)->Sources(kAllSources);
  if (!sources) return ComplainOfStore(context, sources.error());
  if (sources->empty() && !options.json) {
    context.Print("no source is followed (isnad source add follows one)\n");
  }
  for (const news::Source& source : *sources) {
    if (options.json) {
      context.Print(news::ToJsonLine(source) + "\n");
      continue;
    }
    context.Print(Printable(fmt::format("{}  {}  {}{}", source.id, source.name, source.homepage,
                                        source.resting ? "  (resting)" : "")) +
                  "\n");
    for (const news::FollowedFeed& feed : source.feeds) {
      context.Print(Printable(LineOf(feed, context.clock().Now())) + "\n");
    }
  }
}

// By its number, its homepage, its host, or the address of one of its feeds; 0 where none fits.
Result<news::SourceId> FindFollowed(const std::vector<news::Source>& sources,
                                    const std::string& what) {
  const auto wanted = Url::Parse(what.find("://") == what.npos ? "https://" + what : what);
  std::vector<news::SourceId> fit;
  for (const news::Source& source : sources) {
    const auto home = Url::Parse(source.homepage);
    const bool by_feed = std::any_of(source.feeds.begin(), source.feeds.end(),
                                     [&](const auto& feed) { return feed.url == what; });
    const bool by_home = source.homepage == what || (wanted && home && *wanted == *home);
    const bool by_host = home && home->host() == what;
    if (std::to_string(source.id) == what || by_feed || by_home || by_host) {
      fit.push_back(source.id);
    }
  }
  if (fit.size() == 1) return fit.front();
  return Fail(Errc::kNotFound,
              what + (fit.empty() ? ": no source is followed under this name"
                                  : ": more than one source is followed under this name"),
              "isnad source list shows their numbers");
}

enum class Change : std::uint8_t { kRemove, kRest, kWake };

void ChangeSources(const Options& options, Change change, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kWrite);
  if (!open) return;
  const auto store = store::MakeSourceStore(*open->store);
  const auto sources = store->Sources(kAllSources);
  if (!sources) return ComplainOfStore(context, sources.error());
  for (const std::string& what : options.addresses) {
    const auto id = FindFollowed(*sources, what);
    if (!id) {
      context.Complain(id.error(), kSomeFailed);
      continue;
    }
    const auto done = change == Change::kRemove ? store->RemoveSource(*id)
                                                : store->SetResting(*id, change == Change::kRest);
    if (!done) {
      ComplainOfStore(context, done.error());
      continue;
    }
    const char* said = change == Change::kRemove ? "not followed any more; its articles stay"
                       : change == Change::kRest ? "rests"
                                                 : "is followed again";
    context.Print(Printable(fmt::format("source {} {}\n", *id, said)));
  }
}

news::Source FromOpml(const feed::OpmlFeed& listed, Instant now) {
  news::Source source;
  source.homepage = listed.site_url;
  if (source.homepage.empty()) {
    const auto url = Url::Parse(listed.feed_url);
    const auto root = url ? url->Resolve("/") : url;
    source.homepage = root ? root->text() : listed.feed_url;
  }
  source.name = listed.title;
  source.language = listed.language;
  // "/press/MA" and "MA,press" are lists and paths (OPML 2.0): countries stand alone.
  if (listed.category.find_first_of("/,") == std::string::npos) source.country = listed.category;
  source.added = now;
  news::FollowedFeed feed;
  feed.url = listed.feed_url.empty() ? source.homepage : listed.feed_url;
  feed.role = listed.feed_url.empty() ? news::FeedRole::kSite : news::FeedRole::kFeed;
  feed.state.due = now;
  source.feeds.push_back(std::move(feed));
  return source;
}

void Import(const Options& options, Context& context) {
  if (options.starter == !options.files.empty()) {
    return context.Complain(
        {Errc::kMalformed, "source import: one of a file and --starter is needed",
         "see isnad source import --help"},
        kBadUsage);
  }
  std::vector<std::pair<std::string, Result<std::string>>> lists;
  if (options.starter) {
    lists.emplace_back("the starter list", std::string(isnad_arab_press, isnad_arab_press_end));
  }
  for (const std::string& path : options.files) {
    lists.emplace_back(path, ReadInput(path, feed::FeedLimits{}.max_bytes));
  }
  auto open = OpenOrComplain(context, options.folder, store::Access::kWrite);
  if (!open) return;
  const auto store = store::MakeSourceStore(*open->store);
  const Instant now = context.clock().Now();
  for (const auto& [name, bytes] : lists) {
    const auto opml = bytes ? feed::ParseOpml(*bytes) : Result<feed::Opml>(Fail(bytes.error()));
    if (!opml) {
      Error error = opml.error();
      if (!error.detail.starts_with(name)) error.detail = name + ": " + error.detail;
      context.Complain(error, kSomeFailed);
      continue;
    }
    std::size_t sources = 0;
    std::size_t feeds = 0;
    for (const feed::OpmlFeed& listed : opml->feeds) {
      const auto added = store->AddSource(FromOpml(listed, now));
      if (!added) return ComplainOfStore(context, added.error());
      sources += added->is_new ? 1 : 0;
      feeds += added->new_feeds;
    }
    for (const std::string& warning : opml->warnings) {
      context.Complain({Errc::kMalformed, name + ": " + warning}, kDone);
    }
    context.Print(
        Printable(fmt::format("{}: {} listed, {} new, {} new\n", name, opml->feeds.size(),
                              Counted(static_cast<std::int64_t>(sources), "source"),
                              feeds == 1 ? "1 address" : fmt::format("{} addresses", feeds))));
  }
}

void Export(const Options& options, Context& context) {
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;
  const auto sources = store::MakeSourceStore(*open->store)->Sources(kAllSources);
  if (!sources) return ComplainOfStore(context, sources.error());
  feed::Opml opml;
  opml.title = "Isnad";
  for (const news::Source& source : *sources) {
    for (const news::FollowedFeed& feed : source.feeds) {
      if (feed.state.life == news::FeedLife::kEnded) continue;
      feed::OpmlFeed listed;
      listed.title = source.name;
      listed.site_url = source.homepage;
      listed.language = source.language;
      listed.category = source.country;
      const bool is_feed = feed.role == news::FeedRole::kFeed;
      if (is_feed) listed.feed_url = feed.state.moved_to.empty() ? feed.url : feed.state.moved_to;
      opml.feeds.push_back(std::move(listed));
    }
  }
  context.Print(feed::WriteOpml(opml));
}

void AddAdd(CLI::App& source, const std::shared_ptr<Options>& options, Context& context) {
  CLI::App* command = source.add_subcommand("add", "follow a site, or one feed");
  AddDbOption(*command, options->folder);
  AddNetOptions(*command, options->net);
  options->rules.AddTo(*command);
  command->add_option("addresses", options->addresses, "homepages, sections or feeds")->required();
  command->add_option("--name", options->name,
                      "how the outlet is called, in place of what is found");
  command->add_option("--language", options->language, "ar, fa …, in place of what is found");
  command->add_option("--country", options->country, "ISO 3166 code: MA, EG …");
  command->add_flag("--no-look", options->no_look, "do not ask the site now, but when it is due");
  command->add_flag("--json", options->json, "one JSON object an address");
  command->footer(R"(
Looks for a feed: what the page declares, what it links to, the usual places, the sitemaps of robots.txt; where
there is none, the front page itself is followed. Says what was tried and what was chosen. Adding again changes nothing.

Examples:
  isnad source add --db press https://www.example.org/
  isnad source add --db press --name "المنارة" --country MA https://manara.example/feed)");
  command->callback([options, &context] { Add(*options, context); });
}

void AddChange(CLI::App& source, const std::shared_ptr<Options>& options, Context& context,
               const char* name, const char* about, Change change) {
  CLI::App* command = source.add_subcommand(name, about);
  AddDbOption(*command, options->folder);
  command->add_option("sources", options->addresses, "number, homepage, host or feed address")
      ->required();
  command->footer(
      fmt::format("\nExamples:\n  isnad source {0} --db press 3\n"
                  "  isnad source {0} --db press www.example.org",
                  name));
  command->callback([options, &context, change] { ChangeSources(*options, change, context); });
}

}  // namespace

void AddSource(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* source = app.add_subcommand("source", "the outlets that are followed");
  source->require_subcommand(1);
  source->footer(R"(
Examples:
  isnad source add --db press https://www.example.org/
  isnad source list --db press
  isnad source import --db press --starter)");
  AddAdd(*source, options, context);

  CLI::App* list = source->add_subcommand("list", "what is followed, and how it goes");
  AddDbOption(*list, options->folder);
  list->add_flag("--json", options->json, "one JSON object a source");
  list->footer(
      "\nExamples:\n  isnad source list --db press\n"
      "  isnad source list --db press --json | jq -r '.feeds[] | select(.last_error)'");
  list->callback([options, &context] { List(*options, context); });

  AddChange(*source, options, context, "remove", "follow it no more; its articles stay",
            Change::kRemove);
  AddChange(*source, options, context, "rest", "set it aside for a while", Change::kRest);
  AddChange(*source, options, context, "wake", "follow it again", Change::kWake);

  CLI::App* import = source->add_subcommand("import", "follow what an OPML list names");
  AddDbOption(*import, options->folder);
  import->add_option("files", options->files, "OPML 1 or 2, or - for standard input");
  import->add_flag("--starter", options->starter,
                   "a list of well-known Arabic outlets that comes with the program");
  import->footer(R"(
Nothing is asked now: feeds are polled when they are due, and sites without a feed are looked at then. The starter
list's addresses were written from general knowledge; isnad source list tells which of them answer.

Examples:
  isnad source import --db press --starter
  isnad source import --db press reader.opml)");
  import->callback([options, &context] { Import(*options, context);
});

CLI::App* exported = source->add_subcommand("export", "what is followed, as OPML 2.0");
AddDbOption(*exported, options->folder);
exported->footer("\nExamples:\n  isnad source export --db press > press.opml");
exported->callback([options, &context] { Export(*options, context); });
}  // namespace isnad::cli

}  // namespace isnad::cli
