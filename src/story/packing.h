#pragma once

// Few bytes for what the clusterer keeps of an article: bytes, variable-length numbers (LEB128,
// signed ones in zigzag order) and sorted sets.
//
// A sorted set of n numbers of b bits is kept as Elias (1974, "Efficient storage and retrieval by
// content and address of static files") and Fano (1971) describe: the high ⌈log2 n⌉ bits of each as
// a bitmap in which number i of high bits h sets bit h + i, the low bits in a row behind it. That
// is about b - log2 n + 2 bits a number, and half a bit from the least there can be.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace isnad::story {

inline constexpr std::size_t kMaxPackedNumbers = 1 << 16;  // of one sorted set

void AppendByte(std::string& out, std::size_t value);       // value < 256
void AppendFixed32(std::string& out, std::uint32_t value);  // little-endian
void AppendVarint(std::string& out, std::uint64_t value);
void AppendSigned(std::string& out, std::int64_t value);

// `numbers` rise and are below 2^bits, 1 <= bits <= 32; their count is the caller's to keep.
// Cost: O(numbers).
void AppendSorted(std::string& out, std::span<const std::uint32_t> numbers, unsigned bits);

// Takes values off the front of bytes that may be damaged: what does not stand there reads as 0,
// and ok() is false from then on. The bytes must outlive it.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t Byte() {
    const std::string_view byte = Bytes(1);
    return byte.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(byte.front());
  }
  std::uint32_t Fixed32();
  std::uint64_t Varint();
  std::int64_t Signed();
  std::string_view Bytes(std::size_t count) {
    const bool enough = count <= bytes_.size();
    ok_ = ok_ && enough;
    const std::string_view taken = bytes_.substr(0, enough ? count : 0);
    bytes_.remove_prefix(enough ? count : bytes_.size());
    return taken;
  }
  // Fills `out` with numbers that AppendSorted wrote: as many, of as many bits. They rise, or ok()
  // is false.
  void Sorted(std::span<std::uint32_t> out, unsigned bits);

  void Refuse() { ok_ = false; }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace isnad::story
