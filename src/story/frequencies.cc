#include "story/frequencies.h"

#include <charconv>
#include <cmath>

#include "story/data_lines.h"
#include "story/words.h"

extern "C" const char isnad_story_frequencies[];
extern "C" const char isnad_story_frequencies_end[];

namespace isnad::story {
namespace {

// The background's prose is not this stream's: a tenth of its weight is soon outvoted.
constexpr float kBackgroundShare = 0.1F;

float ToCount(std::string_view digits) {
  std::uint32_t count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return static_cast<float>(count);
}

}  // namespace

Frequencies::Frequencies() {
  const std::string_view data(
      isnad_story_frequencies,
      static_cast<std::size_t>(isnad_story_frequencies_end - isnad_story_frequencies));
  ForEachRow(data, [this](const Row& row) {
    const float count = ToCount(row[1]) * kBackgroundShare;
    if (row[0] == "*") {  // the number of documents counted
      background_articles_ = count;
    } else {
      background_[HashText(row[0])] += count;
    }
  });
}

float Frequencies::InverseFrequency(std::uint32_t key, std::uint32_t seen_in) const {
  double count = seen_in + 0.5;
  if (const auto found = background_.find(key); found != background_.end()) count += found->second;
  const double all = background_articles_ + static_cast<double>(articles_) + 1;
  return static_cast<float>(std::log(std::max(all / count, 1.0)));
}

}  // namespace isnad::story
