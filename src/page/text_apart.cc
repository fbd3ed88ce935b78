#include "page/text_apart.h"

#include <algorithm>
#include <unordered_set>

#include "arabic/dates.h"
#include "base/url.h"
#include "base/utf8.h"
#include "page/names.h"
#include "page/text.h"
#include "page/text_header.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMinRow = 3;  // titles below one another
constexpr std::uint32_t kMinTitleWords = 4;
constexpr std::uint32_t kMaxTitleWords = 25;
constexpr std::uint32_t kMaxNameWords = 5;
constexpr std::size_t kMaxComments = 200;
constexpr std::size_t kMaxTags = 30;
constexpr std::uint32_t kMaxTagWords = 6;

// What may stand between the titles of a row: dates, sections, pictures' names.
bool StandsBetween(const Line& line) {
  return !line.ticker && !IsFurniture(line) &&
         (line.measure.words < kMinTitleWords || IsDateline(line));
}

std::string_view WithoutBullet(std::string_view text) {
  for (const std::string_view bullet : {"- ", "\u2022 ", "* ", "\u25CF ", "\u25A0 ", "\u00BB "}) {
    if (text.starts_with(bullet)) return TrimSpace(text.substr(bullet.size()));
  }
  return text;
}

// «التعليقات», "3 comments", «تعليقات الزوار (12)»: with or without how many there are.
bool AnnouncesComments(const Line& line) {
  if ((line.phrases & Bit(Phrase::kComment)) != 0) return true;
  if (line.measure.words > 4 || line.measure.digits == 0) return false;
  std::string words;
  for (const char c : line.text) words += c >= '0' && c <= '9' ? ' ' : c;
  return (PhrasesOf(words) & Bit(Phrase::kComment)) != 0;
}

bool IsCommentForm(const Line& line) { return line.text.find('*') != std::string::npos; }

constexpr PhraseMask kEndOfComments =
    static_cast<PhraseMask>(Bit(Phrase::kRelated) | Bit(Phrase::kFooter) |
                            Bit(Phrase::kNewsletter) | Bit(Phrase::kTags) | Bit(Phrase::kReadAlso));

}  // namespace

bool ReadsAsTitle(const Line& line) {
  const TextMeasure& m = line.measure;
  return !line.ticker && !line.glued && !line.continues && line.phrases == 0 &&
         m.words >= kMinTitleWords && m.words <= kMaxTitleWords && !m.ends_sentence &&
         !m.ends_colon && m.digits * 4 < m.code_points && line.text.find('@') == std::string::npos;
}

std::vector<news::Headline> FindHeadlines(const std::vector<Line>& lines,
                                          const std::vector<bool>& used,
                                          std::size_t max_headlines) {
  std::vector<news::Headline> out;
  std::unordered_set<std::string> seen;
  const auto add = [&](std::string_view title) {
    if (out.size() < max_headlines && seen.insert(std::string(title)).second) {
      out.push_back({std::string(title), {}});
    }
  };
  std::vector<std::size_t> row;
  std::size_t between = 0;
  const auto end_row = [&] {
    if (row.size() >= kMinRow) {
      for (const std::size_t i : row) add(WithoutBullet(lines[i].text));
    }
    row.clear();
    between = 0;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].headline) add(WithoutBullet(lines[i].text));
    if (!used[i] && ReadsAsTitle(lines[i])) {
      row.push_back(i);
      between = 0;
    } else if (used[i] || !StandsBetween(lines[i]) || ++between > 3) {
      end_row();
    }
  }
  end_row();
  return out;
}

std::vector<news::Comment> FindComments(const std::vector<Line>& lines, std::size_t from,
                                        std::vector<bool>& used) {
  std::vector<news::Comment> out;
  std::size_t i = from;
  while (i < lines.size() && !AnnouncesComments(lines[i])) ++i;
  news::Comment open;
  for (++i; i < lines.size() && out.size() < kMaxComments; ++i) {
    const Line& line = lines[i];
    if (line.ticker || used[i] || (line.phrases & kEndOfComments) != 0) break;
    const bool number = line.measure.digits == line.measure.code_points;
    if (number || IsFurniture(line) || IsCommentForm(line)) {
      open = {};
      continue;
    }
    const auto dates = line.measure.words <= 14 && line.measure.digits >= 3
                           ? arabic::FindDates(line.text)
                           : std::vector<arabic::DateMatch>();
    if (!dates.empty()) {
      open.published = dates.front().value;
      const std::string_view name =
          TrimSpace(std::string_view(line.text).substr(0, dates.front().begin));
      std::vector<std::string> names;
      AddName(name, names);
      if (open.author.empty() && !names.empty()) open.author = names.front();
    } else if (!open.published && line.measure.words <= kMaxNameWords &&
               !line.measure.ends_sentence) {
      open.author = line.text;
    } else if (open.published) {
      // A comment without a date is as well anything else that stands there.
      open.text = line.text;
      out.push_back(std::move(open));
      open = {};
      used[i] = true;
    }
  }
  return out;
}

std::vector<std::string> TagsOfLine(const Line& line) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view tag) {
    tag = TrimSpace(tag);
    while (tag.starts_with('#')) tag.remove_prefix(1);
    const std::uint32_t words = Measure(tag).words;
    const bool number = Measure(tag).digits == Measure(tag).code_points;
    if (words >= 1 && words <= kMaxTagWords && !number && out.size() < kMaxTags) {
      out.emplace_back(tag);
    }
  };
  std::string_view text = line.text;
  if (text.starts_with('#')) {
    // Hashtags and nothing else.
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(' '), text.size());
      if (text[0] != '#') return {};
      add(text.substr(0, end));
      text = TrimSpace(text.substr(end));
    }
    return out;
  }
  const std::size_t colon = text.find(':');
  if ((line.phrases & Bit(Phrase::kTags)) == 0 || colon == std::string_view::npos) return out;
  text = text.substr(colon + 1);
  while (!text.empty()) {
    std::size_t end = text.size();
    std::size_t next = text.size();
    for (const std::string_view comma : {",", "\u060C", "|", " #", "\u2022", " - "}) {
      const std::size_t at = text.find(comma);
      if (at < end) {
        end = at;
        next = at + comma.size();
      }
    }
    add(text.substr(0, end));
    text.remove_prefix(next);
  }
  return out;
}

std::string AddressIn(std::string_view text) {
  const std::size_t at = std::min(text.find("https://"), text.find("http://"));
  if (at == std::string_view::npos) return {};
  std::string_view address = text.substr(at);
  address = address.substr(0, address.find_first_of(" \t\"<>"));
  while (!address.empty() && std::string_view(".,;)]").find(address.back()) != address.npos) {
    address.remove_suffix(1);
  }
  const auto url = Url::Parse(address);
  return url ? std::string(url->text()) : std::string();
}

}  // namespace isnad::page
