#pragma once

// What changed between two texts, word by word: for showing a copy beside its original, or two
// versions of one article.
//
// Words are the same when they fold to the same (FoldTier::kSearch), so harakat, hamza seats, digit
// families and letter forms never count as another word; where such a word is written otherwise, or
// other punctuation stands behind it, it is kRespelled. Punctuation belongs to the word before it,
// an opening quote or bracket to the word after it.
//
// Method: sentences that stand once in either text are matched first (patience, after Bram Cohen:
// the longest increasing subsequence of unique lines), then the words between them by the greedy
// O(ND) algorithm (Myers 1986). Lone words that agree by chance inside a rewritten passage are
// taken for changed with it. A sentence that stands elsewhere in the other text is moved, not
// removed and added.
//
// Limits: TextDiffLimits. Between two matched sentences at most `max_edits` words may differ; where
// more do, the whole stretch is shown as replaced, which is how such a stretch is best read.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "arabic/tokens.h"

namespace isnad::arabic {

enum class Change : std::uint8_t {
  kSame,
  kRespelled,  // the same words, written otherwise
  kRemoved,    // only in `before`
  kAdded,      // only in `after`
  kMovedAway,  // in `before`; `after` has it elsewhere
  kMovedHere,  // in `after`; `before` has it elsewhere
};

// A run of words with one fate. The span of a text that it has no part in is empty.
struct DiffPiece {
  Change change = Change::kSame;
  Span before;
  Span after;

  bool operator==(const DiffPiece&) const = default;
};

// Pieces between two points where both texts begin a sentence.
struct DiffPassage {
  std::vector<DiffPiece> pieces;  // never empty

  // Nothing changed here, not even the spelling.
  [[nodiscard]] bool is_same() const {
    return pieces.size() == 1 && pieces[0].change == Change::kSame;
  }
};

struct TextDiffLimits {
  std::size_t max_bytes = std::size_t{256} << 10;  // of each text
  std::size_t max_words = 20'000;                  // of each text
  std::size_t max_edits = 600;                     // between two matched sentences
};

struct TextDiff {
  // The spans of all pieces, one behind the other, are each text without a gap, up to where it was
  // compared; white space belongs to the words before it.
  std::vector<DiffPassage> passages;
  std::size_t same_words = 0;
  std::size_t respelled_words = 0;
  std::size_t removed_words = 0;
  std::size_t added_words = 0;
  std::size_t moved_words = 0;
  bool is_whole = true;  // false: a text was longer than the limits, its rest is left out
};

// `before` and `after` are valid UTF-8 of less than 4 GiB. Cost: O(n log n) for n words plus
// O(n × max_edits) where they differ; memory O(n + max_edits²). Thread-safe.
[[nodiscard]] TextDiff DiffTexts(std::string_view before, std::string_view after,
                                 const TextDiffLimits& limits = {});

}  // namespace isnad::arabic
