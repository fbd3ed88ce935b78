#include "arabic/stem.h"

#include <gtest/gtest.h>

#include "arabic/fold.h"

namespace isnad::arabic {
namespace {
std::string S(std::string_view w) {
  const std::string f = Fold(w);
  return std::string(Stem(f));
}
TEST(Stem, Smoke) {
  EXPECT_EQ(S("وللمغرب"), S("المغرب"));
  EXPECT_EQ(S("والده"), "والد");
  EXPECT_EQ(S("الوزراء"), S("وزراء"));
  EXPECT_NE(S("المالية"), "مال");
}
}  // namespace
}  // namespace isnad::arabic
