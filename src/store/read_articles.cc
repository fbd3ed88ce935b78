#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "news/republication.h"
#include "store/body.h"
#include "store/chain_columns.h"
#include "store/cursor.h"
#include "store/headlines.h"
#include "store/read.h"
#include "store/rows.h"

namespace isnad::store {
namespace {

// Articles as ListOne reads them.
std::string ListingOf(std::string_view which) {
  std::string sql =
      "SELECT a.id, a.title, a.url, a.outlet, o.name, o.slug, a.published_day, a.published_second,"
      " a.published_offset, a.first_seen, a.origin, a.copied, a.story, a.time, a.origin_confidence,"
      " a.agency, a.evidence, b.body, a.section"
      " FROM articles a JOIN outlets o ON o.id = a.outlet JOIN bodies b ON b.article = a.id ";
  sql += which;
  return sql;
}
constexpr int kTimeColumn = 13;
constexpr int kBodyColumn = 17;

Result<ListedArticle> ListOne(const Statement& row) {
  Result<Body> body = DecodeBody(row.Text(kBodyColumn));
  if (!body) return Fail(body.error());
  ListedArticle listed;
  news::Account& account = listed.account;
  account.article = row.Int(0);
  account.title = row.Text(1);
  account.url = row.Text(2);
  account.outlet = row.Int(3);
  account.outlet_name = row.Text(4);
  account.outlet_slug = row.Text(5);
  account.published = ReadPublished(row, 6);
  account.first_seen = FromMillis(row.Int(9));
  account.origin = ReadOptional(row, 10);
  account.copied_0_1 = row.Real(11);
  account.origin_confidence_0_1 = row.Real(14);
  account.agency = row.Text(15);
  account.evidence = DecodeChainEvidence(row.Text(16));
  account.lead = LeadOf(body->article);
  account.image = body->article.image;
  account.section = row.Text(18);
  listed.story = row.Int(12);
  listed.article = std::move(body->article);
  listed.article.title = account.title;
  listed.article.url = account.url;
  listed.article.published = account.published;
  return listed;
}

// Live coverage sets its hours as paragraphs of their own («19:20»).
bool HasLetter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    const char32_t c = point.value;
    const bool ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool arabic_sign =
        c == 0x060C || c == 0x061B || c == 0x061F;  // comma, semicolon, question
    const bool arabic_digit = (c >= 0x0660 && c <= 0x066C) || (c >= 0x06F0 && c <= 0x06F9);
    const bool other_sign = c <= 0xBF || (c >= 0x2000 && c <= 0x2BFF) || c == 0xFEFF;
    if (ascii_letter || !(arabic_sign || arabic_digit || other_sign)) return true;
    at += point.length_bytes;
  }
  return false;
}

tl::unexpected<Error> NoSuchArticle(news::ArticleId id) {
  return Fail(Errc::kNotFound, "there is no article " + std::to_string(id));
}

news::Account ReadHeadline(const Statement& row) {
  news::Account headline;
  headline.title = row.Text(0);
  headline.url = row.Text(1);
  headline.first_seen = FromMillis(row.Int(2));
  if (row.IsNull(3)) return headline;
  headline.article = row.Int(3);
  headline.outlet = row.Int(4);
  headline.outlet_name = row.Text(5);
  headline.outlet_slug = row.Text(6);
  headline.published = ReadPublished(row, 7);
  return headline;
}

}  // namespace

std::string LeadOf(const news::Article& article) {
  if (!news::MayBeRepublished(article)) return {};
  const auto first = [&](auto suits) {
    return std::find_if(
        article.paragraphs.begin(), article.paragraphs.end(),
        [&](const news::Paragraph& p) { return suits(p.kind) && HasLetter(p.text); });
  };
  using Kind = news::ParagraphKind;
  auto found = first([](Kind kind) { return kind == Kind::kText; });
  if (found == article.paragraphs.end()) {
    found = first([](Kind kind) { return kind == Kind::kListItem || kind == Kind::kQuote; });
  }
  if (found == article.paragraphs.end()) found = first([](Kind) { return true; });
  if (found == article.paragraphs.end()) found = article.paragraphs.begin();
  if (found == article.paragraphs.end()) return {};
  if (found->text.size() <= kMaxLeadBytes) return found->text;
  std::string_view lead = TruncateUtf8(found->text, kMaxLeadBytes);
  const std::size_t space = lead.rfind(' ');
  if (space != std::string_view::npos && space > kMaxLeadBytes / 2) lead = lead.substr(0, space);
  return std::string(TrimSpace(lead)) + "…";
}

Result<StoredArticle> ReadArticle(Connection& connection, news::ArticleId id) {
  auto select = connection.Cached(
      "SELECT a.version, a.url, a.title, a.published_day, a.published_second, a.published_offset,"
      " a.first_seen, a.story, a.origin, a.copied, o.id, o.slug, o.name, o.host, o.article_count,"
      " b.body FROM articles a JOIN outlets o ON o.id = a.outlet"
      " JOIN bodies b ON b.article = a.id WHERE a.id = ?1");
  if (!select) return Fail(select.error());
  Statement& row = **select;
  row.Bind(1, id);
  const Result<bool> step = row.Step();
  if (!step) return Fail(step.error());
  if (!*step) return NoSuchArticle(id);
  Result<Body> body = DecodeBody(row.Text(15));
  if (!body) return Fail(body.error());
  StoredArticle stored{.id = id,
                       .version = static_cast<int>(row.Int(0)),
                       .article = std::move(body->article),
                       .outlet = {.id = row.Int(10),
                                  .slug = std::string(row.Text(11)),
                                  .name = std::string(row.Text(12)),
                                  .host = std::string(row.Text(13)),
                                  .article_count = row.Int(14)},
                       .first_seen = FromMillis(row.Int(6)),
                       .story = row.Int(7),
                       .origin = ReadOptional(row, 8),
                       .copied_0_1 = row.Real(9)};
  stored.article.url = row.Text(1);
  stored.article.title = row.Text(2);
  stored.article.published = ReadPublished(row, 3);
  auto headlines = ReadHeadlines(connection, body->headlines);
  if (!headlines) return Fail(headlines.error());
  stored.article.headlines = std::move(*headlines);
  return stored;
}

