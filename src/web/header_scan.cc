#include "web/header_scan.h"

namespace isnad::web {
namespace {

constexpr bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t') || byte == 0x7F;
}

}  // namespace

HeaderScanState HeaderScanner::Limit(std::size_t seen) const {
  if (!first_line_done_ && seen > limits_.max_target_bytes) return HeaderScanState::kTargetTooLong;
  if (seen > limits_.max_header_bytes) return HeaderScanState::kHeaderTooLarge;
  return HeaderScanState::kNeedMore;
}

HeaderScanState HeaderScanner::Scan(std::string_view bytes) {
  while (at_ < bytes.size()) {
    const char c = bytes[at_++];
    if (after_cr_) {
      if (c != '\n') return HeaderScanState::kMalformed;  // bare CR
      after_cr_ = false;
      const bool empty_line = at_ - line_begin_ == 2;
      if (empty_line && Limit(at_) == HeaderScanState::kNeedMore) {
        // An empty line in front of the request line is not ours to skip twice: the caller drops
        // the one that RFC 9112, 2.2 asks to be ignored.
        return first_line_done_ ? HeaderScanState::kComplete : HeaderScanState::kMalformed;
      }
      first_line_done_ = true;
      line_begin_ = at_;
    } else if (c == '\r') {
      after_cr_ = true;
    } else if (IsControl(c)) {
      return HeaderScanState::kMalformed;  // bare LF, NUL and the like; a TLS greeting too
    } else if ((c == ' ' || c == '\t') && at_ - line_begin_ == 1) {
      return HeaderScanState::kMalformed;  // obs-fold, or a request line that starts with a space
    }
    // At each byte, so that the verdict does not depend on how they came.
    if (const auto limit = Limit(at_); limit != HeaderScanState::kNeedMore) return limit;
  }
  return HeaderScanState::kNeedMore;
}

}  // namespace isnad::web
