#pragma once

// What is on a page without tags beside its article and worth keeping apart: titles of other
// articles, readers' comments, tags, the address of the original.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"
#include "page/lines.h"

namespace isnad::page {

// A line that could be the title of some article. Cost: O(n).
[[nodiscard]] bool ReadsAsTitle(const Line& line);

// Titles of tickers, and rows of lines that read as titles and are not in the article (`used`, one
// entry a line: the article's own lines and its header). Cost: linear.
[[nodiscard]] std::vector<news::Headline> FindHeadlines(const std::vector<Line>& lines,
                                                        const std::vector<bool>& used,
                                                        std::size_t max_headlines);

// Below a heading that announces comments: name, date and text of each, as far as lines tell. Lines
// that are taken are marked in `used`. Cost: linear.
[[nodiscard]] std::vector<news::Comment> FindComments(const std::vector<Line>& lines,
                                                      std::size_t from, std::vector<bool>& used);

// What stands behind «الوسوم:», or as hashtags in a line of nothing else. Cost: O(n).
[[nodiscard]] std::vector<std::string> TagsOfLine(const Line& line);

// The first address (http or https) written in a text, "" for none. Cost: O(n).
[[nodiscard]] std::string AddressIn(std::string_view text);

}  // namespace isnad::page
