// The second half of XmlFeed: what the texts of elements mean once they are whole.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/utf8.h"
#include "feed/entities.h"
#include "feed/text.h"
#include "feed/xml_feed.h"

namespace isnad::feed {
namespace {

using std::string_view;

bool IsTextType(string_view type) {
  return type.empty() || type == "text" || type == "plain" || type == "html" || type == "xhtml" ||
         type.starts_with("text/") || type.ends_with("/xml") || type.ends_with("+xml");
}

// Characters of the C1 controls are windows-1252 that was taken for ISO 8859-1 on its way: "’" as
// U+0092. HTML reads their references so (13.2.5.80); in XML they come through as they are.
std::string WithoutC1(string_view text) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find('\xC2'); at != string_view::npos && at + 1 < text.size();
       at = text.find('\xC2', at + 1)) {
    const auto code = static_cast<unsigned char>(text[at + 1]);
    if (code < 0x80 || code > 0x9F) continue;
    out += text.substr(done, at - done);
    DecodeReference("&#" + std::to_string(code) + ";", 0, BareNames::kRefused, out);
    done = at + 2;
  }
  return out += text.substr(done);
}

// Reads "31.17 36.93" or "31.17,36.93"; nullopt unless both are degrees.
std::optional<news::GeoPoint> ReadPoint(string_view text) {
  news::GeoPoint point;
  text = TrimSpace(text);
  const char* const end = text.data() + text.size();
  auto read = std::from_chars(text.data(), end, point.latitude);
  if (read.ec != std::errc()) return std::nullopt;
  while (read.ptr < end && (*read.ptr == ' ' || *read.ptr == ',' || *read.ptr == '\n')) ++read.ptr;
  read = std::from_chars(read.ptr, end, point.longitude);
  const bool sane = std::abs(point.latitude) <= 90 && std::abs(point.longitude) <= 180;
  return read.ec == std::errc() && sane ? std::optional(point) : std::nullopt;
}

std::optional<double> ReadDegrees(string_view text) {
  double value = 0;
  text = TrimSpace(text);
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && std::abs(value) <= 180 ? std::optional(value) : std::nullopt;
}

std::optional<std::chrono::minutes> PeriodOf(string_view name) {
  constexpr std::pair<string_view, int> kPeriods[] = {{"hourly", 60},
                                                      {"daily", 24 * 60},
                                                      {"weekly", 7 * 24 * 60},
                                                      {"monthly", 30 * 24 * 60},
                                                      {"yearly", 365 * 24 * 60}};
  for (const auto& [period, minutes] : kPeriods) {
    if (EqualsIgnoringCase(period, name)) return std::chrono::minutes(minutes);
  }
  return std::nullopt;
}

Rank SummaryRank(Element element) {
  switch (element) {
    case Element::kDescription:
    case Element::kSubtitle:
      return 6;
    case Element::kSummary:
      return 5;
    case Element::kInfo:
    case Element::kDcDescription:
      return 4;
    case Element::kItunesSummary:
      return 3;
    case Element::kMediaDescription:
      return 2;
    case Element::kItunesSubtitle:
      return 1;
    default:
      return 0;
  }
}

Rank ContentRank(Element element) {
  switch (element) {
    case Element::kEncoded:
      return 3;
    case Element::kContent:
      return 2;
    case Element::kBody:
      return 1;
    default:
      return 0;
  }
}

}  // namespace

string_view XmlFeed::CapturedRaw() const { return TrimSpace(capture_.text.value()); }

