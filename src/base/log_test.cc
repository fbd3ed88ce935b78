#include "base/log.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace isnad {
namespace {

TEST(EscapeLogValue, LeavesPlainValuesBare) {
  for (const char* value : {"200", "https://a.example/x?y", "a_b-c.d", "[::1]:80"}) {
    EXPECT_EQ(EscapeLogValue(value), value);
  }
}

TEST(EscapeLogValue, QuotesAndEscapesTheRest) {
  struct Case {
    const char* why;
    std::string value;
    const char* shown;
  };
  const Case kCases[] = {
      {"empty", "", R"("")"},
      {"space", "a b", R"("a b")"},
      {"could pass for a key", "x=1", R"("x=1")"},
      {"quote and backslash", R"(a"b\c)", R"("a\"b\\c")"},
      {"new line", "a\nINFO b", R"("a\nINFO b")"},
      {"carriage return and tab", "\r\t", R"("\r\t")"},
      {"terminal escape", "\x1b[31m", R"("\u{001b}[31m")"},
      {"C1 control", "\u009B", R"("\u{009b}")"},
      {"zero", std::string("a\0b", 3), R"("a\u{0000}b")"},
      {"right-to-left override", "a\u202Eb", R"("a\u{202e}b")"},
      {"isolates", "\u2066a\u2069", R"("\u{2066}a\u{2069}")"},
      {"Arabic letter mark", "\u061C", R"("\u{061c}")"},
      {"line separator", "\u2028", R"("\u{2028}")"},
      {"ill-formed bytes", "a\xFFz", R"("a\xffz")"},
      {"Arabic is readable", "الدار", R"("الدار")"},
      {"a replacement character that was there", "\uFFFD", "\"\uFFFD\""},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(EscapeLogValue(c.value), c.shown);
  }
}

TEST(EscapeLogValue, CutsLongValues) {
  const std::string shown = EscapeLogValue(std::string(1'000'000, 'x'));
  EXPECT_EQ(shown, "\"" + std::string(2048, 'x') + "\u2026\"");
}

TEST(Logger, WritesOneLineAnEvent) {
  const ManualClock clock{Instant(std::chrono::milliseconds(1'740'146'700'123))};
  std::vector<std::string> lines;
  Logger logger(LogLevel::kInfo, clock, [&](std::string_view line) { lines.emplace_back(line); });
  logger.Info("fetched", {{"url", "https://a.example/"}, {"status", std::int64_t{200}}});
  logger.Warning("odd title", {{"title", "a\nb"}});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "2025-02-21T14:05:00.123Z info fetched url=https://a.example/ status=200");
  EXPECT_EQ(lines[1], R"(2025-02-21T14:05:00.123Z warning "odd title" title="a\nb")");
}

TEST(Logger, KeepsSilentBelowItsLevel) {
  const ManualClock clock{Instant{}};
  int count = 0;
  const auto sink = [&](std::string_view) { ++count; };
  Logger warnings(LogLevel::kWarning, clock, sink);
  warnings.Info("a");
  warnings.Log(LogLevel::kDebug, "a");
  EXPECT_EQ(count, 0);
  warnings.Error("a");
  EXPECT_EQ(count, 1);
  Logger off(LogLevel::kOff, clock, sink);
  off.Error("a");
  off.Log(LogLevel::kOff, "a");
  EXPECT_EQ(count, 1);
}

TEST(Logger, KeepsLinesOfThreadsApart) {
  const ManualClock clock{Instant{}};
  std::vector<std::string> lines;
  Logger logger(LogLevel::kInfo, clock, [&](std::string_view line) { lines.emplace_back(line); });
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 250; ++i) logger.Info("tick", {{"n", std::int64_t{7}}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_EQ(lines.size(), 1000U);
  for (const std::string& line : lines) EXPECT_EQ(line, "1970-01-01T00:00:00.000Z info tick n=7");
}

TEST(Logger, WritesToStandardErrorByDefault) {
  const ManualClock clock{Instant{}};
  testing::internal::CaptureStderr();
  Logger(LogLevel::kInfo, clock).Info("started", {{"format", "{} %v"}});
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "1970-01-01T00:00:00.000Z info started format=\"{} %v\"\n");
}

}  // namespace
}  // namespace isnad
