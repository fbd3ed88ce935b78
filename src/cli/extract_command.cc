// isnad extract: pages to articles, no store.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/context.h"
#include "cli/progress.h"
#include "cli/rule_check.h"
#include "ingest/extract_document.h"
#include "ingest/inputs.h"
#include "ingest/ordered_pool.h"
#include "news/article_json.h"
#include "page/explain.h"

namespace isnad::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string url;
  std::string format = "auto";
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  RulesOption rules;
  bool json = false;
  bool explain = false;
  bool check = false;
};

// CLI11 would print an enumeration of characters as characters, so the option is a text.
page::Format FormatOf(const std::string& name) {
  if (name == "html") return page::Format::kHtml;
  return name == "text" ? page::Format::kText : page::Format::kAuto;
}

std::string ForReading(const news::Article& article, const std::string& input) {
  std::string out = "# " + (article.title.empty() ? input : article.title) + "\n";
  std::string line = article.outlet;
  for (const std::string& author : article.authors) line += (line.empty() ? "" : " · ") + author;
  if (article.published) line += (line.empty() ? "" : " · ") + article.published->ToIso8601();
  if (!line.empty()) out += line + "\n";
  if (article.kind != news::PageKind::kArticle) {
    out += std::string("(") + Name(article.kind) + ", " + std::to_string(article.headlines.size()) +
           " headlines)\n";
  }
  for (const news::Paragraph& paragraph : article.paragraphs) out += "\n" + paragraph.text + "\n";
  return Printable(out + "\n");
}

struct Extracted {
  std::string name;
  Result<news::Article> article;
  std::unique_ptr<page::Explanation> explanation;  // only when asked for
};

// The article's object with one more member at its end.
std::string WithExplanation(std::string json, const page::Explanation& explanation) {
  json.pop_back();
  return json + ",\"explain\":" + page::ToJson(explanation) + "}";
}

class Extraction final : public ingest::InputSink {
 public:
  // `rules` may be nullptr.
  Extraction(const Options& options, const page::SourceRules* rules, Context& context)
      : options_(options),
        rules_(rules),
        context_(context),
        bar_(context.clock(), "pages"),
        pool_(
            options.jobs, std::size_t{256} << 20,
            [this](ingest::InputDocument document) { return Extract(std::move(document)); },
            [this](Extracted extracted) { Show(std::move(extracted)); }) {}

  void Run() {
    ingest::WalkInputs(options_.paths, {}, *this);
    pool_.Finish();
  }

  bool OnDocument(ingest::InputDocument document, const ingest::InputProgress& progress) override {
    const std::size_t weight = document.bytes.size() + 4096;
    pool_.Submit(std::move(document), weight);
    bar_.Update(progress.bytes_done, progress.bytes_total, count_);
    return true;
  }

  bool OnError(const std::string& name, const Error& error) override {
    pool_.Finish();
    Show({name, tl::unexpected(error), nullptr});
    return true;
  }

  void OnIdle() override {
    pool_.Finish();
    context_.Flush();
  }

 private:
  Extracted Extract(ingest::InputDocument document) const {
    auto explanation = options_.explain ? std::make_unique<page::Explanation>() : nullptr;
    auto article = ingest::ExtractWith(document, {.url = options_.url,
                                                  .format = FormatOf(options_.format),
                                                  .rules = rules_,
                                                  .explain = explanation.get()});
    // A line that names itself is called by its name; a file by its path.
    return {document.id.empty() || !article ? std::move(document.name) : std::move(document.id),
            std::move(article), std::move(explanation)};
  }

  void Show(Extracted extracted) {
    ++count_;
    if (!extracted.article) {
      bar_.Clear();
      context_.Complain(extracted.article.error(), kSomeFailed);
      return;
    }
    std::string out = options_.json ? news::ToJsonLine(*extracted.article, extracted.name)
                                    : ForReading(*extracted.article, extracted.name);
    if (extracted.explanation) {
      out = options_.json ? WithExplanation(std::move(out), *extracted.explanation)
                          : "== " + Printable(extracted.name) + "\n" +
                                Printable(page::ToText(*extracted.explanation));
    }
    context_.Print(options_.json ? out + "\n" : out);
  }

  const Options& options_;
  const page::SourceRules* rules_;
  Context& context_;
  ProgressBar bar_;
  std::int64_t count_ = 0;
  ingest::OrderedPool<ingest::InputDocument, Extracted>
      pool_;  // last: its threads use the members above
};

class Checking final : public ingest::InputSink {
 public:
  Checking(const Options& options, const page::SourceRules& rules, Context& context)
      : options_(options), context_(context), check_(rules) {}

  void Run() {
    ingest::WalkInputs(options_.paths, {}, *this);
    check_.Report(context_);
  }

  bool OnDocument(ingest::InputDocument document, const ingest::InputProgress&) override {
    check_.Count(document, options_.url);
    return true;
  }

  bool OnError(const std::string&, const Error& error) override {
    context_.Complain(error, kSomeFailed);
    return true;
  }

 private:
  const Options& options_;
  Context& context_;
  RuleCheck check_;
};

void Run(const Options& options, Context& context) {
  RulesOption rules = options.rules;
  if (!rules.Read(context)) return;
  if (options.check && rules.rules() == nullptr) {
    context.Complain({Errc::kMalformed, "--check checks a file of rules", "name it with --rules"},
                     kBadUsage);
  } else if (options.check) {
    Checking(options, *rules.rules(), context).Run();
  } else if (options.paths.empty()) {
    context.Complain(
        {Errc::kMalformed, "command line: inputs is required", "see isnad extract --help"},
        kBadUsage);
  } else {
    Extraction(options, rules.rules(), context).Run();
  }
}

}  // namespace

void AddExtract(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("extract", "pages to clean articles (no store)");
  command->add_option("inputs", options->paths, "files, folders, or - for standard input");
  command->add_flag("--json", options->json, "one JSON object a page (docs/formats.md)");
  command->add_option("--url", options->url, "the page's address, when the input does not know it");
  command->add_option("--format", options->format, "how to read pages: auto, html or text")
      ->check(CLI::IsMember(std::vector<std::string>{"auto", "html", "text"}))
      ->capture_default_str();
  command->add_option("--jobs", options->jobs, "pages worked on at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  options->rules.AddTo(*command);
  command->add_flag("--explain", options->explain,
                    "where every field and line came from, and what was against the rest");
  command->add_flag("--check", options->check,
                    "only check the file of rules, and count where its selectors match");
  command->footer(R"(
Reads .html .htm .xhtml .txt .jsonl .warc .wet, each also gzipped; output stands in the order of the input.

Examples:
  isnad extract page.html                             the article, for reading
  isnad extract --json --url https://a.example/1 -    a page from a pipe
  isnad extract --json --jobs 2 archive.warc.gz > articles.jsonl
  isnad extract --json --format text crawl.wet.gz | isnad cluster -
  isnad extract --explain page.html                   why it was read as it was
  isnad extract --rules rules.toml --check pages/     do the rules match?)");
  command->callback([options, &context] { Run(*options, context); });
}

}  // namespace isnad::cli
