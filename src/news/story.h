#pragma once

// Outlets and stories: the values that the store, the pages and the command line show.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date_time.h"

namespace isnad::news {

using ArticleId = std::int64_t;  // assigned by the store, from 1
using StoryId = std::int64_t;
using OutletId = std::int64_t;

struct Outlet {
  OutletId id = 0;
  std::string slug;  // ASCII or Arabic letters, digits and "-": its address in the portal
  std::string name;  // as displayed
  std::string host;  // registrable domain, "" when only the name is known
  std::int64_t article_count = 0;

  bool operator==(const Outlet&) const = default;
};

// What speaks for an article having been taken from another account or from an agency.
struct ChainEvidence {
  enum class Kind : std::uint8_t {
    kText,      // the wording is the same
    kCredit,    // a credit line or the text names the source
    kDateline,  // the agency's mark before the first sentence
    kLink,      // a link to the source's article
    kTime,      // the source told it clearly earlier
  };
  Kind kind = Kind::kText;
  std::string quote;  // the words of the credit, or the address, as published; "" for text and time

  bool operator==(const ChainEvidence&) const = default;
};

[[nodiscard]] const char* Name(ChainEvidence::Kind kind);  // "text", "credit", "dateline" …

// Where an account hangs in its story's chain.
struct ChainPlace {
  // The account it was taken from. Where both have the same `agency`, both were taken from that,
  // and the origin is the first of its accounts that came in.
  std::optional<ArticleId> origin{};
  double copied_0_1 = 0;             // share of it that stands in the origin
  double origin_confidence_0_1 = 0;  // that it was taken from there; 0 where not weighed
  std::string agency{};  // the source that was not fetched: an agency or outlet credited; "" none
  std::vector<ChainEvidence> evidence{};  // for origin or agency

  bool operator==(const ChainPlace&) const = default;
};

// An account that hangs elsewhere from now on, since what it was taken from came in after it.
struct Rehanging {
  ArticleId article = 0;
  ChainPlace place;

  bool operator==(const Rehanging&) const = default;
};

// A sentence of a story's summary, as one of its accounts published it.
struct SummarySentence {
  std::string text;
  ArticleId article = 0;

  bool operator==(const SummarySentence&) const = default;
};

// One article's telling of a story, as listed.
struct Account {
  ArticleId article = 0;
  std::string title;
  std::string url;
  OutletId outlet = 0;
  std::string outlet_name;
  std::string outlet_slug;
  std::optional<DateTime> published;
  Instant first_seen{};
  std::string lead;  // start of the first paragraph, at most 400 bytes and "…" where cut
  std::string image;
  std::string section;  // slug of news/section.h, "" unknown
  // The account it was taken from. Where both have the same `agency`, both were taken from that,
  // and the origin is the first of its accounts that came in.
  std::optional<ArticleId> origin;
  double copied_0_1 = 0;             // share of it that stands in the origin
  double origin_confidence_0_1 = 0;  // that it was taken from there; 0 where not weighed
  std::string agency;  // the source that was not fetched: an agency or outlet credited; "" for none
  std::vector<ChainEvidence> evidence;  // for origin or agency

  bool operator==(const Account&) const = default;
};

// Another story of the same saga: the next hearing of a trial, a toll that grew.
struct StoryLink {
  StoryId id = 0;
  std::string title;
  Instant at{};  // its earliest account

  bool operator==(const StoryLink&) const = default;
};

struct Story {
  StoryId id = 0;
  std::string title;
  std::string section;                   // slug of news/section.h, "" unknown
  std::vector<SummarySentence> summary;  // of a story read alone; empty in listings
  Instant first{};                       // earliest account
  Instant latest{};
  int account_count = 0;
  int independent_count = 0;  // accounts copied from none
  int outlet_count = 0;
  std::vector<Account> accounts;  // earliest first; as many as were asked for
  bool is_template = false;       // an issue of a form: weather, market close, wedding notice
  // Of a story read alone; empty in listings.
  std::vector<StoryLink> earlier{};  // that it continues, nearest first
  std::vector<StoryLink> later{};    // that continue it, nearest first

  bool operator==(const Story&) const = default;
};

}  // namespace isnad::news
