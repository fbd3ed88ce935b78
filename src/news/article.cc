#include "news/article.h"

#include <cstddef>

namespace isnad::news {

std::string Article::Text() const {
  std::size_t size = 0;
  for (const Paragraph& paragraph : paragraphs) size += paragraph.text.size() + 1;
  std::string text;
  text.reserve(size);
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (i > 0) text += '\n';
    text += paragraphs[i].text;
  }
  return text;
}

const char* Name(PageKind kind) {
  constexpr const char* kNames[] = {"article", "listing", "other"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* Name(ParagraphKind kind) {
  constexpr const char* kNames[] = {"text", "heading", "list-item", "quote", "table", "caption"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace isnad::news
