#pragma once

// Strings as JSON has them (RFC 8259, 7), for the writers of this folder and of others.

#include <string>
#include <string_view>

namespace isnad::news {

// Appends `text` in quotes. Text enters as UTF-8 and stays so; should a byte be ill-formed after
// all, the line must still be JSON: it becomes U+FFFD. Cost: O(text). Thread-safe.
void AppendJsonString(std::string& out, std::string_view text);

}  // namespace isnad::news
