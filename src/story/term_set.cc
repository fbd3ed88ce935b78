#include "story/term_set.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "story/vocabulary.h"
#include "story/words.h"

namespace isnad::story {
namespace {

void SortUnique(KeySet& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

KeySet Union(const KeySet& a, const KeySet& b) {
  KeySet both;
  both.reserve(a.size() + b.size());
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

}  // namespace

TextKeys KeysOf(std::string_view text) {
  TextKeys keys;
  Words words;
  words.Assign(text);
  std::string name;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_number = words[i].kind == arabic::TokenKind::kNumber;
    if (!is_number && words[i].size <= 2) continue;  // a single letter
    const std::uint32_t key = SenseOf(words.Folded(i), words[i].kind, name).term;
    if (key != 0) (is_number ? keys.numbers : keys.words).push_back(key);
  }
  SortUnique(keys.words);
  SortUnique(keys.numbers);
  return keys;
}

std::size_t CountShared(const KeySet& a, const KeySet& b) {
  std::size_t count = 0;
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    const bool step_left = *left <= *right;
    const bool step_right = *right <= *left;
    count += step_left && step_right ? 1 : 0;
    left += step_left ? 1 : 0;
    right += step_right ? 1 : 0;
  }
  return count;
}

TextKeys Union(const TextKeys& a, const TextKeys& b) {
  return {Union(a.words, b.words), Union(a.numbers, b.numbers)};
}

}  // namespace isnad::story
