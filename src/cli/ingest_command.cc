// isnad ingest: all of it into the store.

#include "ingest/ingest.h"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "cli/context.h"
#include "cli/json_text.h"
#include "cli/line_text.h"
#include "cli/progress.h"
#include "cli/rule_check.h"
#include "cli/store_access.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string folder;
  std::vector<std::string> paths;
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  std::size_t batch = ingest::IngestOptions{}.batch_articles;
  RulesOption rules;
  bool json = false;
  bool quiet = false;
};

boost::json::object ToJson(const ingest::Report& report) {
  boost::json::object line;
  line["input"] = report.input;
  line["outcome"] = ingest::Name(report.fate);
  line["article"] = report.article == 0 ? boost::json::value(nullptr) : report.article;
  line["story"] = report.story == 0 ? boost::json::value(nullptr) : report.story;
  line["title"] =
      report.title.empty() ? boost::json::value(nullptr) : boost::json::value(report.title);
  line["why"] = report.error.detail.empty() ? boost::json::value(nullptr)
                                            : boost::json::value(report.error.detail);
  return line;
}

std::string Summary(const ingest::IngestSummary& summary) {
  return fmt::format("{} new, {} changed, {} duplicate, {} skipped, {} refused\n", summary.added,
                     summary.changed, summary.duplicate, summary.skipped, summary.refused);
}

void Run(const Options& options, Context& context) {
  RulesOption rules = options.rules;
  if (!rules.Read(context)) return;
  auto open = OpenOrComplain(context, options.folder, store::Access::kWrite);
  if (!open) return;
  ProgressBar bar(context.clock(), "pages");
  ingest::IngestOptions how;
  how.jobs = options.jobs;
  how.batch_articles = options.batch;
  how.rules = rules.rules();
  const auto report = [&](const ingest::Report& one) {
    if (one.fate == ingest::Fate::kRefused) {
      bar.Clear();
      context.Complain(one.error, kSomeFailed);
    }
    if (options.json) {
      context.Print(ToText(ToJson(one)) + "\n");
    } else if (!options.quiet && one.fate != ingest::Fate::kRefused) {
      context.Print(fmt::format("{}\t{}\t{}\n", ingest::Name(one.fate), OneLine(one.input),
                                OneLine(one.title.empty() ? one.error.detail : one.title)));
    }
  };
  const auto progress = [&](const ingest::InputProgress& at, const ingest::IngestSummary& so_far) {
    context.Flush();  // what is on the disk is told at once
    bar.Update(at.bytes_done, at.bytes_total, so_far.total());
  };
  const auto summary =
      ingest::Ingest(*open->store, options.paths, how, context.clock(), report, progress);
  bar.Clear();
  if (!summary) {
    context.Flush();
    context.Complain(summary.error(), kStoreUnusable);
    return;
  }
  if (!options.json) context.Print(Summary(*summary));
}

}  // namespace

void AddIngest(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("ingest", "pages, archives and clean articles into a store");
  AddDbOption(*command, options->folder);
  command->add_option("inputs", options->paths, "files, folders, or - for standard input")
      ->required();
  command->add_option("--jobs", options->jobs, "pages worked on at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_option("--batch", options->batch, "articles written and told at once")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  options->rules.AddTo(*command);
  command->add_flag("--json", options->json,
                    "one JSON object an input: input, outcome, article, story, title, why");
  command->add_flag("-q,--quiet", options->quiet, "only the sum and the errors");
  command->footer(R"(
Reads .html .htm .xhtml .txt .jsonl .warc .wet, each also gzipped. A line or an object is printed once its
article is on the disk: what was printed survives any crash. Running it again adds nothing twice.

Examples:
  isnad ingest --db press pages/ archive.warc.gz
  isnad ingest --db press --json articles.jsonl > outcomes.jsonl
  zcat dump.jsonl.gz | isnad ingest --db press -q -)");
  command->callback([options, &context] { Run(*options, context); });
}

}  // namespace isnad::cli
