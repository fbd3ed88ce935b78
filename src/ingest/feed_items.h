#pragma once

// From what a feed lists to what the poller works with: addresses of pages, marks that tell a
// changed item, and the article as far as the feed gives it. Pure functions. Thread-safe.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/url.h"
#include "news/article.h"
#include "news/feed.h"
#include "news/source.h"
#include "page/extract.h"
#include "store/source_store.h"

namespace isnad::ingest {

// Where an item's page is: its link, or an id that is an address; empty where there is none.
[[nodiscard]] std::string PageOf(const news::FeedItem& item);

// Address and mark. The mark is made of title and time of change: contents change with every
// advertisement.
[[nodiscard]] store::ListedItem ListedOf(const news::FeedItem& item);

// When an item was published, as far as known; never after `now`.
[[nodiscard]] std::optional<Instant> TimeOf(const news::FeedItem& item, Instant now);

// What a feed alone tells of an article.
struct FeedArticle {
  news::Article article;  // paragraphs: of the content, else of the summary
  bool has_text = false;  // the whole text, as far as can be told: no need to ask for the page
};

// Cost: an extraction where the item has content.
[[nodiscard]] FeedArticle ArticleOf(const news::FeedItem& item, const news::Source& source,
                                    const page::ExtractLimits& limits);

// What the page says, with what it leaves open taken from the feed.
void FillFromFeed(const news::Article& from_feed, news::Article& article);

// The links of a front page that lead to articles (page/front_links.h) as items, in its order, at
// most `limit`. For sites without a feed. `how` names its address. Errors: as page::ReadFrontPage.
[[nodiscard]] Result<news::Feed> FrontPageItems(std::string_view html,
                                                const page::ExtractOptions& how, std::size_t limit);

// Which sitemaps of an index are worth asking for: those of news, and those changed last; at most
// `limit`.
[[nodiscard]] std::vector<news::FeedItem> ChooseSitemaps(const news::Feed& index,
                                                         std::size_t limit);

}  // namespace isnad::ingest
