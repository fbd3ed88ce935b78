#include "page/extract.h"

#include <algorithm>
#include <utility>

#include "arabic/language.h"
#include "base/charset.h"
#include "base/utf8.h"
#include "page/explain.h"
#include "page/html_article.h"
#include "page/text.h"
#include "page/text_article.h"

namespace isnad::page {
namespace {

// Markup within the first bytes: a document's own tags, or several elements of any kind.
bool LooksLikeHtml(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 20'000);
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<meta "}) {
    if (ContainsIgnoringCase(head, tag)) return true;
  }
  int tags = 0;
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    if (at + 2 >= head.size()) break;
    const char c = head[at + 1] == '/' ? head[at + 2] : head[at + 1];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && head.find('>', at) != std::string_view::npos && ++tags >= 3) return true;
  }
  return false;
}

bool LooksBinary(std::string_view text) {
  const std::string_view head = text.substr(0, 4'096);
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v';
  });
  return static_cast<std::size_t>(controls) * 20 > head.size();
}

// The beginning of the article's text, as much as telling its language takes.
std::string Sample(const news::Article& article) {
  constexpr std::size_t kEnoughBytes = 4'000;
  std::string out;
  for (const news::Paragraph& paragraph : article.paragraphs) {
    if (out.size() > kEnoughBytes) break;
    if (!out.empty()) out += '\n';
    out += TruncateUtf8(paragraph.text, kEnoughBytes);
  }
  return out;
}

}  // namespace

Result<news::Article> Extract(std::string_view bytes, const ExtractOptions& options) {
  if (bytes.size() > options.limits.max_bytes) {
    return Fail(Errc::kTooLarge,
                "page over " + std::to_string(options.limits.max_bytes) + " bytes");
  }
  if (TrimSpace(bytes.substr(0, 100'000)).empty() && bytes.size() <= 100'000) {
    return Fail(Errc::kMalformed, "page is empty");
  }
  const bool html =
      options.format == Format::kHtml || (options.format == Format::kAuto && LooksLikeHtml(bytes));
  DecodeOptions decoding;
  decoding.content_type = options.content_type;
  decoding.kind = html ? DocumentKind::kHtml : DocumentKind::kText;
  Result<Decoded> decoded;
  std::string_view text = bytes;
  if (!NeedsNoDecoding(bytes, decoding)) {
    decoded = DecodeToUtf8(bytes, decoding);
    if (!decoded) return Fail(std::move(decoded.error()));
    text = decoded->text;
  }
  if (LooksBinary(text)) return Fail(Errc::kMalformed, "page is binary data, not text");

  if (!html && options.explain != nullptr) {
    options.explain->note = "text without tags: there are no parts to name";
  }
  news::Article article = html ? ExtractHtml(text, options) : ExtractText(text, options);
  if (decoded->replaced > 0) {
    article.warnings.push_back(std::to_string(decoded->replaced) + " ill-formed sequences in " +
                               decoded->charset + " replaced");
  }
  // The text itself knows better than a template's lang="en".
  const std::string_view detected = arabic::DetectLanguage(Sample(article));
  if (!detected.empty()) article.language = detected;
  return article;
}

}  // namespace isnad::page
