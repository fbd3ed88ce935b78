#pragma once

// Folding: the many spellings of a word made one, for indexes and comparison, never for display.
//
// kMarks   drops harakat (U+064B..065F, U+0670, U+0610..061A, U+06D6..06ED), tatweel (U+0640),
//          zero-width and bidi controls; presentation forms and ligatures (U+FB50..FDFF,
//          U+FE70..FEFF) become letters; Arabic-Indic and Persian digits become ASCII; Latin
//          letters lower case without accents; Persian/Urdu letter forms (ک ی ە ھ) become Arabic.
// kSearch  kMarks, and أ إ آ ٱ -> ا, ى -> ي, ة -> ه, ؤ -> و, ئ -> ي, ء dropped at a word's end, and
//          letters for sounds that Arabic lacks as most outlets write them: پ -> ب, ڤ -> ف, ڨ -> ق,
//          گ ڭ -> ك, چ -> ج.
// Source of the classes: Unicode 15, UnicodeData and 9.2; Larkey, Ballesteros, Connell 2002 for
// kSearch.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::arabic {

enum class FoldTier : std::uint8_t { kMarks, kSearch };

// Folds `text` onto the end of `out`; ill-formed bytes become U+FFFD. Idempotent. Hardly ever
// longer than the input; at most 11 ×, which U+FDFA alone reaches. Cost: O(n), no allocation beyond
// `out`. Thread-safe.
void AppendFolded(std::string& out, std::string_view text, FoldTier tier);
[[nodiscard]] std::string Fold(std::string_view text, FoldTier tier = FoldTier::kSearch);

// The folded text with, for each of its bytes, the offset in the original of the character it came
// from (plus one last entry: the original's size). Offsets are monotone.
struct FoldedText {
  std::string text;
  std::vector<std::uint32_t> origin;
};
[[nodiscard]] FoldedText FoldWithOffsets(std::string_view text, FoldTier tier = FoldTier::kSearch);

}  // namespace isnad::arabic
