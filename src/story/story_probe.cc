// Shows the training and evaluation scripts what the library sees, so that they never imitate it:
//
//   story_probe terms    documents, one a line; prints KEY<TAB>DOCUMENTS, and "*" with their number
//   story_probe pairs    articles; prints I<TAB>J<TAB>features… for every pair of lines J < I
//   story_probe names    the features' names
//   story_probe times    articles; prints
//   ID<TAB>PUBLISHED<TAB>FIRST<TAB>LAST<TAB>WEEKDAY<TAB>PREVIEW story_probe place    articles;
//   prints ID<TAB>STORY<TAB>ORIGIN<TAB>COPIED in order story_probe shingles articles; prints
//   ID<TAB>shingle… (what copies are counted in)
//   story_probe sections COUNTRY    lines OUTLET<TAB>URL<TAB>TITLE<TAB>TEXT; prints the section and
//   what the text says of each topic
//
// Articles are lines ID<TAB>PUBLISHED<TAB>TITLE<TAB>TEXT on standard input; U+000B stands for a
// line feed in the text, an unknown date is empty. A developer's tool: trusts its input.

#include <cstdio>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.h"
#include "story/account.h"
#include "story/clusterer.h"
#include "story/frequencies.h"
#include "story/pair_model.h"
#include "story/section.h"
#include "story/section_text.h"
#include "story/shingles.h"
#include "story/term_index.h"
#include "story/vocabulary.h"

namespace isnad::story {
namespace {

struct Line {
  std::string id, title, text, date;
  std::optional<Instant> published;
};

bool ReadLine(Line& line) {
  std::string raw;
  if (!std::getline(std::cin, raw)) return false;
  std::vector<std::string> fields(1);
  for (const char c : raw) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back() += c == '\v' ? '\n' : c;
    }
  }
  fields.resize(4);
  line = {fields[0], fields[2], fields[3], fields[1], {}};
  if (const auto date = DateTime::Parse(fields[1])) line.published = date->ToInstant();
  return true;
}

void PrintTerms() {
  std::map<std::string, int> documents;
  int count = 0;
  Words words;
  std::string key;
  for (std::string line; std::getline(std::cin, line); ++count) {
    words.Assign(line);
    std::set<std::string> keys;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].kind == arabic::TokenKind::kNumber) continue;
      if (SenseOf(words.Folded(i), words[i].kind, key).term != 0) keys.insert(key);
    }
    for (const std::string& each : keys) ++documents[each];
  }
  std::printf("*\t%d\n", count);
  for (const auto& [term, seen] : documents) std::printf("%s\t%d\n", term.c_str(), seen);
}

void PrintPairs() {
  Frequencies frequencies;
  TermIndex index;
  std::vector<Account> accounts;
  Words words;
  for (Line line; ReadLine(line);) {
    const std::string text = line.title + '\n' + line.text;
    words.Assign(text);
    Account account = ReadAccount(text, words, line.published, ReadingLimits{}.max_terms);
    Weigh(account,
          [&](std::uint32_t key) { return frequencies.InverseFrequency(key, index.SeenIn(key)); });
    index.Add(static_cast<std::uint32_t>(accounts.size()), account);
    frequencies.AddArticle();
    for (std::size_t j = 0; j < accounts.size(); ++j) {
      std::printf("%zu\t%zu", accounts.size(), j);
      for (const float value : Compare(account, accounts[j])) std::printf("\t%.5g", value);
      std::printf("\n");
    }
    accounts.push_back(std::move(account));
  }
}

void PrintTimes() {
  Words words;
  std::vector<bool> is_date;
  const auto show = [](const auto& value) {
    std::printf("\t%s", value ? std::to_string(*value).c_str() : "-");
  };
  for (Line line; ReadLine(line);) {
    const std::string text = line.title + '\n' + line.text;
    words.Assign(text);
    const TimeSense time = ReadTime(text, words, words.size(), line.published, is_date);
    std::printf("%s", line.id.c_str());
    show(time.published_day);
    show(time.first_day);
    show(time.last_day);
    show(time.weekday);
    std::printf("\t%d\n", time.preview ? 1 : 0);
  }
}

void PrintNames() {
  for (std::size_t i = 0; i < kFeatures; ++i) {
    std::printf("%s\n", std::string(Name(static_cast<Feature>(i))).c_str());
  }
}

void PrintPlaces() {
  Clusterer clusterer;
  std::vector<std::string> ids;
  for (Line line; ReadLine(line);) {
    ids.push_back(line.id);
    const Placement placed = clusterer.Add({.id = static_cast<std::int64_t>(ids.size()) - 1,
                                            .title = line.title,
                                            .text = line.text,
                                            .outlet = {},
                                            .published = line.published,
                                            .seen = {}});
    const auto& from = placed.chain.origin;
    const std::string origin = from ? ids[static_cast<std::size_t>(*from)] : "";
    std::printf("%s\t%s\t%s\t%.4f\t%.4f\n", line.id.c_str(),
                ids[static_cast<std::size_t>(placed.story)].c_str(), origin.c_str(),
                placed.chain.copied_0_1, placed.likeness_0_1);
  }
}

// Lines are OUTLET, URL, TITLE, TEXT here; country as the first argument behind the mode.
void PrintSections(std::string_view country) {
  for (Line line; ReadLine(line);) {
    news::Article article;
    article.outlet = line.id;
    article.url = line.date;
    article.title = line.title;
    article.paragraphs.push_back({news::ParagraphKind::kText, line.text});
    const TopicReading reading = ReadTopic(article.title, line.text.substr(0, 1600));
    std::printf("%s", std::string(SectionOf(article, country)).c_str());
    for (const float each : reading.log_odds) std::printf("\t%.1f", each);
    std::printf("\n");
  }
}

void PrintShingles() {
  Words words;
  for (Line line; ReadLine(line);) {
    words.Assign(line.text);
    std::printf("%s", line.id.c_str());
    for (const std::uint32_t shingle : ShinglesOf(words, 0, ReadingLimits{}.max_shingles)) {
      std::printf("\t%u", shingle);
    }
    std::printf("\n");
  }
}

}  // namespace
}  // namespace isnad::story

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "terms") {
    isnad::story::PrintTerms();
  } else if (mode == "pairs") {
    isnad::story::PrintPairs();
  } else if (mode == "names") {
    isnad::story::PrintNames();
  } else if (mode == "times") {
    isnad::story::PrintTimes();
  } else if (mode == "place") {
    isnad::story::PrintPlaces();
  } else if (mode == "shingles") {
    isnad::story::PrintShingles();
  } else if (mode == "sections") {
    isnad::story::PrintSections(argc > 2 ? argv[2] : "");
  } else {
    std::fputs("usage: story_probe terms|names|pairs|times|place|shingles|sections < INPUT\n",
               stderr);
    return 2;
  }
  return 0;
}
