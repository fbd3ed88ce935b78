#include "portal/search_facets.h"

#include <algorithm>
#include <string>
#include <vector>

#include "arabic/date_words.h"

namespace isnad::portal {
namespace {

constexpr std::size_t kMaxOutlets = 10;
constexpr std::size_t kMaxBars = 12;  // the latest
constexpr auto kDaysForBars = std::chrono::days(31);
constexpr auto kDaysForMonths = std::chrono::days(3 * 366);

enum class Grain : std::uint8_t { kDay, kMonth, kYear };

struct Bar {
  std::string filter;  // "2025-02": the value of a date filter
  std::string label;
  std::int64_t count = 0;
};

std::string Padded(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

Bar BarOf(const Words& words, std::chrono::sys_days day, Grain grain) {
  const std::chrono::year_month_day date = day;
  const int year = static_cast<int>(date.year());
  const auto month = static_cast<unsigned>(date.month());
  const auto number = static_cast<unsigned>(date.day());
  Bar bar;
  bar.filter = std::to_string(year);
  bar.label = words.InDigits(bar.filter);
  if (grain == Grain::kYear) return bar;
  bar.filter += "-" + Padded(month);
  bar.label = std::string(arabic::MonthName(month)) + " " + bar.label;
  if (grain == Grain::kMonth) return bar;
  bar.filter += "-" + Padded(number);
  bar.label = words.Number(number) + " " + std::string(arabic::MonthName(month));
  return bar;
}

std::vector<Bar> BarsOf(const Words& words, const std::vector<search::DayCount>& days) {
  std::vector<Bar> bars;
  if (days.empty()) return bars;
  const auto span = days.back().day - days.front().day;
  const Grain grain = span <= kDaysForBars     ? Grain::kDay
                      : span <= kDaysForMonths ? Grain::kMonth
                                               : Grain::kYear;
  for (const search::DayCount& day : days) {
    Bar bar = BarOf(words, day.day, grain);
    if (bars.empty() || bars.back().filter != bar.filter) bars.push_back(std::move(bar));
    bars.back().count += day.count;
  }
  if (bars.size() > kMaxBars) bars.erase(bars.begin(), bars.end() - kMaxBars);
  return bars;
}

// A line of a facet: a link that narrows the search, how many, and how many beside the others.
Html Row(const Words& words, const SafeUrl& url, const Html& name, std::int64_t count,
         std::int64_t most) {
  return Element("li", {},
                 Element("a", {Href(url)}, name,
                         Element("span", {Class("facet-count")}, Text(words.Number(count)))),
                 Element("meter", {{"min", "0"},
                                   {"max", std::to_string(most)},
                                   {"value", std::to_string(count)},
                                   {"aria-hidden", "true"}}));
}

Html Outlets(const Words& words, const SearchRequest& request,
             const std::vector<search::OutletCount>& outlets) {
  if (outlets.size() < 2) return {};
  Html rows;
  for (std::size_t i = 0; i < std::min(outlets.size(), kMaxOutlets); ++i) {
    const search::OutletCount& outlet = outlets[i];
    const SafeUrl url = ResultsUrl(request, request.text + " outlet:" + outlet.slug);
    const std::string_view name =
        outlet.name.empty() ? words["account.unknown.outlet"] : std::string_view(outlet.name);
    rows += Row(words, url, Element("bdi", {}, Text(name)), outlet.count, outlets.front().count);
  }
  return Element("section", {{"aria-labelledby", "facet-outlets"}},
                 Element("h2", {{"id", "facet-outlets"}}, Text(words["search.facet.outlets"])),
                 Element("ul", {}, rows));
}

// Sections, and languages by their tag: what a filter asks for by name.
Html Named(const Words& words, const SearchRequest& request, std::string_view filter,
           std::string_view key, const std::vector<search::NameCount>& names) {
  if (names.size() < 2) return {};
  Html rows;
  for (std::size_t i = 0; i < std::min(names.size(), kMaxOutlets); ++i) {
    std::string value = names[i].name;
    std::erase(value, '"');
    const SafeUrl url =
        ResultsUrl(request, request.text + " " + std::string(filter) + ":\"" + value + "\"");
    rows += Row(words, url, Element("bdi", {}, Text(names[i].name)), names[i].count,
                names.front().count);
  }
  return Element("section", {{"aria-label", words[key]}}, Element("h2", {}, Text(words[key])),
                 Element("ul", {}, rows));
}

Html Times(const Words& words, const SearchRequest& request,
           const std::vector<search::DayCount>& days) {
  const std::vector<Bar> bars = BarsOf(words, days);
  if (bars.size() < 2) return {};
  const auto most = std::max_element(bars.begin(), bars.end(),
                                     [](const Bar& a, const Bar& b) { return a.count < b.count; });
  Html rows;
  for (auto bar = bars.rbegin(); bar != bars.rend(); ++bar) {
    const SafeUrl url = ResultsUrl(request, request.text + " date:" + bar->filter);
    rows += Row(words, url, Text(bar->label), bar->count, most->count);
  }
  return Element("section", {{"aria-labelledby", "facet-time"}},
                 Element("h2", {{"id", "facet-time"}}, Text(words["search.facet.time"])),
                 Element("ul", {}, rows));
}

}  // namespace

SafeUrl ResultsUrl(const SearchRequest& request, std::string_view text) {
  SafeUrl url = SafeUrl::Local("/search").With("q", text);
  if (request.match == search::Match::kAny) url = url.With("match", "any");
  if (request.group == search::Group::kStories) url = url.With("group", "stories");
  return url;
}

Html FacetsHtml(const Words& words, const SearchRequest& request, const search::Facets& facets) {
  const Html outlets = Outlets(words, request, facets.outlets);
  const Html times = Times(words, request, facets.days);
  const Html sections = Named(words, request, "section", "search.facet.sections", facets.sections);
  const Html languages = Named(words, request, "lang", "search.facet.languages", facets.languages);
  if (outlets.empty() && times.empty() && sections.empty() && languages.empty()) return {};
  return Element("aside", {Class("facets"), {"aria-label", words["search.facets"]}}, outlets, times,
                 sections, languages);
}

}  // namespace isnad::portal
