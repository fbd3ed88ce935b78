#include "ingest/byte_stream.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/compress.h"
#include "base/file.h"

namespace isnad::ingest {
namespace {

// A file that is gone with the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view bytes)
      : path_(testing::TempDir() + "isnad-stream-" +
              std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name()) {
    EXPECT_TRUE(WriteFileAtomic(path_, bytes));
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::vector<std::string> Lines(ByteStream& stream) {
  std::vector<std::string> lines;
  std::string line;
  for (;;) {
    const auto got = stream.ReadLine(line, 1 << 20);
    if (!got || !*got) return lines;
    lines.push_back(line);
  }
}

struct LinesCase {
  const char* why;
  std::string bytes;
  std::vector<std::string> lines;
};

TEST(ByteStream, ReadsLinesOfEveryEnding) {
  const LinesCase kCases[] = {
      {"unix", "a\nb\n", {"a", "b"}},
      {"windows", "a\r\nb\r\n", {"a", "b"}},
      {"no newline at the end", "a\nb", {"a", "b"}},
      {"empty lines stay", "\n\na\n", {"", "", "a"}},
      {"empty file", "", {}},
      {"longer than a chunk", std::string(200'000, 'x') + "\ny", {std::string(200'000, 'x'), "y"}},
  };
  for (const auto& [why, bytes, lines] : kCases) {
    SCOPED_TRACE(why);
    for (const bool gzipped : {false, true}) {
      const TemporaryFile file(gzipped ? Gzip(bytes) : bytes);
      auto stream = ByteStream::Open(file.path());
      ASSERT_TRUE(stream);
      EXPECT_EQ(Lines(*stream), lines);
    }
  }
}

TEST(ByteStream, ReadsGzipOfManyMembersAsOne) {
  const TemporaryFile file(Gzip("one\n") + Gzip("") + Gzip("two\n"));
  auto stream = ByteStream::Open(file.path());
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->ReadAll(100).value(), "one\ntwo\n");
}

TEST(ByteStream, HandsOutWhatStandsBeforeACutThenTellsOfIt) {
  const std::string whole = Gzip(Gzip("padding that does not shrink") + "line\nline\nline\n");
  const TemporaryFile file(std::string_view(whole).substr(0, whole.size() - 9));
  auto stream = ByteStream::Open(file.path());
  ASSERT_TRUE(stream);
  const auto all = stream->ReadAll(1000);
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().code, Errc::kMalformed);
  EXPECT_NE(all.error().detail.find("cut off"), std::string::npos);
}

TEST(ByteStream, IgnoresWhatFollowsTheLastMember) {
  const TemporaryFile file(Gzip("text") + std::string(700, '\0'));
  auto stream = ByteStream::Open(file.path());
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->ReadAll(100).value(), "text");
}

TEST(ByteStream, PassesOverALineThatIsTooLong) {
  const TemporaryFile file("short\n" + std::string(5000, 'x') + "\nnext\n");
  auto stream = ByteStream::Open(file.path());
  ASSERT_TRUE(stream);
  std::string line;
  EXPECT_TRUE(stream->ReadLine(line, 100).value());
  EXPECT_EQ(stream->ReadLine(line, 100).error().code, Errc::kTooLarge);
  EXPECT_TRUE(stream->ReadLine(line, 100).value());
  EXPECT_EQ(line, "next");
}

TEST(ByteStream, RefusesMoreThanOnePageMayHold) {
  const TemporaryFile file(Gzip(std::string(1 << 20, '\0')));
  auto stream = ByteStream::Open(file.path());
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->ReadAll(1000).error().code, Errc::kTooLarge);
}

TEST(ByteStream, PutsBytesBackInFront) {
  const TemporaryFile file("abcdef");
  auto stream = ByteStream::Open(file.path());
  ASSERT_TRUE(stream);
  std::string out;
  EXPECT_EQ(stream->Read(out, 3).value(), 3U);
  stream->Unread("XY");
  EXPECT_EQ(stream->Peek(3).value(), "XYd");
  EXPECT_EQ(stream->Skip(3).value(), 3U);
  EXPECT_EQ(stream->ReadAll(10).value(), "ef");
}

TEST(ByteStream, SaysWhatCannotBeOpened) {
  EXPECT_EQ(ByteStream::Open("/nowhere/at/all").error().code, Errc::kNotFound);
  EXPECT_EQ(ByteStream::Open("/").error().code, Errc::kMalformed);
}

}  // namespace
}  // namespace isnad::ingest
