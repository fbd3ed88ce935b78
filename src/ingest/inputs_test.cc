#include "ingest/inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/compress.h"
#include "base/file.h"

namespace isnad::ingest {
namespace {

using testing::ElementsAre;

// A folder that is gone with the test.
class Inputs : public testing::Test, public InputSink {
 protected:
  Inputs()
      : folder_(testing::TempDir() + "isnad-inputs-" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Inputs() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, std::string_view bytes) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    ASSERT_TRUE(WriteFileAtomic((folder_ / name).string(), bytes));
  }

  void Walk(const std::vector<std::string>& names) {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back((folder_ / name).string());
    WalkInputs(paths, limits_, *this);
  }

  [[nodiscard]] std::string Short(const std::string& name) const {
    return name.substr(folder_.string().size() + 1);
  }

  bool OnDocument(InputDocument document, const InputProgress& progress) override {
    EXPECT_LE(progress.bytes_done, progress.bytes_total);
    names_.push_back(Short(document.name));
    documents_.push_back(std::move(document));
    return names_.size() < stop_after_;
  }

  bool OnError(const std::string& name, const Error& error) override {
    errors_.push_back(Short(name));
    last_error_ = error;
    return true;
  }

  std::filesystem::path folder_;
  InputLimits limits_;
  std::size_t stop_after_ = 1000;
  std::vector<std::string> names_, errors_;
  std::vector<InputDocument> documents_;
  Error last_error_{};
};

TEST_F(Inputs, WalksFoldersInTheOrderOfNamesAndTakesWhatItKnows) {
  Write("f/b.html", "<p>");
  Write("f/a.txt", "text");
  Write("f/c/z.htm.gz", Gzip("<p>"));
  Write("f/picture.png", "PNG");
  Write("f/d.jsonl", R"({"id":"1","text":"نص"})");
  Walk({"f"});
  EXPECT_THAT(names_, ElementsAre("f/a.txt", "f/b.html", "f/c/z.htm.gz", "f/d.jsonl:1"));
  EXPECT_TRUE(errors_.empty());
  EXPECT_EQ(documents_[2].bytes, "<p>");
  EXPECT_EQ(documents_[2].kind, InputDocument::Kind::kHtml);
}

TEST_F(Inputs, GoesOnBehindABrokenLine) {
  Write("a.jsonl",
        "{\"id\":\"1\",\"text\":\"x\"}\nnot json\n\n[1]\n{\"id\":\"2\",\"html\":\"<p>\"}\n");
  Walk({"a.jsonl"});
  EXPECT_THAT(names_, ElementsAre("a.jsonl:1", "a.jsonl:5"));
  EXPECT_THAT(errors_, ElementsAre("a.jsonl:2", "a.jsonl:4"));
}

TEST_F(Inputs, GoesOnBehindAnInputThatIsNotThere) {
  Write("b.txt", "text");
  Walk({"missing.html", "b.txt"});
  EXPECT_THAT(errors_, ElementsAre("missing.html"));
  EXPECT_THAT(names_, ElementsAre("b.txt"));
}

TEST_F(Inputs, SaysThatAFolderHoldsNothingItKnows) {
  Write("f/archive.zip", "PK");
  Walk({"f"});
  EXPECT_THAT(errors_, ElementsAre("f"));
  EXPECT_NE(last_error_.mend.find(".html"), std::string::npos);
}

TEST_F(Inputs, SaysThatAFileOfManyPagesIsEmpty) {
  Write("a.jsonl", "");
  Write("b.warc.gz", Gzip(""));
  Write("c.txt", "text");
  Walk({"a.jsonl", "b.warc.gz", "c.txt"});
  EXPECT_THAT(errors_, ElementsAre("a.jsonl", "b.warc.gz"));
  EXPECT_THAT(names_, ElementsAre("c.txt"));
}

TEST_F(Inputs, RefusesAPageOverTheLimitAndOnlyThat) {
  limits_.max_page_bytes = 1000;
  Write("a.html", std::string(1001, 'x'));
  Write("b.html.gz", Gzip(std::string(100'000, 'x')));
  Write("c.html", std::string(1000, 'x'));
  Walk({"a.html", "b.html.gz", "c.html"});
  EXPECT_THAT(errors_, ElementsAre("a.html", "b.html.gz"));
  EXPECT_THAT(names_, ElementsAre("c.html"));
}

TEST_F(Inputs, FollowsNoLinkToAFolder) {
  Write("f/a.txt", "text");
  std::filesystem::create_directory_symlink(folder_ / "f", folder_ / "f" / "loop");
  Walk({"f"});
  EXPECT_THAT(names_, ElementsAre("f/a.txt"));
}

TEST_F(Inputs, KnowsArchivesAndLinesWithoutAnEnding) {
  Write("dump",
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n"
        "Content-Length: 4\r\n\r\ntext\r\n\r\n");
  Write("lines", R"({"id":"1","text":"نص"})");
  Write("page", "<html>");
  Walk({"dump", "lines", "page"});
  EXPECT_THAT(names_, ElementsAre("dump@0", "lines:1", "page"));
  EXPECT_EQ(documents_[0].kind, InputDocument::Kind::kText);
  EXPECT_EQ(documents_[2].kind, InputDocument::Kind::kAuto);
}

TEST_F(Inputs, StopsWhenTold) {
  Write("a.jsonl", "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"text\":\"x\"}\n");
  Write("b.txt", "text");
  stop_after_ = 1;
  Walk({"a.jsonl", "b.txt"});
  EXPECT_THAT(names_, ElementsAre("a.jsonl:1"));
}

}  // namespace
}  // namespace isnad::ingest
