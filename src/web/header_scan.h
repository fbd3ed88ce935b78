#pragma once

// Finds the end of a request's header section in bytes as they arrive, and refuses what a strict
// parser should but Beast's lets through or reports too late: obsolete line folding, bare CR or LF,
// control characters, a line too long. RFC 9112, 2.2 (line ends), 3 (request line: 414 when too
// long), 5.2 (folding is refused with 400); RFC 9110, 5.5 (field values); RFC 6585, 5 (431).
//
// What passes is a sequence of lines ending in CRLF, the last one empty, without control characters
// other than HTAB. Grammar inside a line is left to the parser.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace isnad::web {

struct HeaderScanLimits {
  std::size_t max_target_bytes = 8 << 10;   // of the request line
  std::size_t max_header_bytes = 16 << 10;  // of everything up to and with the empty line
};

enum class HeaderScanState : std::uint8_t {
  kNeedMore,
  kComplete,        // header_bytes() says where it ends
  kMalformed,       // 400
  kTargetTooLong,   // 414
  kHeaderTooLarge,  // 431
};

class HeaderScanner {
 public:
  explicit HeaderScanner(const HeaderScanLimits& limits) : limits_(limits) {}

  // `bytes` is all that arrived since the request's first byte; each call may show more of the
  // same. Every byte is looked at once over all calls: O(n) in total. After any state but kNeedMore
  // the scanner is spent.
  HeaderScanState Scan(std::string_view bytes);

  [[nodiscard]] std::size_t header_bytes() const { return at_; }

 private:
  HeaderScanState Limit(std::size_t available) const;

  HeaderScanLimits limits_;
  std::size_t at_ = 0;  // bytes looked at
  std::size_t line_begin_ = 0;
  bool first_line_done_ = false;
  bool after_cr_ = false;
};

}  // namespace isnad::web
