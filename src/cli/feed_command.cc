// isnad feed: a feed or a sitemap to one JSON, no store.

#include <memory>
#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/input.h"
#include "feed/feed.h"
#include "feed/feed_json.h"

namespace isnad::cli {
namespace {

struct Options {
  bool json = true;  // the only form there is; the flag is for those who always say it
  std::vector<std::string> paths;
  std::string url;
  std::string content_type;
  std::string content_language;
};

void Run(const Options& options, Context& context) {
  for (const std::string& path : options.paths) {
    feed::ParseOptions parsing;
    parsing.url = options.url;
    parsing.content_type = options.content_type;
    parsing.content_language = options.content_language;
    const auto bytes = ReadInput(path, parsing.limits.max_bytes);
    const auto feed =
        bytes ? feed::Parse(*bytes, parsing) : Result<news::Feed>(tl::unexpected(bytes.error()));
    if (feed) {
      context.Print(feed::ToJsonLine(*feed) + "\n");
      continue;
    }
    Error error = feed.error();
    if (!error.detail.starts_with(path)) error.detail = path + ": " + error.detail;
    context.Complain(error, kSomeFailed);
  }
}

}  // namespace

void AddFeed(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("feed", "a feed or sitemap to one JSON line (no store)");
  command->add_option("inputs", options->paths, "files, or - for standard input")->required();
  command->add_flag("--json", options->json,
                    "the only form there is; accepted as by other commands");
  command->add_option("--url", options->url, "where it came from: relative links start there");
  command->add_option("--content-type", options->content_type,
                      "the HTTP header, when it is known: names the charset");
  command->add_option("--content-language", options->content_language,
                      "the HTTP header, for a feed that names no language");
  command->footer(R"(
Reads RSS, Atom, RDF, JSON Feed, sitemaps and sitemap indexes, plain or gzipped; broken XML as far
as it goes, with a warning.

Examples:
  isnad feed rss.xml | jq -r '.items[].title'
  curl -s https://a.example/feed | isnad feed --url https://a.example/feed -)");
  command->callback([options, &context] { Run(*options, context); });
}

}  // namespace isnad::cli
