#pragma once

// The links of a front page or section that lead to articles, told from those that lead to lists,
// people, accounts and the house itself: how polling reads a site without a feed. Judged is each
// address with all links to it: the shape of its path (a day, a number, a slug; words such as "tag"
// and "login" from data/page/link_words.tsv against it), what the links say (a headline has some
// words), where they stand (headings for, menus and footers against), and whether many addresses of
// one shape carry headlines.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "page/page_rule.h"
#include "page/tree.h"

namespace isnad::page {

struct FrontLink {
  std::string url;       // absolute, canonical (base/url.h)
  std::string headline;  // what the page calls it; "" where only a rule says it is an article
  std::string image;     // address of its picture, "" where it has none

  bool operator==(const FrontLink&) const = default;
};

struct FrontLinkLimits {
  std::size_t max_anchors = 5'000;  // that are looked at
  std::size_t max_links = 500;      // that are returned
};

// In the order of the page, each address once, of the site of `base` only. `rule` (may be nullptr)
// has the first word: its `links` are the articles, and what stands in its `skip_links` is none.
// Cost: linear in the tree, some µs an anchor. Thread-safe.
[[nodiscard]] std::vector<FrontLink> FindFrontLinks(const Tree& tree, const Url& base,
                                                    PageRule* rule,
                                                    const FrontLinkLimits& limits = {});

// The same from the bytes of a page; `options` names its address, and rules where there are any.
// Errors: as Extract, and kMalformed where the address is none.
[[nodiscard]] Result<std::vector<FrontLink>> ReadFrontPage(std::string_view bytes,
                                                           const ExtractOptions& options,
                                                           const FrontLinkLimits& limits = {});

// What an address alone says, as log odds of a kind: above 0 rather an article.
[[nodiscard]] double ScoreArticleUrl(const Url& url);

}  // namespace isnad::page
