#pragma once

// What of a document the parser need not see: the insides of scripts, styles, comments and
// drawings, and attributes that nobody reads. They are two thirds of many pages, and a parser that
// builds a tree of them takes as long as for the rest. A scan with the tokenizer's own rules leaves
// them out beforehand, so that what remains parses to the same tree, but for what the tree drops.
//
// Follows WHATWG HTML 13.2.5 (tokenization) with the few facts of tree construction on which the
// tokenizer's state hangs: raw text elements, selects, foreign content. Wherever those facts are
// not plain (framesets, plaintext, HTML inside drawings, a script that opens a comment and another
// script …) the scan ends and the rest of the document stays as it is: it is an optimisation, never
// a judge.

#include <cstddef>
#include <string>
#include <string_view>

namespace isnad::page {

struct SkimLimits {
  std::size_t max_bytes = std::size_t{12} << 20;  // of what remains
  std::size_t max_text = std::size_t{1} << 20;    // between two tags
};

struct Skimmed {
  std::string html;
  bool cut = false;  // at a limit: more than the tree drops is missing
};

// `html` is UTF-8; `keeps_attribute(name)`, name in lower case, says which attributes the tree
// reads. Cost: linear, hardly more than a copy. Thread-safe.
[[nodiscard]] Skimmed Skim(std::string_view html, bool (*keeps_attribute)(std::string_view),
                           const SkimLimits& limits = {});

}  // namespace isnad::page
