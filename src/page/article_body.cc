#include "page/article_body.h"

#include <algorithm>
#include <utility>

#include "page/text.h"
#include "page/tree.h"

namespace isnad::page {
namespace {

constexpr double kMinWords = 60;     // shorter ones are summaries
constexpr double kShownShare = 0.4;  // a page that shows more than this of a body shows it

// A tag of its own, rather than a "<" in a text?
bool HasMarkup(std::string_view text) {
  for (const std::string_view tag : {"<p", "<br", "<div", "</", "&lt;p", "&lt;br", "&lt;div"}) {
    if (ContainsIgnoringCase(text, tag)) return true;
  }
  return false;
}

// Line breaks as markup, so that both kinds of text go the same way.
std::string WithBreaks(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    if (c == '\n') {
      out += "<p>";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<Block> BlocksOf(std::string_view html, const ExtractLimits& limits) {
  return Segment(Tree::Parse(html, limits), 0);
}

}  // namespace

std::vector<news::Paragraph> BodyParagraphs(std::string_view body, const ExtractLimits& limits) {
  if (body.empty()) return {};
  std::vector<Block> blocks =
      HasMarkup(body) ? BlocksOf(body, limits) : BlocksOf(WithBreaks(body), limits);
  // Escaped once more: what came out is markup still.
  if (blocks.size() == 1 && HasMarkup(blocks.front().text)) {
    const std::string inner = std::move(blocks.front().text);
    blocks = BlocksOf(inner, limits);
  }
  std::vector<news::Paragraph> out;
  out.reserve(std::min(blocks.size(), limits.max_paragraphs));
  for (Block& block : blocks) {
    if (out.size() == limits.max_paragraphs) break;
    out.push_back({block.kind, std::move(block.text)});
  }
  return out;
}

bool BodyStandsIn(const std::vector<news::Paragraph>& body, double kept_words) {
  double words = 0;
  for (const news::Paragraph& paragraph : body) words += Measure(paragraph.text).words;
  return words >= kMinWords && kept_words < kShownShare * words;
}

}  // namespace isnad::page
