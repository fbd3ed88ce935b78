#include "story/section_slugs.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "news/section.h"
#include "story/data_lines.h"

extern "C" const char isnad_story_section_slugs[];
extern "C" const char isnad_story_section_slugs_end[];

namespace isnad::story {
namespace {

constexpr std::size_t kMaxWords = 4;
constexpr std::size_t kMaxSegments = 10;
constexpr std::size_t kMaxUrlBytes = 2048;

// Words in front of a section's name that are none.
constexpr std::string_view kFillers[] = {
    "اخبار",  // news
    "شوون",   // affairs
    "قسم",    // section
    "ملحق",   // supplement
    "صفحه",   // page
    "عالم",   // world (of), as a first word of two
};

bool IsLatin(std::string_view word) { return static_cast<unsigned char>(word.front()) < 0x80; }

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// The words of a folded name, stemmed where they are Arabic; numbers are left out.
std::vector<std::string_view> WordsOf(std::string_view folded) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < folded.size() && words.size() <= kMaxWords;) {
    std::size_t end = at;
    while (end < folded.size() && IsWordByte(folded[end])) ++end;
    const std::string_view word = folded.substr(at, end - at);
    at = end + 1;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (word.empty() || std::all_of(word.begin(), word.end(), is_digit)) continue;
    words.push_back(IsLatin(word) ? word : arabic::Stem(word));
  }
  return words;
}

struct Slug {
  SectionPlace section = 0;
  std::size_t rank = 0;  // by the file's order
};

class Slugs {
 public:
  Slugs() {
    const std::string_view tsv(
        isnad_story_section_slugs,
        static_cast<std::size_t>(isnad_story_section_slugs_end - isnad_story_section_slugs));
    ForEachRow(tsv, [this](const Row& row) {
      const Slug slug{news::SectionIndex(row[0]), rank_++};
      std::string_view rest = row[1];
      while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        const std::string folded = arabic::Fold(rest.substr(0, space));
        rest.remove_prefix(std::min(space + 1, rest.size()));
        const std::vector<std::string_view> words = WordsOf(folded);
        if (!words.empty()) names_.emplace(Key(words), slug);
      }
    });
  }

  [[nodiscard]] const Slug* Find(std::span<const std::string_view> words) const {
    const auto found = names_.find(Key(words));
    return found == names_.end() ? nullptr : &found->second;
  }

 private:
  static std::string Key(std::span<const std::string_view> words) {
    std::string key;
    for (const std::string_view word : words) {
      if (!key.empty()) key += ' ';
      key += word;
    }
    return key;
  }

  std::unordered_map<std::string, Slug> names_;
  std::size_t rank_ = 0;
};

const Slugs& AllSlugs() {
  static const Slugs slugs;
  return slugs;
}

const Slug* Better(const Slug* a, const Slug* b) {
  if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
  return b->rank < a->rank ? b : a;
}

const Slug* FindName(std::string_view name, SlugMatch match) {
  const std::string folded = arabic::Fold(name);
  const std::vector<std::string_view> all = WordsOf(folded);
  if (all.empty() || all.size() > kMaxWords) return nullptr;
  std::span<const std::string_view> words = all;
  if (const Slug* whole = AllSlugs().Find(words)) return whole;
  while (words.size() > 1 &&
         std::find(std::begin(kFillers), std::end(kFillers), words.front()) != std::end(kFillers)) {
    words = words.subspan(1);
  }
  const Slug* best = nullptr;
  for (std::size_t begin = 0; begin < words.size(); ++begin) {
    if (match == SlugMatch::kFirstWord && begin > 0 && !IsLatin(words[begin])) break;
    for (std::size_t size = words.size() - begin; size > 0; --size) {
      if (match == SlugMatch::kWhole && size != words.size()) continue;
      const Slug* found = AllSlugs().Find(words.subspan(begin, size));
      if (found == nullptr) continue;
      best = Better(best, found);
      break;
    }
  }
  return best;
}

std::optional<SectionPlace> PlaceOf(const Slug* slug) {
  if (slug == nullptr) return std::nullopt;
  return slug->section;
}

std::string Decoded(std::string_view part) {
  std::string decoded = PercentDecode(part);
  return IsUtf8(decoded) ? decoded : std::string();
}

struct UrlParts {
  std::string_view host, path, query;
};

UrlParts PartsOf(std::string_view url) {
  url = url.substr(0, kMaxUrlBytes);
  url = url.substr(0, url.find('#'));
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  UrlParts parts;
  const std::size_t query = std::min(url.find('?'), url.size());
  if (query < url.size()) parts.query = url.substr(query + 1);
  url = url.substr(0, query);
  const std::size_t path = std::min(url.find('/'), url.size());
  parts.host = url.substr(0, path);
  parts.path = url.substr(path);
  return parts;
}

}  // namespace

std::optional<SectionPlace> FindSectionName(std::string_view name, SlugMatch match) {
  return PlaceOf(FindName(name, match));
}

std::optional<SectionPlace> FindSectionInUrl(std::string_view url) {
  const UrlParts parts = PartsOf(url);
  std::vector<std::string_view> segments;
  ForEachPart(parts.path, '/', [&segments](std::string_view segment) {
    if (segments.size() < kMaxSegments) segments.push_back(segment);
  });
  // "/sport/?p=12": the article is named by the query.
  if (!segments.empty() && (parts.query.empty() || !parts.path.ends_with('/'))) segments.pop_back();
  const Slug* best = nullptr;
  for (const std::string_view segment : segments) {
    best = Better(best, FindName(Decoded(segment), SlugMatch::kFirstWord));
  }
  ForEachPart(parts.query, '&', [&best](std::string_view pair) {
    for (const std::string_view key : {"section=", "category=", "cat=", "rubrique=", "categ="}) {
      if (!pair.starts_with(key)) continue;
      best = Better(best, FindName(Decoded(pair.substr(key.size())), SlugMatch::kFirstWord));
    }
  });
  return PlaceOf(best);
}

std::optional<SectionPlace> FindSectionOfOutlet(std::string_view url, std::string_view name) {
  static const std::array<SectionPlace, 4> kSpecial = {
      news::SectionIndex("sport"), news::SectionIndex("economy"), news::SectionIndex("science"),
      news::SectionIndex("religion")};
  const Slug* best = FindName(name, SlugMatch::kAnyWord);
  const auto is_special = [](const Slug* slug) {
    return slug != nullptr &&
           std::find(kSpecial.begin(), kSpecial.end(), slug->section) != kSpecial.end();
  };
  if (!is_special(best)) best = nullptr;
  ForEachPart(PartsOf(url).host, '.', [&](std::string_view label) {
    const Slug* found = FindName(label, SlugMatch::kAnyWord);
    if (is_special(found)) best = Better(best, found);
  });
  return PlaceOf(best);
}

}  // namespace isnad::story
