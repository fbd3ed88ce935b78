#pragma once

// One stream of XML events, from two readers: ReadStrict (expat) for what is well formed and
// ReadLenient (our own tolerant tokenizer) for the rest. Names are as written, prefix and all:
// xml_names.h gives them their meaning. Views live only during the call.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad::feed {

struct XmlAttribute {
  std::string_view name;
  std::string_view value;
};

class XmlEvents {
 public:
  XmlEvents() = default;
  XmlEvents(const XmlEvents&) = delete;
  XmlEvents& operator=(const XmlEvents&) = delete;
  virtual ~XmlEvents() = default;

  // Starts and ends are always paired, whatever the input. False ends the reading (no error).
  virtual bool OnStart(std::string_view name, std::span<const XmlAttribute> attributes) = 0;
  virtual void OnEnd(std::string_view name) = 0;
  virtual void OnText(std::string_view text) = 0;  // in pieces
};

// Reads `text` (UTF-8, whatever its declaration says) with expat 2.5. External entities and
// parameter entities are not read. Internal entities are expanded only where they are short and
// hold no other entity, at most 1 MiB of it a document; named ones of HTML are known where a DTD
// might have declared them; others stay as written.
// Errors: kMalformed with line and reason. Events already sent stand; start over with ReadLenient.
[[nodiscard]] Result<void> ReadStrict(std::string_view text, XmlEvents& events);

// Reads anything: see xml_lenient.cc for what it forgives. Never fails; O(n).
void ReadLenient(std::string_view text, XmlEvents& events);

}  // namespace isnad::feed
