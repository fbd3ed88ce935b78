#include "feed/fields.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/utf8.h"
#include "feed/dates.h"

namespace isnad::feed {

void FieldWriter::Text(std::string& field, Rank& have, Rank rank, std::string value) const {
  if (rank <= have || value.empty()) return;
  field = std::move(value);
  have = rank;
}

void FieldWriter::Text(news::FeedText& field, Rank& have, Rank rank, news::FeedText value) const {
  if (rank <= have || value.empty()) return;
  field = std::move(value);
  have = rank;
}

void FieldWriter::Title(std::string& field, Rank& have, Rank rank, std::string value) const {
  if (value.size() > limits_.max_title_bytes) {
    value = TruncateUtf8(value, limits_.max_title_bytes);
    warnings_.Count("titles cut to " + std::to_string(limits_.max_title_bytes) + " bytes");
  }
  Text(field, have, rank, std::move(value));
}

void FieldWriter::Date(std::optional<DateTime>& field, Rank& have, Rank rank,
                       std::string_view text) const {
  if (rank <= have || TrimSpace(text).empty()) return;
  const auto date = ParseFeedDate(text);
  if (!date) {
    warnings_.Count("dates that could not be read", text);
    return;
  }
  if (date->precision != DatePrecision::kDay) {
    warnings_.Count("dates without a day, taken as the first", text);
  }
  const int year = static_cast<int>(date->value.day.year());
  if (year <= 1970) warnings_.Count("dates in 1970 or before, kept as written", text);
  if (year >= 2099) warnings_.Count("dates in 2099 or after, kept as written", text);
  field = date->value;
  have = rank;
}

void FieldWriter::Add(std::vector<std::string>& list, std::string value) const {
  if (value.empty() || std::find(list.begin(), list.end(), value) != list.end()) return;
  if (list.size() >= limits_.max_values) {
    warnings_.Count("values over " + std::to_string(limits_.max_values) + " in one list, dropped");
    return;
  }
  list.push_back(std::move(value));
}

void FieldWriter::AddList(std::vector<std::string>& list, std::string_view values) const {
  constexpr std::string_view kArabicComma = "\u060C";
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= values.size();) {
    const bool comma = at < values.size() && values[at] == ',';
    const bool arabic = values.substr(at).starts_with(kArabicComma);
    if (at < values.size() && !comma && !arabic) {
      ++at;
      continue;
    }
    Add(list, CollapseSpace(values.substr(begin, at - begin)));
    at += arabic ? kArabicComma.size() : 1;
    begin = at;
  }
}

void FieldWriter::AddAuthor(std::vector<std::string>& list, Rank& have, Rank rank,
                            std::string value) const {
  if (rank < have || value.empty()) return;
  if (rank > have) list.clear();
  have = rank;
  Add(list, std::move(value));
}

void FieldWriter::Add(std::vector<news::Enclosure>& list, news::Enclosure enclosure) const {
  const bool known = std::any_of(list.begin(), list.end(), [&](const news::Enclosure& other) {
    return other.url == enclosure.url;
  });
  if (enclosure.url.empty() || known) return;
  if (list.size() >= limits_.max_values) {
    warnings_.Count("enclosures over " + std::to_string(limits_.max_values) + ", dropped");
    return;
  }
  list.push_back(std::move(enclosure));
}

std::optional<std::uint64_t> ParseCount(std::string_view text) {
  std::string digits(TrimSpace(text));
  digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
  std::uint64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  return whole && !digits.empty() ? std::optional(value) : std::nullopt;
}

}  // namespace isnad::feed
