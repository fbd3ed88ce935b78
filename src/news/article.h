#pragma once

// What one page says: the values that every stage hands to the next. Plain aggregates; texts are
// valid UTF-8 as published (never folded), URLs are absolute or empty, unknown things are empty or
// nullopt, never guessed.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date_time.h"

namespace isnad::news {

enum class PageKind : std::uint8_t { kArticle, kListing, kOther };

enum class ParagraphKind : std::uint8_t { kText, kHeading, kListItem, kQuote, kTable, kCaption };

struct Paragraph {
  ParagraphKind kind = ParagraphKind::kText;
  std::string text;

  bool operator==(const Paragraph&) const = default;
};

struct Image {
  std::string url;
  std::string caption;

  bool operator==(const Image&) const = default;
};

// A title seen on some page (ticker, front page, feed), with the address it leads to when known.
struct Headline {
  std::string title;
  std::string url;

  bool operator==(const Headline&) const = default;
};

struct Comment {
  std::string author;
  std::string text;
  std::optional<DateTime> published;

  bool operator==(const Comment&) const = default;
};

// The article of a page, or what else the page is.
struct Article {
  std::string id;   // as the input names it (`.jsonl` "id"); empty otherwise
  std::string url;  // the page's own address (canonical where the page declares one)
  PageKind kind = PageKind::kArticle;
  std::string title;
  std::vector<std::string> authors;
  std::string outlet;  // display name, as the page gives it
  std::optional<DateTime> published;
  std::optional<DateTime> modified;
  std::string language;  // BCP 47 primary tag: "ar"
  std::vector<Paragraph> paragraphs;
  std::string image;
  std::vector<Image> images;
  std::string source_url;  // the original that an aggregator links to
  std::string credit;      // agency or source line: "و م ع", "وكالات"
  std::string section;
  std::vector<std::string> tags;
  std::vector<Headline> headlines;  // titles on the page that are not this article's
  std::vector<Comment> comments;
  std::vector<std::string> warnings;  // English, for the operator

  // What the page asks of those who copy it; kept by no store, for the caller to act on.
  std::string canonical;            // the address it names as its own, wherever that leads
  std::string amp;                  // its AMP version
  std::vector<std::string> robots;  // "noindex", "noarchive" …: what <meta name="robots"> forbids
  std::optional<bool> tdm_reserved;  // rights in text and data mining (W3C TDMRep), where declared
  std::optional<bool> paywalled;     // not wholly free to read, where declared

  // Paragraph texts joined by "\n": what spans of claims count their bytes in.
  [[nodiscard]] std::string Text() const;

  bool operator==(const Article&) const = default;
};

[[nodiscard]] const char* Name(PageKind kind);  // "article", "listing", "other"
[[nodiscard]] const char* Name(ParagraphKind kind);

}  // namespace isnad::news
