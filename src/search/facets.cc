#include "search/facets.h"

#include <algorithm>
#include <limits>

#include "store/read.h"

namespace isnad::search {
namespace {

constexpr std::size_t kMaxShown = 20;

// Counts by small numbers.
class Tally {
 public:
  void Add(std::size_t key) {
    if (key >= counts_.size()) counts_.resize(key + 1);
    ++counts_[key];
  }
  [[nodiscard]] std::int64_t operator[](std::size_t key) const {
    return key < counts_.size() ? counts_[key] : 0;
  }
  [[nodiscard]] std::size_t size() const { return counts_.size(); }

 private:
  std::vector<std::int64_t> counts_;
};

template <typename Counted>
void KeepMost(std::vector<Counted>& counts) {
  std::stable_sort(counts.begin(), counts.end(),
                   [](const Counted& a, const Counted& b) { return a.count > b.count; });
  if (counts.size() > kMaxShown) counts.resize(kMaxShown);
}

std::string UnpackLanguage(std::size_t packed) {
  std::string tag;
  for (; packed > 0; packed /= 32) tag.insert(0, 1, static_cast<char>('a' + packed % 32 - 1));
  return tag;
}

Result<void> NameOutlets(store::Connection& connection, const Tally& tally, Facets& facets) {
  const auto outlets = store::ReadOutlets(connection, std::numeric_limits<std::size_t>::max());
  if (!outlets) return Fail(outlets.error());
  for (const news::Outlet& outlet : *outlets) {
    const std::int64_t count = tally[static_cast<std::size_t>(outlet.id)];
    if (count > 0) facets.outlets.push_back({outlet.name, outlet.slug, count});
  }
  KeepMost(facets.outlets);
  return {};
}

Result<void> NameSections(store::Connection& connection, const Tally& tally, Facets& facets) {
  if (tally.size() <= 1) return {};
  auto select = connection.Cached("SELECT id, name FROM search_sections");
  if (!select) return Fail(select.error());
  for (;;) {
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) break;
    const std::int64_t count = tally[static_cast<std::size_t>((*select)->Int(0))];
    if (count > 0) facets.sections.push_back({std::string((*select)->Text(1)), count});
  }
  KeepMost(facets.sections);
  return {};
}

}  // namespace

Result<Facets> CountFacets(store::Connection& connection, const DocColumns& columns,
                           const std::vector<std::uint32_t>& matches) {
  Facets facets;
  Tally outlets;
  Tally sections;
  Tally languages;
  Tally days;
  for (const std::uint32_t id : matches) {
    const DocRecord& record = columns.At(id);
    outlets.Add(record.outlet);
    sections.Add(record.section);
    languages.Add(record.language);
    days.Add(record.day);
  }
  facets.counted = static_cast<std::int64_t>(matches.size());
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (days[day] == 0) continue;
    facets.days.push_back({std::chrono::sys_days(std::chrono::days(day)), days[day]});
  }
  for (std::size_t tag = 1; tag < languages.size(); ++tag) {
    if (languages[tag] > 0) facets.languages.push_back({UnpackLanguage(tag), languages[tag]});
  }
  KeepMost(facets.languages);
  if (auto done = NameOutlets(connection, outlets, facets); !done) return Fail(done.error());
  if (auto done = NameSections(connection, sections, facets); !done) return Fail(done.error());
  return facets;
}

}  // namespace isnad::search
