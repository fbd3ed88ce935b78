#pragma once

// What tells a story: its headline, section and summary are made from its independent accounts by
// a teller that the store is opened with (ingest/story_telling.h; the store itself knows nothing of
// Arabic). Headline and section are written with the accounts, once a batch; the summary is made
// when a story is read.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "news/article.h"
#include "news/story.h"
#include "store/sqlite.h"

namespace isnad::store {

// Of a story's independent accounts the first and the last so many are read, whatever their number.
inline constexpr std::size_t kMostTellings = 16;

// An independent account.
struct Telling {
  news::ArticleId article = 0;
  std::string outlet;  // display name
  Instant time{};
  std::string section;
  news::Article text;  // title and body
};

struct StoryDigest {
  std::size_t title_of = 0;  // the telling whose title heads the story
  std::string section;       // "" unknown
};

class StoryTeller {
 public:
  virtual ~StoryTeller() = default;
  // Names what the teller makes of an article. A store that was told by another is told anew when
  // it is opened for writing.
  [[nodiscard]] virtual std::string Version() const = 0;
  // Where an outlet publishes: ISO 3166 code in small letters, "" unknown. In the writer's
  // transaction.
  virtual Result<std::string> CountryOf(Connection& connection, const news::Outlet& outlet) = 0;
  // The rest is thread-safe.
  [[nodiscard]] virtual std::string SectionOf(const news::Article& article,
                                              std::string_view country) const = 0;
  // Of at least one telling, earliest first; `stands` gave the title until now.
  [[nodiscard]] virtual StoryDigest Digest(std::span<const Telling> tellings,
                                           news::ArticleId stands) const = 0;
  [[nodiscard]] virtual std::vector<news::SummarySentence> Summarize(
      std::string_view title, std::span<const Telling> tellings) const = 0;
};

// The first and the last kMostTellings independent accounts of `story`, earliest first; its
// earliest account where it has none. Cost: O(log n) and those bodies.
[[nodiscard]] Result<std::vector<Telling>> ReadTellings(Connection& connection,
                                                        news::StoryId story);

// Tells every article and story anew where `teller` is not the one that told them last, in one
// transaction. Cost: some 100 µs an article, once.
[[nodiscard]] Result<void> RetellAll(Connection& connection, StoryTeller& teller);

}  // namespace isnad::store
