#pragma once

// CSS selectors over a page's tree: the part of Selectors Level 4 (W3C working draft of 2022-11-11)
// that pages are read with.
//
//   *  name  #id  .class  [a]  [a=v] ~= |= ^= $= *=  (a trailing i compares without ASCII case)
//   A B   A > B   A + B   A ~ B   A, B
//   :is() :where() :not() :has()      their arguments are selectors; :has() takes relative ones
//   :first-child :last-child :only-child :nth-child(an+b|odd|even) :nth-last-child()
//   :first-of-type :last-of-type :only-of-type :nth-of-type() :nth-last-of-type()
//   :root  :empty (white space is nothing, 14.2)  :contains("text") (a common extension)
//
// :contains() compares with the text of the element, white space collapsed, case as written.
// Classes and ids are compared with case (the standards mode of HTML). Pseudo-elements, states
// (:hover) and namespaces do not exist here; compiling says so and what to write instead.
//
// Matching works on sets of nodes, one pass over the document for each part of the selector:
// O(nodes × parts) whatever the nesting and whatever the combinators, so that no selector and no
// page can make it quadratic. Nothing backtracks.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "page/tree.h"

namespace isnad::page {

namespace css {
struct Complex;
}  // namespace css

struct CssLimits {
  std::size_t max_bytes = 2'000;  // of the selector's text
  std::size_t max_parts = 100;    // names, classes, attributes, pseudo-classes in all
  std::size_t max_nesting = 6;    // of :is(), :not(), :has() in each other
};

class SelectorDocument;

class CssSelector {
 public:
  // Errors: kMalformed and kUnsupported, naming the selector, the character (from 1) and how to
  // mend it; kTooLarge for a limit. Cost: linear in `text`. Thread-safe.
  [[nodiscard]] static Result<CssSelector> Compile(std::string_view text,
                                                   const CssLimits& limits = {});

  [[nodiscard]] const std::string& text() const { return text_; }

  // The elements that match, in document order. Cost: O(nodes × parts). The selector may be shared
  // between threads, the document may not.
  [[nodiscard]] std::vector<NodeId> Select(SelectorDocument& document) const;

 private:
  CssSelector() = default;

  std::string text_;
  std::shared_ptr<const std::vector<css::Complex>> list_;  // immutable
};

}  // namespace isnad::page
