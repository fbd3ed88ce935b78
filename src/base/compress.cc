#include "base/compress.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <limits>
#include <memory>

namespace isnad {
namespace {

constexpr std::size_t kFirstOutputBytes = std::size_t{16} << 10;
constexpr int kGzipOnly = 15 + 16;  // zlib's windowBits: the largest window, gzip framing

tl::unexpected<Error> TooLarge(const char* format, std::size_t max_bytes) {
  return Fail(
      Errc::kTooLarge,
      std::string(format) + " data unpacks to more than " + std::to_string(max_bytes) + " bytes",
      "raise the limit if the source is trusted");
}

tl::unexpected<Error> Truncated(const char* format, std::size_t at) {
  return Fail(Errc::kMalformed,
              std::string(format) + " data is truncated after " + std::to_string(at) + " bytes",
              "fetch it again");
}

// Makes room behind `used` bytes of output: doubling, so that a bomb costs no more than twice the
// limit. One byte over the limit is allowed, to tell "just fits" from "more to come".
void Grow(std::string& out, std::size_t used, std::size_t max_bytes) {
  if (used < out.size()) return;
  const std::size_t most =
      max_bytes == std::numeric_limits<std::size_t>::max() ? max_bytes : max_bytes + 1;
  out.resize(std::min(most, std::max(kFirstOutputBytes, used * 2)));
}

// inflateEnd and deflateEnd on every way out.
class Inflater {
 public:
  Inflater() : ready_(inflateInit2(&stream_, kGzipOnly) == Z_OK) {}
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  [[nodiscard]] bool ready() const { return ready_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_;
};

// zlib counts in 32 bits; larger buffers go through in pieces.
uInt Piece(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

Bytef* Input(std::string_view bytes, std::size_t at) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data() + at));
}

}  // namespace

bool LooksLikeGzip(std::string_view bytes) {
  return bytes.size() >= 3 && bytes.substr(0, 3) == "\x1f\x8b\x08";
}

Result<std::string> Gunzip(std::string_view bytes, std::size_t max_bytes) {
  if (!LooksLikeGzip(bytes)) return Fail(Errc::kMalformed, "not gzip data");
  Inflater inflater;
  if (!inflater.ready()) return Fail(Errc::kIo, "zlib cannot start");
  z_stream& stream = inflater.stream();
  std::string out;
  std::size_t read = 0;
  std::size_t written = 0;
  for (;;) {
    Grow(out, written, max_bytes);
    const uInt input_bytes = Piece(bytes.size() - read);
    const uInt output_bytes = Piece(out.size() - written);
    stream.next_in = Input(bytes, read);
    stream.avail_in = input_bytes;
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + written);
    stream.avail_out = output_bytes;
    const int status = inflate(&stream, Z_NO_FLUSH);
    read += input_bytes - stream.avail_in;
    written += output_bytes - stream.avail_out;
    if (written > max_bytes) return TooLarge("gzip", max_bytes);
    if (status == Z_STREAM_END) {
      const std::string_view rest = bytes.substr(read);
      // Tapes and some writers pad with zeros; anything else has to be another member.
      if (rest.find_first_not_of('\0') == std::string_view::npos) break;
      if (!LooksLikeGzip(rest)) {
        return Fail(Errc::kMalformed, "what follows the gzip member at byte " +
                                          std::to_string(read) + " is not gzip data");
      }
      inflateReset(&stream);
    } else if (status == Z_BUF_ERROR ||
               (status == Z_OK && read == bytes.size() && stream.avail_out > 0)) {
      return Truncated("gzip", bytes.size());
    } else if (status != Z_OK) {
      return Fail(Errc::kMalformed,
                  "gzip data is damaged near byte " + std::to_string(read) + ": " +
                      (stream.msg != nullptr ? stream.msg : "a dictionary is needed"));
    }
  }
  out.resize(written);
  return out;
}

std::string Gzip(std::string_view bytes, int level) {
  z_stream stream{};
  [[maybe_unused]] int status =
      deflateInit2(&stream, std::clamp(level, 0, 9), Z_DEFLATED, kGzipOnly, 8, Z_DEFAULT_STRATEGY);
  assert(status == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  std::size_t read = 0;
  std::size_t written = 0;
  do {
    const uInt input_bytes = Piece(bytes.size() - read);
    const uInt output_bytes = Piece(out.size() - written);
    stream.next_in = Input(bytes, read);
    stream.avail_in = input_bytes;
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + written);
    stream.avail_out = output_bytes;
    status = deflate(&stream, read + input_bytes == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    read += input_bytes - stream.avail_in;
    written += output_bytes - stream.avail_out;
    assert(status == Z_OK || status == Z_STREAM_END);
  } while (status == Z_OK);
  deflateEnd(&stream);
  out.resize(written);
  return out;
}

std::string ZstdCompress(std::string_view bytes, int level) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                     &ZSTD_freeCCtx);
  assert(context != nullptr);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel,
                         std::clamp(level, ZSTD_minCLevel(), ZSTD_maxCLevel()));
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
  assert(!ZSTD_isError(size));  // the bound is large enough by its contract
  out.resize(size);
  return out;
}

Result<std::string> ZstdDecompress(std::string_view bytes, std::size_t max_bytes) {
  if (bytes.empty()) return Truncated("zstd", 0);
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                     &ZSTD_freeDCtx);
  if (context == nullptr) return Fail(Errc::kIo, "zstd cannot start");
  // A frame may ask for a window of gigabytes whatever it holds: 8 MiB serves every level that
  // writers use by default, 128 MiB is what the zstd program accepts.
  const int window_log = std::clamp(static_cast<int>(std::bit_width(max_bytes)), 23, 27);
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log);
  std::string out;
  std::size_t written = 0;
  ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
  for (;;) {
    Grow(out, written, max_bytes);
    ZSTD_outBuffer output{out.data(), out.size(), written};
    const std::size_t status = ZSTD_decompressStream(context.get(), &output, &input);
    if (ZSTD_isError(status)) {
      if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge) {
        return Fail(Errc::kTooLarge, "zstd data asks for a window of more than " +
                                         std::to_string(std::size_t{1} << window_log) + " bytes");
      }
      return Fail(Errc::kMalformed, "zstd data is damaged near byte " + std::to_string(input.pos) +
                                        ": " + ZSTD_getErrorName(status));
    }
    written = output.pos;
    if (written > max_bytes) return TooLarge("zstd", max_bytes);
    if (input.pos < input.size) continue;
    if (status == 0) break;  // the frame is whole and all of it is out
    if (written < out.size()) return Truncated("zstd", bytes.size());
  }
  out.resize(written);
  return out;
}

}  // namespace isnad
