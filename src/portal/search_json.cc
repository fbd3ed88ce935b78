// Answers and suggestions for programs.

#include <cstdio>

#include "news/json_string.h"
#include "portal/pages.h"

namespace isnad::portal {
namespace {

class JsonText {
 public:
  void Key(std::string_view key) {
    if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_ += ',';
    news::AppendJsonString(text_, key);
    text_ += ':';
  }
  void String(std::string_view key, std::string_view value) {
    Key(key);
    if (value.empty()) {
      text_ += "null";
    } else {
      news::AppendJsonString(text_, value);
    }
  }
  void Number(std::string_view key, std::int64_t value) {
    Key(key);
    text_ += std::to_string(value);
  }
  void Open(char bracket) {
    if (!text_.empty() && (text_.back() == '}' || text_.back() == ']')) text_ += ',';
    text_ += bracket;
  }
  void Close(char bracket) { text_ += bracket; }
  void Raw(std::string_view text) { text_ += text; }
  std::string Take() && { return std::move(text_); }

 private:
  std::string text_;
};

std::string Day(std::chrono::sys_days day) {
  const std::chrono::year_month_day date = day;
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

void AddHit(JsonText& json, const search::Hit& hit) {
  const news::Account& account = hit.account;
  std::string snippet;
  for (const search::SnippetPiece& piece : hit.snippet) snippet += piece.text;
  json.Open('{');
  json.Number("id", account.article);
  json.String("url", account.url);
  json.String("title", account.title);
  json.String("outlet", account.outlet_name);
  json.String("published", account.published ? account.published->ToString() : std::string());
  char score[32];
  std::snprintf(score, sizeof score, "%.6g", hit.score);
  json.Key("score");
  json.Raw(score);
  json.String("snippet", snippet);
  json.Number("story", hit.story);
  json.Close('}');
}

template <typename Counts>
void AddNames(JsonText& json, std::string_view key, const Counts& counts) {
  json.Key(key);
  json.Open('[');
  for (const auto& count : counts) {
    json.Open('{');
    json.String("name", count.name);
    json.Number("articles", count.count);
    json.Close('}');
  }
  json.Close(']');
}

}  // namespace

std::string AnswerJson(const search::Answer& answer) {
  JsonText json;
  json.Open('{');
  json.Number("total", answer.total);
  json.String("next", answer.next);
  json.String("did_you_mean", answer.did_you_mean);
  json.Key("hits");
  json.Open('[');
  for (const search::Hit& hit : answer.hits) AddHit(json, hit);
  json.Close(']');
  if (answer.facets) {
    AddNames(json, "outlets", answer.facets->outlets);
    AddNames(json, "sections", answer.facets->sections);
    AddNames(json, "languages", answer.facets->languages);
    json.Key("days");
    json.Open('[');
    for (const search::DayCount& day : answer.facets->days) {
      json.Open('{');
      json.String("day", Day(day.day));
      json.Number("articles", day.count);
      json.Close('}');
    }
    json.Close(']');
  }
  json.Close('}');
  json.Raw("\n");
  return std::move(json).Take();
}

std::string SuggestionsJson(const std::vector<search::Suggestion>& suggestions) {
  JsonText json;
  json.Open('{');
  json.Key("suggestions");
  json.Open('[');
  for (const search::Suggestion& suggestion : suggestions) {
    json.Open('{');
    json.String("text", suggestion.text);
    json.Number("articles", suggestion.articles);
    json.Close('}');
  }
  json.Close(']');
  json.Close('}');
  json.Raw("\n");
  return std::move(json).Take();
}

}  // namespace isnad::portal
