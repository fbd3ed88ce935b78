#include "page/month_names.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "arabic/fold.h"
#include "base/utf8.h"
#include "page/table.h"

extern "C" {
extern const char isnad_page_months_tsv[];
extern const char isnad_page_months_tsv_end[];
}

namespace isnad::page {
namespace {

constexpr std::size_t kMaxNameBytes = 40;
constexpr std::string_view kSolarHijri = "jalali";

// Folded, and lower case in the other scripts that have cases.
std::string Key(std::string_view word) {
  const std::string folded = arabic::Fold(word);
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint point = DecodeAt(folded, at);
    char32_t c = point.value;
    if ((c >= 0x0410 && c <= 0x042F) || (c >= 0x0391 && c <= 0x03A9)) c += 0x20;
    if (c >= 0x0400 && c <= 0x040F) c += 0x50;
    // Greek vowels with and without their accent (or dieresis) are one.
    constexpr std::pair<char32_t, char32_t> kPlain[] = {
        {0x0386, 0x03B1}, {0x0388, 0x03B5}, {0x0389, 0x03B7}, {0x038A, 0x03B9},
        {0x038C, 0x03BF}, {0x038E, 0x03C5}, {0x0390, 0x03B9}, {0x03AA, 0x03B9},
        {0x03AC, 0x03B1}, {0x03AD, 0x03B5}, {0x03AE, 0x03B7}, {0x03AF, 0x03B9},
        {0x03C2, 0x03C3}, {0x03CA, 0x03B9}, {0x03CC, 0x03BF}, {0x03CD, 0x03C5}};
    for (const auto& [from, to] : kPlain) {
      if (c == from) c = to;
    }
    AppendUtf8(out, c);
    at += point.length_bytes;
  }
  return out;
}

struct Month {
  int number = 0;
  std::string_view language;
};
using Months = std::unordered_map<std::string, std::vector<Month>>;

const Months& MonthTable() {
  static const Months table = [] {
    Months out;
    ForEachRow({isnad_page_months_tsv, isnad_page_months_tsv_end},
               [&](const std::vector<std::string_view>& row) {
                 if (row.size() != 3) return;
                 int number = 0;
                 std::from_chars(row[0].data(), row[0].data() + row[0].size(), number);
                 std::string_view names = row[2];
                 while (!names.empty()) {
                   const std::size_t end = std::min(names.find(' '), names.size());
                   out[Key(names.substr(0, end))].push_back({number, row[1]});
                   names.remove_prefix(std::min(end + 1, names.size()));
                 }
               });
    return out;
  }();
  return table;
}

}  // namespace

NamedMonth FindNamedMonth(std::string_view word, std::string_view language) {
  if (word.empty() || word.size() > kMaxNameBytes) return {};
  const auto at = MonthTable().find(Key(word));
  if (at == MonthTable().end()) return {};
  const Month* best = &at->second.front();
  for (const Month& month : at->second) {
    if (month.language == language) best = &month;
  }
  return {best->number, best->language == kSolarHijri};
}

}  // namespace isnad::page
