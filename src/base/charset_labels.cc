#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/charset.h"
#include "base/charset_parts.h"
#include "base/url_text.h"

extern "C" const char isnad_charset_labels[];
extern "C" const char isnad_charset_labels_end[];

namespace isnad {
namespace {

constexpr std::string_view kAsciiSpace = " \t\n\f\r";
constexpr std::size_t kMaxLabelBytes = 40;  // the longest in the table has 19

std::string_view Next(std::string_view& rest, char separator) {
  const std::string_view field = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(field.size() + 1, rest.size()));
  return field;
}

using Table = std::unordered_map<std::string_view, CharsetRow>;

Table ReadTable() {
  std::string_view rest(isnad_charset_labels,
                        static_cast<std::size_t>(isnad_charset_labels_end - isnad_charset_labels));
  Table table;
  while (!rest.empty()) {
    std::string_view line = Next(rest, '\n');
    if (line.empty() || line.front() == '#') continue;
    CharsetRow row;
    row.name = Next(line, '\t');
    row.converter = Next(line, '\t');
    row.labels = line;
    while (!line.empty()) table.emplace(Next(line, ' '), row);
  }
  return table;
}

}  // namespace

const CharsetRow* FindCharset(std::string_view label) {
  static const Table kTable = ReadTable();
  const std::size_t begin = label.find_first_not_of(kAsciiSpace);
  if (begin == std::string_view::npos) return nullptr;
  label = label.substr(begin, label.find_last_not_of(kAsciiSpace) - begin + 1);
  if (label.size() > kMaxLabelBytes) return nullptr;
  const auto found = kTable.find(AsciiLower(label));
  return found == kTable.end() ? nullptr : &found->second;
}

std::string_view CharsetFromLabel(std::string_view label) {
  const CharsetRow* row = FindCharset(label);
  return row == nullptr ? std::string_view() : row->name;
}

}  // namespace isnad