Result<ListedArticle> ReadListed(Connection& connection, news::ArticleId id) {
  auto select = connection.Cached(ListingOf("WHERE a.id = ?1"));
  if (!select) return Fail(select.error());
  (*select)->Bind(1, id);
  const Result<bool> step = (*select)->Step();
  if (!step) return Fail(step.error());
  if (!*step) return NoSuchArticle(id);
  return ListOne(**select);
}

Result<std::vector<news::Account>> ReadAccounts(Connection& connection, news::StoryId story,
                                                std::size_t limit) {
  std::vector<news::Account> accounts;
  auto select = connection.Cached(ListingOf("WHERE a.story = ?1 ORDER BY a.time, a.id LIMIT ?2"));
  if (!select) return Fail(select.error());
  (*select)->Bind(1, story).Bind(2, RowLimit(limit));
  for (;;) {
    const Result<bool> step = (*select)->Step();
    if (!step) return Fail(step.error());
    if (!*step) return accounts;
    Result<ListedArticle> listed = ListOne(**select);
    if (!listed) return Fail(listed.error());
    accounts.push_back(std::move(listed->account));
  }
}

Result<Page<news::Account>> ReadOutletArticles(Connection& connection, news::OutletId id,
                                               std::size_t limit, const Cursor& from) {
  constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
  const std::optional<Position> position = ReadCursor(from);
  auto select =
      connection.Cached(ListingOf("WHERE a.outlet = ?1 AND (a.time, a.id) < (?2, ?3)"
                                  " ORDER BY a.time DESC, a.id DESC LIMIT ?4"));
  if (!select) return Fail(select.error());
  Statement& row = **select;
  row.Bind(1, id)
      .Bind(2, position ? static_cast<std::int64_t>(position->key) : kEnd)
      .Bind(3, position ? position->id : kEnd)
      .Bind(4, RowLimit(limit) + 1);  // one more tells whether there is a next
  Page<news::Account> page;
  Position last;
  for (;;) {
    const Result<bool> step = row.Step();
    if (!step) return Fail(step.error());
    if (!*step) return page;
    if (page.items.size() == limit) {
      page.next = WriteCursor(last);
      return page;
    }
    Result<ListedArticle> listed = ListOne(row);
    if (!listed) return Fail(listed.error());
    last = {static_cast<std::uint64_t>(row.Int(kTimeColumn)), row.Int(0)};
    page.items.push_back(std::move(listed->account));
  }
}

Result<std::vector<news::Account>> ReadLatestHeadlines(Connection& connection, std::size_t limit) {
  std::vector<news::Account> headlines;
  auto select = connection.Cached(
      "SELECT h.title, h.url, h.first_seen, a.id, a.outlet, o.name, o.slug, a.published_day,"
      " a.published_second, a.published_offset FROM headlines h"
      " LEFT JOIN articles a ON a.identity = h.target LEFT JOIN outlets o ON o.id = a.outlet"
      " ORDER BY h.first_seen DESC, h.id LIMIT ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, RowLimit(limit));
  for (;;) {
    const Result<bool> step = (*select)->Step();
    if (!step) return Fail(step.error());
    if (!*step) return headlines;
    headlines.push_back(ReadHeadline(**select));
  }
}

Result<void> ReadPlaced(Connection& connection, Instant since, std::size_t limit,
                        const OnPlaced& use) {
  // An article's time is never after it was seen, so first_seen alone decides. Over the limit the
  // newest count.
  auto select = connection.Cached(
      "SELECT a.id, a.first_seen, a.story, a.origin, a.copied, a.origin_confidence, r.reading,"
      " a.agency, a.evidence"
      " FROM articles a LEFT JOIN readings r ON r.article = a.id WHERE a.id IN"
      " (SELECT id FROM articles WHERE first_seen >= ?1 ORDER BY first_seen DESC, id DESC LIMIT ?2)"
      " ORDER BY a.id");
  if (!select) return Fail(select.error());
  Statement& row = **select;
  row.Bind(1, Millis(since)).Bind(2, RowLimit(limit));
  for (;;) {
    const Result<bool> step = row.Step();
    if (!step) return Fail(step.error());
    if (!*step) return {};
    PlacedArticle placed{.id = row.Int(0), .seen = FromMillis(row.Int(1)), .placement = {}};
    placed.placement.story = row.Int(2);
    placed.placement.chain.origin = ReadOptional(row, 3);
    placed.placement.chain.copied_0_1 = row.Real(4);
    placed.placement.chain.origin_confidence_0_1 = row.Real(5);
    placed.placement.reading = row.Text(6);
    placed.placement.chain.agency = row.Text(7);
    placed.placement.chain.evidence = DecodeChainEvidence(row.Text(8));
    if (auto done = use(placed); !done) return done;
  }
}

}  // namespace isnad::store
