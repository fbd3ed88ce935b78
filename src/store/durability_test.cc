// What must hold whatever happens to the process or the disk: acknowledged articles are there,
// each once, and a store that ran full goes on when there is room again.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "store/evidence.h"
#include "store/test_store.h"

namespace isnad::store {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kBatch = 5;

std::string UrlOf(int number) { return "https://a.example/" + std::to_string(number); }

std::string PageOf(int number) {
  return "<html>" + std::string(2'000, 'x') + std::to_string(number) + "</html>";
}

std::vector<Incoming> BatchFrom(int first, std::vector<std::string>& pages) {
  pages.clear();
  std::vector<Incoming> batch;
  for (int i = first; i < first + kBatch; ++i) pages.push_back(PageOf(i));
  for (int i = 0; i < kBatch; ++i) {
    batch.push_back(MakeIncoming(MakeArticle(UrlOf(first + i), "عنوان " + std::to_string(first + i),
                                             std::string(3'000, 'y')),
                                 1'000 + first + i, pages[static_cast<std::size_t>(i)]));
  }
  return batch;
}

// In the child: writes batches from `first` on, and the number of each acknowledged one to `pipe`,
// until it is killed.
[[noreturn]] void WriteUntilKilled(const std::string& folder, int first, int pipe) {
  auto store = OpenSqlite({.folder = folder});
  if (!store) _exit(1);
  TestPlacer placer;
  std::vector<std::string> pages;
  for (int number = first;; number += kBatch) {
    if (!(*store)->Write(BatchFrom(number, pages), placer)) _exit(2);
    if (write(pipe, &number, sizeof number) != static_cast<ssize_t>(sizeof number)) _exit(3);
  }
}

// Lets a child write, kills it at a random moment, and returns the last batch that it acknowledged.
int RunAndKill(const std::string& folder, int first, SeededRandom& random) {
  int pipes[2];
  EXPECT_EQ(pipe(pipes), 0);
  const pid_t child = fork();
  if (child == 0) WriteUntilKilled(folder, first, pipes[1]);
  close(pipes[1]);
  int last = first - kBatch;
  const std::uint64_t batches = 1 + random.Below(4);
  for (std::uint64_t i = 0; i < batches; ++i) {
    int number = 0;
    EXPECT_EQ(read(pipes[0], &number, sizeof number), static_cast<ssize_t>(sizeof number));
    last = number;
  }
  // Somewhere within the next batch: nothing waits for anything here.
  volatile std::uint64_t spin = random.Below(3'000'000);
  while (spin > 0) spin = spin - 1;
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << status;
  for (int number = 0; read(pipes[0], &number, sizeof number) > 0;) last = number;
  close(pipes[0]);
  return last;
}

TEST(Durability, KillingTheWriterLosesNothingAcknowledgedAndDoublesNothing) {
  TemporaryFolder folder;
  SeededRandom random(20'250'219);
  int acknowledged_end = 0;  // one past the last article acknowledged
  for (int round = 0; round < 20; ++round) {
    SCOPED_TRACE(round);
    acknowledged_end = RunAndKill(folder.path(), acknowledged_end, random) + kBatch;
    auto store = OpenSqlite({.folder = folder.path()});
    ASSERT_TRUE(store) << ToString(store.error());
    const std::int64_t articles = (*store)->Count()->articles;
    EXPECT_GE(articles, acknowledged_end);
    EXPECT_LE(articles, acknowledged_end + kBatch) << "at most one batch was on its way";
    EXPECT_EQ(articles % kBatch, 0) << "a batch is there as a whole or not at all";
    EXPECT_EQ((*store)->Article(acknowledged_end)->article.url, UrlOf(acknowledged_end - 1));
    EXPECT_EQ(*(*store)->EvidencePage(acknowledged_end, 10'000), PageOf(acknowledged_end - 1));
    // What was on its way when the writer died is sent again, as its sender must.
    TestPlacer placer;
    std::vector<std::string> pages;
    ASSERT_TRUE((*store)->Write(BatchFrom(acknowledged_end, pages), placer));
    acknowledged_end += kBatch;
    EXPECT_EQ((*store)->Count()->articles, acknowledged_end);
  }
  auto store = OpenSqlite({.folder = folder.path()});
  EXPECT_THAT(*(*store)->Check(), IsEmpty());
}

TEST(Durability, ASecondProcessMayReadAndNotWrite) {
  TemporaryFolder folder;
  auto store = OpenSqlite({.folder = folder.path()});
  ASSERT_TRUE(store);
  const std::string owner = "process " + std::to_string(getpid()) + " ";
  const pid_t child = fork();
  if (child == 0) {
    const auto writer = OpenSqlite({.folder = folder.path()});
    if (writer || writer.error().code != Errc::kBusy) _exit(1);
    if (writer.error().detail.find(owner) == std::string::npos) _exit(2);
    const auto reader = OpenSqlite({.folder = folder.path(), .access = Access::kRead});
    _exit(reader && (*reader)->Count() ? 0 : 3);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Durability, AFullDatabaseRefusesABatchWholeAndGoesOn) {
  TemporaryFolder folder;
  TestPlacer placer;
  std::vector<std::string> pages;
  int written = 0;
  {
    auto store = OpenSqlite({.folder = folder.path(), .max_bytes = 600 << 10});
    ASSERT_TRUE(store) << ToString(store.error());
    Error error{Errc::kIo, ""};
    for (int first = 0; first < 20'000; first += kBatch) {
      const auto done = (*store)->Write(BatchFrom(first, pages), placer);
      if (!done) {
        error = done.error();
        break;
      }
      written += kBatch;
    }
    EXPECT_EQ(error.code, Errc::kFull) << ToString(error);
    EXPECT_FALSE(error.mend.empty());
    EXPECT_GT(written, 0);
    EXPECT_EQ((*store)->Count()->articles, written);
    EXPECT_TRUE((*store)->Article(written)) << "it still reads";
    EXPECT_THAT(*(*store)->Check(), IsEmpty());
  }
  auto store = OpenSqlite({.folder = folder.path()});
  ASSERT_TRUE(store);
  EXPECT_TRUE((*store)->Write(BatchFrom(written, pages), placer)) << "there is room again";
  EXPECT_THAT(*(*store)->Check(), IsEmpty());
}

// Lets no file grow beyond `bytes` while it lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    before_handler_ = signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, before_handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  sighandler_t before_handler_ = nullptr;
};

TEST(Durability, ADiskThatIsFullForEvidenceLeavesNoRowsAndNoTail) {
  TemporaryFolder folder;
  TestPlacer placer;
  auto store = OpenSqlite({.folder = folder.path()});
  ASSERT_TRUE(store);
  std::string noise(400'000, '\0');
  SeededRandom random(7);
  for (char& c : noise) c = static_cast<char>(random.Below(256));  // does not compress
  const Incoming big = MakeIncoming(MakeArticle("https://a.example/big", "ع", "ن"), 1'000, noise);
  {
    FileSizeLimit limit(300'000);
    const auto done = (*store)->Write({&big, 1}, placer);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Errc::kFull) << ToString(done.error());
  }
  EXPECT_EQ((*store)->Count()->articles, 0);
  EXPECT_EQ(std::filesystem::file_size(folder.path() + "/pages/000001.pack"), 16U);
  EXPECT_TRUE((*store)->Write({&big, 1}, placer));
  EXPECT_EQ(*(*store)->EvidencePage(1, 1 << 20), noise);
  EXPECT_THAT(*(*store)->Check(), IsEmpty());
}

TEST(Durability, ADiskThatIsFullForTheLogRollsBack) {
  TemporaryFolder folder;
  TestPlacer placer;
  auto store = OpenSqlite({.folder = folder.path()});
  ASSERT_TRUE(store);
  std::string text(600'000, 'x');
  SeededRandom random(7);
  for (char& c : text) c = static_cast<char>('a' + random.Below(26));
  const Incoming big = MakeIncoming(MakeArticle("https://a.example/big", "ع", text));
  {
    FileSizeLimit limit(200'000);
    const auto done = (*store)->Write({&big, 1}, placer);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Errc::kFull) << ToString(done.error());
  }
  EXPECT_EQ((*store)->Count()->articles, 0);
  EXPECT_TRUE((*store)->Write({&big, 1}, placer));
  EXPECT_THAT(*(*store)->Check(), IsEmpty());
}

TEST(Evidence, PassesOverATornTail) {
  TemporaryFolder folder;
  EvidencePlace place;
  const std::string page = "<html>one</html>";
  {
    auto writer = EvidenceWriter::Open(folder.path());
    place = *writer->Append(page, HashPage(page));
    ASSERT_TRUE(writer->Sync());
    writer->Keep();
    ASSERT_TRUE(writer->Append("never committed", HashPage("never committed")));
  }
  auto writer = EvidenceWriter::Open(folder.path());
  const std::string second = "<html>two</html>";
  const auto second_place = writer->Append(second, HashPage(second));
  ASSERT_TRUE(second_place);
  const PageHash hash = HashPage(page);
  const PageHash second_hash = HashPage(second);
  EXPECT_EQ(*ReadEvidence(folder.path(), place, {hash.data(), hash.size()}, 100), page);
  EXPECT_EQ(
      *ReadEvidence(folder.path(), *second_place, {second_hash.data(), second_hash.size()}, 100),
      second);
}

TEST(Evidence, SaysADamagedOrMissingPackIsOne) {
  TemporaryFolder folder;
  auto writer = EvidenceWriter::Open(folder.path());
  const std::string page(5'000, 'z');
  const PageHash hash = HashPage(page);
  const std::string_view hash_bytes(hash.data(), hash.size());
  EvidencePlace place = *writer->Append(page, hash);
  const std::string path = folder.path() + "/000001.pack";
  EXPECT_EQ(ReadEvidence(folder.path(), place, hash_bytes, 10).error().code, Errc::kTooLarge);
  place.pack = 2;
  EXPECT_EQ(ReadEvidence(folder.path(), place, hash_bytes, 9'000).error().code, Errc::kNotFound);
  place.pack = 1;
  place.offset += 1;
  EXPECT_EQ(ReadEvidence(folder.path(), place, hash_bytes, 9'000).error().code, Errc::kMalformed);
  place.offset -= 1;
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
  EXPECT_EQ(ReadEvidence(folder.path(), place, hash_bytes, 9'000).error().code, Errc::kMalformed);
}

}  // namespace
}  // namespace isnad::store
