#pragma once

// A page as a sequence of blocks: runs of text that no block element (or pair of <br>) divides, in
// document order. They are what extraction keeps or leaves. After Kohlschütter, Fankhauser, Nejdl,
// "Boilerplate detection using shallow text features", WSDM 2010.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "news/article.h"
#include "page/lexicon.h"
#include "page/text.h"
#include "page/tree.h"

namespace isnad::page {

struct Block {
  NodeId node = kNoNode;        // the innermost block element around the text
  NodeId first = kNoNode;       // its first text node
  NodeId last = kNoNode;        // its last text node
  NodeId first_link = kNoNode;  // first <a href> inside or around
  news::ParagraphKind kind = news::ParagraphKind::kText;
  std::uint8_t heading = 0;  // 1..6 in headings
  bool hidden = false;       // hidden, aria-hidden or display:none, on it or around it
  bool after_break = false;  // divided from the one before by <br> alone
  PhraseMask phrases = 0;
  std::uint32_t link_bytes = 0;    // of the text, inside <a>
  std::uint32_t strong_bytes = 0;  // inside <b> or <strong>
  std::uint32_t links = 0;
  std::string text;    // white space collapsed, but for <pre>
  std::string folded;  // its FoldedWords
  TextMeasure measure;

  [[nodiscard]] double LinkShare() const {
    return text.empty() ? 0.0 : static_cast<double>(link_bytes) / static_cast<double>(text.size());
  }
};

// Blocks of `root`'s subtree; scripts, form fields and empty runs left out. At most `max_blocks`.
// Cost: linear. Thread-safe.
[[nodiscard]] std::vector<Block> Segment(const Tree& tree, NodeId root,
                                         std::size_t max_blocks = 30'000);

}  // namespace isnad::page
