#include "base/compress.h"

#include <gtest/gtest.h>

#include <string>

#include "base/clock.h"

namespace isnad {
namespace {

constexpr std::size_t kNoLimit = std::size_t{1} << 40;

std::string RandomText(std::size_t size, std::uint64_t seed) {
  SeededRandom random(seed);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>('a' + random.Below(8));
  return text;
}

TEST(Gzip, ComesBackAtEverySizeAndLevel) {
  for (const std::size_t size : {0UL, 1UL, 1000UL, 16'384UL, 16'385UL, 200'000UL}) {
    const std::string text = RandomText(size, size);
    for (const int level : {-5, 0, 1, 6, 9, 50}) {
      EXPECT_TRUE(Gunzip(Gzip(text, level), size) == text) << size << " at " << level;
    }
  }
}

TEST(Gzip, ReadsAllMembers) {
  const std::string members = Gzip("one ") + Gzip("") + Gzip("two");
  EXPECT_EQ(Gunzip(members, 7), "one two");
  EXPECT_EQ(Gunzip(members + std::string(512, '\0'), 7), "one two") << "padded";
}

TEST(Gzip, NamesWhatIsCutOrDamaged) {
  const std::string packed = Gzip(RandomText(5000, 1));
  for (std::size_t size = 3; size < packed.size(); size += size < 40 ? 1 : 97) {
    const Result<std::string> read = Gunzip(packed.substr(0, size), kNoLimit);
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().code, Errc::kMalformed);
    EXPECT_NE(read.error().detail.find("truncated"), std::string::npos) << read.error().detail;
  }
  std::string wrong_sum = packed;
  wrong_sum[packed.size() - 5] ^= 1;
  EXPECT_EQ(Gunzip(wrong_sum, kNoLimit).error().code, Errc::kMalformed);
  EXPECT_EQ(Gunzip(packed + "junk", kNoLimit).error().code, Errc::kMalformed);
  EXPECT_EQ(Gunzip(packed + packed.substr(0, 20), kNoLimit).error().detail,
            "gzip data is truncated after " + std::to_string(packed.size() + 20) + " bytes");
  EXPECT_EQ(Gunzip("", kNoLimit).error().code, Errc::kMalformed);
  EXPECT_EQ(Gunzip("plain text", kNoLimit).error().code, Errc::kMalformed);
}

TEST(Gzip, StopsBombsAtTheLimit) {
  const std::string bomb = Gzip(std::string(50'000'000, '\0'), 9);
  ASSERT_LT(bomb.size(), 60'000U);
  const Result<std::string> read = Gunzip(bomb, 1000);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::kTooLarge);
  EXPECT_EQ(read.error().detail, "gzip data unpacks to more than 1000 bytes");
  std::string many;
  for (int i = 0; i < 100; ++i) many += Gzip("0123456789");
  EXPECT_EQ(Gunzip(many, 999).error().code, Errc::kTooLarge) << "members count together";
  EXPECT_EQ(Gunzip(many, 1000)->size(), 1000U);
  EXPECT_EQ(Gunzip(Gzip("x"), 0).error().code, Errc::kTooLarge);
}

TEST(Gzip, IsKnownByItsMagic) {
  EXPECT_TRUE(LooksLikeGzip(Gzip("")));
  EXPECT_FALSE(LooksLikeGzip("\x1f\x8b"));
  EXPECT_FALSE(LooksLikeGzip("<html>"));
}

TEST(Zstd, ComesBackAtEverySize) {
  for (const std::size_t size : {0UL, 1UL, 16'384UL, 16'385UL, 3'000'000UL}) {
    const std::string text = RandomText(size, size);
    for (const int level : {1, 3, 10}) {
      EXPECT_TRUE(ZstdDecompress(ZstdCompress(text, level), size) == text) << size;
    }
  }
}

TEST(Zstd, ReadsAllFrames) {
  EXPECT_EQ(ZstdDecompress(ZstdCompress("one ") + ZstdCompress("two"), 7), "one two");
}

TEST(Zstd, NamesWhatIsCutOrDamaged) {
  const std::string packed = ZstdCompress(RandomText(5000, 1));
  for (std::size_t size = 0; size < packed.size(); size += size < 20 ? 1 : 97) {
    const Result<std::string> read = ZstdDecompress(packed.substr(0, size), kNoLimit);
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().code, Errc::kMalformed);
    EXPECT_NE(read.error().detail.find("truncated"), std::string::npos) << read.error().detail;
  }
  std::string wrong_sum = packed;
  wrong_sum.back() ^= 1;
  EXPECT_EQ(ZstdDecompress(wrong_sum, kNoLimit).error().code, Errc::kMalformed);
  EXPECT_EQ(ZstdDecompress("plain text", kNoLimit).error().code, Errc::kMalformed);
}

TEST(Zstd, StopsBombsAtTheLimit) {
  const std::string bomb = ZstdCompress(std::string(50'000'000, '\0'));
  EXPECT_EQ(ZstdDecompress(bomb, 1000).error().code, Errc::kTooLarge);
  EXPECT_EQ(ZstdDecompress(bomb, 50'000'000)->size(), 50'000'000U);
}

TEST(Zstd, TrustsNoFrameAboutItsSize) {
  // RFC 8878, 3.1.1.1: a single-segment frame that promises 2^62 bytes and holds one raw block.
  const std::string promises_much =
      std::string("\x28\xB5\x2F\xFD\xE0\0\0\0\0\0\0\0\x40\x09\0\0x", 17);
  const Result<std::string> read = ZstdDecompress(promises_much, 1 << 20);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::kTooLarge);
  // One that asks for a window of 2^41 bytes (exponent 31) and holds nothing.
  const std::string wide = std::string("\x28\xB5\x2F\xFD\x00\xF8\x01\0\0", 9);
  EXPECT_EQ(ZstdDecompress(wide, 1 << 20).error().code, Errc::kTooLarge);
}

}  // namespace
}  // namespace isnad
