// isnad fetch: asks what is due.

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <csignal>
#include <map>
#include <memory>
#include <string>

#include "cli/context.h"
#include "cli/json_text.h"
#include "cli/line_text.h"
#include "cli/net_options.h"
#include "cli/progress.h"
#include "cli/rule_check.h"
#include "cli/store_access.h"
#include "ingest/poller.h"
#include "ingest/polling_service.h"

namespace isnad::cli {
namespace {

using std::chrono::milliseconds;

// Waits of a single round that are worth it: the gaps between requests, a short Retry-After. What
// wants more is left to the next round.
constexpr std::chrono::minutes kPatience{2};
constexpr milliseconds kStep{200};
constexpr milliseconds kLastAnswers{5'000};

struct Options {
  std::string folder;
  NetOptions net;
  RulesOption rules;
  bool once = false;
  bool json = false;
  bool quiet = false;
};

// What became of one source in this run.
struct SourceSum {
  std::int64_t added = 0, changed = 0, unchanged = 0, linked = 0;
  std::int64_t troubles = 0;
};

// SIGINT and SIGTERM end a run cleanly, between two steps.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  // Whether one came until now.
  bool Came() { return Wait(milliseconds(0)); }
  // Sleeps until one comes, at most so long; whether one came.
  bool Wait(milliseconds time) {
    const timespec span{.tv_sec = time.count() / 1000,
                        .tv_nsec = (time.count() % 1000) * 1'000'000};
    came_ = came_ || sigtimedwait(&set_, nullptr, &span) > 0;
    return came_;
  }

 private:
  sigset_t set_{};
  bool came_ = false;
};

class Run {
 public:
  Run(const Options& options, Context& context)
      : options_(options), context_(context), rules_(options.rules) {}

  void Go() {
    if (!rules_.Read(context_)) return;
    auto client = OpenClient(options_.net);
    if (!client) return context_.Complain(client.error(), kBadUsage);
    auto open = OpenOrComplain(context_, options_.folder, store::Access::kWrite);
    if (!open) return;
    const auto sources = store::MakeSourceStore(*open->store);
    auto listed = sources->Sources(std::size_t{1} << 20);
    if (!listed) return ComplainOfStore(context_, listed.error());
    if (listed->empty()) {
      return context_.Complain({Errc::kNotFound, options_.folder + ": no source is followed",
                                "add one: isnad source add URL"},
                               kSomeFailed);
    }
    for (const news::Source& source : *listed) names_[source.id] = source.name;
    if (options_.once) {
      OneRound(*open->store, *sources, **client);
    } else {
      open->store.reset();
      GoOn(*open->index, **client);
    }
    bar_.Clear();
    if (!options_.json) PrintSums();
  }

 private:
  void OneRound(store::Store& store, store::SourceStore& sources, fetch::Fetcher& client) {
    ingest::PollerOptions how = PollerOptionsOf(options_.net);
    how.only_before = context_.clock().Now();
    how.rules = rules_.rules();
    ingest::Poller poller(store, sources, client, context_.clock(), random_, how,
                          [this](const ingest::PollReport& report) { Take(report); });
    Result<void> done = poller.Load(false);
    if (done) done = UntilNothingIsDue(poller);
    context_.Flush();
    if (!done) context_.Complain(done.error(), kStoreUnusable);
  }

  Result<void> UntilNothingIsDue(ingest::Poller& poller) {
    while (!signals_.Came()) {
      if (auto done = poller.Step(kStep); !done) return done;
      context_.Flush();  // what is on the disk is told at once
      bar_.Update(done_, done_ + poller.task_count(), static_cast<std::int64_t>(done_));
      if (poller.busy()) continue;
      const auto next = poller.NextAt();
      const Instant now = context_.clock().Now();
      if (!next || *next > now + kPatience) return {};
      signals_.Wait(std::clamp<milliseconds>(*next - now, milliseconds(0), kStep));
    }
    // What is under way may end; what is not begins at the next start.
    const Instant until = context_.clock().Now() + kLastAnswers;
    while (poller.busy() && context_.clock().Now() < until) {
      if (auto done = poller.Drain(kStep); !done) return done;
    }
    return {};
  }

