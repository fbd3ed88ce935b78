#include "base/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include "base/charset_parts.h"
#include "base/utf8.h"

namespace isnad {
namespace {

using namespace std::string_view_literals;

struct ConverterClose {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterClose>;

tl::unexpected<Error> TooLarge(std::size_t max_bytes) {
  return Fail(Errc::kTooLarge, "the text is over " + std::to_string(max_bytes) + " bytes as UTF-8");
}

// ICU's substitution, counted in *context.
void SubstituteAndCount(const void* context, UConverterToUnicodeArgs* arguments, const char* bytes,
                        int32_t length, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason <= UCNV_IRREGULAR) {
    ++*static_cast<std::size_t*>(const_cast<void*>(context));
  }
  UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, arguments, bytes, length, reason, status);
}

Converter OpenConverter(std::string_view name, std::size_t* replaced) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(std::string(name).c_str(), &status));
  if (U_FAILURE(status)) return nullptr;
  ucnv_setToUCallBack(converter.get(), SubstituteAndCount, replaced, nullptr, nullptr, &status);
  return U_FAILURE(status) ? nullptr : std::move(converter);
}

// Appends UTF-16 as UTF-8 without U+0000; keeps half a pair at the end for the next call.
class Utf16Sink {
 public:
  explicit Utf16Sink(std::string& out) : out_(out) {}

  void Append(const UChar* units, const UChar* end) {
    for (; units != end; ++units) {
      const char32_t unit = *units;
      if (U16_IS_LEAD(unit)) {
        lead_ = unit;
      } else if (U16_IS_TRAIL(unit) && lead_ != 0) {
        AppendUtf8(out_, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead_, unit)));
        lead_ = 0;
      } else if (unit != 0) {
        AppendUtf8(out_, unit);
      }
    }
  }

 private:
  std::string& out_;
  char32_t lead_ = 0;
};

// Encodings of one byte a character, through a table that ICU fills: many times faster than asking
// it for every piece of text. nullopt where the encoding has longer characters.
class ByteTable {
 public:
  static std::optional<ByteTable> Of(UConverter* converter) {
    if (ucnv_getMaxCharSize(converter) != 1 || ucnv_getType(converter) == UCNV_UTF8) return {};
    ByteTable table;
    for (int byte = 1; byte < 256; ++byte) {
      const char source = static_cast<char>(byte);
      UChar units[4];
      UErrorCode status = U_ZERO_ERROR;
      if (ucnv_toUChars(converter, units, 4, &source, 1, &status) != 1) return {};
      Entry& entry = table.entries_[static_cast<std::size_t>(byte)];
      std::string text;
      AppendUtf8(text, units[0]);
      entry.size = static_cast<std::uint8_t>(text.copy(entry.text, sizeof entry.text));
      entry.is_replacement = units[0] == kReplacementCharacter;
    }
    return table;
  }

  // False when `out` grows over max_bytes.
  bool Append(std::string_view bytes, std::size_t max_bytes, std::string& out,
              std::size_t& replaced) const {
    constexpr std::size_t kPieceBytes = 4096;
    char piece[kPieceBytes * sizeof(Entry::text)];
    while (!bytes.empty()) {
      char* end = piece;
      const std::string_view part = bytes.substr(0, kPieceBytes);
      for (const char c : part) {
        const Entry& entry = entries_[static_cast<unsigned char>(c)];
        std::memcpy(end, entry.text, sizeof entry.text);  // the excess is written over
        end += entry.size;
        replaced += entry.is_replacement;
      }
      out.append(piece, end);
      if (out.size() > max_bytes) return false;
      bytes.remove_prefix(part.size());
    }
    return true;
  }

 private:
  struct Entry {
    char text[3] = {};
    std::uint8_t size = 0;  // 0 for U+0000, which is dropped
    bool is_replacement = false;
  };
  std::array<Entry, 256> entries_{};
};

Result<void> Convert(std::string_view bytes, UConverter* converter, std::size_t max_bytes,
                     std::string& out) {
  UChar buffer[4096];
  Utf16Sink sink(out);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    UChar* target = buffer;
    ucnv_toUnicode(converter, &target, std::end(buffer), &source, source_end, nullptr, true,
                   &status);
    sink.Append(buffer, target);
    if (out.size() > max_bytes) return TooLarge(max_bytes);
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(status)) return Fail(Errc::kMalformed, u_errorName(status));
    return {};
  }
}

