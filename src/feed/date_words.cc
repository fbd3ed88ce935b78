#include "feed/date_words.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

extern "C" {
extern const char isnad_feed_date_words[];
extern const char isnad_feed_date_words_end[];
}

namespace isnad::feed {
namespace {

using std::string_view;
using Table = std::unordered_map<string_view, DateWord>;

string_view Cut(string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

DateWordKind KindOf(string_view name) {
  if (name == "zone") return DateWordKind::kZone;
  if (name == "half") return DateWordKind::kHalf;
  return name == "month" ? DateWordKind::kMonth : DateWordKind::kNone;
}

Table Load() {
  Table table;
  string_view rest(isnad_feed_date_words,
                   static_cast<std::size_t>(isnad_feed_date_words_end - isnad_feed_date_words));
  while (!rest.empty()) {
    string_view line = Cut(rest, '\n');
    if (line.empty() || line.front() == '#') continue;
    DateWord word{KindOf(Cut(line, '\t')), 0};
    const string_view value = Cut(line, '\t');
    std::from_chars(value.data(), value.data() + value.size(), word.value);
    while (!line.empty()) table.emplace(Cut(line, ' '), word);
  }
  return table;
}

}  // namespace

DateWord FindDateWord(string_view word) {
  static const Table table = Load();
  const auto found = table.find(word);
  return found == table.end() ? DateWord{} : found->second;
}

}  // namespace isnad::feed
