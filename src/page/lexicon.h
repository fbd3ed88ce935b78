#pragma once

// What names and phrases say about a part of a page, in every language we have lists for: class
// and id names (data/page/class_hints.tsv) and set phrases (data/page/phrases.tsv). Categories are
// language-free, so that what is learned on pages of one language holds for the others.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace isnad::page {

// One bit each of a HintMask, in the order of kHintNames in lexicon.cc.
enum class Hint : std::uint8_t {
  kArticle,
  kBody,
  kLead,
  kTitle,
  kNav,
  kFooter,
  kHeader,
  kSidebar,
  kRelated,
  kComment,
  kShare,
  kAd,
  kPromo,
  kNewsletter,
  kNotice,
  kMeta,
  kBio,
  kTags,
  kCaption,
  kMedia,
  kCard,
  kForm,
  kToc,
  kPages,
  kTable,
  kTicker,
  kColumn,
  kQuote,
  kTranscript,
  kCount,
};
using HintMask = std::uint32_t;
[[nodiscard]] constexpr HintMask Bit(Hint hint) { return HintMask{1} << static_cast<int>(hint); }

// What the words in a class, id or test name announce; words are split at separators and at
// changes from lower to upper case. Cost: O(n). Thread-safe.
[[nodiscard]] HintMask HintsOf(std::string_view name);

enum class Phrase : std::uint8_t {
  kReadAlso,
  kRelated,
  kComment,
  kShare,
  kNewsletter,
  kNotice,
  kFooter,
  kControl,
  kAuthor,
  kTags,
  kOrigin,
  kCredit,
  kCount,
};
using PhraseMask = std::uint16_t;
[[nodiscard]] constexpr PhraseMask Bit(Phrase phrase) {
  return static_cast<PhraseMask>(1U << static_cast<unsigned>(phrase));
}

// Categories of the phrases found in a line; 0 for lines over 25 words. Cost: O(n). Thread-safe.
[[nodiscard]] PhraseMask PhrasesOf(std::string_view line);

// The same of a line of `line_bytes` whose FoldedWords are known.
[[nodiscard]] PhraseMask PhrasesOfFolded(std::string_view words, std::size_t line_bytes);

}  // namespace isnad::page