// WHATWG 14.5: bytes over 0x7F are private use characters.
void AppendUserDefined(std::string_view bytes, std::string& out) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte != 0) AppendUtf8(out, byte < 0x80 ? byte : 0xF700U + byte);
  }
}

// iso-8859-16 is not among ICU's: the 30 places where it differs from iso-8859-1 (WHATWG index).
void AppendIso8859_16(std::string_view bytes, std::string& out) {
  struct Place {
    unsigned char byte;
    char16_t value;
  };
  constexpr Place kPlaces[] = {
      {0xA1, 0x0104}, {0xA2, 0x0105}, {0xA3, 0x0141}, {0xA4, 0x20AC}, {0xA5, 0x201E},
      {0xA6, 0x0160}, {0xA8, 0x0161}, {0xAA, 0x0218}, {0xAC, 0x0179}, {0xAE, 0x017A},
      {0xAF, 0x017B}, {0xB2, 0x010C}, {0xB3, 0x0142}, {0xB4, 0x017D}, {0xB5, 0x201D},
      {0xB8, 0x017E}, {0xB9, 0x010D}, {0xBA, 0x0219}, {0xBC, 0x0152}, {0xBD, 0x0153},
      {0xBE, 0x0178}, {0xBF, 0x017C}, {0xC3, 0x0102}, {0xC5, 0x0106}, {0xD0, 0x0110},
      {0xD1, 0x0143}, {0xD5, 0x0150}, {0xD7, 0x015A}, {0xD8, 0x0170}, {0xDD, 0x0118},
      {0xDE, 0x021A}, {0xE3, 0x0103}, {0xE5, 0x0107}, {0xF0, 0x0111}, {0xF1, 0x0144},
      {0xF5, 0x0151}, {0xF7, 0x015B}, {0xF8, 0x0171}, {0xFD, 0x0119}, {0xFE, 0x021B}};
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const auto* place = std::find_if(std::begin(kPlaces), std::end(kPlaces),
                                     [byte](const Place& p) { return p.byte == byte; });
    if (byte != 0) AppendUtf8(out, place == std::end(kPlaces) ? byte : char32_t{place->value});
  }
}

Result<void> Decode(std::string_view bytes, std::size_t max_bytes, Decoded& decoded) {
  if (decoded.charset == "utf-8") {
    decoded.text = RepairUtf8(bytes, &decoded.replaced);
  } else if (decoded.charset == "replacement") {
    // WHATWG 14.1: encodings that hide markup from filters are not decoded at all.
    decoded.replaced = bytes.empty() ? 0 : 1;
    if (!bytes.empty()) AppendUtf8(decoded.text, kReplacementCharacter);
  } else if (decoded.charset == "x-user-defined") {
    AppendUserDefined(bytes, decoded.text);
  } else if (decoded.charset == "iso-8859-16") {
    AppendIso8859_16(bytes, decoded.text);
  } else {
    const CharsetRow* row = FindCharset(decoded.charset);
    const Converter converter =
        row == nullptr ? nullptr : OpenConverter(row->converter, &decoded.replaced);
    if (converter == nullptr) {
      return Fail(Errc::kUnsupported, "ICU has no converter for " + decoded.charset,
                  "install ICU's full data");
    }
    decoded.text.reserve(std::min(max_bytes, bytes.size() + bytes.size() / 2));
    if (const std::optional<ByteTable> table = ByteTable::Of(converter.get()); table) {
      decoded.replaced = 0;  // filling the table may have counted some
      if (!table->Append(bytes, max_bytes, decoded.text, decoded.replaced)) {
        return TooLarge(max_bytes);
      }
      return {};
    }
    decoded.replaced = 0;
    return Convert(bytes, converter.get(), max_bytes, decoded.text);
  }
  if (decoded.text.size() > max_bytes) return TooLarge(max_bytes);
  return {};
}

bool IsUtf16(std::string_view name) { return name.starts_with("utf-16"); }

// What of the bytes a decision needs, worked out once.
struct Evidence {
  Utf8Evidence utf8;
  std::string_view arabic;  // see ArabicCharsetOf; only looked for when not UTF-8
};

Evidence Weigh(std::string_view bytes) {
  Evidence evidence;
  evidence.utf8 = WeighUtf8(bytes);
  // A page with a few broken characters is still UTF-8 and needs no other reading.
  const bool mostly_utf8 = evidence.utf8.ill_formed * 4 <= evidence.utf8.multi_byte;
  if (!mostly_utf8) evidence.arabic = ArabicCharsetOf(bytes);
  return evidence;
}

