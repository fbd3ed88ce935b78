#include "ingest/ingest.h"

#include <optional>
#include <utility>

#include "ingest/extract_document.h"
#include "ingest/line_memory.h"
#include "ingest/ordered_pool.h"
#include "ingest/placer.h"

namespace isnad::ingest {
namespace {

// What one document became, on its way from the extraction threads to the writer.
struct Extracted {
  std::string name;
  std::string page;  // the bytes, kept as evidence
  Result<news::Article> article;
  bool clean = false;  // taken as it is
};

class Run final : public InputSink {
 public:
  Run(store::Store& store, const IngestOptions& options, const Clock& clock, const OnReport& report,
      const OnProgress& progress)
      : store_(store),
        options_(options),
        clock_(clock),
        report_(report),
        progress_(progress),
        placer_(options.cluster),
        lines_(store),
        pool_(
            options.jobs, 4 * options.batch_bytes,
            [this](InputDocument document) { return Extract(std::move(document)); },
            [this](Extracted extracted) { Collect(std::move(extracted)); }) {}

  Result<IngestSummary> Go(const std::vector<std::string>& paths) {
    if (const auto restored = placer_.Restore(store_, clock_.Now()); !restored) {
      return Fail(restored.error());
    }
    WalkInputs(paths, options_.inputs, *this);
    pool_.Finish();
    Flush();
    if (failure_) return Fail(*failure_);
    return summary_;
  }

  bool OnDocument(InputDocument document, const InputProgress& progress) override {
    const std::size_t weight = document.bytes.size() + 4096;
    pool_.Submit(std::move(document), weight);
    if (progress_) progress_(progress, summary_);
    return !failure_;
  }

  bool OnError(const std::string& name, const Error& error) override {
    // Behind what is still under way, so that reports stand in the order of the inputs.
    pool_.Finish();
    Collect({.name = name, .page = {}, .article = tl::unexpected(error), .clean = false});
    return !failure_;
  }

  void OnIdle() override {
    pool_.Finish();
    Flush();
    if (progress_) progress_({}, summary_);
  }

 private:
  [[nodiscard]] Extracted Extract(InputDocument document) const {
    auto article = ExtractWith(document, {.limits = options_.extract, .rules = options_.rules});
    return {std::move(document.name), std::move(document.bytes), std::move(article),
            document.kind == InputDocument::Kind::kClean};
  }

  void Collect(Extracted extracted) {
    if (failure_) return;
    batch_bytes_ += extracted.page.size() + 4096;
    batch_.push_back(std::move(extracted));
    if (batch_.size() >= options_.batch_articles || batch_bytes_ >= options_.batch_bytes) Flush();
  }

  // One transaction, then its reports.
  void Flush() {
    if (failure_ || batch_.empty()) return;
    std::vector<store::Incoming> incoming;
    incoming.reserve(batch_.size());
    const Instant now = clock_.Now();
    for (Extracted& extracted : batch_) {
      if (!extracted.article) continue;
      incoming.push_back(
          {.article = std::move(*extracted.article), .page = extracted.page, .seen = now});
      if (!extracted.clean) incoming.back().lines = lines_.Clean(incoming.back().article);
    }
    lines_.Forget();
    std::vector<store::Stored> stored;
    if (!incoming.empty()) {
      auto written = store_.Write(incoming, placer_);
      if (!written) {
        failure_ = written.error();
        return;
      }
      stored = std::move(*written);
    }
    std::size_t next = 0;
    for (const Extracted& extracted : batch_) {
      if (!extracted.article) {
        Tell({.input = extracted.name,
              .fate = Fate::kRefused,
              .article = 0,
              .story = 0,
              .title = {},
              .error = extracted.article.error()});
        continue;
      }
      const store::Incoming& in = incoming[next];
      Tell(ReportOf(extracted.name, in.article, stored[next]));
      ++next;
    }
    batch_.clear();
    batch_bytes_ = 0;
  }

  static Report ReportOf(const std::string& name, const news::Article& article,
                         const store::Stored& stored) {
    Report report{.input = name,
                  .fate = Fate::kNew,
                  .article = stored.article,
                  .story = stored.story,
                  .title = article.title,
                  .error = {}};
    switch (stored.outcome) {
      case store::Outcome::kNew:
        break;
      case store::Outcome::kChanged:
        report.fate = Fate::kChanged;
        break;
      case store::Outcome::kDuplicate:
        report.fate = Fate::kDuplicate;
        break;
      case store::Outcome::kHeadlines:
        report.fate = Fate::kSkipped;
        report.error = {
            Errc::kUnsupported,
            name + ": " + (article.kind == news::PageKind::kListing ? "a listing" : "no article") +
                ", " + std::to_string(article.headlines.size()) + " headlines kept"};
        break;
    }
    return report;
  }

  void Tell(const Report& report) {
    switch (report.fate) {
      case Fate::kNew:
        ++summary_.added;
        break;
      case Fate::kChanged:
        ++summary_.changed;
        break;
      case Fate::kDuplicate:
        ++summary_.duplicate;
        break;
      case Fate::kSkipped:
        ++summary_.skipped;
        break;
      case Fate::kRefused:
        ++summary_.refused;
        break;
    }
    if (report_) report_(report);
  }

  store::Store& store_;
  const IngestOptions& options_;
  const Clock& clock_;
  const OnReport& report_;
  const OnProgress& progress_;
  ClusterPlacer placer_;
  LineMemory lines_;
  IngestSummary summary_;
  std::vector<Extracted> batch_;
  std::size_t batch_bytes_ = 0;
  std::optional<Error> failure_;
  OrderedPool<InputDocument, Extracted> pool_;  // last: its threads use the members above
};

}  // namespace

const char* Name(Fate fate) {
  constexpr const char* kNames[] = {"new", "changed", "duplicate", "skipped", "refused"};
  return kNames[static_cast<std::size_t>(fate)];
}

Result<IngestSummary> Ingest(store::Store& store, const std::vector<std::string>& paths,
                             const IngestOptions& options, const Clock& clock,
                             const OnReport& report, const OnProgress& progress) {
  Run run(store, options, clock, report, progress);
  return run.Go(paths);
}

}  // namespace isnad::ingest
