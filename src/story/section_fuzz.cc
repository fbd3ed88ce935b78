// Addresses and texts from outside: the section is one of the list, a summary's sentence a part of
// its text.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "news/section.h"
#include "story/headline.h"
#include "story/section.h"
#include "story/summary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using isnad::news::Article;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t half = size / 2;
  Article article;
  article.url = "https://" + std::string(bytes.substr(0, half));  // any bytes
  const std::string_view text = bytes.substr(half);
  if (!isnad::IsUtf8(text)) return 0;
  article.title = text.substr(0, text.find('\n'));
  if (isnad::IsUtf8(article.title)) article.section = article.title;
  article.paragraphs.push_back({isnad::news::ParagraphKind::kText, std::string(text)});
  const std::string_view section = isnad::story::SectionOf(article, "ma");
  const auto sections = isnad::news::Sections();
  if (!section.empty() && isnad::news::SectionIndex(section) == sections.size()) std::abort();
  const isnad::story::SummarySource sources[] = {{1, &article}, {2, &article}};
  for (const auto& sentence : isnad::story::Summarize(article.title, sources)) {
    if (text.find(sentence.text) == std::string_view::npos) std::abort();
    if (!isnad::IsUtf8(sentence.text)) std::abort();
  }
  const isnad::story::HeadlineCandidate candidates[] = {
      {.title = article.title, .lead = text, .outlet = "x"},
      {.title = text,
       .lead = article.title,
       .outlet = "y",
       .told = isnad::Instant{},
       .stands = true}};
  if (isnad::story::BestHeadline(candidates) > 1) std::abort();
  return 0;
}
