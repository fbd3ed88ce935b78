#pragma once

// Web archives: WARC 1.0 and 1.1 (ISO 28500:2017), plain or gzipped by record, and the text-only
// WET files made of them. Pages are `response` records of HTML with a status of 2xx, `resource`
// records of HTML and `conversion` records of plain text; all other records (requests, metadata,
// revisits, pictures, redirects, "not found") are passed over. Transfer and content codings of the
// HTTP response are taken off (base/content_coding.h), also where the archive says what it no
// longer does.
//
// A record whose length lies is recovered from: when no record follows where one must, the reader
// looks for the next "WARC/1." at the start of a line, inside what it took for the record's body
// too.

#include <cstddef>
#include <string>

#include "base/error.h"
#include "ingest/byte_stream.h"

namespace isnad::ingest {

struct WarcPage {
  std::size_t offset = 0;    // of the record, after decompression
  std::string url;           // WARC-Target-URI
  std::string content_type;  // of the HTTP response; "text/plain" of a conversion
  bool is_text = false;      // conversion: text without tags
  std::string body;          // transfer and content encoding taken off
};

class WarcReader {
 public:
  WarcReader(ByteStream& stream, std::size_t max_page_bytes)
      : stream_(stream), max_page_bytes_(max_page_bytes) {}

  // Next page; false at the end. An error concerns one record (kMalformed, kTooLarge, kUnsupported
  // encoding) and the next call goes on behind it, unless `broken()`: the stream itself failed.
  [[nodiscard]] Result<bool> Next(WarcPage& page);

  [[nodiscard]] bool broken() const { return broken_; }
  [[nodiscard]] std::size_t record_offset() const { return offset_; }

 private:
  struct Header;
  Result<bool> ReadHeader(Header& header);
  Result<bool> SeekRecord();
  Result<std::string> ReadBody(const Header& header);

  ByteStream& stream_;
  std::size_t max_page_bytes_;
  std::size_t offset_ = 0;
  bool broken_ = false;
};

}  // namespace isnad::ingest
