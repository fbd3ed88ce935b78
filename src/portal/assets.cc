#include "portal/assets.h"

#include <utility>

#include "base/compress.h"

// NOLINTBEGIN(readability-identifier-naming): names of embedded symbols
#define ISNAD_EMBEDDED(symbol)    \
  extern "C" const char symbol[]; \
  extern "C" const char symbol##_end[]
ISNAD_EMBEDDED(isnad_portal_css);
ISNAD_EMBEDDED(isnad_portal_icon);
ISNAD_EMBEDDED(isnad_portal_suggest);
ISNAD_EMBEDDED(isnad_font_naskh_regular);
ISNAD_EMBEDDED(isnad_font_naskh_bold);
ISNAD_EMBEDDED(isnad_font_sans_regular);
ISNAD_EMBEDDED(isnad_font_sans_bold);
#undef ISNAD_EMBEDDED
// NOLINTEND

namespace isnad::portal {
namespace {

constexpr std::size_t kMinCompressedBytes = 512;

struct Font {
  std::string_view stem;
  std::string_view bytes;
  bool preloaded;
};

std::string_view View(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

// "{{name}}" in the style sheet becomes the address of that font.
void ReplaceAll(std::string& text, const std::string& from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

void Finish(web::Response& response) {
  if (!response.body) return;
  response.etag = web::MakeEtag(*response.body);
  if (response.body->size() < kMinCompressedBytes || response.content_type == "font/woff2") return;
  std::string zipped = Gzip(*response.body);
  if (zipped.size() < response.body->size()) {
    response.body_gzip = std::make_shared<const std::string>(std::move(zipped));
  }
}

Assets::Assets() {
  const Font fonts[] = {
      {"naskh-regular", View(isnad_font_naskh_regular, isnad_font_naskh_regular_end), true},
      {"naskh-bold", View(isnad_font_naskh_bold, isnad_font_naskh_bold_end), true},
      {"sans-regular", View(isnad_font_sans_regular, isnad_font_sans_regular_end), false},
      {"sans-bold", View(isnad_font_sans_bold, isnad_font_sans_bold_end), false},
  };
  std::string css(View(isnad_portal_css, isnad_portal_css_end));
  for (const Font& font : fonts) {
    const std::string name = Add(font.stem, ".woff2", "font/woff2", std::string(font.bytes));
    if (font.preloaded) urls_.preloaded_fonts.push_back(name);
    ReplaceAll(css, "{{" + std::string(font.stem) + "}}", "/assets/" + name);
  }
  urls_.style = Add("portal", ".css", "text/css; charset=utf-8", std::move(css));
  urls_.icon = Add("isnad", ".svg", "image/svg+xml",
                   std::string(View(isnad_portal_icon, isnad_portal_icon_end)));
  urls_.suggest = Add("suggest", ".js", "text/javascript; charset=utf-8",
                      std::string(View(isnad_portal_suggest, isnad_portal_suggest_end)));
}

std::shared_ptr<const web::Response> Assets::Find(const std::string& path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : found->second;
}

std::string Assets::Add(std::string_view stem, std::string_view extension, std::string_view type,
                        std::string bytes) {
  web::Response response;
  response.content_type = type;
  response.cache_control = "public, max-age=31536000, immutable";
  response.body = std::make_shared<const std::string>(std::move(bytes));
  Finish(response);
  const std::string hash = response.etag.substr(1, response.etag.size() - 2);
  std::string name = std::string(stem) + "." + hash + std::string(extension);
  by_path_.emplace("/assets/" + name, std::make_shared<const web::Response>(std::move(response)));
  return name;
}

}  // namespace isnad::portal