news::FeedText XmlFeed::CapturedText() const {
  news::FeedText text;
  text.base = links_.base();
  if (!languages_.empty()) text.language = languages_.back();
  const std::string& type = capture_.type;
  const bool markup = capture_.text.has_markup();
  text.value = type == "xhtml" ? capture_.text.InsideDiv() : CapturedRaw();
  const bool packed = capture_.mode == "base64" || (capture_.atom && !IsTextType(type));
  if (packed && !markup) {  // Atom 0.3's mode; RFC 4287, 4.1.3.3
    std::string bytes;
    const bool text_inside =
        DecodeBase64(text.value, bytes) && IsUtf8(bytes) && bytes.find('\0') == std::string::npos;
    // A picture inside the feed is no text.
    text.value = text_inside ? std::string(TrimSpace(bytes)) : std::string();
  }
  const bool plain = type == "text" || type == "plain" || type == "text/plain" ||
                     (capture_.atom && type.empty() && capture_.mode.empty());
  const bool html = type.find("html") != std::string::npos || packed;
  text.kind = markup || (!plain && (html || LooksLikeHtml(text.value))) ? news::FeedTextKind::kHtml
                                                                        : news::FeedTextKind::kText;
  if (text.value.find('\xC2') != std::string::npos) text.value = WithoutC1(text.value);
  return text;
}

std::string XmlFeed::CapturedLine() const {
  const news::FeedText text = CapturedText();
  return text.kind == news::FeedTextKind::kHtml ? PlainText(text.value) : CollapseSpace(text.value);
}

void XmlFeed::EndText() {
  const Element element = capture_.element;
  switch (capture_.owner) {
    case Context::kFeed:
      if (!TakeName(element, feed_, feed_ranks_) && !TakeDate(element, feed_, feed_ranks_)) {
        TakeFeedText(element);
      }
      break;
    case Context::kItem:
      if (!TakeName(element, *item_, item_ranks_) && !TakeDate(element, *item_, item_ranks_)) {
        TakeItemText(element);
      }
      break;
    default:
      TakePartText(element, capture_.owner);
  }
  capture_ = Capture();
}

template <typename Owner>
bool XmlFeed::TakeName(Element element, Owner& owner, FieldRanks& ranks) {
  switch (element) {
    case Element::kTitle:
      fields_.Title(owner.title, ranks.title, 5, CapturedLine());
      return true;
    case Element::kDcTitle:
      fields_.Title(owner.title, ranks.title, 3, CapturedLine());
      return true;
    case Element::kMediaTitle:
      fields_.Title(owner.title, ranks.title, 1, CapturedLine());
      return true;
    case Element::kCreator:
      fields_.AddAuthor(owner.authors, ranks.authors, 4, PersonName(CapturedLine()));
      return true;
    case Element::kEditor:
      fields_.AddAuthor(owner.authors, ranks.authors, 3, PersonName(CapturedLine()));
      return true;
    case Element::kItunesAuthor:
      fields_.AddAuthor(owner.authors, ranks.authors, 2, PersonName(CapturedLine()));
      return true;
    case Element::kCategory:
    case Element::kSubject:
      fields_.Add(owner.tags, CapturedLine());
      return true;
    case Element::kKeywords:
      fields_.AddList(owner.tags, CapturedLine());
      return true;
    case Element::kLanguage: {
      std::string language(CapturedRaw());
      std::replace(language.begin(), language.end(), '_', '-');
      if (!language.empty()) owner.language = std::move(language);
      return true;
    }
    case Element::kRights:
      if (owner.rights.empty()) owner.rights = CapturedLine();
      return true;
    case Element::kLicense:
      if (owner.rights.empty()) owner.rights = links_.Resolve(CapturedRaw());
      return true;
    case Element::kItunesImage:
      fields_.Text(owner.image, ranks.image, 5, links_.Resolve(CapturedRaw()));
      return true;
    case Element::kThumbnail:
    case Element::kSitemapImageLoc:
    case Element::kVideoThumbnail:
      fields_.Text(owner.image, ranks.image, element == Element::kSitemapImageLoc ? 4 : 3,
                   links_.Resolve(CapturedRaw()));
      return true;
    default:
      return false;
  }
}

