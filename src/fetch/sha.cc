#include "fetch/sha.h"

#include <bit>
#include <cstring>
#include <string>

namespace isnad::fetch {
namespace {

template <typename Word>
Word LoadBigEndian(const char* bytes) {
  Word word = 0;
  for (std::size_t i = 0; i < sizeof(Word); ++i) {
    word = static_cast<Word>(word << 8 | static_cast<std::uint8_t>(bytes[i]));
  }
  return word;
}

// The message's end with its padding (FIPS 180-4, 5.1): one or two blocks of `block` bytes; the
// length takes the last eight, which is enough for what fits in memory.
std::string PaddedTail(std::string_view bytes, std::size_t block) {
  std::string tail(bytes.substr(bytes.size() / block * block));
  tail += '\x80';
  const std::size_t length_bytes = block / 8;
  while (tail.size() % block != block - length_bytes) tail += '\0';
  tail.append(length_bytes - 8, '\0');
  const std::uint64_t bits = static_cast<std::uint64_t>(bytes.size()) * 8;
  for (int shift = 56; shift >= 0; shift -= 8) tail += static_cast<char>(bits >> shift);
  return tail;
}

template <typename Compress>
void ForEachBlock(std::string_view bytes, std::size_t block, Compress compress) {
  const std::string tail = PaddedTail(bytes, block);
  for (std::size_t at = 0; at + block <= bytes.size(); at += block) compress(bytes.data() + at);
  for (std::size_t at = 0; at < tail.size(); at += block) compress(tail.data() + at);
}

// FIPS 180-4, 6.1.2.
void CompressSha1(std::array<std::uint32_t, 5>& h, const char* block) {
  std::uint32_t w[80];
  for (std::size_t t = 0; t < 16; ++t) w[t] = LoadBigEndian<std::uint32_t>(block + 4 * t);
  for (std::size_t t = 16; t < 80; ++t) {
    w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
  }
  auto [a, b, c, d, e] = h;
  for (std::size_t t = 0; t < 80; ++t) {
    std::uint32_t f = 0;
    std::uint32_t k = 0;
    if (t < 20) {
      f = (b & c) | (~b & d);
      k = 0x5A827999;
    } else if (t < 40) {
      f = b ^ c ^ d;
      k = 0x6ED9EBA1;
    } else if (t < 60) {
      f = (b & c) | (b & d) | (c & d);
      k = 0x8F1BBCDC;
    } else {
      f = b ^ c ^ d;
      k = 0xCA62C1D6;
    }
    const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[t];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  const std::uint32_t out[5] = {a, b, c, d, e};
  for (std::size_t i = 0; i < 5; ++i) h[i] += out[i];
}

// FIPS 180-4, 4.2.3: the first 64 bits of the cube roots' fractions of the first eighty primes.
constexpr std::uint64_t kRound[80] = {
    0x428A2F98D728AE22, 0x7137449123EF65CD, 0xB5C0FBCFEC4D3B2F, 0xE9B5DBA58189DBBC,
    0x3956C25BF348B538, 0x59F111F1B605D019, 0x923F82A4AF194F9B, 0xAB1C5ED5DA6D8118,
    0xD807AA98A3030242, 0x12835B0145706FBE, 0x243185BE4EE4B28C, 0x550C7DC3D5FFB4E2,
    0x72BE5D74F27B896F, 0x80DEB1FE3B1696B1, 0x9BDC06A725C71235, 0xC19BF174CF692694,
    0xE49B69C19EF14AD2, 0xEFBE4786384F25E3, 0x0FC19DC68B8CD5B5, 0x240CA1CC77AC9C65,
    0x2DE92C6F592B0275, 0x4A7484AA6EA6E483, 0x5CB0A9DCBD41FBD4, 0x76F988DA831153B5,
    0x983E5152EE66DFAB, 0xA831C66D2DB43210, 0xB00327C898FB213F, 0xBF597FC7BEEF0EE4,
    0xC6E00BF33DA88FC2, 0xD5A79147930AA725, 0x06CA6351E003826F, 0x142929670A0E6E70,
    0x27B70A8546D22FFC, 0x2E1B21385C26C926, 0x4D2C6DFC5AC42AED, 0x53380D139D95B3DF,
    0x650A73548BAF63DE, 0x766A0ABB3C77B2A8, 0x81C2C92E47EDAEE6, 0x92722C851482353B,
    0xA2BFE8A14CF10364, 0xA81A664BBC423001, 0xC24B8B70D0F89791, 0xC76C51A30654BE30,
    0xD192E819D6EF5218, 0xD69906245565A910, 0xF40E35855771202A, 0x106AA07032BBD1B8,
    0x19A4C116B8D2D0C8, 0x1E376C085141AB53, 0x2748774CDF8EEB99, 0x34B0BCB5E19B48A8,
    0x391C0CB3C5C95A63, 0x4ED8AA4AE3418ACB, 0x5B9CCA4F7763E373, 0x682E6FF3D6B2B8A3,
    0x748F82EE5DEFB2FC, 0x78A5636F43172F60, 0x84C87814A1F0AB72, 0x8CC702081A6439EC,
    0x90BEFFFA23631E28, 0xA4506CEBDE82BDE9, 0xBEF9A3F7B2C67915, 0xC67178F2E372532B,
    0xCA273ECEEA26619C, 0xD186B8C721C0C207, 0xEADA7DD6CDE0EB1E, 0xF57D4F7FEE6ED178,
    0x06F067AA72176FBA, 0x0A637DC5A2C898A6, 0x113F9804BEF90DAE, 0x1B710B35131C471B,
    0x28DB77F523047D84, 0x32CAAB7B40C72493, 0x3C9EBE0A15C9BEBC, 0x431D67C49C100D4C,
    0x4CC5D4BECB3E42B6, 0x597F299CFC657E2A, 0x5FCB6FAB3AD6FAEC, 0x6C44198C4A475817,
};

// FIPS 180-4, 6.4.2.
void CompressSha512(std::array<std::uint64_t, 8>& h, const char* block) {
  std::uint64_t w[80];
  for (std::size_t t = 0; t < 16; ++t) w[t] = LoadBigEndian<std::uint64_t>(block + 8 * t);
  for (std::size_t t = 16; t < 80; ++t) {
    const std::uint64_t s0 = std::rotr(w[t - 15], 1) ^ std::rotr(w[t - 15], 8) ^ (w[t - 15] >> 7);
    const std::uint64_t s1 = std::rotr(w[t - 2], 19) ^ std::rotr(w[t - 2], 61) ^ (w[t - 2] >> 6);
    w[t] = w[t - 16] + s0 + w[t - 7] + s1;
  }
  std::array<std::uint64_t, 8> v = h;  // a to h
  for (std::size_t t = 0; t < 80; ++t) {
    const std::uint64_t s1 = std::rotr(v[4], 14) ^ std::rotr(v[4], 18) ^ std::rotr(v[4], 41);
    const std::uint64_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
    const std::uint64_t first = v[7] + s1 + choice + kRound[t] + w[t];
    const std::uint64_t s0 = std::rotr(v[0], 28) ^ std::rotr(v[0], 34) ^ std::rotr(v[0], 39);
    const std::uint64_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    v = {first + s0 + majority, v[0], v[1], v[2], v[3] + first, v[4], v[5], v[6]};
  }
  for (std::size_t i = 0; i < 8; ++i) h[i] += v[i];
}

// The first Size bytes of the words, each the most significant byte first.
template <std::size_t Size, typename Words>
std::array<std::uint8_t, Size> Digest(const Words& words) {
  constexpr std::size_t kWord = sizeof(typename Words::value_type);
  std::array<std::uint8_t, Size> out{};
  for (std::size_t i = 0; i < Size; ++i) {
    out[i] = static_cast<std::uint8_t>(words[i / kWord] >> (8 * (kWord - 1 - i % kWord)));
  }
  return out;
}

}  // namespace

std::array<std::uint8_t, 20> Sha1(std::string_view bytes) {
  std::array<std::uint32_t, 5> h = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  ForEachBlock(bytes, 64, [&](const char* block) { CompressSha1(h, block); });
  return Digest<20>(h);
}

std::array<std::uint8_t, 48> Sha384(std::string_view bytes) {
  std::array<std::uint64_t, 8> h = {0xCBBB9D5DC1059ED8, 0x629A292A367CD507, 0x9159015A3070DD17,
                                    0x152FECD8F70E5939, 0x67332667FFC00B31, 0x8EB44A8768581511,
                                    0xDB0C2E0D64F98FA7, 0x47B5481DBEFA4FA4};
  ForEachBlock(bytes, 128, [&](const char* block) { CompressSha512(h, block); });
  return Digest<48>(h);
}

}  // namespace isnad::fetch
