#include "news/republication.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace isnad::news {

bool MayBeRepublished(const Article& article) {
  constexpr std::string_view kForbidding[] = {"noindex", "none", "noarchive", "nocache",
                                              "nosnippet"};
  if (article.tdm_reserved.value_or(false)) return false;
  return std::none_of(
      article.robots.begin(), article.robots.end(), [&](const std::string& directive) {
        return std::find(std::begin(kForbidding), std::end(kForbidding), directive) !=
               std::end(kForbidding);
      });
}

}  // namespace isnad::news
