#include "ingest/feed_items.h"

#include <algorithm>
#include <array>
#include <utility>

#include "arabic/language.h"
#include "base/utf8.h"
#include "feed/text.h"
#include "page/front_links.h"

namespace isnad::ingest {
namespace {

constexpr std::size_t kWholeTextBytes = 1'200;  // some 650 Arabic letters: less is a summary
constexpr std::size_t kMaxContentBytes = std::size_t{2} << 20;

// FNV-1a, 64 bits (Fowler, Noll, Vo): kept in the store, so it may not change with the compiler.
std::uint64_t Fnv(std::uint64_t hash, std::string_view text) {
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  return (hash ^ 0xFF) * 0x100000001B3ULL;  // an end, so that "ab","c" and "a","bc" differ
}

bool EndsCut(std::string_view text) {
  constexpr std::array<std::string_view, 9> kEnds = {
      "\u2026",      "...", "[\u2026]", "[...]", "]", ">>", "\u00BB\u00BB",
      "اقرأ المزيد",  // read more
      "المزيد",       // more
  };
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [text](std::string_view end) { return text.ends_with(end); });
}

std::size_t TextBytes(const news::Article& article) {
  std::size_t bytes = 0;
  for (const news::Paragraph& paragraph : article.paragraphs) bytes += paragraph.text.size();
  return bytes;
}

// The line that WordPress puts behind every item.
bool IsFeedFooter(std::string_view text) {
  return text.starts_with("The post ") && text.find(" appeared first on ") != text.npos;
}

void SplitLines(std::string_view text, news::Article& article) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line = CollapseSpace(text.substr(0, end));
    if (!line.empty()) {
      article.paragraphs.push_back({news::ParagraphKind::kText, std::move(line)});
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// The fragment as a page of its own, so that contents and pages are read by one reader.
std::string AsPage(const news::FeedItem& item, std::string_view fragment) {
  std::string page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>";
  feed::AppendEscaped(page, item.title);
  page += "</title></head><body><article><h1>";
  feed::AppendEscaped(page, item.title);
  page += "</h1>";
  page += fragment;
  page += "</article></body></html>";
  return page;
}

void TakeText(const news::FeedItem& item, const news::FeedText& text, const std::string& url,
              const page::ExtractLimits& limits, news::Article& article) {
  const std::string_view value = TruncateUtf8(text.value, kMaxContentBytes);
  if (text.kind == news::FeedTextKind::kText) return SplitLines(value, article);
  const std::string plain = feed::PlainText(value);
  const std::string page = AsPage(item, value);
  const auto read = page::Extract(page, {.url = text.base.empty() ? url : text.base,
                                         .content_type = "text/html; charset=utf-8",
                                         .format = page::Format::kHtml,
                                         .limits = limits});
  if (read) {
    article.paragraphs = read->paragraphs;
    article.images = read->images;
    std::erase_if(article.paragraphs,
                  [](const news::Paragraph& p) { return IsFeedFooter(p.text); });
  }
  // A fragment is all article: where the reader took half of it for something else, its text
  // counts as it is.
  if (TextBytes(article) * 2 < plain.size()) {
    article.paragraphs.clear();
    SplitLines(plain, article);
  }
}

}  // namespace

std::string PageOf(const news::FeedItem& item) {
  for (const std::string* text : {&item.link, &item.id}) {
    if (text->empty()) continue;
    if (const auto url = Url::Parse(*text)) {
      return url->text().substr(0, url->text().find('#'));
    }
  }
  return {};
}

store::ListedItem ListedOf(const news::FeedItem& item) {
  std::uint64_t mark = Fnv(0xCBF29CE484222325ULL, item.title);
  if (item.updated) mark = Fnv(mark, item.updated->ToIso8601());
  return {.url = PageOf(item), .mark = mark};
}

std::optional<Instant> TimeOf(const news::FeedItem& item, Instant now) {
  const auto& date = item.published ? item.published : item.updated;
  if (!date) return std::nullopt;
  return std::min(date->ToInstant(), now);
}

FeedArticle ArticleOf(const news::FeedItem& item, const news::Source& source,
                      const page::ExtractLimits& limits) {
  FeedArticle out;
  news::Article& article = out.article;
  article.url = PageOf(item);
  article.title = item.title;
  article.authors = item.authors;
  article.outlet = source.name;
  article.published = item.published;
  article.modified = item.updated;
  article.tags = item.tags;
  article.image = item.image;
  article.source_url = item.source_link;
  const bool has_content = !item.content.empty();
  TakeText(item, has_content ? item.content : item.summary, article.url, limits, article);
  if (article.image.empty() && !article.images.empty()) article.image = article.images.front().url;
  out.has_text = has_content && TextBytes(article) >= kWholeTextBytes &&
                 article.paragraphs.size() >= 2 && !EndsCut(article.paragraphs.back().text);
  std::string sample = article.title;
  for (const news::Paragraph& paragraph : article.paragraphs) {
    if (sample.size() > 1'000) break;
    sample += '\n' + paragraph.text;
  }
  article.language = arabic::DetectLanguage(sample);
  if (article.language.empty()) article.language = source.language;
  return out;
}

void FillFromFeed(const news::Article& from_feed, news::Article& article) {
  const auto fill = [](const auto& from, auto& to) {
    if (to.empty()) to = from;
  };
  fill(from_feed.title, article.title);
  fill(from_feed.authors, article.authors);
  fill(from_feed.outlet, article.outlet);
  fill(from_feed.tags, article.tags);
  fill(from_feed.image, article.image);
  fill(from_feed.language, article.language);
  fill(from_feed.url, article.url);
  if (!article.published) article.published = from_feed.published;
  // The same day with an hour is worth more than without.
  if (from_feed.published && from_feed.published->time_of_day && !article.published->time_of_day &&
      from_feed.published->day == article.published->day) {
    article.published = from_feed.published;
  }
}

Result<news::Feed> FrontPageItems(std::string_view html, const page::ExtractOptions& how,
                                  std::size_t limit) {
  page::FrontLinkLimits limits;
  limits.max_links = limit;
  auto links = page::ReadFrontPage(html, how, limits);
  if (!links) return Fail(links.error());
  news::Feed feed;
  feed.link = std::string(how.url);
  for (page::FrontLink& link : *links) {
    news::FeedItem item;
    item.link = std::move(link.url);
    item.title = std::move(link.headline);
    item.image = std::move(link.image);
    feed.items.push_back(std::move(item));
  }
  return feed;
}

std::vector<news::FeedItem> ChooseSitemaps(const news::Feed& index, std::size_t limit) {
  std::vector<news::FeedItem> chosen = index.items;
  const auto is_news = [](const news::FeedItem& item) {
    return feed::LowerAscii(item.link).find("news") != std::string::npos;
  };
  const auto changed = [](const news::FeedItem& item) {
    return item.updated ? item.updated->ToInstant() : Instant();
  };
  // Sites number their sitemaps as they grow: of undated ones the last is the newest.
  std::reverse(chosen.begin(), chosen.end());
  std::stable_sort(chosen.begin(), chosen.end(), [&](const auto& a, const auto& b) {
    if (is_news(a) != is_news(b)) return is_news(a);
    return changed(a) > changed(b);
  });
  if (chosen.size() > limit) chosen.resize(limit);
  return chosen;
}

}  // namespace isnad::ingest
