#include "base/utf32.h"

#include <gtest/gtest.h>

namespace isnad {
namespace {

TEST(Utf32, GivesTextBackAsItWas) {
  EXPECT_EQ(ToUtf32("aب😀"), U"aب😀");
  for (const char* text : {"", "a", "إسناد", "é😀"}) EXPECT_EQ(ToUtf8(ToUtf32(text)), text);
}

TEST(Utf32, ReplacesIllFormedBytes) { EXPECT_EQ(ToUtf8(ToUtf32("a\xD8")), "a\uFFFD"); }

}  // namespace
}  // namespace isnad