bool IsMultiByteLegacy(std::string_view name) {
  constexpr std::string_view kNames[] = {"gbk",       "gb18030", "big5",       "euc-jp",
                                         "shift_jis", "euc-kr",  "iso-2022-jp"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

bool IsLatin(std::string_view name) {
  constexpr std::string_view kNames[] = {"windows-1252", "windows-1250", "windows-1254",
                                         "iso-8859-2",   "iso-8859-15",  "iso-8859-3",
                                         "iso-8859-4",   "macintosh"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// Whether the bytes give the lie to a declared encoding.
bool Contradicts(std::string_view name, std::string_view bytes, const Evidence& evidence) {
  if (name == "utf-8") {
    // Some broken characters are a broken page; more broken than whole is another encoding.
    return evidence.utf8.ill_formed > evidence.utf8.multi_byte;
  }
  if (IsUtf16(name)) return bytes.find('\0') == std::string_view::npos && evidence.utf8.is_utf8;
  if (evidence.utf8.is_utf8 && evidence.utf8.multi_byte > 0) {
    // Two-byte codes of East Asia fit the form of short UTF-8 by chance, single bytes do not.
    return !IsMultiByteLegacy(name) || evidence.utf8.long_forms * 4 > evidence.utf8.multi_byte;
  }
  if (evidence.arabic.empty() || evidence.arabic == name) return false;
  return IsLatin(name) || name == "windows-1256" || name == "iso-8859-6";
}

struct Mark {
  std::string_view bytes;
  std::string_view charset;
};

struct Decision {
  std::string_view charset;
  std::string_view by;
};

Decision Decide(std::string_view bytes, const DecodeOptions& options) {
  struct Claim {
    std::string_view by;
    std::string_view charset;
  };
  const std::string_view meta =
      options.kind == DocumentKind::kHtml ? CharsetFromMeta(bytes) : std::string_view();
  const std::string_view xml =
      options.kind != DocumentKind::kText ? CharsetFromXmlDeclaration(bytes) : std::string_view();
  const Claim claims[] = {{"header", CharsetFromLabel(CharsetParameter(options.content_type))},
                          {"meta", meta},
                          {"xml", xml}};
  // By far the commonest: the first claim is UTF-8 and true, and nothing needs to be weighed.
  for (const Claim& claim : claims) {
    if (claim.charset.empty()) continue;
    if (claim.charset == "utf-8" && IsUtf8(bytes)) return {claim.charset, claim.by};
    break;
  }
  const Evidence evidence = Weigh(bytes);
  for (const Claim& claim : claims) {
    if (!claim.charset.empty() && !Contradicts(claim.charset, bytes, evidence)) {
      return {claim.charset, claim.by};
    }
  }
  if (evidence.utf8.is_utf8 || evidence.utf8.ill_formed * 4 <= evidence.utf8.multi_byte) {
    return {"utf-8", "utf-8"};
  }
  if (!evidence.arabic.empty()) return {evidence.arabic, "detector"};
  if (const std::string_view name = DetectCharset(bytes); !name.empty() && name != "utf-8") {
    return {name, "detector"};
  }
  return {"windows-1252", "fallback"};
}

}  // namespace

Result<Decoded> DecodeToUtf8(std::string_view bytes, const DecodeOptions& options) {
  constexpr Mark kMarks[] = {
      {"\xEF\xBB\xBF"sv, "utf-8"}, {"\xFE\xFF"sv, "utf-16be"}, {"\xFF\xFE"sv, "utf-16le"}};
  Decoded decoded;
  for (const Mark& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    decoded.charset = mark.charset;
    decoded.decided_by = "bom";
    bytes.remove_prefix(mark.bytes.size());
    break;
  }
  if (decoded.charset.empty()) {
    const Decision decision = Decide(bytes, options);
    decoded.charset = decision.charset;
    decoded.decided_by = decision.by;
  }
  if (auto done = Decode(bytes, options.max_output_bytes, decoded); !done)
    return Fail(done.error());
  return decoded;
}

bool NeedsNoDecoding(std::string_view bytes, const DecodeOptions& options) {
  return !bytes.starts_with("\xEF\xBB\xBF") && bytes.size() <= options.max_output_bytes &&
         IsUtf8(bytes) && bytes.find('\0') == std::string_view::npos &&
         Decide(bytes, options).charset == "utf-8";
}

}  // namespace isnad
