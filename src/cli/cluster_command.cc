// isnad cluster: articles in, stories out, in the order given, no store. A later article may show
// that two stories are one, or be what an earlier one was taken from, so lines are written when all
// articles are read.

#include <boost/json.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cli/context.h"
#include "cli/json_text.h"
#include "cli/progress.h"
#include "ingest/extract_document.h"
#include "ingest/inputs.h"
#include "story/clusterer.h"

namespace isnad::cli {
namespace {

class Clustering final : public ingest::InputSink {
 public:
  explicit Clustering(Context& context) : context_(context), bar_(context.clock(), "articles") {}

  bool OnDocument(ingest::InputDocument document, const ingest::InputProgress& progress) override {
    const auto article = ingest::ExtractDocument(document, {});
    if (!article) return OnError(document.name, article.error());
    Place(*article, document.id.empty() ? document.name : document.id);
    bar_.Update(progress.bytes_done, progress.bytes_total,
                static_cast<std::int64_t>(names_.size()));
    return true;
  }

  bool OnError(const std::string&, const Error& error) override {
    bar_.Clear();
    context_.Complain(error, kSomeFailed);
    return true;
  }

  void Print() const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const Placed& placed = placed_[i];
      boost::json::object line;
      line["id"] = names_[i];
      line["story"] = NameOf(Resolve(placed.story));
      line["origin"] = placed.origin == kNone ? nullptr : boost::json::value(NameOf(placed.origin));
      line["copied"] = placed.copied_0_1;
      context_.Print(ToText(line) + "\n");
    }
  }

 private:
  static constexpr std::int64_t kNone = -1;
  struct Placed {
    std::int64_t story;
    std::int64_t origin;
    double copied_0_1;
  };

  void Place(const news::Article& article, std::string name) {
    const auto id = static_cast<std::int64_t>(names_.size());
    names_.push_back(std::move(name));
    const std::string text = article.Text();
    const story::Placement placement =
        clusterer_.Add(story::ItemOf(id, article, text, context_.clock().Now()));
    placed_.push_back(
        {placement.story, placement.chain.origin.value_or(kNone), placement.chain.copied_0_1});
    for (const news::Rehanging& rehung : placement.rehung) {
      Placed& placed = placed_[static_cast<std::size_t>(rehung.article)];
      placed.origin = rehung.place.origin.value_or(kNone);
      placed.copied_0_1 = rehung.place.copied_0_1;
    }
    for (const story::Merge& merge : placement.merges) merged_.emplace(merge.from, merge.into);
  }

  // The story that `story` became a part of. A name is merged away once, into one that was there
  // before it.
  [[nodiscard]] std::int64_t Resolve(std::int64_t story) const {
    for (auto found = merged_.find(story); found != merged_.end(); found = merged_.find(story)) {
      story = found->second;
    }
    return story;
  }

  [[nodiscard]] const std::string& NameOf(std::int64_t id) const {
    return names_[static_cast<std::size_t>(id)];
  }

  Context& context_;
  ProgressBar bar_;
  story::Clusterer clusterer_;
  std::vector<std::string> names_;  // by the item ids that the clusterer knows
  std::vector<Placed> placed_;      // likewise
  std::unordered_map<std::int64_t, std::int64_t> merged_;
};

}  // namespace

void AddCluster(CLI::App& app, Context& context) {
  struct Options {
    std::vector<std::string> paths;
    bool json = true;  // the only form there is; the flag is for those who always say it
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("cluster", "articles to stories, in order (no store)");
  command->add_option("inputs", options->paths, ".jsonl files of articles, or - for standard input")
      ->required();
  command->add_flag("--json", options->json, "JSON Lines (always)");
  command->footer(R"(
Each line {"id","title","text","outlet","published"} (only id and text are needed) gives a line
{"id","story","origin","copied"}: the story's name, the id it was copied from or null, the share
copied from 0 to 1.

Examples:
  isnad cluster articles.jsonl > stories.jsonl
  isnad extract --json pages/ | isnad cluster -)");
  command->callback([options, &context] {
    Clustering clustering(context);
    ingest::WalkInputs(options->paths, {}, clustering);
    clustering.Print();
  });
}

}  // namespace isnad::cli
