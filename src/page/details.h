#pragma once

// The smaller things a page says: its address, outlet, section, tags, pictures, and the titles of
// other articles on it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "news/article.h"
#include "page/blocks.h"
#include "page/metadata.h"
#include "page/tree.h"

namespace isnad::page {

// The canonical address where the page declares one on the same site as `given` (or nothing is
// given), else `given`.
[[nodiscard]] std::optional<Url> PageAddress(const Metadata& metadata, std::string_view given);

// The outlet as the head names it for readers; the weak one is what its app or company is called.
[[nodiscard]] std::string FindOutlet(const Metadata& metadata);
[[nodiscard]] std::string FindWeakOutlet(const Metadata& metadata);
[[nodiscard]] std::string FindSection(const Metadata& metadata);
[[nodiscard]] std::vector<std::string> FindTags(const Metadata& metadata);
[[nodiscard]] std::string_view Description(const Metadata& metadata);
[[nodiscard]] std::string FindImage(const Metadata& metadata, const std::optional<Url>& base);

// Fills what the page asks of those who copy it: canonical and AMP addresses, robots directives
// (meta robots and googlebot), TDM reservation (W3C TDMRep, 6.3), paywall (schema.org, content
// tier).
void FillTerms(const Metadata& metadata, const std::optional<Url>& base, news::Article& article);

// Pictures that stand between the kept blocks, with their captions.
[[nodiscard]] std::vector<news::Image> FindImages(const Tree& tree,
                                                  const std::vector<Block>& blocks,
                                                  const std::vector<bool>& keep,
                                                  const std::optional<Url>& base);

// Links outside the article whose text reads as a title, in order, each once.
[[nodiscard]] std::vector<news::Headline> FindHeadlines(const Tree& tree,
                                                        const std::vector<Block>& blocks,
                                                        const std::vector<bool>& keep,
                                                        const std::optional<Url>& base,
                                                        std::size_t max_headlines);

}  // namespace isnad::page
