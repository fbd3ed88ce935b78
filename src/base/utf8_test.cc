#include "base/utf8.h"

#include <gtest/gtest.h>

namespace isnad {
TEST(Utf8, Smoke) { EXPECT_TRUE(IsUtf8("a")); }
}  // namespace isnad
