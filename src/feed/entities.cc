#include "feed/entities.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include "base/utf8.h"

extern "C" {
extern const char isnad_feed_entities[];
extern const char isnad_feed_entities_end[];
}

namespace isnad::feed {
namespace {

constexpr std::size_t kMaxNameBytes = 32;  // the longest is "CounterClockwiseContourIntegral"

struct Entity {
  std::string_view name;
  std::string_view code_points;  // "00E9" or "2242 0338"
  bool bare;
};

const std::vector<Entity>& Table() {
  static const std::vector<Entity> table = [] {
    std::vector<Entity> rows;
    std::string_view rest(isnad_feed_entities,
                          static_cast<std::size_t>(isnad_feed_entities_end - isnad_feed_entities));
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t tab = line.find('\t');
      if (line.starts_with('#') || tab == std::string_view::npos) continue;
      const std::string_view tail = line.substr(tab + 1);
      const std::size_t second = tail.find('\t');
      rows.push_back({line.substr(0, tab), tail.substr(0, second),
                      second != std::string_view::npos && tail.substr(second + 1) == "bare"});
    }
    std::sort(rows.begin(), rows.end(),
              [](const Entity& a, const Entity& b) { return a.name < b.name; });
    return rows;
  }();
  return table;
}

const Entity* Find(std::string_view name) {
  const std::vector<Entity>& table = Table();
  const auto row = std::lower_bound(table.begin(), table.end(), name,
                                    [](const Entity& e, std::string_view n) { return e.name < n; });
  return row != table.end() && row->name == name ? &*row : nullptr;
}

void AppendCodePoints(std::string_view hex_list, std::string& out) {
  const char* at = hex_list.data();
  const char* const end = at + hex_list.size();
  while (at < end) {
    std::uint32_t value = 0;
    at = std::from_chars(at, end, value, 16).ptr;
    AppendUtf8(out, value);
    if (at < end) ++at;  // the space between two
  }
}

// HTML 13.2.5.80, the table of its last step.
constexpr char16_t kWindows1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

char32_t RepairNumber(std::uint32_t value) {
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return kReplacementCharacter;
  }
  if (value >= 0x80 && value <= 0x9F) return kWindows1252[value - 0x80];
  // Controls that XML 1.0 (2.2) forbids would make our output unreadable to others.
  if (value < 0x20 && value != '\t' && value != '\n' && value != '\r') return ' ';
  return value;
}

std::size_t DecodeNumber(std::string_view text, std::size_t at, std::string& out) {
  std::size_t digits = at + 2;
  const bool hex = digits < text.size() && (text[digits] == 'x' || text[digits] == 'X');
  if (hex) ++digits;
  const char* const begin = text.data() + digits;
  std::uint32_t value = 0;
  const auto read = std::from_chars(begin, text.data() + text.size(), value, hex ? 16 : 10);
  if (read.ptr == begin) return 0;
  if (read.ec == std::errc::result_out_of_range) value = 0;
  AppendUtf8(out, RepairNumber(value));
  std::size_t end = static_cast<std::size_t>(read.ptr - text.data());
  if (end < text.size() && text[end] == ';') ++end;
  return end - at;
}

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string NamedEntity(std::string_view name) {
  std::string out;
  if (const Entity* entity = Find(name)) AppendCodePoints(entity->code_points, out);
  return out;
}

std::size_t DecodeReference(std::string_view text, std::size_t at, BareNames bare,
                            std::string& out) {
  if (at + 1 >= text.size()) return 0;
  if (text[at + 1] == '#') return DecodeNumber(text, at, out);
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= kMaxNameBytes && IsNameByte(text[end])) ++end;
  if (end == at + 1) return 0;
  const Entity* entity = Find(text.substr(at + 1, end - at - 1));
  if (entity == nullptr) return 0;
  const bool closed = end < text.size() && text[end] == ';';
  // "&copy=1" in an address is a parameter, not a sign (HTML 13.2.5.73).
  const bool parameter = end < text.size() && text[end] == '=';
  if (!closed && (bare == BareNames::kRefused || !entity->bare || parameter)) return 0;
  AppendCodePoints(entity->code_points, out);
  return end - at + (closed ? 1 : 0);
}

std::string DecodeReferences(std::string_view text, BareNames bare) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t sign = std::min(text.find('&', at), text.size());
    out.append(text, at, sign - at);
    if (sign == text.size()) break;
    const std::size_t length = DecodeReference(text, sign, bare, out);
    if (length == 0) out += '&';
    at = sign + std::max<std::size_t>(length, 1);
  }
  return out;
}

}  // namespace isnad::feed
