#include "store/slug.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace isnad::store {
namespace {

constexpr char32_t kTatweel = 0x0640;

bool IsMark(char32_t c) {
  const auto category = u_charType(static_cast<UChar32>(c));
  return category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK ||
         category == U_COMBINING_SPACING_MARK || category == U_FORMAT_CHAR;
}

}  // namespace

std::string MakeSlug(std::string_view text) {
  std::string slug;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    at += point.length_bytes;
    const auto c = static_cast<UChar32>(point.value);
    if (point.value == kTatweel || IsMark(point.value)) continue;
    if (u_isalnum(c) == 0) {
      gap = !slug.empty();
      continue;
    }
    std::string piece = gap ? "-" : "";
    AppendUtf8(piece, static_cast<char32_t>(u_tolower(c)));
    if (slug.size() + piece.size() > kMaxSlugBytes) break;
    slug += piece;
    gap = false;
  }
  return slug.empty() ? "outlet" : slug;
}

std::string UniqueSlug(std::string slug, const std::function<bool(std::string_view)>& taken) {
  if (!taken(slug)) return slug;
  for (int number = 2;; ++number) {
    std::string numbered = slug + "-" + std::to_string(number);
    if (!taken(numbered)) return numbered;
  }
}

}  // namespace isnad::store
