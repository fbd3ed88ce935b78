#include "story/toll.h"

#include <algorithm>
#include <string>

#include "arabic/numbers.h"
#include "story/vocabulary.h"
#include "story/words.h"

namespace isnad::story {
namespace {

bool IsYear(const arabic::NumberMatch& number) {
  return number.value >= 1900 && number.value < 2200 && number.end - number.begin == 4;
}

}  // namespace

Toll ReadToll(std::string_view title) {
  Toll toll;
  Words words;
  words.Assign(title);
  std::string name;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint8_t action = SenseOf(words.Folded(i), words[i].kind, name).action;
    if (action != 0) toll.acts |= std::uint64_t{1} << action;
  }
  for (const arabic::NumberMatch& number : arabic::FindNumbers(title)) {
    if (!number.is_percent && !IsYear(number)) toll.most = std::max(toll.most, number.value);
  }
  return toll;
}

}  // namespace isnad::story
