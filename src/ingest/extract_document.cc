#include "ingest/extract_document.h"

#include <string>
#include <string_view>
#include <utility>

#include "arabic/language.h"
#include "base/utf8.h"

namespace isnad::ingest {
namespace {

page::Format FormatOf(InputDocument::Kind kind) {
  switch (kind) {
    case InputDocument::Kind::kHtml:
      return page::Format::kHtml;
    case InputDocument::Kind::kText:
      return page::Format::kText;
    default:
      return page::Format::kAuto;
  }
}

// From the title and the first paragraphs: what follows rarely changes the answer.
std::string_view LanguageOf(const news::Article& article) {
  constexpr std::size_t kEnoughBytes = 1'000;
  std::string sample = article.title;
  for (const news::Paragraph& paragraph : article.paragraphs) {
    if (sample.size() >= kEnoughBytes) break;
    sample += '\n';
    sample += TruncateUtf8(paragraph.text, kEnoughBytes);
  }
  return arabic::DetectLanguage(sample);
}

Result<news::Article> TakeClean(const InputDocument& document) {
  news::Article article = document.article;
  if (article.title.empty() && article.paragraphs.empty()) {
    return Fail(Errc::kMalformed, document.name + ": neither title nor text",
                "give the line a \"text\" that is not empty");
  }
  article.id = document.id;
  if (article.url.empty()) article.url = document.url;
  if (article.language.empty()) article.language = LanguageOf(article);
  return article;
}

}  // namespace

Result<news::Article> ExtractDocument(const InputDocument& document,
                                      const page::ExtractLimits& limits, page::Format forced) {
  return ExtractWith(document, {.format = forced, .limits = limits});
}

Result<news::Article> ExtractWith(const InputDocument& document, page::ExtractOptions how) {
  if (document.kind == InputDocument::Kind::kClean) return TakeClean(document);
  if (!document.url.empty()) how.url = document.url;
  if (!document.content_type.empty()) how.content_type = document.content_type;
  if (how.format == page::Format::kAuto) how.format = FormatOf(document.kind);
  auto article = page::Extract(document.bytes, how);
  if (!article) {
    Error error = article.error();
    error.detail = document.name + ": " + error.detail;
    return Fail(std::move(error));
  }
  article->id = document.id;
  if (article->url.empty()) article->url = how.url;
  return article;
}

}  // namespace isnad::ingest
