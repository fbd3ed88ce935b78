#include "search/filter.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "arabic/concepts.h"
#include "arabic/fold.h"
#include "base/utf8.h"
#include "news/section.h"
#include "store/read.h"

// data/page/countries.tsv, which cmake/isnad.cmake embeds.
extern "C" {
extern const char isnad_search_countries_tsv[];
extern const char isnad_search_countries_tsv_end[];
}

namespace isnad::search {
namespace {

struct LanguageName {
  std::string_view name;
  std::string_view tag;
};
constexpr LanguageName kLanguages[] = {
    {"العربية", "ar"},                          // al-arabiyya
    {"الفارسية", "fa"},                         // al-farisiyya
    {"الأردية", "ur"},                          // al-urdiyya
    {"الكردية", "ckb"},                         // al-kurdiyya
    {"الفرنسية", "fr"},                         // al-faransiyya
    {"الإنجليزية", "en"},                       // al-injliziyya
    {"الإنكليزية", "en"}, {"الإسبانية", "es"},  // al-isbaniyya
    {"الألمانية", "de"},                        // al-almaniyya
    {"التركية", "tr"},                          // at-turkiyya
};

bool IsBoundary(std::string_view text, std::size_t at) {
  return at == 0 || at == text.size() || text[at] == ' ' || text[at - 1] == ' ';
}

// Whether `words` stand in `text` as whole words; both folded.
bool HasWords(std::string_view text, std::string_view words) {
  if (words.empty()) return false;
  for (std::size_t at = 0; (at = text.find(words, at)) != std::string_view::npos; ++at) {
    if (IsBoundary(text, at) && IsBoundary(text, at + words.size())) return true;
  }
  return false;
}

std::string FoldedValue(std::string_view value) {
  return std::string(TrimSpace(arabic::Fold(value)));
}

bool Uses(const Query& query, Field field) {
  return std::any_of(query.filters.begin(), query.filters.end(),
                     [field](const FieldFilter& filter) { return filter.field == field; });
}

// The country whose sites alone use the ending of `host`.
std::string CountryOfHost(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string ending = "\t" + std::string(host.substr(dot + 1)) + "\t";
  std::string_view tsv(
      isnad_search_countries_tsv,
      static_cast<std::size_t>(isnad_search_countries_tsv_end - isnad_search_countries_tsv));
  const std::size_t at = tsv.find(ending);
  if (at == std::string_view::npos || at < 2) return {};
  return arabic::Fold(tsv.substr(at - 2, 2));
}

std::optional<std::int64_t> ReadNumber(const std::string& text) {
  const std::string digits = arabic::Fold(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::uint16_t DayNumber(std::chrono::sys_days day) {
  return static_cast<std::uint16_t>(
      std::clamp<std::int64_t>(day.time_since_epoch().count(), 0, 0xFFFF));
}

}  // namespace

bool IsOutletNamed(const news::Outlet& outlet, std::string_view value) {
  if (outlet.slug == value) return true;
  const std::string wanted = FoldedValue(value);
  return (!outlet.host.empty() && outlet.host == wanted) ||
         HasWords(arabic::Fold(outlet.name), wanted);
}

bool IsSectionNamed(std::string_view section, std::string_view value) {
  const std::string wanted = FoldedValue(value);
  const std::size_t place = news::SectionIndex(wanted);  // "sport"
  const bool is_slug = place < news::Sections().size();
  return HasWords(arabic::Fold(section),
                  is_slug ? arabic::Fold(news::Sections()[place].arabic) : wanted);
}

std::string CountryCode(std::string_view value) {
  const std::string folded = FoldedValue(value);
  const std::string mark = arabic::NationOf(value);
  return mark.empty() ? folded : mark.substr(1);
}

std::string LanguageTag(std::string_view value) {
  const std::string folded = FoldedValue(value);
  for (const LanguageName& language : kLanguages) {
    const std::string name = arabic::Fold(language.name);
    // With or without the article.
    if (folded == name || folded == std::string_view(name).substr(4)) {
      return std::string(language.tag);
    }
  }
  return PackLanguage(folded) == 0 ? std::string() : folded;
}

Result<std::string> CountryOfOutlet(store::Connection& connection, const news::Outlet& outlet) {
  if (outlet.host.empty()) return std::string();
  // Homepages are few, and hosts are what they are compared by: "https://www.HOST/".
  auto select = connection.Cached(
      "SELECT country FROM sources WHERE country <> '' AND (homepage LIKE '%//' || ?1 || '/%' OR"
      " homepage LIKE '%.' || ?1 || '/%') LIMIT 1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, outlet.host);
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  if (*row) return CountryCode((*select)->Text(0));
  return CountryOfHost(outlet.host);
}

Result<Filter> Filter::Of(store::Connection& connection, const Query& query) {
  Filter filter;
  if (query.from) filter.first_day_ = DayNumber(*query.from);
  if (query.to) filter.last_day_ = DayNumber(*query.to);
  if (auto done = filter.AddOutlets(connection, query); !done) return Fail(done.error());
  if (auto done = filter.AddSections(connection, query); !done) return Fail(done.error());
  if (auto done = filter.AddStories(connection, query); !done) return Fail(done.error());
  filter.AddLanguages(query);
  return filter;
}

bool Filter::Passes(news::ArticleId id, const DocRecord& record) const {
  if (record.day < first_day_ || record.day > last_day_) return false;
  if (outlets_ && (record.outlet >= outlets_->size() || !(*outlets_)[record.outlet])) return false;
  if (sections_ && (record.section >= sections_->size() || !(*sections_)[record.section])) {
    return false;
  }
  if (languages_) {
    const auto has = [&](const std::vector<std::uint16_t>& tags) {
      return std::find(tags.begin(), tags.end(), record.language) != tags.end();
    };
    if (has(languages_->unwanted)) return false;
    if (!languages_->wanted.empty() && !has(languages_->wanted)) return false;
  }
  if (stories_) {
    const auto has = [&](const std::vector<news::ArticleId>& articles) {
      return std::binary_search(articles.begin(), articles.end(), id);
    };
    if (has(stories_->unwanted)) return false;
    if (stories_->any_wanted && !has(stories_->wanted)) return false;
  }
  return true;
}

Result<void> Filter::AddOutlets(store::Connection& connection, const Query& query) {
  const bool by_country = Uses(query, Field::kCountry);
  if (!Uses(query, Field::kOutlet) && !by_country) return {};
  const auto outlets = store::ReadOutlets(connection, std::numeric_limits<std::size_t>::max());
  if (!outlets) return Fail(outlets.error());
  outlets_.emplace();
  for (const news::Outlet& outlet : *outlets) {
    bool passes = PassesField(query, Field::kOutlet, [&outlet](const std::string& value) {
      return IsOutletNamed(outlet, value);
    });
    if (passes && by_country) {
      const Result<std::string> country = CountryOfOutlet(connection, outlet);
      if (!country) return Fail(country.error());
      passes = PassesField(query, Field::kCountry, [&country](const std::string& value) {
        return !country->empty() && *country == CountryCode(value);
      });
    }
    const auto id = static_cast<std::size_t>(outlet.id);
    if (outlets_->size() <= id) outlets_->resize(id + 1);
    (*outlets_)[id] = passes;
  }
  return {};
}

Result<void> Filter::AddSections(store::Connection& connection, const Query& query) {
  if (!Uses(query, Field::kSection)) return {};
  sections_.emplace(1, PassesField(query, Field::kSection, [](const auto&) { return false; }));
  auto select = connection.Cached("SELECT id, name FROM search_sections ORDER BY id");
  if (!select) return Fail(select.error());
  for (;;) {
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return {};
    const auto id = static_cast<std::size_t>((*select)->Int(0));
    const std::string name((*select)->Text(1));
    sections_->resize(std::max(sections_->size(), id + 1));
    (*sections_)[id] = PassesField(query, Field::kSection, [&name](const std::string& value) {
      return IsSectionNamed(name, value);
    });
  }
}

Result<void> Filter::AddStories(store::Connection& connection, const Query& query) {
  if (!Uses(query, Field::kStory)) return {};
  stories_.emplace();
  for (const FieldFilter& filter : query.filters) {
    if (filter.field != Field::kStory) continue;
    stories_->any_wanted = stories_->any_wanted || !filter.excluded;
    const std::optional<std::int64_t> story = ReadNumber(filter.value);
    if (!story) continue;
    auto select = connection.Cached("SELECT id FROM articles WHERE story = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, *story);
    auto& articles = filter.excluded ? stories_->unwanted : stories_->wanted;
    for (;;) {
      const Result<bool> row = (*select)->Step();
      if (!row) return Fail(row.error());
      if (!*row) break;
      articles.push_back((*select)->Int(0));
    }
  }
  std::sort(stories_->wanted.begin(), stories_->wanted.end());
  std::sort(stories_->unwanted.begin(), stories_->unwanted.end());
  return {};
}

void Filter::AddLanguages(const Query& query) {
  if (!Uses(query, Field::kLanguage)) return;
  languages_.emplace();
  for (const FieldFilter& filter : query.filters) {
    if (filter.field != Field::kLanguage) continue;
    // What is no language is asked for in vain: no article has this tag.
    const std::string tag = LanguageTag(filter.value);
    const std::uint16_t packed = tag.empty() ? std::uint16_t{0xFFFF} : PackLanguage(tag);
    (filter.excluded ? languages_->unwanted : languages_->wanted).push_back(packed);
  }
}

}  // namespace isnad::search
