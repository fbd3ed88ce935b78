#pragma once

// Links of a feed made absolute.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace isnad::feed {

// The bases in force: the document's address, and xml:base by xml:base inside it (RFC 3986, 5.1).
class LinkResolver {
 public:
  explicit LinkResolver(std::string_view document_url);

  // An xml:base, relative to the one around it. One that is not http(s) is not followed. Each Push
  // has its Pop.
  void Push(std::string_view base);
  void Pop();

  // The feed's own declared address or its site's: used where nothing better is known.
  void SetFallback(std::string_view url);

  // `reference` as an absolute http(s) URL; an absolute one stays as it was written, as far as that
  // is an address. "" where it is none or no base is known.
  [[nodiscard]] std::string Resolve(std::string_view reference) const;

  // The base in force, "" for none.
  [[nodiscard]] std::string base() const;

 private:
  [[nodiscard]] const Url* Current() const;

  std::vector<std::optional<Url>> bases_;  // [0] is the document's
  std::optional<Url> fallback_;
};

}  // namespace isnad::feed
