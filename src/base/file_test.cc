#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sys/resource.h>
#include <csignal>

#include <filesystem>
#include <string>

namespace isnad {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "isnad-file-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string Path(const std::string& name) const { return folder_ + "/" + name; }
  [[nodiscard]] std::size_t FileCount() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  std::string folder_;
};

TEST_F(FileTest, ReadsWhatWasWritten) {
  for (const std::size_t size : {0UL, 1UL, 65'535UL, 65'536UL, 300'000UL}) {
    const std::string bytes(size, '\x80');
    ASSERT_TRUE(WriteFileAtomic(Path("a"), bytes));
    EXPECT_EQ(ReadFile(Path("a"), 300'000), bytes);
    EXPECT_EQ(ReadFile(Path("a"), size), bytes) << "the limit itself is allowed";
  }
  EXPECT_EQ(FileCount(), 1U);
}

TEST_F(FileTest, ReadsFilesThatClaimNoSize) {
  const Result<std::string> status = ReadFile("/proc/self/status", 1 << 20);
  ASSERT_TRUE(status);
  EXPECT_NE(status->find("Name:"), std::string::npos);
  EXPECT_EQ(ReadFile("/dev/zero", 1 << 20).error().code, Errc::kTooLarge);
}

TEST_F(FileTest, NamesThePathAndTheReason) {
  ASSERT_TRUE(WriteFileAtomic(Path("a"), "12345"));
  const Error too_large = ReadFile(Path("a"), 4).error();
  EXPECT_EQ(too_large.code, Errc::kTooLarge);
  EXPECT_EQ(too_large.detail, Path("a") + " is over 4 bytes");
  const Error missing = ReadFile(Path("none"), 4).error();
  EXPECT_EQ(missing.code, Errc::kNotFound);
  EXPECT_EQ(missing.detail, "cannot open " + Path("none") + ": No such file or directory");
  EXPECT_EQ(ReadFile(folder_, 4).error().code, Errc::kMalformed);
  EXPECT_EQ(ReadFile(Path("a") + "/b", 4).error().code, Errc::kNotFound);
  EXPECT_EQ(WriteFileAtomic(Path("none/a"), "x").error().code, Errc::kNotFound);
}

TEST_F(FileTest, LeavesNoTemporaryAndTheOldBytesWhenItFails) {
  ASSERT_TRUE(WriteFileAtomic(Path("a"), "old"));
  struct rlimit before {};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit tight = before;
  tight.rlim_cur = 100;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  const Result<void> written = WriteFileAtomic(Path("a"), std::string(1000, 'x'));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::kTooLarge);
  EXPECT_EQ(ReadFile(Path("a"), 10), "old");
  EXPECT_EQ(FileCount(), 1U);
}

TEST_F(FileTest, WritesOverNoFolder) {
  fs::create_directory(Path("d"));
  EXPECT_EQ(WriteFileAtomic(Path("d"), "x").error().code, Errc::kMalformed);
  EXPECT_EQ(FileCount(), 1U);
}

TEST_F(FileTest, KeepsPermissionsAndLinks) {
  ASSERT_TRUE(WriteFileAtomic(Path("a"), "1"));
  ASSERT_EQ(chmod(Path("a").c_str(), 0640), 0);
  fs::create_symlink("a", Path("link"));
  ASSERT_TRUE(WriteFileAtomic(Path("link"), "2"));
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_EQ(ReadFile(Path("a"), 10), "2");
  EXPECT_EQ(fs::status(Path("a")).permissions(), static_cast<fs::perms>(0640));
}

TEST_F(FileTest, TakesTheLongestNames) {
  const std::string name(255, 'n');
  ASSERT_TRUE(WriteFileAtomic(Path(name), "x"));
  EXPECT_EQ(ReadFile(Path(name), 1), "x");
}

}  // namespace
}  // namespace isnad