template <typename Owner>
bool XmlFeed::TakeDate(Element element, Owner& owner, FieldRanks& ranks) {
  const string_view text = CapturedRaw();
  switch (element) {
    case Element::kPublished:
      fields_.Date(owner.published, ranks.published, 6, text);
      return true;
    case Element::kDcIssued:
      fields_.Date(owner.published, ranks.published, 5, text);
      return true;
    case Element::kNewsDate:
      fields_.Date(owner.published, ranks.published, 4, text);
      return true;
    case Element::kCreated:
      fields_.Date(owner.published, ranks.published, 2, text);
      return true;
    case Element::kUpdated:
      fields_.Date(owner.updated, ranks.updated, 6, text);
      return true;
    case Element::kDcModified:
      fields_.Date(owner.updated, ranks.updated, 5, text);
      return true;
    case Element::kBuildDate:
      fields_.Date(owner.updated, ranks.updated, 4, text);
      return true;
    case Element::kDcDate:  // "an event in the lifecycle": the only date of an RSS 1.0 item
      fields_.Date(owner.updated, ranks.updated, 3, text);
      if (ranks.published < 3) fields_.Date(owner.published, ranks.published, 3, text);
      return true;
    default:
      return false;
  }
}

bool XmlFeed::TakeItemText(Element element) {
  news::FeedItem& item = *item_;
  if (const Rank rank = SummaryRank(element); rank != 0) {
    fields_.Text(item.summary, item_ranks_.summary, rank, CapturedText());
    return true;
  }
  if (const Rank rank = ContentRank(element); rank != 0) {
    fields_.Text(item.content, item_ranks_.content, rank, CapturedText());
    return true;
  }
  const string_view raw = CapturedRaw();
  switch (element) {
    case Element::kLink:
      fields_.Text(item.link, item_ranks_.link, 4, links_.Resolve(raw));
      return true;
    case Element::kOrigLink:
      fields_.Text(item.link, item_ranks_.link, 6, links_.Resolve(raw));
      return true;
    case Element::kLoc:
      item.id = raw;
      fields_.Text(item.link, item_ranks_.link, 4, links_.Resolve(raw));
      return true;
    case Element::kId:
      if (!raw.empty()) item.id = raw.starts_with('/') ? links_.Resolve(raw) : std::string(raw);
      if (capture_.permalink &&
          !capture_.atom) {  // RSS 2.0: a guid is an address unless it says no
        const auto url = Url::Parse(raw);
        if (url) fields_.Text(item.link, item_ranks_.link, 2, links_.Resolve(raw));
      }
      return true;
    case Element::kComments:
      item.comments_link = links_.Resolve(raw);
      return true;
    case Element::kCommentCount:
      item.comment_count = ParseCount(raw);
      return true;
    case Element::kVideoFile:
      fields_.Add(item.enclosures, {links_.Resolve(raw), {}, std::nullopt});
      return true;
    case Element::kPoint:
      if (!item.place) item.place = ReadPoint(raw);
      return true;
    case Element::kLatitude:
      latitude_ = ReadDegrees(raw);
      return true;
    case Element::kLongitude:
      longitude_ = ReadDegrees(raw);
      return true;
    default:
      return false;
  }
}

bool XmlFeed::TakeFeedText(Element element) {
  if (const Rank rank = SummaryRank(element); rank != 0) {
    fields_.Text(feed_.description, feed_ranks_.summary, rank, CapturedText());
    return true;
  }
  const string_view raw = CapturedRaw();
  switch (element) {
    case Element::kLink:
      fields_.Text(feed_.link, feed_ranks_.link, 4, links_.Resolve(raw));
      if (feed_.self.empty()) links_.SetFallback(feed_.link);
      return true;
    case Element::kId:
      feed_.id = raw.starts_with('/') ? links_.Resolve(raw) : std::string(raw);
      return true;
    case Element::kGenerator:
      feed_.generator = CapturedLine();
      return true;
    case Element::kLogo:
      fields_.Text(feed_.image, feed_ranks_.image, 6, links_.Resolve(raw));
      return true;
    case Element::kIcon:
      fields_.Text(feed_.image, feed_ranks_.image, 1, links_.Resolve(raw));
      return true;
    case Element::kTtl:
      if (const auto minutes = ParseCount(raw); minutes && *minutes > 0 && *minutes < 527'040) {
        feed_.update_interval = std::chrono::minutes(*minutes);
      }
      return true;
    case Element::kUpdatePeriod:
      update_period_ = PeriodOf(raw);
      return true;
    case Element::kUpdateFrequency:
      if (const auto times = ParseCount(raw); times && *times > 0 && *times < 10'000) {
        update_frequency_ = static_cast<int>(*times);
      }
      return true;
    default:
      return false;
  }
}

