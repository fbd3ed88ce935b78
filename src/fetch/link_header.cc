#include "fetch/link_header.h"

#include <algorithm>

#include "fetch/header_field.h"

namespace isnad::fetch {

std::vector<HeaderLink> ParseLinkHeader(std::string_view field) {
  constexpr std::size_t kMaxLinks = 32;
  std::vector<HeaderLink> links;
  while (links.size() < kMaxLinks) {
    auto part = NextPart(field, ',');
    if (!part) break;
    const std::size_t close = part->find('>');
    if (!part->starts_with('<') || close == part->npos) continue;
    HeaderLink link;
    link.target = TrimField(part->substr(1, close - 1));
    std::string_view rest = part->substr(close + 1);
    while (const auto text = NextPart(rest, ';')) {
      const Parameter parameter = ReadParameter(*text);
      // The first of several counts (RFC 8288, 3.3).
      if (SameToken(parameter.name, "rel") && link.rel.empty()) link.rel = parameter.value;
      if (SameToken(parameter.name, "type") && link.type.empty()) link.type = parameter.value;
      if (SameToken(parameter.name, "title") && link.title.empty()) link.title = parameter.value;
    }
    links.push_back(std::move(link));
  }
  return links;
}

bool HasRelation(std::string_view rel, std::string_view relation) {
  while (!rel.empty()) {
    const std::size_t end = std::min(rel.find_first_of(" \t\n\f\r"), rel.size());
    if (SameToken(rel.substr(0, end), relation)) return true;
    rel.remove_prefix(std::min(end + 1, rel.size()));
  }
  return false;
}

}  // namespace isnad::fetch
