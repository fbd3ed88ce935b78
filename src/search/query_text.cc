// A query written out again.

#include <algorithm>
#include <array>

#include "search/query.h"

namespace isnad::search {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"outlet", "country", "section",
                                                    "person", "lang",    "story"};

std::string Day(std::chrono::sys_days day) {
  const std::chrono::year_month_day date = day;
  std::string text = std::to_string(static_cast<int>(date.year()));
  text.insert(0, 4 - std::min<std::size_t>(4, text.size()), '0');
  const auto add = [&text](unsigned number) {
    text += number < 10 ? "-0" : "-";
    text += std::to_string(number);
  };
  add(static_cast<unsigned>(date.month()));
  add(static_cast<unsigned>(date.day()));
  return text;
}

// In quotes that do not stand in it.
std::string Quoted(const std::string& text) {
  if (text.find('"') == std::string::npos) return '"' + text + '"';
  if (text.find("»") == std::string::npos) return "«" + text + "»";
  if (text.find("”") == std::string::npos) return "“" + text + "”";
  return "„" + text + "“";
}

// Quotes around a word keep it from being read as anything else.
std::string Written(const Term& term) {
  std::string words;
  for (const std::string& word : term.words) {
    // A beginning stands without quotes, so a sign that joins words holds those of one together.
    if (!words.empty()) words += term.prefix ? '&' : ' ';
    words += word;
  }
  std::string text = term.excluded ? "-" : "";
  text += term.prefix ? words + "*" : Quoted(words);
  if (term.near > 0) text += "~" + std::to_string(term.near);
  return text;
}

}  // namespace

std::string ToText(const Query& query) {
  std::string text;
  const auto add = [&text](const std::string& part) {
    if (!text.empty()) text += ' ';
    text += part;
  };
  for (std::size_t i = 0; i < query.terms.size(); ++i) {
    const bool joined = i > 0 && query.terms[i].group == query.terms[i - 1].group;
    if (joined) add("|");
    add(Written(query.terms[i]));
  }
  for (const FieldFilter& filter : query.filters) {
    add(std::string(filter.excluded ? "-" : "") +
        std::string(kNames[static_cast<std::size_t>(filter.field)]) + ":" + Quoted(filter.value));
  }
  if (query.from || query.to) {
    add("date:" + (query.from ? Day(*query.from) : "") + ".." + (query.to ? Day(*query.to) : ""));
  }
  return text;
}

}  // namespace isnad::search
