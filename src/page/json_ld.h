#pragma once

// What a page says of itself in JSON-LD (schema.org vocabulary, https://schema.org/Article): one
// description gathered from all its scripts, @graph and @id references followed. What is not JSON
// is mended first (page/json_repair.h).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::page {

struct LinkedData {
  bool article = false;  // an Article of some kind was described
  bool listing = false;  // an ItemList or CollectionPage, and no article
  std::string headline;
  std::string description;
  std::string body;                  // articleBody as written (page/article_body.h reads it)
  std::vector<std::string> authors;  // people where any are named, else organisations
  std::string publisher;
  std::string published;  // as written
  std::string modified;
  std::string language;
  std::string section;
  std::vector<std::string> keywords;
  std::string image;
  std::string url;
  std::optional<bool> free;  // isAccessibleForFree of the article or of a part of it

  bool operator==(const LinkedData&) const = default;
};

struct JsonLdLimits {
  std::size_t max_bytes = std::size_t{4} << 20;  // of one script
  std::size_t max_depth = 32;
  std::size_t max_objects = 5'000;
};

// What tells the page's own article from others described beside it; either may be "".
struct PageClue {
  std::string_view title;
  std::string_view url;
};

// `scripts` in the order of the page. Never fails: what cannot be read is left out. Cost: linear.
// Thread-safe.
[[nodiscard]] LinkedData ReadJsonLd(const std::vector<std::string_view>& scripts,
                                    const PageClue& page, const JsonLdLimits& limits = {});

}  // namespace isnad::page
