#pragma once

// What a page's head declares: <meta>, <link>, <html lang> and JSON-LD, read once. Names are lower
// case; values are trimmed, white space collapsed, entities that stand for entities ("&amp;quot;")
// resolved, empty ones left out.

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "page/json_ld.h"
#include "page/tree.h"

namespace isnad::page {

struct Metadata {
  std::unordered_map<std::string, std::vector<std::string>> meta;  // name or property to values
  std::unordered_map<std::string, std::string> squeezed;           // first values, see Squeezed
  std::string canonical;                                           // as written
  std::string amp;                                                 // rel="amphtml", as written
  std::string language;    // <html lang>, og:locale or JSON-LD: the primary tag, lower case
  std::string region;      // declared beside it: "EG" of ar-EG or ar_EG, upper case
  std::string page_title;  // <title>
  LinkedData linked;

  // The first value of the first of `names` that the page has, else "".
  [[nodiscard]] std::string_view First(std::span<const std::string_view> names) const;
  [[nodiscard]] std::string_view First(std::string_view name) const { return First({&name, 1}); }
  // The first value of a name written without "-", "_", "." and ":", since sites spell these in
  // every way ("DC.date.issued", "dc:date:issued"); "itemprop:" before microdata stays.
  [[nodiscard]] std::string_view Squeezed(std::string_view name) const;
};

// Cost: linear in the tree. Thread-safe.
[[nodiscard]] Metadata ReadMetadata(const Tree& tree);

}  // namespace isnad::page
