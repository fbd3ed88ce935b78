#include "page/ascii_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/utf8.h"

namespace isnad::page {
namespace {

constexpr char kSign = '`';

// The bytes of the "`hex`" that `text` opens with, and its code point; 0 bytes where it opens with
// none.
struct Sign {
  std::size_t size = 0;
  char32_t code_point = 0;
};

Sign ReadSign(std::string_view text) {
  constexpr std::size_t kLongest = 8;  // "`10ffff`"
  if (text.empty() || text[0] != kSign) return {};
  const std::size_t end = text.substr(0, kLongest).find(kSign, 1);
  if (end == std::string_view::npos) return {};
  std::uint32_t value = 0;
  const auto [stop, failure] = std::from_chars(text.data() + 1, text.data() + end, value, 16);
  if (failure != std::errc() || stop != text.data() + end) return {};
  return {end + 1, static_cast<char32_t>(value)};
}

}  // namespace

AsciiText::AsciiText(std::string_view utf8) {
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  text_.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [code_point, length] = DecodeAt(utf8, at);
    at += length;
    if (code_point < 0x80 && code_point != static_cast<char32_t>(kSign)) {
      text_ += static_cast<char>(code_point);
      continue;
    }
    char hex[8];
    const auto written = std::to_chars(hex, hex + sizeof hex, std::uint32_t{code_point}, 16);
    text_ += kSign;
    text_.append(hex, written.ptr);
    text_ += kSign;
  }
}

std::size_t AsciiText::OriginalColumn(std::size_t line, std::size_t column) const {
  std::size_t start = 0;
  for (; line > 1 && start < text_.size(); --line) {
    start = std::min(text_.find('\n', start), text_.size() - 1) + 1;
  }
  std::size_t original = 1;
  for (std::size_t at = start; at < text_.size() && at + 1 < start + column; ++original) {
    const Sign sign = ReadSign(std::string_view(text_).substr(at));
    at += sign.size == 0 ? 1 : sign.size;
  }
  return original;
}

std::string AsciiText::Original(std::string_view part) {
  std::string out;
  out.reserve(part.size());
  for (std::size_t at = 0; at < part.size();) {
    const Sign sign = ReadSign(part.substr(at));
    if (sign.size == 0) {
      out += part[at++];
    } else {
      AppendUtf8(out, sign.code_point);
      at += sign.size;
    }
  }
  return out;
}

}  // namespace isnad::page
