#include "story/packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/clock.h"

namespace isnad::story {
namespace {

TEST(Packing, NumbersReadAsTheyWereWritten) {
  const std::int64_t kNumbers[] = {0, 1, -1, 63, 64, -64, -65, 1 << 20, INT64_MAX, INT64_MIN};
  std::string bytes;
  for (const std::int64_t number : kNumbers) {
    AppendSigned(bytes, number);
    AppendVarint(bytes, static_cast<std::uint64_t>(number));
  }
  AppendByte(bytes, 255);
  AppendFixed32(bytes, 0xFEDCBA98);
  ByteReader reader(bytes);
  for (const std::int64_t number : kNumbers) {
    EXPECT_EQ(reader.Signed(), number);
    EXPECT_EQ(reader.Varint(), static_cast<std::uint64_t>(number));
  }
  EXPECT_EQ(reader.Byte(), 255);
  EXPECT_EQ(reader.Fixed32(), 0xFEDCBA98);
  EXPECT_TRUE(reader.ok() && reader.at_end());
}

TEST(Packing, WhatIsNotThereReadsAsZero) {
  ByteReader reader("\x81");
  EXPECT_EQ(reader.Varint(), 0U) << "it goes on behind the end";
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.Fixed32(), 0U);
  EXPECT_EQ(ByteReader("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF").Varint(), 0U) << "no end";
}

struct SetCase {
  const char* why;
  std::size_t count;
  unsigned bits;
};

TEST(Packing, SortedSetsReadAsTheyWereWritten) {
  const SetCase kCases[] = {
      {"one number has no bitmap of high bits to speak of", 1, 32},
      {"the keys of an account", 55, 32},
      {"a bitmap of whole words", 64, 32},
      {"the shingles of an article", 300, 17},
      {"as many numbers as there are, and more", 300, 8},
      {"a single bit", 5, 1},
      {"many", 4000, 32},
  };
  SeededRandom random(3);
  for (const SetCase& each : kCases) {
    SCOPED_TRACE(each.why);
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i < each.count; ++i) {
      numbers.push_back(static_cast<std::uint32_t>(random.Below(std::uint64_t{1} << each.bits)));
    }
    std::sort(numbers.begin(), numbers.end());
    std::string bytes;
    AppendSorted(bytes, numbers, each.bits);
    std::vector<std::uint32_t> read(each.count);
    ByteReader reader(bytes);
    reader.Sorted(read, each.bits);
    EXPECT_TRUE(reader.ok() && reader.at_end());
    EXPECT_EQ(read, numbers);
    ByteReader cut(std::string_view(bytes).substr(0, bytes.size() - 1));
    cut.Sorted(read, each.bits);
    EXPECT_FALSE(cut.ok());
  }
}

TEST(Packing, SortedSetsTakeLittleMoreThanTheyMust) {
  SeededRandom random(4);
  std::vector<std::uint32_t> keys;
  for (int i = 0; i < 55; ++i) keys.push_back(static_cast<std::uint32_t>(random.Next()));
  std::sort(keys.begin(), keys.end());
  std::string bytes;
  AppendSorted(bytes, keys, 32);
  EXPECT_LE(bytes.size(), 195U) << "26 bits below and two above, where 220 bytes were 32 each";
}

TEST(Packing, RandomBytesAreRefusedOrSorted) {
  SeededRandom random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random.Below(60), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.Below(256));
    std::vector<std::uint32_t> read(1 + random.Below(40));
    ByteReader reader(bytes);
    reader.Sorted(read, 1 + static_cast<unsigned>(random.Below(32)));
    EXPECT_TRUE(!reader.ok() || std::is_sorted(read.begin(), read.end()));
  }
}

}  // namespace
}  // namespace isnad::story
