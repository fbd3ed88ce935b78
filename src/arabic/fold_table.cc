#include "arabic/fold_table.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <cassert>
#include <string_view>

#include "base/utf8.h"

namespace isnad::arabic {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Where anything changes. Han, Hangul, Indic and the rest stay as they are.
constexpr Range kFoldedRanges[] = {
    {0x0000, 0x058F},  // Latin, combining marks, Greek, Cyrillic, Armenian
    {0x0600, 0x06FF},  // Arabic
    {0x0750, 0x077F},  // Arabic Supplement
    {0x0870, 0x08FF},  // Arabic Extended-B and -A
    {0x180E, 0x180E},  // Mongolian vowel separator, zero-width
    {0x1E00, 0x206F},  // Latin Extended Additional, Greek Extended, spaces and controls
    {0x3000, 0x3000},  // ideographic space
    {0xFB00, 0xFB06},  // Latin ligatures
    {0xFB50, 0xFE0F},  // Arabic Presentation Forms-A, variation selectors
    {0xFE70, 0xFEFF},  // Arabic Presentation Forms-B, byte order mark
    {0xFF01, 0xFF5E},  // full-width ASCII
};

struct LetterRule {
  char32_t from;
  std::u32string_view to;
};

// Letter forms of other languages written with the Arabic script, as Arabic has them.
constexpr LetterRule kLetterForms[] = {
    {0x06A9, U"\u0643"},  // Persian kaf
    {0x06AA, U"\u0643"},  // swash kaf
    {0x06CC, U"\u064A"},  // Persian yeh
    {0x06D2, U"\u064A"},  // Urdu yeh barree
    {0x06D3, U"\u0626"},  // yeh barree with hamza
    {0x06BE, U"\u0647"},  // heh doachashmee
    {0x06C1, U"\u0647"},  // heh goal
    {0x06C2, U"\u0647"},  // heh goal with hamza
    {0x06C0, U"\u0647"},  // heh with yeh above
    {0x06D5, U"\u0647"},  // Kurdish and Uyghur ae
    {0x06C3, U"\u0629"},  // teh marbuta goal
    {0x066B, U"."},       // Arabic decimal separator
    {0x066C, U","},       // Arabic thousands separator
    {0x066A, U"%"},       // Arabic percent sign
    {0x00DF, U"ss"},      // Latin letters that Unicode does not decompose, from here on
    {0x1E9E, U"ss"},     {0x00E6, U"ae"}, {0x00C6, U"ae"}, {0x0153, U"oe"}, {0x0152, U"oe"},
    {0x00F8, U"o"},      {0x00D8, U"o"},  {0x0111, U"d"},  {0x0110, U"d"},  {0x00F0, U"d"},
    {0x00D0, U"d"},      {0x0142, U"l"},  {0x0141, U"l"},  {0x0131, U"i"},  {0x00FE, U"th"},
    {0x00DE, U"th"},     {0x0127, U"h"},  {0x0126, U"h"},  {0x0167, U"t"},  {0x0166, U"t"},
};

// kSearch alone: spellings that the press does not keep apart, and sounds that Arabic lacks with
// the letter most outlets write for them.
constexpr LetterRule kSearchLetters[] = {
    {0x0622, U"\u0627"},  // alef with madda
    {0x0623, U"\u0627"},  // alef with hamza above
    {0x0625, U"\u0627"},  // alef with hamza below
    {0x0671, U"\u0627"},  // alef wasla
    {0x0672, U"\u0627"},  // alef with wavy hamza above
    {0x0673, U"\u0627"},  // alef with wavy hamza below
    {0x0649, U"\u064A"},  // alef maksura
    {0x0629, U"\u0647"},  // teh marbuta
    {0x0624, U"\u0648"},  // waw with hamza
    {0x0626, U"\u064A"},  // yeh with hamza
    {0x067E, U"\u0628"},  // peh
    {0x06A4, U"\u0641"},  // veh
    {0x06A8, U"\u0642"},  // Tunisian and Algerian gaf
    {0x06AF, U"\u0643"},  // gaf
    {0x06AD, U"\u0643"},  // Moroccan gaf
    {0x0763, U"\u0643"},  // Moroccan gaf, as Unicode 4.1 added it
    {0x0686, U"\u062C"},  // tcheh, Egyptian j
};

bool IsDropped(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0610 && c <= 0x061A) || c == 0x061C ||
         c == 0x0640 || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
         (c >= 0x06D6 && c <= 0x06ED && c != 0x06DD && c != 0x06DE && c != 0x06E9) ||
         (c >= 0x0870 && c <= 0x08FF &&
          u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) ||
         c == 0x00AD || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

bool IsArabicLetter(char32_t c) {
  return (c >= 0x0620 && c <= 0x064A && c != 0x0640) || (c >= 0x066E && c <= 0x06D3) ||
         c == 0x06D5 || (c >= 0x06EE && c <= 0x06EF) || (c >= 0x06FA && c <= 0x06FC) ||
         c == 0x06FF || (c >= 0x0750 && c <= 0x077F) ||
         (c >= 0x0870 && c <= 0x08FF && u_charType(static_cast<UChar32>(c)) == U_OTHER_LETTER);
}

bool HasLatinOrGreekBase(char32_t c) { return c < 0x0400 || (c >= 0x1E00 && c <= 0x1FFF); }

// The compatibility decomposition, composed again for Arabic so that U+FE8B is U+0626 and not a
// yeh followed by a hamza.
std::u32string Compatibility(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* normalizer =
      HasLatinOrGreekBase(c) ? unorm2_getNFKDInstance(&status) : unorm2_getNFKCInstance(&status);
  const auto source = static_cast<UChar>(c);  // the table ends at U+FFFF
  UChar buffer[64];
  const std::int32_t length = unorm2_normalize(normalizer, &source, 1, buffer, 64, &status);
  assert(U_SUCCESS(status));
  if (U_FAILURE(status)) return std::u32string(1, c);
  std::u32string out;
  for (std::int32_t i = 0; i < length;) {
    UChar32 point = 0;
    U16_NEXT(buffer, i, length, point);
    out.push_back(static_cast<char32_t>(point));
  }
  return out;
}

// Unicode gives a haraka standing alone as a space that carries it; both go, since in text that
// came out of a PDF such forms stand behind their letter.
bool IsSpacingMark(char32_t c) {
  return (c >= 0xFE70 && c <= 0xFE7F) || (c >= 0xFC5E && c <= 0xFC63);
}

template <std::size_t kCount>
bool Apply(const LetterRule (&rules)[kCount], char32_t c, std::u32string& out) {
  for (const LetterRule& rule : rules) {
    if (rule.from != c) continue;
    out = rule.to;
    return true;
  }
  return false;
}

// One rule applied to `c`; the text of `c` itself where there is none.
std::u32string FoldOnce(char32_t c, FoldTier tier) {
  std::u32string out;
  if (IsDropped(c)) return out;
  if (Apply(kLetterForms, c, out)) return out;
  if (tier == FoldTier::kSearch && Apply(kSearchLetters, c, out)) return out;
  if ((c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9)) {
    return std::u32string(1, U'0' + (c & 0xF));
  }
  if (c < 0x80 || HasLatinOrGreekBase(c) || c >= 0x2000) {
    out = Compatibility(c);
    if (IsSpacingMark(c)) std::erase(out, U' ');
    if (out != std::u32string(1, c)) return out;
  }
  return std::u32string(1, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
}

std::u32string FoldFully(char32_t c, FoldTier tier) {
  std::u32string text(1, c);
  for (int round = 0; round < 5;
       ++round) {  // the longest chain is four: ligature, form, letter, case
    std::u32string next;
    for (const char32_t part : text) next += FoldOnce(part, tier);
    if (next == text) break;
    text = std::move(next);
  }
  return text;
}

std::size_t Utf8Length(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

std::uint32_t MakeSlot(char32_t c, FoldTier tier, std::vector<std::string>& expansions) {
  const std::u32string folded = FoldFully(c, tier);
  std::string bytes;
  for (const char32_t part : folded) AppendUtf8(bytes, part);
  std::uint32_t slot = 0;
  if (!folded.empty() && IsArabicLetter(folded.back())) slot |= FoldTable::kLetter;
  if (tier == FoldTier::kSearch && folded == U"\u0621") slot |= FoldTable::kFinalHamza;
  if (tier == FoldTier::kMarks && c >= 0x0653 && c <= 0x0655) slot |= FoldTable::kComposes;
  if (bytes.size() > Utf8Length(c) || bytes.size() > 3) {
    expansions.push_back(std::move(bytes));
    return slot | FoldTable::kExpand | static_cast<std::uint32_t>(expansions.size() - 1);
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    slot |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return slot | static_cast<std::uint32_t>(bytes.size()) << FoldTable::kLengthShift;
}

FoldTable Build(FoldTier tier) {
  FoldTable table;
  table.pages.emplace_back().fill(FoldTable::kKeep);
  for (const Range& range : kFoldedRanges) {
    for (char32_t c = range.first; c <= range.last; ++c) {
      std::uint8_t& page = table.page_of[c >> 6];
      if (page == 0) {
        page = static_cast<std::uint8_t>(table.pages.size());
        table.pages.emplace_back().fill(FoldTable::kKeep);
      }
      table.pages[page][c & 63] = MakeSlot(c, tier, table.expansions);
    }
  }
  assert(table.pages.size() < 256);
  return table;
}

}  // namespace

const FoldTable& FoldTableFor(FoldTier tier) {
  if (tier == FoldTier::kMarks) {
    static const FoldTable marks = Build(FoldTier::kMarks);
    return marks;
  }
  static const FoldTable search = Build(FoldTier::kSearch);
  return search;
}

}  // namespace isnad::arabic
