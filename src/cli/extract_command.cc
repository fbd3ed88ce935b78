// isnad extract: pages to articles, no store.

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/context.h"
#include "cli/progress.h"
#include "ingest/extract_document.h"
#include "ingest/inputs.h"
#include "ingest/ordered_pool.h"
#include "news/article_json.h"

namespace isnad::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string url;
  page::Format format = page::Format::kAuto;
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  bool json = false;
};

std::string ForReading(const news::Article& article, const std::string& input) {
  std::string out = "# " + (article.title.empty() ? input : article.title) + "\n";
  std::string line = article.outlet;
  for (const std::string& author : article.authors) line += (line.empty() ? "" : " · ") + author;
  if (article.published) line += (line.empty() ? "" : " · ") + article.published->ToString();
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
};

class Extraction final : public ingest::InputSink {
 public:
  Extraction(const Options& options, Context& context)
      : options_(options),
        context_(context),
        bar_(context.clock(), "pages"),
        pool_(
            options.jobs, std::size_t{256} << 20,
            [this](ingest::InputDocument document) {
              if (document.url.empty()) document.url = options_.url;
              auto article = ingest::ExtractDocument(document, {}, options_.format);
              // A line that names itself is called by its name; a file by its path.
              return Extracted{document.id.empty() || !article ? std::move(document.name)
                                                               : std::move(document.id),
                               std::move(article)};
            },
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
    Show({name, tl::unexpected(error)});
    return true;
  }

 private:
  void Show(Extracted extracted) {
    ++count_;
    if (!extracted.article) {
      bar_.Clear();
      context_.Complain(extracted.article.error(), kSomeFailed);
      return;
    }
    context_.Print(options_.json ? news::ToJsonLine(*extracted.article, extracted.name) + "\n"
                                 : ForReading(*extracted.article, extracted.name));
  }

  const Options& options_;
  Context& context_;
  ProgressBar bar_;
  std::int64_t count_ = 0;
  ingest::OrderedPool<ingest::InputDocument, Extracted>
      pool_;  // last: its threads use the members above
};

}  // namespace

void AddExtract(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("extract", "pages to clean articles (no store)");
  command->add_option("inputs", options->paths, "files, folders, or - for standard input")
      ->required();
  command->add_flag("--json", options->json, "one JSON object a page (docs/formats.md)");
  command->add_option("--url", options->url, "the page's address, when the input does not know it");
  command->add_option("--format", options->format, "how to read pages: auto, html or text")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, page::Format>{{"auto", page::Format::kAuto},
                                              {"html", page::Format::kHtml},
                                              {"text", page::Format::kText}}));
  command->add_option("--jobs", options->jobs, "pages worked on at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->footer(R"(
Reads .html .htm .xhtml .txt .jsonl .warc .wet, each also gzipped; output stands in the order of the input.

Examples:
  isnad extract page.html                             the article, for reading
  isnad extract --json --url https://a.example/1 -    a page from a pipe
  isnad extract --json --jobs 2 archive.warc.gz > articles.jsonl
  isnad extract --json --format text crawl.wet.gz | isnad cluster -)");
  command->callback([options, &context] { Extraction(*options, context).Run(); });
}

}  // namespace isnad::cli
