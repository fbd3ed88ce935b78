// Writes what the page models are trained on, and extracts with models that are on trial.
//
//   page_rows FOLDER OUT          for each page of FOLDER the feature rows of its blocks (`.html`)
//                                 or lines (`.txt`): OUT.names  a feature name a line
//                                                    OUT.bin    rows of 32-bit floats
//                                                    OUT.tsv    page, number, text of each row
//   page_rows --extract BLOCKS.model FILE ...
//                                 what `isnad extract --json` prints, with that model
//   page_rows --kinds BLOCKS.model FILE ...
//                                 what the kind of each page is told by: a line of names, then one
//                                 of values a page

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/charset.h"
#include "base/file.h"
#include "news/article_json.h"
#include "page/article_body.h"
#include "page/details.h"
#include "page/features.h"
#include "page/html_article.h"
#include "page/kind_features.h"
#include "page/lines.h"
#include "page/metadata.h"
#include "page/selection.h"
#include "page/site_name.h"
#include "page/text_header.h"
#include "page/title.h"

namespace {

namespace page = isnad::page;
constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

std::optional<std::string> ReadPage(const std::string& path, isnad::DocumentKind kind) {
  const auto bytes = isnad::ReadFile(path, kMaxBytes);
  if (!bytes) return std::nullopt;
  isnad::DecodeOptions options;
  options.kind = kind;
  auto decoded = isnad::DecodeToUtf8(*bytes, options);
  if (!decoded) return std::nullopt;
  return std::move(decoded->text);
}

class RowFile {
 public:
  explicit RowFile(const std::string& prefix)
      : names_(std::fopen((prefix + ".names").c_str(), "w")),
        rows_(std::fopen((prefix + ".bin").c_str(), "wb")),
        texts_(std::fopen((prefix + ".tsv").c_str(), "w")) {}
  [[nodiscard]] bool good() const { return names_ && rows_ && texts_; }

  void Names(const std::vector<std::string_view>& names) {
    columns_ = names.size();
    for (const std::string_view name : names) {
      std::fprintf(names_, "%.*s\n", static_cast<int>(name.size()), name.data());
    }
  }
  void Write(const std::string& name, std::size_t number, std::string text,
             const page::FeatureRow& row) {
    std::fwrite(row.data(), sizeof(float), columns_, rows_);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
    std::fprintf(texts_, "%s\t%zu\t%s\n", name.c_str(), number, text.c_str());
  }
  int Close() { return std::fclose(names_) | std::fclose(rows_) | std::fclose(texts_); }

 private:
  std::FILE* names_;
  std::FILE* rows_;
  std::FILE* texts_;
  std::size_t columns_ = 0;
};

// A page as far as extraction knows it when it looks at its blocks.
struct HtmlPage {
  explicit HtmlPage(const std::string& html)
      : tree(page::Tree::Parse(html, {})),
        metadata(page::ReadMetadata(tree)),
        blocks(page::Segment(tree, 0)),
        surroundings(std::in_place, tree, blocks) {
    outlet = page::FindOutlet(metadata);
    if (outlet.empty()) outlet = page::FindSiteName(metadata, tree, blocks);
    title = page::FindTitle(metadata, blocks, outlet);
    for (const auto& paragraph : page::BodyParagraphs(metadata.linked.body, {})) {
      body.append(paragraph.text).push_back('\n');
    }
    hints.title_block = page::FindTitleBlock(blocks, title);
    hints.article_body = body;
    hints.description = page::Description(metadata);
  }

  page::Tree tree;
  page::Metadata metadata;
  std::vector<page::Block> blocks;
  std::optional<page::Surroundings> surroundings;
  std::string outlet;
  std::string title;
  std::string body;
  page::PageHints hints;  // of the members above
};

void WriteHtml(RowFile& out, const std::string& name, const std::string& html) {
  const HtmlPage page(html);
  const auto rows = page::MeasureBlocks(page.tree, page.blocks, *page.surroundings, page.hints);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    out.Write(name, i, page.blocks[i].text, rows[i]);
  }
}

void WriteText(RowFile& out, const std::string& name, const std::string& text) {
  const std::vector<page::Line> lines = page::SplitLines(text);
  const auto rows = page::MeasureLines(lines, page::FindTitleLine(lines));
  for (std::size_t i = 0; i < lines.size(); ++i) out.Write(name, i, lines[i].text, rows[i]);
}

int WriteRows(const std::string& folder, const std::string& prefix) {
  RowFile out(prefix);
  if (!out.good()) {
    std::fprintf(stderr, "page_rows: cannot write %s.*\n", prefix.c_str());
    return 1;
  }
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".html" || entry.path().extension() == ".txt") {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  const bool html = !paths.empty() && paths.front().extension() == ".html";
  out.Names(html ? page::FeatureNames() : page::LineFeatureNames());
  for (const auto& path : paths) {
    const auto text =
        ReadPage(path.string(), html ? isnad::DocumentKind::kHtml : isnad::DocumentKind::kText);
    if (!text) continue;
    if (html) {
      WriteHtml(out, path.stem().string(), *text);
    } else {
      WriteText(out, path.stem().string(), *text);
    }
  }
  return out.Close();
}

