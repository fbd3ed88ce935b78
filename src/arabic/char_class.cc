#include "arabic/char_class.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>

namespace isnad::arabic {
namespace {

bool IsFormat(char32_t c) {
  return c == 0x061C || c == 0x00AD || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

// Signs that Unicode counts as letters or marks and that the press does not spell with.
bool IsArabicSign(char32_t c) { return c >= 0x06D4 && c <= 0x06ED && c != 0x06D5; }

CharClass LetterClass(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_ARABIC:
      return CharClass::kArabic;
    case USCRIPT_LATIN:
      return CharClass::kLatin;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return CharClass::kIdeograph;
    default:
      return CharClass::kLetter;
  }
}

CharClass Classify(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (DigitValue(code_point) >= 0) return CharClass::kDigit;
  if (IsFormat(code_point)) return CharClass::kFormat;
  if (code_point == 0x0640) return CharClass::kMark;  // tatweel
  if (IsArabicSign(code_point)) {
    return u_charType(c) == U_NON_SPACING_MARK ? CharClass::kMark : CharClass::kOther;
  }
  if (u_isUWhiteSpace(c)) return CharClass::kSpace;
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK:
      return CharClass::kMark;
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return LetterClass(c);
    default:
      return CharClass::kOther;
  }
}

}  // namespace

CharClass LookUpClass(char32_t code_point) {
  static const std::array<CharClass, 0x800> table = [] {
    std::array<CharClass, 0x800> classes{};
    for (char32_t c = 0; c < 0x800; ++c) classes[c] = Classify(c);
    return classes;
  }();
  return code_point < 0x800 ? table[code_point] : Classify(code_point);
}

}  // namespace isnad::arabic
