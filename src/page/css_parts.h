#pragma once

// A compiled selector: what css_selector.cc reads and css_match.cc matches. Internal to the two.

#include <cstdint>
#include <string>
#include <vector>

namespace isnad::page::css {

enum class Kind : std::uint8_t {
  kAny,        // *
  kName,       // text: the element's name
  kId,         // text
  kClass,      // text
  kHas,        // [name]
  kEquals,     // [name=text]
  kWord,       // [name~=text]
  kDash,       // [name|=text]
  kStarts,     // [name^=text]
  kEnds,       // [name$=text]
  kIncludes,   // [name*=text]
  kRoot,       // :root
  kEmpty,      // :empty
  kNth,        // :nth-child(step n + offset) and its kin
  kContains,   // :contains(text)
  kIs,         // :is(), :where(): any of `list`
  kNot,        // :not(): none of `list`
  kHasInside,  // :has(): the relative selectors of `list`
};

struct Complex;

// One simple selector.
struct Part {
  Kind kind = Kind::kAny;
  bool ignore_case = false;
  bool of_type = false;   // kNth: among elements of the same name
  bool from_end = false;  // kNth: counted from the last
  std::int32_t step = 0;
  std::int32_t offset = 0;
  std::string name;
  std::string text;
  std::vector<Complex> list;
};

enum class Combinator : std::uint8_t { kDescendant, kChild, kNext, kLater };

// Simple selectors that hold for one element, and how it relates to the one written before it.
struct Compound {
  Combinator before = Combinator::kDescendant;  // of the first: only read in :has()
  std::vector<Part> parts;
};

struct Complex {
  std::vector<Compound> compounds;
};

}  // namespace isnad::page::css
