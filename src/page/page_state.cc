#include "page/page_state.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxKeys = 400;
constexpr std::size_t kMaxValueBytes = 60;
constexpr std::size_t kNear = 4'000;  // bytes between a title and its date in one object

// Squeezed: lower case without "_", "-", ".", ":" and spaces.
constexpr std::array<std::string_view, 29> kKeys = {"articledatepublished",
                                                    "articlepublished",
                                                    "articlepublisheddate",
                                                    "articlepublishedtime",
                                                    "articlepublishdate",
                                                    "contentpublished",
                                                    "contentpublisheddate",
                                                    "dateposted",
                                                    "datepublished",
                                                    "datepublication",
                                                    "datetimepublished",
                                                    "firstpublicationdate",
                                                    "firstpublished",
                                                    "firstpublishedat",
                                                    "firstpublisheddate",
                                                    "firstpublishtime",
                                                    "originalpublishdate",
                                                    "postdate",
                                                    "pubdate",
                                                    "publicationdate",
                                                    "publicationdatetime",
                                                    "publishat",
                                                    "publishdate",
                                                    "publishdatetime",
                                                    "published",
                                                    "publishedat",
                                                    "publisheddate",
                                                    "publishedon",
                                                    "publishtime"};
// Beside those that contain none of the stems below.
constexpr std::array<std::string_view, 4> kStems = {"publi", "pubdate", "pub_date", "post"};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool IsKeyByte(char c) {
  const char lower = Lower(c);
  return (lower >= 'a' && lower <= 'z') || c == '_' || c == '-' || c == ':' || c == '.';
}

std::string Squeezed(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c != '_' && c != '-' && c != ':' && c != '.') out += Lower(c);
  }
  return out;
}

struct Seen {
  std::size_t at = 0;
  TextDate date;
};

class StateReader {
 public:
  StateReader(std::string_view html, const DateHabits& habits) : html_(html), habits_(habits) {}

  std::vector<Seen> Read() {
    for (std::size_t at = NextStem(0); at < html_.size() && keys_ < kMaxKeys;
         at = NextStem(at + 1)) {
      if (!std::any_of(kStems.begin(), kStems.end(), [&](std::string_view stem) {
            return EqualsIgnoringCase(html_.substr(at, stem.size()), stem);
          })) {
        continue;
      }
      at = ReadKey(at);
    }
    return std::move(seen_);
  }

 private:
  // Every stem begins with "pub" or "pos".
  static unsigned MayBeginStem(const char* at) {
    const auto lower = [](char c) { return static_cast<unsigned char>(c | 0x20); };
    const unsigned char second = lower(at[1]);
    const unsigned char third = lower(at[2]);
    return static_cast<unsigned>(lower(at[0]) == 'p') &
           ((static_cast<unsigned>(second == 'u') & static_cast<unsigned>(third == 'b')) |
            (static_cast<unsigned>(second == 'o') & static_cast<unsigned>(third == 's')));
  }

  // The first place from `at` on where a stem may begin, or the end. Whole stretches are looked
  // through without a branch, so that it runs in vector registers.
  std::size_t NextStem(std::size_t at) const {
    constexpr std::size_t kStretch = 128;
    constexpr std::size_t kBehind = 2;
    while (at + kStretch + kBehind <= html_.size()) {
      unsigned any = 0;
      for (std::size_t i = 0; i < kStretch; ++i) any |= MayBeginStem(html_.data() + at + i);
      if (any != 0) break;
      at += kStretch;
    }
    while (at + kBehind < html_.size() && MayBeginStem(html_.data() + at) == 0) ++at;
    return at + kBehind < html_.size() ? at : html_.size();
  }

