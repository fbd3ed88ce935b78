#pragma once

// The fixture of tests that write articles to a store and read them there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "store/sqlite_store.h"
#include "store/test_store.h"

namespace isnad::store {

// A store that tests write to and read.
class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  // Anew, as after a restart.
  void Open(StoryTeller* teller = nullptr) {
    store_.reset();
    auto opened = OpenSqlite({.folder = folder_.path(), .teller = teller});
    ASSERT_TRUE(opened) << ToString(opened.error());
    store_ = std::move(*opened);
  }

  Stored Write(const Incoming& incoming) {
    auto stored = store_->Write({&incoming, 1}, placer_);
    EXPECT_TRUE(stored) << ToString(stored.error());
    return stored ? stored->front() : Stored{};
  }

  // An article whose title is its name, a second after the one before; `placement` says where it
  // belongs.
  Stored Write(const std::string& title, StoryPlacement placement = {},
               const std::string& outlet = "الدار") {
    placer_.plan[title] = std::move(placement);
    return Write(
        MakeIncoming(MakeArticle("https://a.example/" + title, title, "نص " + title, outlet),
                     1'000 + ++written_));
  }

  news::Story Story(news::StoryId id) {
    auto story = store_->Story(id, 100);
    EXPECT_TRUE(story) << ToString(story.error());
    return story ? *story : news::Story{};
  }

  void ExpectSound() {
    auto findings = store_->Check();
    ASSERT_TRUE(findings) << ToString(findings.error());
    EXPECT_THAT(*findings, ::testing::IsEmpty());
  }

  TemporaryFolder folder_;
  TestPlacer placer_;
  std::unique_ptr<SqliteStore> store_;
  int written_ = 0;
};

}  // namespace isnad::store
