#include "base/utf8.h"

#include <simdjson.h>

#include <unicode/uchar.h>

#include <cassert>

namespace isnad {
namespace {

struct Step {
  char32_t value;             // kReplacementCharacter when ill-formed
  std::uint8_t length_bytes;  // of the code point, or of the maximal ill-formed part
  bool well_formed;
};

std::uint8_t Byte(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

bool IsContinuation(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Unicode 15, table 3-7: how many bytes a lead byte promises, and the range of the second one
// (which is where overlong forms, surrogates and values over U+10FFFF are told).
struct Lead {
  std::uint8_t length_bytes;  // 0: no lead byte
  std::uint8_t low;
  std::uint8_t high;
};

constexpr Lead LeadOf(std::uint8_t byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

Step StepAt(std::string_view text, std::size_t at) {
  const std::uint8_t first = Byte(text, at);
  const Lead lead = LeadOf(first);
  if (lead.length_bytes == 1) return {first, 1, true};
  if (lead.length_bytes == 0) return {kReplacementCharacter, 1, false};
  char32_t value = first & (0x7FU >> lead.length_bytes);
  std::uint8_t low = lead.low;
  std::uint8_t high = lead.high;
  for (std::uint8_t length = 1; length < lead.length_bytes; ++length) {
    if (at + length == text.size()) return {kReplacementCharacter, length, false};
    const std::uint8_t byte = Byte(text, at + length);
    if (byte < low || byte > high) return {kReplacementCharacter, length, false};
    value = value << 6 | (byte & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {value, lead.length_bytes, true};
}

bool IsCombiningMark(char32_t value) {
  return value >= 0x300 && (U_MASK(u_charType(static_cast<UChar32>(value))) & U_GC_M_MASK) != 0;
}

}  // namespace

bool IsUtf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::string RepairUtf8(std::string_view text, std::size_t* replaced) {
  if (replaced != nullptr) *replaced = 0;
  if (IsUtf8(text) && text.find('\0') == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size() + 16);
  std::size_t copied = 0;  // text before this is in `out`
  for (std::size_t at = 0; at < text.size();) {
    const Step step = StepAt(text, at);
    if (!step.well_formed || step.value == 0) {
      out.append(text, copied, at - copied);
      copied = at + step.length_bytes;
      if (!step.well_formed) {
        AppendUtf8(out, kReplacementCharacter);
        if (replaced != nullptr) ++*replaced;
      }
    }
    at += step.length_bytes;
  }
  out.append(text, copied, text.size() - copied);
  return out;
}

CodePoint DecodeAt(std::string_view text, std::size_t at) {
  assert(at < text.size());
  const Step step = StepAt(text, at);
  if (!step.well_formed) return {kReplacementCharacter, 1};
  return {step.value, step.length_bytes};
}

void AppendUtf8(std::string& out, char32_t code_point) {
  const auto tail = [code_point](int shift) {
    return static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) {
    out.append("\xEF\xBF\xBD");
  } else if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    out.append({static_cast<char>(0xC0 | code_point >> 6), tail(0)});
  } else if (code_point < 0x10000) {
    out.append({static_cast<char>(0xE0 | code_point >> 12), tail(6), tail(0)});
  } else {
    out.append({static_cast<char>(0xF0 | code_point >> 18), tail(12), tail(6), tail(0)});
  }
}

std::size_t CountCodePoints(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string_view TruncateUtf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  for (;;) {
    while (end > 0 && IsContinuation(Byte(text, end))) --end;
    if (end == 0 || !IsCombiningMark(DecodeAt(text, end).value)) return text.substr(0, end);
    --end;  // into the code point that the mark stands on
  }
}

}  // namespace isnad
