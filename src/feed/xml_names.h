#pragma once

// What the names in a feed mean: prefixes to namespaces as "Namespaces in XML 1.0" says, and where
// a prefix is not declared (or declared with an address nobody knows), by what everybody means by
// it: "dc:", "media:", "content:" …

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/xml.h"

namespace isnad::feed {

enum class Space : std::uint8_t {
  kOther,  // a namespace we have no use for
  kPlain,  // none, or one of the addresses that RSS was given
  kAtom,
  kRdf,
  kContent,
  kDublinCore,
  kDcTerms,
  kMedia,
  kItunes,
  kGeoRss,
  kGeo,
  kGml,
  kSlash,
  kCreativeCommons,
  kFeedburner,
  kSyndication,
  kHistory,  // RFC 5005
  kXhtml,
  kXml,
  kNews,  // Google's sitemap extensions
  kImage,
  kVideo,
};

struct XmlName {
  Space space = Space::kOther;
  std::string_view local;  // as written
};

// The bindings in force at one place of a document.
class NamespaceScope {
 public:
  // Call at each start, before names are resolved, with its attributes; and at each end. At most
  // kMaxBindings are kept, so that a lookup stays short whatever the document.
  void Enter(std::span<const XmlAttribute> attributes);
  void Leave();

  [[nodiscard]] XmlName Element(std::string_view qualified) const;
  // An attribute without a prefix is the element's own: kPlain.
  [[nodiscard]] XmlName Attribute(std::string_view qualified) const;

  // The address bound to `qualified`'s prefix, for copying markup; "" for none.
  [[nodiscard]] std::string_view Address(std::string_view qualified) const;

  // Takes the unknown default namespace for RSS's own: <rss xmlns="http://anything">.
  void TrustDefault();

  // A prefix that was used without having been declared, or "".
  [[nodiscard]] const std::string& undeclared() const { return undeclared_; }

 private:
  static constexpr std::size_t kMaxBindings = 128;

  struct Binding {
    std::uint32_t depth;
    Space space;
    std::string prefix;
    std::string address;
  };

  [[nodiscard]] const Binding* Find(std::string_view prefix) const;
  [[nodiscard]] Space SpaceOf(std::string_view prefix) const;

  std::vector<Binding> bindings_;
  std::uint32_t depth_ = 0;
  bool trust_default_ = false;
  mutable std::string undeclared_;
};

}  // namespace isnad::feed
