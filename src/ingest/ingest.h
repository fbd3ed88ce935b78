#pragma once

// The whole way from inputs to the store: read, extract (in parallel), place into stories, write in
// batches. An outcome is reported only after its batch is on the disk: what was reported is kept,
// whatever dies next.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "ingest/inputs.h"
#include "page/extract.h"
#include "store/store.h"
#include "story/clusterer.h"

namespace isnad::ingest {

struct IngestOptions {
  std::size_t jobs = 1;              // extraction threads
  std::size_t batch_articles = 512;  // one transaction each
  std::size_t batch_bytes = std::size_t{16} << 20;
  InputLimits inputs = {};
  page::ExtractLimits extract = {};
  const page::SourceRules* rules = nullptr;  // what is known of single sources; outlives the call
  story::ClusterLimits cluster = {};
};

enum class Fate : std::uint8_t {
  kNew,
  kChanged,    // a new version of a known address
  kDuplicate,  // known to the letter
  kSkipped,    // a page that is no article (its headlines are kept)
  kRefused,    // could not be read; the error says why
};

[[nodiscard]] const char* Name(Fate fate);

struct Report {
  std::string input;  // InputDocument::name
  Fate fate = Fate::kNew;
  news::ArticleId article = 0;  // 0 when skipped or refused
  news::StoryId story = 0;
  std::string title;
  Error error = {};  // kSkipped and kRefused
};

struct IngestSummary {
  std::int64_t added = 0, changed = 0, duplicate = 0, skipped = 0, refused = 0;

  [[nodiscard]] std::int64_t total() const {
    return added + changed + duplicate + skipped + refused;
  }
};

using OnReport = std::function<void(const Report&)>;
using OnProgress = std::function<void(const InputProgress&, const IngestSummary&)>;

// Errors: only those of the store (kFull, kIo, kBusy, kMalformed); inputs that fail are reported
// as refused and the rest goes on. What was reported before an error is kept.
// Memory: a batch, the clusterer's window and `jobs` pages.
[[nodiscard]] Result<IngestSummary> Ingest(store::Store& store,
                                           const std::vector<std::string>& paths,
                                           const IngestOptions& options, const Clock& clock,
                                           const OnReport& report, const OnProgress& progress);

}  // namespace isnad::ingest