std::optional<page::Forest> ReadBlockModel(const char* path) {
  const auto bytes = isnad::ReadFile(path, kMaxBytes);
  auto model = page::Forest::Parse(bytes ? *bytes : "not readable");
  if (!model || !std::equal(model->features().begin(), model->features().end(),
                            page::FeatureNames().begin(), page::FeatureNames().end())) {
    std::fprintf(stderr, "page_rows: %s is no model of these features\n", path);
    return std::nullopt;
  }
  return std::move(*model);
}

int Extract(const char* model_path, char** paths, int count) {
  const auto model = ReadBlockModel(model_path);
  if (!model) return 1;
  for (int i = 0; i < count; ++i) {
    const auto html = ReadPage(paths[i], isnad::DocumentKind::kHtml);
    if (!html) continue;
    std::fputs(isnad::news::ToJsonLine(page::ExtractHtml(*html, {}, *model), paths[i]).c_str(),
               stdout);
    std::fputc('\n', stdout);
  }
  return 0;
}

void PrintKindRow(const std::string& name, const HtmlPage& page, const page::Selection& selection) {
  const auto address = page::PageAddress(page.metadata, "");
  const page::KindView view{page.metadata, address,
                            page.outlet,   page.tree,
                            page.blocks,   *page.surroundings,
                            selection,     page.hints.title_block,
                            page.title};
  const page::FeatureRow row = page::MeasureKind(view, page::CountContents(view));
  std::printf("\n%s", name.c_str());
  for (std::size_t i = 0; i < page::KindFeatureNames().size(); ++i) {
    std::printf("\t%.7g", static_cast<double>(row[i]));
  }
}

// Leaves of the text that was selected its first paragraphs alone, as short news have no more.
void CutShort(HtmlPage& page, const page::Selection& selection) {
  constexpr double kShortWords = 60;
  double words = 0;
  std::size_t to = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    if (selection.keep[i] && words >= kShortWords) continue;
    if (selection.keep[i]) words += page.blocks[i].measure.words;
    if (to != i) page.blocks[to] = std::move(page.blocks[i]);
    ++to;
  }
  page.blocks.resize(to);
  page.surroundings.emplace(page.tree, page.blocks);
  page.hints.title_block = page::FindTitleBlock(page.blocks, page.title);
}

// Repeats the titles of others until there are as many as on the front page of a newspaper.
void AddTicker(HtmlPage& page, const page::Selection& selection) {
  constexpr std::size_t kTitles = 60;
  const auto is_title = [&](std::size_t i) {
    const page::Block& block = page.blocks[i];
    return !selection.keep[i] && block.measure.words >= 4 && block.measure.words <= 35 &&
           block.LinkShare() > 0.7 && block.phrases == 0;
  };
  std::size_t titles = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) titles += is_title(i) ? 1 : 0;
  if (titles == 0 || titles >= kTitles) return;
  std::vector<page::Block> out;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    out.insert(out.end(), is_title(i) ? kTitles / titles : 1, page.blocks[i]);
  }
  page.blocks = std::move(out);
  page.surroundings.emplace(page.tree, page.blocks);
  page.hints.title_block = page::FindTitleBlock(page.blocks, page.title);
}

// Three lines of tab-separated values a page, behind one of their names: the page as it is, with
// but the first paragraphs of its text (named PAGE/short), and that with a long ticker
// (PAGE/ticker).
int WriteKinds(const char* model_path, char** paths, int count) {
  const auto model = ReadBlockModel(model_path);
  if (!model) return 1;
  std::fputs("page", stdout);
  for (const std::string_view name : page::KindFeatureNames()) {
    std::printf("\t%.*s", static_cast<int>(name.size()), name.data());
  }
  for (int i = 0; i < count; ++i) {
    const auto html = ReadPage(paths[i], isnad::DocumentKind::kHtml);
    if (!html) continue;
    HtmlPage page(*html);
    const auto select = [&] {
      return page::SelectBlocks(page.tree, page.blocks, *page.surroundings, page.hints, *model);
    };
    const std::string name = std::filesystem::path(paths[i]).stem().string();
    const page::Selection selection = select();
    PrintKindRow(name, page, selection);
    CutShort(page, selection);
    PrintKindRow(name + "/short", page, select());
    AddTicker(page, select());
    PrintKindRow(name + "/ticker", page, select());
  }
  std::fputc('\n', stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 4 && std::strcmp(argv[1], "--extract") == 0) {
    return Extract(argv[2], argv + 3, argc - 3);
  }
  if (argc >= 4 && std::strcmp(argv[1], "--kinds") == 0) {
    return WriteKinds(argv[2], argv + 3, argc - 3);
  }
  if (argc == 3) return WriteRows(argv[1], argv[2]);
  std::fprintf(stderr,
               "usage: page_rows FOLDER OUT\n"
               "       page_rows --extract|--kinds BLOCKS.model FILE ...\n");
  return 2;
}
