// Writes what the page models are trained on, and extracts with models that are on trial.
//
//   page_rows FOLDER OUT          for each page of FOLDER the feature rows of its blocks (`.html`)
//                                 or lines (`.txt`): OUT.names  a feature name a line
//                                                    OUT.bin    rows of 32-bit floats
//                                                    OUT.tsv    page, number, text of each row
//   page_rows --extract BLOCKS.model FILE ...
//                                 what `isnad extract --json` prints, with that model

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
#include "page/lines.h"
#include "page/metadata.h"
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

void WriteHtml(RowFile& out, const std::string& name, const std::string& html) {
  const page::Tree tree = page::Tree::Parse(html, {});
  const page::Metadata metadata = page::ReadMetadata(tree);
  const std::vector<page::Block> blocks = page::Segment(tree, 0);
  const page::Surroundings surroundings(tree, blocks);
  std::string outlet = page::FindOutlet(metadata);
  if (outlet.empty()) outlet = page::FindSiteName(metadata, tree, blocks);
  const std::string title = page::FindTitle(metadata, blocks, outlet);
  page::PageHints hints;
  hints.title_block = page::FindTitleBlock(blocks, title);
  std::string body;
  for (const auto& paragraph : page::BodyParagraphs(metadata.linked.body, {})) {
    body.append(paragraph.text).push_back('\n');
  }
  hints.article_body = body;
  hints.description = page::Description(metadata);
  const auto rows = page::MeasureBlocks(tree, blocks, surroundings, hints);
  for (std::size_t i = 0; i < blocks.size(); ++i) out.Write(name, i, blocks[i].text, rows[i]);
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

int Extract(const char* model_path, char** paths, int count) {
  const auto bytes = isnad::ReadFile(model_path, kMaxBytes);
  const auto model = page::Forest::Parse(bytes ? *bytes : "not readable");
  if (!model || !std::equal(model->features().begin(), model->features().end(),
                            page::FeatureNames().begin(), page::FeatureNames().end())) {
    std::fprintf(stderr, "page_rows: %s is no model of these features\n", model_path);
    return 1;
  }
  for (int i = 0; i < count; ++i) {
    const auto html = ReadPage(paths[i], isnad::DocumentKind::kHtml);
    if (!html) continue;
    std::fputs(isnad::news::ToJsonLine(page::ExtractHtml(*html, {}, *model), paths[i]).c_str(),
               stdout);
    std::fputc('\n', stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 4 && std::strcmp(argv[1], "--extract") == 0) {
    return Extract(argv[2], argv + 3, argc - 3);
  }
  if (argc == 3) return WriteRows(argv[1], argv[2]);
  std::fprintf(stderr,
               "usage: page_rows FOLDER OUT\n"
               "       page_rows --extract BLOCKS.model FILE ...\n");
  return 2;
}
