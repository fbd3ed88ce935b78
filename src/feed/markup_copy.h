#pragma once

// The text of one element, and of the markup written inside it: xhtml content of Atom, and the
// naked HTML that some feeds put into <description>. The copy is HTML that a browser reads the same
// way (void elements unclosed, names without prefixes), never sanitised.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/xml.h"
#include "feed/xml_names.h"

namespace isnad::feed {

class MarkupCopy {
 public:
  void Clear();

  void Text(std::string_view text);
  void Start(std::string_view qualified, std::span<const XmlAttribute> attributes,
             const NamespaceScope& scope);
  void End();

  [[nodiscard]] bool has_markup() const { return has_markup_; }

  // What was written: characters where there was no markup, else HTML.
  [[nodiscard]] std::string_view value() const { return out_; }

  // value() without the <div> that Atom wraps xhtml in (RFC 4287, 3.1.1.3).
  [[nodiscard]] std::string_view InsideDiv() const;

 private:
  struct Open {
    std::string name;
    std::string address;
  };

  void CloseStartTag();

  std::string out_;
  std::vector<Open> open_;
  bool has_markup_ = false;
  bool in_start_tag_ = false;
  std::uint32_t roots_ = 0;  // elements at the top
  bool text_outside_ = false;
};

}  // namespace isnad::feed
