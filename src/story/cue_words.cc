#include "story/cue_words.h"

#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "arabic/fold.h"
#include "story/data_lines.h"

extern "C" const char isnad_story_time_cues[];
extern "C" const char isnad_story_time_cues_end[];

namespace isnad::story {
namespace {

using Table = std::unordered_map<std::string, Cue, TextHash, std::equal_to<>>;

Cue CueOf(std::string_view kind) {
  static constexpr std::array<std::pair<std::string_view, Cue>, 11> kKinds{{
      {"yesterday", Cue::kYesterday},
      {"tomorrow", Cue::kTomorrow},
      {"next", Cue::kNext},
      {"preview", Cue::kPreview},
      {"birth", Cue::kBirth},
      {"today", Cue::kToday},
      {"background", Cue::kBackground},
      {"lasting", Cue::kLasting},
      {"days", Cue::kDays},
      {"noon", Cue::kNoon},
      {"dateline", Cue::kDateline},
  }};
  for (const auto& [name, cue] : kKinds) {
    if (name == kind) return cue;
  }
  return Cue::kNone;
}

Table Load() {
  Table table;
  const std::string_view data(
      isnad_story_time_cues,
      static_cast<std::size_t>(isnad_story_time_cues_end - isnad_story_time_cues));
  ForEachRow(data,
             [&table](const Row& row) { table.emplace(arabic::Fold(row[1]), CueOf(row[0])); });
  return table;
}

}  // namespace

Cue FindCue(std::string_view folded) {
  static const Table table = Load();
  if (const auto found = table.find(folded); found != table.end()) return found->second;
  // One-letter proclitics waw, fa, ba, lam and kaf, two bytes each in UTF-8.
  for (const std::string_view proclitic : {"و", "ف", "ب", "ل", "ك"}) {
    if (!folded.starts_with(proclitic)) continue;
    if (const auto found = table.find(folded.substr(2)); found != table.end()) return found->second;
  }
  return Cue::kNone;
}

}  // namespace isnad::story
