#include "feed/feed.h"

#include <algorithm>
#include <utility>

#include "base/charset.h"
#include "base/compress.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/json_feed.h"
#include "feed/text.h"
#include "feed/xml.h"
#include "feed/xml_feed.h"

namespace isnad::feed {
namespace {

using std::string_view;

Result<news::Feed> ReadXmlFeed(string_view text, const ParseOptions& options) {
  std::string fault;
  {
    XmlFeed strict(options);
    const auto read = ReadStrict(text, strict);
    if (read) return strict.Finish();
    fault = read.error().detail;
  }
  XmlFeed lenient(options);
  ReadLenient(text, lenient);
  auto feed = lenient.Finish();
  if (!feed) return feed;
  feed->well_formed = false;
  feed->warnings.insert(feed->warnings.begin(), "not well-formed XML, read leniently: " + fault);
  return feed;
}

// sitemaps.org, "Text file": an address a line.
bool LooksLikeAddresses(string_view text) {
  const string_view start = TrimSpace(text.substr(0, 4096));
  const string_view line = start.substr(0, start.find_first_of("\r\n"));
  return Url::Parse(line).has_value() && line.find(' ') == string_view::npos;
}

news::Feed ReadAddresses(string_view text, const FeedLimits& limits) {
  news::Feed feed;
  feed.kind = news::FeedKind::kSitemap;
  std::size_t refused = 0;
  std::size_t dropped = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const string_view line = TrimSpace(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const auto url = Url::Parse(line);
    if (!url) {
      ++refused;
    } else if (feed.items.size() >= limits.max_items) {
      ++dropped;
    } else {
      news::FeedItem item;
      item.id = line;
      item.link = url->text();
      feed.items.push_back(std::move(item));
    }
  }
  if (refused > 0) feed.warnings.push_back("lines that are no address: " + std::to_string(refused));
  if (dropped > 0) {
    feed.warnings.push_back("items over " + std::to_string(limits.max_items) +
                            " dropped: " + std::to_string(dropped));
  }
  return feed;
}

Result<news::Feed> ReadText(string_view text, const ParseOptions& options) {
  const string_view start = TrimSpace(text.substr(0, 4096));
  if (start.starts_with('{')) return ReadJsonFeed(text, options);
  if (text.find('<') == string_view::npos) {
    if (LooksLikeAddresses(text)) return ReadAddresses(text, options.limits);
    return Fail(Errc::kMalformed, "there is no feed in it");
  }
  // White space before the XML declaration is against the rules and harmless.
  return ReadXmlFeed(text, options);
}

// The label in `<?xml version="1.0" encoding="…"?>`, as written; "" where there is none.
string_view DeclaredLabel(string_view xml) {
  xml = TrimSpace(xml.substr(0, 512));
  if (!xml.starts_with("<?xml")) return {};
  xml = xml.substr(0, xml.find("?>"));
  const std::size_t key = xml.find("encoding");
  const std::size_t open = key == string_view::npos ? key : xml.find_first_of("'\"", key);
  if (open == string_view::npos) return {};
  const std::size_t close = xml.find(xml[open], open + 1);
  return close == string_view::npos ? string_view() : xml.substr(open + 1, close - open - 1);
}

// What was said of the feed that does not hold. It is read all the same.
void WarnOfLabels(const Decoded& decoded, string_view content_type, news::Feed& feed) {
  if (decoded.decided_by == "detector" || decoded.decided_by == "fallback") {
    feed.warnings.push_back("no character set is declared that holds; read as " + decoded.charset);
  }
  const string_view label = DeclaredLabel(decoded.text);
  // "u16", "utf_32": these show in the bytes.
  const bool is_unicode = LowerAscii(label.substr(0, 1)) == "u";
  if (!label.empty() && !is_unicode && CharsetFromLabel(label).empty()) {
    feed.warnings.push_back("the declared character set \"" + std::string(label.substr(0, 40)) +
                            "\" is unknown; read as " + decoded.charset);
  }
  const string_view type = TrimSpace(content_type.substr(0, content_type.find(';')));
  if (feed.kind != news::FeedKind::kSitemap && EqualsIgnoringCase(type, "text/plain")) {
    feed.warnings.push_back("served as text/plain, not as a feed");
  }
}

tl::unexpected<Error> TooLarge(std::size_t max_bytes) {
  return Fail(Errc::kTooLarge, "a feed over " + std::to_string(max_bytes >> 20) + " MiB");
}

}  // namespace

Result<news::Feed> Parse(string_view bytes, const ParseOptions& options) {
  const std::size_t max_bytes = options.limits.max_bytes;
  if (bytes.size() > max_bytes) return TooLarge(max_bytes);
  std::string unpacked;
  if (LooksLikeGzip(bytes)) {  // sitemap.xml.gz
    auto gunzipped = Gunzip(bytes, max_bytes);
    if (!gunzipped) {
      if (gunzipped.error().code == Errc::kTooLarge) return TooLarge(max_bytes);
      return Fail(std::move(gunzipped.error()));
    }
    unpacked = *std::move(gunzipped);
    bytes = unpacked;
  }
  DecodeOptions decoding;
  decoding.content_type = options.content_type;
  decoding.kind = DocumentKind::kXml;
  decoding.max_output_bytes =
      3 * max_bytes + 16;  // UTF-16 grows by half, old charsets up to triple
  auto decoded = DecodeToUtf8(bytes, decoding);
  if (!decoded) return Fail(std::move(decoded.error()));
  auto feed = ReadText(decoded->text, options);
  if (!feed) return feed;
  feed->charset = decoded->charset;
  WarnOfLabels(*decoded, options.content_type, *feed);
  if (decoded->replaced > 0) {
    feed->warnings.push_back("bytes that are no " + decoded->charset +
                             " text, replaced: " + std::to_string(decoded->replaced));
  }
  return feed;
}

}  // namespace isnad::feed
