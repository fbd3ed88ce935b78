#pragma once

// Lines that the pages of one host repeat (a slogan under every text, "follow us on …" that no list
// knows) are learned from what was ingested and dropped from what comes later, most of all from
// pages whose tags were lost. Looked at are only the edges of a text and short to medium lines;
// running prose is never passed by, so that the body's core stays as published. Whole sentences,
// which copies and backgrounders share too, need far more witnesses.

#include <cstddef>
#include <string>
#include <unordered_map>

#include "base/error.h"
#include "news/article.h"
#include "store/store.h"

namespace isnad::ingest {

struct LineMemoryLimits {
  std::size_t first_paragraphs = 4;  // the edges
  std::size_t last_paragraphs = 6;
  std::uint32_t most_words = 25;     // of a line that can be furniture
  std::int64_t pages = 5;            // with titles of their own, from which on a line is
  double share_0_1 = 0.05;           // of the host's pages
  std::uint32_t sentence_words = 8;  // over this a line that ends as a sentence needs
  std::int64_t sentence_pages = 15;  // this many
  double sentence_share_0_1 = 0.2;
};

// The fingerprint of a line: of its folded words, every number as one sign.
[[nodiscard]] std::uint64_t FingerprintOf(std::string_view line);

// What there is to learn from an article: its host (else its outlet) and the lines at its edges.
[[nodiscard]] store::SeenLines LinesToLearn(const news::Article& article,
                                            const LineMemoryLimits& limits = {});

// Takes out of `article` what is known as repeated; says so in its warnings. The number of lines.
std::size_t DropRepeatedLines(const store::HostLines& known, news::Article& article,
                              const LineMemoryLimits& limits = {});

// Both, against a store; what it read of a host it keeps until Forget(). Not thread-safe.
class LineMemory {
 public:
  explicit LineMemory(store::Store& store) : store_(store) {}

  // Drops what is known from `article`, which is no clean one, and returns what the store is to
  // learn from it. A store that cannot be read drops nothing.
  [[nodiscard]] store::SeenLines Clean(news::Article& article);

  // After a batch was written.
  void Forget() { known_.clear(); }

 private:
  store::Store& store_;
  std::unordered_map<std::string, store::HostLines> known_;
};

}  // namespace isnad::ingest
