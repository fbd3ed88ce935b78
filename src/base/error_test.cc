#include "base/error.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace isnad {
namespace {

TEST(Error, ReadsAsDetailAndMend) {
  EXPECT_EQ(ToString(Error{Errc::kIo, "cannot read x", "try again"}), "cannot read x (try again)");
  EXPECT_EQ(ToString(Error{Errc::kIo, "cannot read x"}), "cannot read x");
}

TEST(Error, NamesEveryCode) {
  EXPECT_STREQ(Name(Errc::kNotFound), "not found");
  EXPECT_STREQ(Name(Errc::kUnsupported), "unsupported");
}

TEST(Error, KnowsWhatErrnoMeans) {
  struct Case {
    int error_number;
    Errc code;
  };
  constexpr Case kCases[] = {{ENOENT, Errc::kNotFound}, {EACCES, Errc::kDenied},
                             {EROFS, Errc::kDenied},    {ENOSPC, Errc::kFull},
                             {EDQUOT, Errc::kFull},     {EFBIG, Errc::kTooLarge},
                             {EAGAIN, Errc::kBusy},     {EIO, Errc::kIo}};
  for (const Case& c : kCases) {
    const Error error = FromErrno(c.error_number, "cannot write /x");
    EXPECT_EQ(error.code, c.code) << c.error_number;
    EXPECT_TRUE(error.detail.starts_with("cannot write /x: ")) << error.detail;
  }
  EXPECT_EQ(FromErrno(ENOSPC, "x").mend, "free some space and run it again");
}

}  // namespace
}  // namespace isnad