  // Returns the last byte read.
  std::size_t ReadKey(std::size_t stem) {
    constexpr std::size_t kMaxKeyBytes = 40;
    std::size_t begin = stem;
    while (begin > 0 && stem - begin < kMaxKeyBytes && IsKeyByte(html_[begin - 1])) --begin;
    std::size_t end = stem;
    while (end < html_.size() && end - begin < kMaxKeyBytes && IsKeyByte(html_[end])) ++end;
    std::string key = Squeezed(html_.substr(begin, end - begin));
    const bool attribute = key.starts_with("data") && html_[begin + 4] == '-';
    if (attribute) key.erase(0, 4);
    for (const std::string_view suffix : {"time", "utc", "gmt", "iso", "timestamp"}) {
      if (IsKnown(key)) break;
      if (key.ends_with(suffix)) key.resize(key.size() - suffix.size());
    }
    if (!IsKnown(key)) return std::max(stem, end - 1);
    ++keys_;
    const std::size_t value = ValueAt(end, attribute);
    if (value != std::string_view::npos) ReadValue(begin, value);
    return std::max(stem, end - 1);
  }

  static bool IsKnown(const std::string& key) {
    return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
  }

  // Behind `":"`, `\":\"`, `': '`, `="`: quotes and escapes on both sides of one sign.
  std::size_t ValueAt(std::size_t at, bool attribute) const {
    bool sign = false;
    for (std::size_t steps = 0; at < html_.size() && steps < 16; ++at, ++steps) {
      const char c = html_[at];
      if (c == ':' || (c == '=' && attribute)) {
        if (sign) return std::string_view::npos;
        sign = true;
      } else if (c != '"' && c != '\'' && c != '\\' && c != ' ' && c != '\n') {
        if (html_.substr(at).starts_with("&quot;")) {
          at += 5;
          continue;
        }
        return sign ? at : std::string_view::npos;
      }
    }
    return std::string_view::npos;
  }

  void ReadValue(std::size_t key, std::size_t at) {
    const std::size_t end = std::min(html_.find_first_of("\"'\\&<>{}", at), html_.size());
    std::string_view value = html_.substr(at, std::min(end - at, kMaxValueBytes));
    if (!value.empty() && value.front() >= '0' && value.front() <= '9') {
      // A bare number ends at the comma behind it.
      const std::size_t comma = value.find_first_of(",;");
      if (value.substr(0, comma).find_first_not_of("0123456789") == std::string_view::npos) {
        value = value.substr(0, comma);
        if (value.size() < 8) return;
      }
    }
    if (const auto date = ReadTextDate(TruncateUtf8(value, kMaxValueBytes), habits_)) {
      seen_.push_back({key, *date});
    }
  }

  std::string_view html_;
  DateHabits habits_;
  std::size_t keys_ = 0;
  std::vector<Seen> seen_;
};

// Where the title stands in scripts: quoted, so that no running text is meant.
std::vector<std::size_t> TitlePlaces(std::string_view html, std::string_view title) {
  std::vector<std::size_t> out;
  if (title.size() < 8) return out;
  for (std::size_t at = html.find(title); at != std::string_view::npos && out.size() < 50;
       at = html.find(title, at + title.size())) {
    if (at > 0 && (html[at - 1] == '"' || html[at - 1] == '\'')) out.push_back(at);
  }
  return out;
}

}  // namespace

std::optional<StateDate> FindStateDate(std::string_view html, std::string_view title,
                                       const DateHabits& habits) {
  const std::vector<Seen> seen = StateReader(html, habits).Read();
  if (seen.empty()) return std::nullopt;
  const auto same = [&](const Seen& other) {
    return other.date.value.day == seen.front().date.value.day;
  };
  if (std::all_of(seen.begin(), seen.end(), same)) return StateDate{seen.front().date, true};
  const Seen* best = nullptr;
  std::size_t best_distance = kNear;
  for (const std::size_t place : TitlePlaces(html, title)) {
    for (const Seen& candidate : seen) {
      const std::size_t distance =
          candidate.at > place ? candidate.at - place : place - candidate.at;
      if (distance >= best_distance) continue;
      best_distance = distance;
      best = &candidate;
    }
  }
  if (best != nullptr) return StateDate{best->date, true};
  return std::nullopt;
}

}  // namespace isnad::page
