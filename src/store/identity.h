#pragma once

// Which page is the same article, and which text is the same text. Hashes are BLAKE2b-128
// (RFC 7693, by libsodium): pages come from strangers, who must not be able to make one article
// pass for another.

#include <array>
#include <string_view>

#include "news/article.h"

namespace isnad::store {

using Hash = std::array<char, 16>;

[[nodiscard]] inline std::string_view View(const Hash& hash) { return {hash.data(), hash.size()}; }

// Of the parts in order; ("ab", "c") and ("a", "bc") differ.
[[nodiscard]] Hash HashParts(std::initializer_list<std::string_view> parts);

// Of an address, written one way (Url::Canonical); of its bytes where it is no http(s) URL.
[[nodiscard]] Hash UrlIdentity(std::string_view url);

// Of the article's URL, or of outlet, title and text where it has none.
[[nodiscard]] Hash ArticleIdentity(const news::Article& article);

// Of title and paragraphs: when it differs, the article has changed.
[[nodiscard]] Hash ContentHash(const news::Article& article);

}  // namespace isnad::store