  // For days, beside others who write.
  void GoOn(store::IndexHook& index, fetch::Fetcher& client) {
    Logger log(LogLevel::kWarning, context_.clock());
    ingest::ServiceOptions how;
    how.folder = options_.folder;
    how.poller = PollerOptionsOf(options_.net);
    how.poller.rules = rules_.rules();
    how.last_answers = kLastAnswers;
    ingest::PollingService service(std::move(how), &index, client, context_.clock(), random_, log,
                                   [this](const ingest::PollReport& report) {
                                     Take(report);
                                     context_.Flush();
                                   });
    service.Start();
    while (!signals_.Wait(std::chrono::hours(1))) {
    }
    service.Stop();
  }

  void Take(const ingest::PollReport& report) {
    using Fate = ingest::PollReport::Fate;
    SourceSum& sum = sums_[report.source];
    const bool is_page = report.what == ingest::PollReport::What::kPage;
    if (is_page) {
      ++done_;
      sum.added += report.fate == Fate::kNew ? 1 : 0;
      sum.changed += report.fate == Fate::kChanged ? 1 : 0;
      sum.unchanged += report.fate == Fate::kDuplicate ? 1 : 0;
      sum.linked += report.fate == Fate::kLinked ? 1 : 0;
    }
    if (report.fate == Fate::kFailed || (!is_page && report.fate == Fate::kDropped)) {
      ++sum.troubles;
      bar_.Clear();
      context_.Complain({Errc::kIo, report.url + ": " + report.why, "it is asked again later"},
                        kSomeFailed);
    }
    if (options_.json) Print(report);
    if (!options_.json && !options_.quiet && is_page) {
      bar_.Clear();
      context_.Print(fmt::format("{}\t{}\t{}\n", ingest::Name(report.fate), OneLine(report.url),
                                 OneLine(report.title.empty() ? report.why : report.title)));
    }
  }

  void Print(const ingest::PollReport& report) {
    const auto or_null = [](const std::string& text) {
      return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
    };
    boost::json::object line;
    const bool is_page = report.what == ingest::PollReport::What::kPage;
    line["what"] = is_page ? "page" : "feed";
    line["outcome"] = ingest::Name(report.fate);
    line["source"] = report.source;
    line["url"] = report.url;
    line["title"] = or_null(report.title);
    line["article"] =
        report.article == 0 ? boost::json::value(nullptr) : boost::json::value(report.article);
    if (!is_page) line["new_items"] = report.new_items;
    line["why"] = or_null(report.why);
    context_.Print(ToText(line) + "\n");
  }

  void PrintSums() {
    for (const auto& [id, sum] : sums_) {
      context_.Print(Printable(fmt::format(
          "{}: {} new, {} changed, {} unchanged, {} linked only{}\n", names_[id], sum.added,
          sum.changed, sum.unchanged, sum.linked, sum.troubles == 0 ? "" : ", in trouble")));
    }
    if (sums_.empty()) context_.Print("nothing was due\n");
  }

  const Options& options_;
  Context& context_;
  RulesOption rules_;
  StopSignals signals_;
  SystemRandom random_;
  ProgressBar bar_{context_.clock(), "pages"};
  std::map<news::SourceId, std::string> names_;
  std::map<news::SourceId, SourceSum> sums_;
  std::size_t done_ = 0;  // pages
};

}  // namespace

void AddFetch(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("fetch", "ask what is due of the sources followed");
  AddDbOption(*command, options->folder);
  options->rules.AddTo(*command);
  AddNetOptions(*command, options->net);
  command->add_flag("--once", options->once, "one round of what is due now, then end (for cron)");
  command->add_flag("--json", options->json,
                    "one JSON object a feed and a page: what, outcome, source, url, title, why");
  command->add_flag("-q,--quiet", options->quiet, "only the sums and the errors");
  command->footer(R"(
Asks each feed when its outlet's rhythm lets something new be expected, within robots.txt, Crawl-delay, Retry-After
and a budget for each host and domain; then the pages of what is new. Without --once it goes on until it is stopped.
A line is printed once its article is on the disk. Ends with 1 where something could not be had: it is asked again.

Examples:
  isnad fetch --db press --once --contact https://example.org/reader
  */10 * * * *  isnad fetch --db /srv/press --once --quiet        (crontab)
  isnad fetch --db press --json | jq -r 'select(.outcome == "new").title')");
  command->callback([options, &context] { Run(*options, context).Go(); });
}

}  // namespace isnad::cli
