#pragma once

// Rows of the tables under data/: tab-separated columns, "#" starts a comment line.

#include <string_view>
#include <vector>

namespace isnad::page {

// Calls `row` with the columns of each line that is neither empty nor a comment.
template <typename Callback>
void ForEachRow(std::string_view text, Callback row) {
  std::vector<std::string_view> columns;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    columns.clear();
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
      columns.push_back(line.substr(0, tab));
      line.remove_prefix(tab + 1);
    }
    columns.push_back(line);
    row(columns);
  }
}

}  // namespace isnad::page
