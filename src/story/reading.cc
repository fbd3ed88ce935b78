#include "story/reading.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "story/neighbours.h"
#include "story/quotes.h"

namespace isnad::story {
namespace {

constexpr std::size_t kMaxTitleBytes = 2000;
constexpr std::chrono::hours kClocksApart{36};  // time zones, and what passes until a page is read

}  // namespace

Item ItemOf(std::int64_t id, const news::Article& article, std::string_view text, Instant seen) {
  Item item{.id = id,
            .title = article.title,
            .text = text,
            .outlet = article.outlet,
            .seen = seen,
            .provenance = {.url = article.url,
                           .source_url = article.source_url,
                           .canonical = article.canonical,
                           .credit = article.credit,
                           .published = article.published}};
  if (article.published) item.published = article.published->ToInstant();
  return item;
}

std::optional<Instant> CrediblePublication(const Item& item) {
  if (!item.published) return {};
  if (std::chrono::abs(item.published->time_since_epoch()) < kClocksApart) return {};
  return item.published;
}

Reading ArticleReader::Read(const Item& item) {
  text_.assign(TruncateUtf8(item.title, kMaxTitleBytes));
  text_ += '\n';
  const std::size_t body = text_.size();
  text_ += TruncateUtf8(item.text, limits_.max_text_bytes);
  words_.Assign(text_);
  Reading reading;
  const std::optional<Instant> published = CrediblePublication(item);
  reading.account = ReadAccount(text_, words_, published, limits_.max_terms);
  std::size_t first_of_body = 0;
  while (first_of_body < words_.size() && words_[first_of_body].begin < body) ++first_of_body;
  const std::size_t max_shingles = std::min(limits_.max_shingles, kMaxPackedShingles);
  reading.shingles = ShinglesOf(words_, first_of_body, max_shingles);
  const std::vector<QuotedSpan> quoted = QuotedSpans(text_, words_, first_of_body);
  reading.quoted = QuotedShingles(words_, quoted, max_shingles);
  Provenance provenance = item.provenance;
  if (item.published && !published) provenance.published.reset();
  reading.chain = ReadChainEnd(provenance,
                               {.text = text_,
                                .words = words_,
                                .first_of_body = first_of_body,
                                .credit = item.provenance.credit,
                                .outlet = item.outlet},
                               quoted, published, item.seen);
  return reading;
}

}  // namespace isnad::story
