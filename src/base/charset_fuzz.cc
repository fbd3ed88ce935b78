#include <cstdint>
#include <cstdlib>

#include "base/charset.h"
#include "base/utf8.h"

// The first byte chooses the kind of document, the bytes up to a line feed are the header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  isnad::DecodeOptions options;
  options.kind = static_cast<isnad::DocumentKind>(data[0] % 3);
  options.content_type = bytes.substr(0, bytes.find('\n'));
  bytes.remove_prefix(std::min(options.content_type.size() + 1, bytes.size()));
  const auto decoded = isnad::DecodeToUtf8(bytes, options);
  if (!decoded) std::abort();  // any bytes can be decoded
  if (!isnad::IsUtf8(decoded->text) || decoded->text.find('\0') != std::string::npos) std::abort();
  if (isnad::CharsetFromLabel(decoded->charset) != decoded->charset) std::abort();
  return 0;
}
