// Writes what the page models are trained on: for each page of a folder the feature rows of its
// blocks (`.html`) or lines (`.txt`).
//
//   page_rows FOLDER OUT     OUT.names  a feature name a line
//                            OUT.bin    rows of 32-bit floats
//                            OUT.tsv    page, number, text of each row

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/charset.h"
#include "base/file.h"
#include "page/details.h"
#include "page/features.h"
#include "page/lines.h"
#include "page/metadata.h"
#include "page/text_header.h"
#include "page/title.h"

namespace {

namespace page = isnad::page;

struct Output {
  std::FILE* names;
  std::FILE* rows;
  std::FILE* texts;
};

void Write(const Output& out, const std::string& name, std::size_t number, std::string text,
           const page::FeatureRow& row, std::size_t features) {
  std::fwrite(row.data(), sizeof(float), features, out.rows);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  std::fprintf(out.texts, "%s\t%zu\t%s\n", name.c_str(), number, text.c_str());
}

void WriteHtml(const Output& out, const std::string& name, const std::string& html) {
  const page::Tree tree = page::Tree::Parse(html, {});
  const page::Metadata metadata = page::ReadMetadata(tree);
  const std::vector<page::Block> blocks = page::Segment(tree, 0);
  const page::Surroundings surroundings(tree, blocks);
  const std::string title = page::FindTitle(metadata, blocks, page::FindOutlet(metadata));
  page::PageHints hints;
  hints.title_block = page::FindTitleBlock(blocks, title);
  hints.article_body = metadata.linked.body;
  hints.description = page::Description(metadata);
  const auto rows = page::MeasureBlocks(tree, blocks, surroundings, hints);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Write(out, name, i, blocks[i].text, rows[i], page::FeatureNames().size());
  }
}

void WriteText(const Output& out, const std::string& name, const std::string& text) {
  const std::vector<page::Line> lines = page::SplitLines(text);
  const auto rows = page::MeasureLines(lines, page::FindTitleLine(lines));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Write(out, name, i, lines[i].text, rows[i], page::LineFeatureNames().size());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: page_rows FOLDER OUT\n");
    return 2;
  }
  const std::string prefix = argv[2];
  const Output out{std::fopen((prefix + ".names").c_str(), "w"),
                   std::fopen((prefix + ".bin").c_str(), "wb"),
                   std::fopen((prefix + ".tsv").c_str(), "w")};
  if (out.names == nullptr || out.rows == nullptr || out.texts == nullptr) {
    std::fprintf(stderr, "page_rows: cannot write %s.*\n", argv[2]);
    return 1;
  }
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().extension() == ".html" || entry.path().extension() == ".txt") {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  const bool html = !paths.empty() && paths.front().extension() == ".html";
  for (const std::string_view name : html ? page::FeatureNames() : page::LineFeatureNames()) {
    std::fprintf(out.names, "%.*s\n", static_cast<int>(name.size()), name.data());
  }
  for (const auto& path : paths) {
    const auto bytes = isnad::ReadFile(path.string(), std::size_t{64} << 20);
    if (!bytes) continue;
    isnad::DecodeOptions options;
    options.kind = html ? isnad::DocumentKind::kHtml : isnad::DocumentKind::kText;
    const auto decoded = isnad::DecodeToUtf8(*bytes, options);
    if (!decoded) continue;
    if (html) {
      WriteHtml(out, path.stem().string(), decoded->text);
    } else {
      WriteText(out, path.stem().string(), decoded->text);
    }
  }
  return std::fclose(out.names) | std::fclose(out.rows) | std::fclose(out.texts);
}
