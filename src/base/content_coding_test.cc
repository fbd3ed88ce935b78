#include "base/content_coding.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "base/compress.h"

namespace isnad {
namespace {

constexpr std::size_t kLimit = 1 << 20;

std::string Brotli(const std::string& text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string out(size, '\0');
  EXPECT_TRUE(BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                                    reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(out.data())));
  out.resize(size);
  return out;
}

// zlib's frame is two bytes in front and four behind.
std::string Deflate(const std::string& text, bool framed) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string out(size, '\0');
  EXPECT_EQ(compress(reinterpret_cast<Bytef*>(out.data()), &size,
                     reinterpret_cast<const Bytef*>(text.data()), static_cast<uLong>(text.size())),
            Z_OK);
  out.resize(size);
  return framed ? out : out.substr(2, out.size() - 6);
}

TEST(DecodeContent, TakesOffWhatTheFieldLists) {
  const std::string text = "صفحة " + std::string(5'000, 'x');
  struct Case {
    const char* why;
    std::string codings, bytes;
  };
  const Case kCases[] = {
      {"nothing", "", text},
      {"nothing, by name", "identity", text},
      {"gzip", "gzip", Gzip(text)},
      {"its old name, in capitals", "X-GZIP", Gzip(text)},
      {"brotli", "br", Brotli(text)},
      {"zstd", "zstd", ZstdCompress(text)},
      {"deflate as the standard says", "deflate", Deflate(text, true)},
      {"deflate as some servers do", "deflate", Deflate(text, false)},
      {"two, the last one outermost", "gzip, br", Brotli(Gzip(text))},
  };
  for (const auto& [why, codings, bytes] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(DecodeContent(bytes, codings, kLimit), text);
  }
}

TEST(DecodeContent, NamesWhatItCannotTakeOff) {
  const std::string text(10'000, 'x');
  EXPECT_EQ(DecodeContent(text, "compress", kLimit).error().code, Errc::kUnsupported);
  EXPECT_EQ(DecodeContent(text, "br,br,br,br,br", kLimit).error().code, Errc::kUnsupported);
  for (const char* coding : {"gzip", "br", "zstd", "deflate"}) {
    SCOPED_TRACE(coding);
    EXPECT_EQ(DecodeContent("<p>plain", coding, kLimit).error().code, Errc::kMalformed);
  }
  const std::string packed = Brotli(text);
  EXPECT_EQ(DecodeContent(packed.substr(0, packed.size() - 1), "br", kLimit).error().code,
            Errc::kMalformed);
}

TEST(DecodeContent, StopsBombsAtTheLimit) {
  const std::string zeros(20'000'000, '\0');
  for (const auto& [coding, bytes] : {std::pair<const char*, std::string>{"br", Brotli(zeros)},
                                      {"deflate", Deflate(zeros, true)},
                                      {"gzip", Gzip(zeros)}}) {
    EXPECT_EQ(DecodeContent(bytes, coding, kLimit).error().code, Errc::kTooLarge) << coding;
  }
}

}  // namespace
}  // namespace isnad