void XmlFeed::TakePartText(Element element, Context owner) {
  if (owner == Context::kPerson) {
    if (element == Element::kName) person_.name = CapturedLine();
    if (element == Element::kEmail) person_.email = CapturedRaw();
  } else if (owner == Context::kImage) {
    if (element == Element::kUrl) image_.url = CapturedRaw();
  } else if (owner == Context::kSource) {
    if (element == Element::kTitle || element == Element::kName) source_.title = CapturedLine();
    if (element == Element::kLink && source_.link.empty()) {
      source_.link = links_.Resolve(CapturedRaw());
    }
    if (element == Element::kLanguage && item_) item_->language = CapturedRaw();
  }
}

void XmlFeed::EndPerson() {
  std::string name = person_.name;
  if (name.empty()) name = PersonName(PlainText(person_.text));
  if (name.empty()) name = person_.email;
  if (item_) {
    fields_.AddAuthor(item_->authors, item_ranks_.authors, 5, std::move(name));
  } else {
    fields_.AddAuthor(feed_.authors, feed_ranks_.authors, 5, std::move(name));
  }
}

void XmlFeed::EndImage() {
  std::string url = links_.Resolve(image_.url.empty() ? image_.text : image_.url);
  if (item_) {
    fields_.Text(item_->image, item_ranks_.image, 5, std::move(url));
  } else {
    fields_.Text(feed_.image, feed_ranks_.image, 4, std::move(url));
  }
}

void XmlFeed::EndSource() {
  if (!item_) return;
  item_->source_title = source_.title.empty() ? PlainText(source_.text) : source_.title;
  item_->source_link = source_.link;
}

void XmlFeed::EndItem() {
  if (!item_) return;
  if (latitude_ && longitude_ && !item_->place && std::abs(*latitude_) <= 90) {
    item_->place = news::GeoPoint{*latitude_, *longitude_};
  }
  if (item_->link.empty() && item_->id.empty()) warnings_.Count("items without link and id");
  feed_.items.push_back(*std::move(item_));
  item_.reset();
}

Result<news::Feed> XmlFeed::Finish() {
  while (!frames_.empty() || extra_depth_ > 0) OnEnd({});
  EndItem();
  if (!found_root_) {
    if (saw_html_) {
      return Fail(Errc::kUnsupported, "this is an HTML page, not a feed",
                  "give the address of its feed");
    }
    if (saw_opml_) {
      return Fail(Errc::kUnsupported, "this is a list of feeds (OPML), not a feed",
                  "import it with isnad source import");
    }
    return Fail(Errc::kMalformed, "there is no feed in it");
  }
  if (feed_.language.empty()) feed_.language = options_.content_language;
  if (!feed_.updated) feed_.updated = feed_.published;
  if (!feed_.update_interval && update_period_) {
    feed_.update_interval = std::max(*update_period_ / update_frequency_, std::chrono::minutes(1));
  }
  if (dropped_items_ > 0) {
    warnings_.Count("items over " + std::to_string(options_.limits.max_items) +
                    " dropped: " + std::to_string(dropped_items_));
  }
  if (!scope_.undeclared().empty()) {
    warnings_.Count("the prefix \"" + scope_.undeclared() + "\" is not declared");
  }
  feed_.warnings = warnings_.Lines();
  return std::move(feed_);
}

}  // namespace isnad::feed
