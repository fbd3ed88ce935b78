#include "base/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

#include "base/ascii.h"
#include "base/compress.h"
#include "base/utf8.h"

namespace isnad {
namespace {

constexpr std::size_t kMaxCodings = 4;
constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

tl::unexpected<Error> TooLarge(std::size_t max_bytes) {
  return Fail(Errc::kTooLarge,
              "a page unpacks to more than " + std::to_string(max_bytes) + " bytes",
              "raise the limit if the source is trusted");
}

Result<std::string> Unbrotli(std::string_view bytes, std::size_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (!state) return Fail(Errc::kIo, "brotli cannot start");
  std::string out;
  std::size_t input_bytes = bytes.size();
  const auto* input = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (;;) {
    const std::size_t before = out.size();
    out.resize(before + kPieceBytes);
    std::size_t room = kPieceBytes;
    auto* output = reinterpret_cast<std::uint8_t*>(out.data() + before);
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &input_bytes, &input, &room, &output, nullptr);
    out.resize(before + kPieceBytes - room);
    if (out.size() > max_bytes) return TooLarge(max_bytes);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    return Fail(Errc::kMalformed,
                result == BROTLI_DECODER_RESULT_ERROR ? "not brotli data, or damaged"
                                                      : "brotli data is truncated",
                "fetch it again");
  }
}

// `window_bits` as zlib's inflateInit2 takes them: negative for deflate without a frame.
Result<std::string> Inflate(std::string_view bytes, int window_bits, std::size_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return Fail(Errc::kIo, "zlib cannot start");
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> ends(&stream, inflateEnd);
  if (bytes.size() > std::numeric_limits<uInt>::max()) return TooLarge(max_bytes);
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  for (;;) {
    const std::size_t before = out.size();
    out.resize(before + kPieceBytes);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = static_cast<uInt>(kPieceBytes);
    const int status = inflate(&stream, Z_NO_FLUSH);
    out.resize(before + kPieceBytes - stream.avail_out);
    if (out.size() > max_bytes) return TooLarge(max_bytes);
    if (status == Z_STREAM_END) return out;
    if (status != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0)) {
      return Fail(Errc::kMalformed, "not deflate data, or truncated", "fetch it again");
    }
  }
}

Result<std::string> DecodeOne(std::string_view bytes, std::string_view coding,
                              std::size_t max_bytes) {
  if (coding == "gzip" || coding == "x-gzip") return Gunzip(bytes, max_bytes);
  if (coding == "br") return Unbrotli(bytes, max_bytes);
  if (coding == "zstd") return ZstdDecompress(bytes, max_bytes);
  if (coding == "deflate") {
    auto framed = Inflate(bytes, 15, max_bytes);
    if (framed || framed.error().code != Errc::kMalformed) return framed;
    return Inflate(bytes, -15, max_bytes);
  }
  return Fail(Errc::kUnsupported, "content encoding \"" + std::string(coding) + "\"",
              "store the page decoded, or in gzip, deflate, br or zstd");
}

}  // namespace

Result<std::string> DecodeContent(std::string_view bytes, std::string_view codings,
                                  std::size_t max_bytes) {
  std::vector<std::string> list;
  while (!codings.empty()) {
    const std::size_t end = std::min(codings.find(','), codings.size());
    std::string one(TrimSpace(codings.substr(0, end)));
    std::transform(one.begin(), one.end(), one.begin(), AsciiLower);
    if (!one.empty() && one != "identity") list.push_back(std::move(one));
    codings.remove_prefix(std::min(end + 1, codings.size()));
    if (list.size() > kMaxCodings) {
      return Fail(Errc::kUnsupported, "over 4 content encodings", "store the page decoded");
    }
  }
  std::string out(bytes);
  for (auto coding = list.rbegin(); coding != list.rend(); ++coding) {
    auto decoded = DecodeOne(out, *coding, max_bytes);
    if (!decoded) return decoded;
    out = std::move(*decoded);
  }
  return out;
}

}  // namespace isnad
