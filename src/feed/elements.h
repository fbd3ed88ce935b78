#pragma once

// The elements of all feed vocabularies by what they mean to us: <pubDate>, <published>, <issued>
// and <dcterms:issued> are one thing.

#include <cstdint>

#include "feed/xml_names.h"

namespace isnad::feed {

enum class Element : std::uint8_t {
  kUnknown,
  // Documents and containers
  kRssRoot,
  kRdfRoot,
  kAtomRoot,
  kUrlSet,
  kSitemapIndex,
  kHtmlRoot,
  kOpmlRoot,
  kChannel,
  kItem,
  kUrl,  // a sitemap's <url>, an image's or an author's address
  kSitemap,
  kImage,
  kTextInput,
  kPerson,
  kContributor,
  kSource,
  kTransparent,
  kMediaContent,
  // Texts
  kTitle,
  kDcTitle,
  kMediaTitle,
  kDescription,
  kSummary,
  kSubtitle,
  kInfo,
  kDcDescription,
  kItunesSummary,
  kItunesSubtitle,
  kMediaDescription,
  kContent,
  kEncoded,
  kBody,
  // Links and names
  kLink,
  kItunesLink,
  kId,
  kLoc,
  kOrigLink,
  kComments,
  kLicense,
  kRights,
  kGenerator,
  kIcon,
  kLogo,
  kName,
  kEmail,
  kCreator,
  kItunesAuthor,
  kEditor,
  kLanguage,
  // Dates
  kPublished,
  kDcIssued,
  kUpdated,
  kDcModified,
  kDcDate,
  kBuildDate,
  kCreated,
  kNewsDate,
  // Lists
  kCategory,
  kItunesCategory,
  kSubject,
  kKeywords,
  kEnclosure,
  kThumbnail,
  kItunesImage,
  kSitemapImageLoc,
  kVideoThumbnail,
  kVideoFile,
  // Rhythm, place, paging
  kTtl,
  kUpdatePeriod,
  kUpdateFrequency,
  kPoint,
  kLatitude,
  kLongitude,
  kCommentCount,
  kComplete,
  kArchive,
};

// Names are compared without case, as feeds write them every way. Cost: a hash lookup. Thread-safe.
[[nodiscard]] Element FindElement(const XmlName& name);

}  // namespace isnad::feed
