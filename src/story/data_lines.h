#pragma once

// Reads our own embedded TSV files: '#' comments and empty lines skipped, up to kMaxFields fields.

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <string_view>

namespace isnad::story {

inline constexpr std::size_t kMaxFields = 4;
using Row = std::array<std::string_view, kMaxFields>;  // fields that a line lacks are empty

// Calls `use(row)` for each line. Cost: O(data). The views point into `data`.
template <typename Use>
void ForEachRow(std::string_view data, Use use) {
  while (!data.empty()) {
    const std::size_t end = std::min(data.find('\n'), data.size());
    std::string_view line = data.substr(0, end);
    data.remove_prefix(std::min(end + 1, data.size()));
    if (line.empty() || line.front() == '#') continue;
    Row row{};
    for (std::size_t field = 0; field < kMaxFields && !line.empty(); ++field) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      row[field] = line.substr(0, tab);
      line.remove_prefix(std::min(tab + 1, line.size()));
    }
    use(row);
  }
}

// Calls `use` for each part of `text` between `separator`s that is not empty.
template <typename Use>
void ForEachPart(std::string_view text, char separator, Use use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// Lets a map keyed by std::string be asked with a view.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

}  // namespace isnad::story
