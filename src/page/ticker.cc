#include "page/ticker.h"

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"
#include "page/text.h"

namespace isnad::page {
namespace {

// A run of this many spaces (a tab counts four) parts what stands in one line.
constexpr std::size_t kGap = 3;
constexpr std::size_t kMinParts = 4;  // of a ticker or menu
constexpr std::uint32_t kMaxTitleWords = 30;
constexpr std::uint32_t kMaxFieldWords = 14;
constexpr std::uint32_t kMaxFieldsWords = 30;  // together
constexpr double kMinTitleWords = 2.6;         // on average; entries of menus have fewer

// Width in gap units and length in bytes of the white space at `at`, {0, 0} for anything else.
struct Gap {
  std::size_t width = 0;
  std::size_t bytes = 0;
};
Gap GapAt(std::string_view line, std::size_t at) {
  if (line[at] == ' ') return {1, 1};
  if (line[at] == '\t') return {4, 1};
  if (line.substr(at, 2) == "\u00A0") return {1, 2};  // no-break space: how dumps keep &nbsp;
  if (line.substr(at, 2) == "\xE2\x80" && at + 2 < line.size() &&
      static_cast<unsigned char>(line[at + 2]) <= 0x8A) {
    return {2, 3};  // U+2000..200A
  }
  if (line.substr(at, 3) == "\u3000") return {2, 3};
  return {};
}

void AddPart(std::string_view part, std::vector<std::string_view>& out) {
  if (!TrimSpace(part).empty()) out.push_back(part);
}

std::vector<std::string_view> SplitAtGaps(std::string_view line) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t width = 0;
    std::size_t end = i;
    while (end < line.size()) {
      const Gap gap = GapAt(line, end);
      if (gap.bytes == 0) break;
      width += gap.width;
      end += gap.bytes;
    }
    if (width >= kGap) {
      AddPart(line.substr(begin, i - begin), parts);
      begin = end;
    }
    i = std::max(end, i + 1);
  }
  AddPart(line.substr(begin), parts);
  return parts;
}

std::vector<std::string_view> SplitAt(std::string_view line, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = line.find(separator);
    AddPart(line.substr(0, at), parts);
    if (at == std::string_view::npos) return parts;
    line.remove_prefix(at + separator.size());
  }
}

struct PartsMeasure {
  std::uint32_t words = 0;
  std::uint32_t longest = 0;
  std::size_t sentences = 0;  // parts that read as one
};

PartsMeasure MeasureParts(const std::vector<std::string_view>& parts) {
  PartsMeasure out;
  for (const std::string_view part : parts) {
    const TextMeasure measure = Measure(part);
    out.words += measure.words;
    out.longest = std::max(out.longest, measure.words);
    if (measure.ends_sentence && measure.words > 12) ++out.sentences;
  }
  return out;
}

// Titles or entries: none is long, and hardly any ends as a sentence does.
LineParts KindOf(const std::vector<std::string_view>& parts) {
  if (parts.size() < kMinParts) return LineParts::kOne;
  const PartsMeasure measure = MeasureParts(parts);
  if (measure.longest > kMaxTitleWords || measure.sentences * 4 > parts.size()) {
    return LineParts::kOne;
  }
  return measure.words > kMinTitleWords * static_cast<double>(parts.size()) ? LineParts::kTitles
                                                                            : LineParts::kMenu;
}

bool AreFields(const std::vector<std::string_view>& parts) {
  if (parts.size() < 2 || parts.size() > kMinParts) return false;
  const PartsMeasure measure = MeasureParts(parts);
  return measure.longest <= kMaxFieldWords && measure.words <= kMaxFieldsWords;
}

}  // namespace

SplitLine TakeApart(std::string_view line) {
  // Most lines hold no gap and no bar.
  std::vector<std::string_view> parts = SplitAtGaps(line);
  if (const LineParts kind = KindOf(parts); kind != LineParts::kOne) return {kind, parts};
  if (AreFields(parts)) return {LineParts::kFields, parts};
  constexpr std::string_view kBars[] = {" | ",      " \u2022 ", " \u00B7 ", " ** ",     " *** ",
                                        " \u00BB ", " :: ",     " ::: ",    " \u25CF ", " \u25A0 "};
  for (const std::string_view bar : kBars) {
    if (line.find(bar) == std::string_view::npos) continue;
    parts = SplitAt(line, bar);
    if (const LineParts kind = KindOf(parts); kind != LineParts::kOne) return {kind, parts};
  }
  return {};
}

}  // namespace isnad::page
