#include "feed/warnings.h"

#include <algorithm>

#include "base/utf8.h"

namespace isnad::feed {
namespace {

constexpr std::size_t kMaxExampleBytes = 80;

}  // namespace

void Warnings::Count(std::string_view what, std::string_view example) {
  const auto kind = std::find_if(kinds_.begin(), kinds_.end(),
                                 [what](const Kind& known) { return known.what == what; });
  if (kind != kinds_.end()) {
    ++kind->count;
  } else if (kinds_.size() < max_kinds_) {
    kinds_.push_back(
        {std::string(what), CollapseSpace(TruncateUtf8(example, kMaxExampleBytes)), 1});
  }
}

std::vector<std::string> Warnings::Lines() const {
  std::vector<std::string> lines;
  for (const Kind& kind : kinds_) {
    std::string line = kind.what;
    if (kind.count > 1) line += ": " + std::to_string(kind.count);
    if (!kind.example.empty()) {
      line += (kind.count > 1 ? ", the first \"" : ": \"") + kind.example + "\"";
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace isnad::feed
