#pragma once

// Fills the fields of a feed and its items from candidates of different worth: a feed may give a
// title in <title>, <dc:title> and <media:title>, in any order. Each field keeps its best; of
// equals, the first.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "feed/feed.h"
#include "feed/warnings.h"
#include "news/feed.h"

namespace isnad::feed {

// How good a candidate is; 0 is none.
using Rank = std::uint8_t;

struct FieldRanks {
  Rank title = 0, link = 0, summary = 0, content = 0, published = 0, updated = 0, image = 0;
  Rank authors = 0;
};

class FieldWriter {
 public:
  FieldWriter(const FeedLimits& limits, Warnings& warnings)
      : limits_(limits), warnings_(warnings) {}

  // `value` into `field` where it is not empty and better than what is there.
  void Text(std::string& field, Rank& have, Rank rank, std::string value) const;
  void Text(news::FeedText& field, Rank& have, Rank rank, news::FeedText value) const;

  // As Text, cut to max_title_bytes.
  void Title(std::string& field, Rank& have, Rank rank, std::string value) const;

  // Warns of a date that cannot be read, has no day, or is in 1970 or before or 2099 or after;
  // the latter are kept as they are.
  void Date(std::optional<DateTime>& field, Rank& have, Rank rank, std::string_view text) const;

  // Adds `value` unless it is empty, there already, or one too many.
  void Add(std::vector<std::string>& list, std::string value) const;
  // Each part of "a, b، c".
  void AddList(std::vector<std::string>& list, std::string_view values) const;
  // Authors of a better kind replace those of a worse one.
  void AddAuthor(std::vector<std::string>& list, Rank& have, Rank rank, std::string value) const;
  void Add(std::vector<news::Enclosure>& list, news::Enclosure enclosure) const;

 private:
  const FeedLimits& limits_;
  Warnings& warnings_;
};

// "1234", "1,234": bytes; nullopt for anything else.
[[nodiscard]] std::optional<std::uint64_t> ParseCount(std::string_view text);

}  // namespace isnad::feed
