#include "feed/elements.h"

#include <string>
#include <unordered_map>

#include "feed/text.h"

namespace isnad::feed {
namespace {

using enum Element;

struct Row {
  Space space;
  std::string_view local;  // lower case
  Element element;
};

constexpr Row kRows[] = {
    {Space::kPlain, "rss", kRssRoot},
    {Space::kPlain, "feed", kAtomRoot},
    {Space::kPlain, "urlset", kUrlSet},
    {Space::kPlain, "sitemapindex", kSitemapIndex},
    {Space::kPlain, "html", kHtmlRoot},
    {Space::kPlain, "opml", kOpmlRoot},
    {Space::kPlain, "channel", kChannel},
    {Space::kPlain, "item", kItem},
    {Space::kPlain, "entry", kItem},
    {Space::kPlain, "url", kUrl},
    {Space::kPlain, "uri", kUrl},
    {Space::kPlain, "sitemap", kSitemap},
    {Space::kPlain, "image", kImage},
    {Space::kPlain, "textinput", kTextInput},
    {Space::kPlain, "author", kPerson},
    {Space::kPlain, "contributor", kContributor},
    {Space::kPlain, "source", kSource},
    {Space::kPlain, "title", kTitle},
    {Space::kPlain, "link", kLink},
    {Space::kPlain, "description", kDescription},
    {Space::kPlain, "summary", kSummary},
    {Space::kPlain, "subtitle", kSubtitle},
    {Space::kPlain, "tagline", kSubtitle},
    {Space::kPlain, "info", kInfo},
    {Space::kPlain, "content", kContent},
    {Space::kPlain, "fullitem", kEncoded},
    {Space::kPlain, "body", kBody},
    {Space::kPlain, "id", kId},
    {Space::kPlain, "guid", kId},
    {Space::kPlain, "loc", kLoc},
    {Space::kPlain, "comments", kComments},
    {Space::kPlain, "copyright", kRights},
    {Space::kPlain, "rights", kRights},
    {Space::kPlain, "generator", kGenerator},
    {Space::kPlain, "icon", kIcon},
    {Space::kPlain, "logo", kLogo},
    {Space::kPlain, "name", kName},
    {Space::kPlain, "email", kEmail},
    {Space::kPlain, "managingeditor", kEditor},
    {Space::kPlain, "language", kLanguage},
    {Space::kPlain, "pubdate", kPublished},
    {Space::kPlain, "published", kPublished},
    {Space::kPlain, "issued", kPublished},
    {Space::kPlain, "updated", kUpdated},
    {Space::kPlain, "modified", kUpdated},
    {Space::kPlain, "lastmod", kUpdated},
    {Space::kPlain, "lastbuilddate", kBuildDate},
    {Space::kPlain, "created", kCreated},
    {Space::kPlain, "category", kCategory},
    {Space::kPlain, "enclosure", kEnclosure},
    {Space::kPlain, "ttl", kTtl},
    {Space::kRdf, "rdf", kRdfRoot},
    {Space::kContent, "encoded", kEncoded},
    {Space::kXhtml, "html", kHtmlRoot},
    {Space::kXhtml, "body", kBody},
    {Space::kXhtml, "div", kBody},
    {Space::kDublinCore, "title", kDcTitle},
    {Space::kDublinCore, "description", kDcDescription},
    {Space::kDublinCore, "creator", kCreator},
    {Space::kDublinCore, "author", kCreator},
    {Space::kDublinCore, "date", kDcDate},
    {Space::kDublinCore, "subject", kSubject},
    {Space::kDublinCore, "language", kLanguage},
    {Space::kDublinCore, "rights", kRights},
    {Space::kDcTerms, "title", kDcTitle},
    {Space::kDcTerms, "abstract", kDcDescription},
    {Space::kDcTerms, "creator", kCreator},
    {Space::kDcTerms, "date", kDcDate},
    {Space::kDcTerms, "subject", kSubject},
    {Space::kDcTerms, "rights", kRights},
    {Space::kDcTerms, "issued", kDcIssued},
    {Space::kDcTerms, "modified", kDcModified},
    {Space::kDcTerms, "created", kCreated},
    {Space::kMedia, "group", kTransparent},
    {Space::kMedia, "content", kMediaContent},
    {Space::kMedia, "title", kMediaTitle},
    {Space::kMedia, "description", kMediaDescription},
    {Space::kMedia, "thumbnail", kThumbnail},
    {Space::kMedia, "category", kCategory},
    {Space::kMedia, "keywords", kKeywords},
    {Space::kItunes, "author", kItunesAuthor},
    {Space::kItunes, "title", kMediaTitle},
    {Space::kItunes, "subtitle", kItunesSubtitle},
    {Space::kItunes, "summary", kItunesSummary},
    {Space::kItunes, "image", kItunesImage},
    {Space::kItunes, "link", kItunesLink},
    {Space::kItunes, "keywords", kKeywords},
    {Space::kItunes, "category", kItunesCategory},
    {Space::kGeoRss, "where", kTransparent},
    {Space::kGeoRss, "point", kPoint},
    {Space::kGml, "point", kTransparent},
    {Space::kGml, "pos", kPoint},
    {Space::kGeo, "point", kTransparent},
    {Space::kGeo, "lat", kLatitude},
    {Space::kGeo, "long", kLongitude},
    {Space::kSlash, "comments", kCommentCount},
    {Space::kCreativeCommons, "license", kLicense},
    {Space::kFeedburner, "origlink", kOrigLink},
    {Space::kSyndication, "updateperiod", kUpdatePeriod},
    {Space::kSyndication, "updatefrequency", kUpdateFrequency},
    {Space::kHistory, "complete", kComplete},
    {Space::kHistory, "archive", kArchive},
    {Space::kNews, "news", kTransparent},
    {Space::kNews, "publication", kSource},
    {Space::kNews, "name", kName},
    {Space::kNews, "language", kLanguage},
    {Space::kNews, "title", kDcTitle},
    {Space::kNews, "publication_date", kNewsDate},
    {Space::kNews, "keywords", kKeywords},
    {Space::kImage, "image", kTransparent},
    {Space::kImage, "loc", kSitemapImageLoc},
    {Space::kVideo, "video", kTransparent},
    {Space::kVideo, "title", kMediaTitle},
    {Space::kVideo, "description", kMediaDescription},
    {Space::kVideo, "thumbnail_loc", kVideoThumbnail},
    {Space::kVideo, "content_loc", kVideoFile},
    {Space::kVideo, "publication_date", kNewsDate},
};

// One string for both parts, so that the table is a plain hash table; short names do not allocate.
std::string Key(Space space, std::string_view lower_local) {
  std::string key(1, static_cast<char>('A' + static_cast<int>(space)));
  key += lower_local;
  return key;
}

}  // namespace

Element FindElement(const XmlName& name) {
  static const std::unordered_map<std::string, Element> table = [] {
    std::unordered_map<std::string, Element> rows;
    for (const Row& row : kRows) rows.emplace(Key(row.space, row.local), row.element);
    return rows;
  }();
  if (name.space == Space::kOther || name.local.size() > 32) return kUnknown;
  // RSS and Atom say the same things by nearly the same names, and each is met inside the other.
  const Space space = name.space == Space::kAtom ? Space::kPlain : name.space;
  const auto found = table.find(Key(space, LowerAscii(name.local)));
  return found == table.end() ? kUnknown : found->second;
}

}  // namespace isnad::feed
