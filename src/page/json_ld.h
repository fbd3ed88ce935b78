#pragma once

// What a page says of itself in JSON-LD (schema.org vocabulary, https://schema.org/Article): one
// description gathered from all its scripts, @graph and @id references followed. Sites break this
// JSON in many ways; raw line breaks in strings, trailing commas, comments and CDATA or comment
// wrappers are forgiven, anything worse makes that script silent.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::page {

struct LinkedData {
  bool article = false;  // an Article of some kind was described
  bool listing = false;  // an ItemList or CollectionPage, and no article
  std::string headline;
  std::string description;
  std::string body;  // articleBody; may hold markup where the site put it there
  std::vector<std::string> authors;
  std::string publisher;
  std::string published;  // as written
  std::string modified;
  std::string language;
  std::string section;
  std::vector<std::string> keywords;
  std::string image;
  std::string url;

  bool operator==(const LinkedData&) const = default;
};

struct JsonLdLimits {
  std::size_t max_bytes = std::size_t{4} << 20;  // of one script
  std::size_t max_depth = 32;
  std::size_t max_objects = 5'000;
};

// `scripts` in the order of the page; `page_title` picks among several articles described.
// Never fails: what cannot be read is left out. Cost: linear. Thread-safe.
[[nodiscard]] LinkedData ReadJsonLd(const std::vector<std::string_view>& scripts,
                                    std::string_view page_title, const JsonLdLimits& limits = {});

}  // namespace isnad::page
