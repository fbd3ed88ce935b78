#pragma once

// What the store keeps of an article outside its columns, as one compressed record: paragraphs,
// authors, images, comments and the rest. Listings and joins read columns; only a page that shows
// text opens a record.
//
// Format: a zstd frame (RFC 8878, with its content size) around fields
//   field  := tag (1 byte) length (LEB128, at most 5 bytes) bytes
// in any order; repeated tags make lists; unknown tags are skipped, so that an older program reads
// what a newer one wrote. Tags are in body.cc and docs/store.md.
// Limits: kMaxBodyBytes unpacked.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "news/article.h"

namespace isnad::store {

inline constexpr std::size_t kMaxBodyBytes = std::size_t{128} << 20;

// `article` without url, title, published and headlines, which have columns and tables of their
// own; `headlines` are the ids of its headlines. Reuses its working memory from call to call.
// Not thread-safe.
class BodyEncoder {
 public:
  BodyEncoder();
  ~BodyEncoder();
  BodyEncoder(const BodyEncoder&) = delete;
  BodyEncoder& operator=(const BodyEncoder&) = delete;

  // Errors: kTooLarge over kMaxBodyBytes. Cost: about 25 µs/KB.
  [[nodiscard]] Result<std::string> Encode(const news::Article& article,
                                           const std::vector<std::int64_t>& headlines);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  std::string fields_;
};

struct Body {
  news::Article article;  // url, title, published and headlines empty
  std::vector<std::int64_t> headlines;
};

// Errors: kMalformed (damaged), kTooLarge. Cost: O(unpacked size). Thread-safe.
[[nodiscard]] Result<Body> DecodeBody(std::string_view bytes);

}  // namespace isnad::store
