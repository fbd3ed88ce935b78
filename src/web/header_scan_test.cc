#include "web/header_scan.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::web {
namespace {

using State = HeaderScanState;

struct Case {
  const char* why;
  std::string_view bytes;
  State state;
};

constexpr Case kCases[] = {
    {"whole header", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", State::kComplete},
    {"no fields", "GET / HTTP/1.0\r\n\r\n", State::kComplete},
    {"still coming", "GET / HTTP/1.1\r\nHost: a\r\n", State::kNeedMore},
    {"cut between CR and LF", "GET / HTTP/1.1\r\nHost: a\r", State::kNeedMore},
    {"tab inside a value", "GET / HTTP/1.1\r\nA: b\tc\r\n\r\n", State::kComplete},
    {"bytes above ASCII are for the parser to judge", "GET / HTTP/1.1\r\nA: \xD8\xA7\r\n\r\n",
     State::kComplete},
    {"obsolete folding with a space", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", State::kMalformed},
    {"obsolete folding with a tab", "GET / HTTP/1.1\r\nA: b\r\n\tc\r\n\r\n", State::kMalformed},
    {"space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", State::kMalformed},
    {"bare LF ends no line", "GET / HTTP/1.1\nHost: a\n\n", State::kMalformed},
    {"bare CR inside a value", "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", State::kMalformed},
    {"NUL", {"GET / HTTP/1.1\r\nA: \0\r\n\r\n", 24}, State::kMalformed},
    {"DEL", "GET / HTTP/1.1\r\nA: \x7F\r\n\r\n", State::kMalformed},
    {"empty line in front", "\r\nGET / HTTP/1.1\r\n\r\n", State::kMalformed},
    {"TLS greeting on the plain port", "\x16\x03\x01\x02", State::kMalformed},
};

TEST(HeaderScanner, TellsWholeFromPartialFromMalformed) {
  for (const auto& [why, bytes, state] : kCases) {
    SCOPED_TRACE(why);
    HeaderScanner scanner({});
    EXPECT_EQ(scanner.Scan(bytes), state);
  }
}

TEST(HeaderScanner, SaysTheSameHoweverTheBytesArrive) {
  for (const auto& [why, bytes, state] : kCases) {
    SCOPED_TRACE(why);
    HeaderScanner scanner({});
    State seen = State::kNeedMore;
    for (std::size_t size = 1; size <= bytes.size() && seen == State::kNeedMore; ++size) {
      seen = scanner.Scan(bytes.substr(0, size));
    }
    EXPECT_EQ(seen, state);
  }
}

TEST(HeaderScanner, EndsAtTheEmptyLineAndLeavesTheBody) {
  constexpr std::string_view kHeader = "POST / HTTP/1.1\r\nHost: a\r\n\r\n";
  HeaderScanner scanner({});
  ASSERT_EQ(scanner.Scan(std::string(kHeader) + "body\n"), State::kComplete);
  EXPECT_EQ(scanner.header_bytes(), kHeader.size());
}

TEST(HeaderScanner, HoldsItsLimitsWithoutSeeingALineEnd) {
  const HeaderScanLimits limits = {.max_target_bytes = 20, .max_header_bytes = 40};
  EXPECT_EQ(HeaderScanner(limits).Scan(std::string(21, 'a')), State::kTargetTooLong);
  EXPECT_EQ(HeaderScanner(limits).Scan("GET / HTTP/1.1\r\n" + std::string(25, 'a')),
            State::kHeaderTooLarge);
  EXPECT_EQ(HeaderScanner(limits).Scan("GET / HTTP/1.1\r\n" + std::string(24, 'a')),
            State::kNeedMore);
}

}  // namespace
}  // namespace isnad::web
