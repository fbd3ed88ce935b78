#include "search/gather.h"

#include <sqlite3.h>

#include <algorithm>

namespace isnad::search {
namespace {

constexpr const char* kPointerType = "isnad-gatherer";
constexpr int kTitleColumn = 0;

// BM25F: what a hit counts by its field, and how far long fields are held back.
constexpr float kTitleWeight = 3.0F;
constexpr float kLeadWeight = 1.3F;
constexpr float kTitleB = 0.3F;
constexpr float kBodyB = 0.6F;

// Articles counted of a phrase before the rest is estimated by how far the count has come.
constexpr std::int64_t kMaxCounted = 1'000;

struct Count {
  std::int64_t seen = 0;
  std::int64_t last_rowid = 0;
  std::int64_t limit = 0;
  bool whole = true;
};

int CountRow(const Fts5ExtensionApi* api, Fts5Context* fts, void* context) {
  auto& count = *static_cast<Count*>(context);
  const std::int64_t rowid = api->xRowid(fts);
  if (rowid > count.limit) return SQLITE_DONE;
  count.last_rowid = rowid;
  if (++count.seen < kMaxCounted) return SQLITE_OK;
  count.whole = false;
  return SQLITE_DONE;
}

float Norm(float b, std::uint16_t words, double average) {
  return 1.0F / (1 - b + b * static_cast<float>(words) / static_cast<float>(average));
}

void Gather(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* context, int count,
            sqlite3_value** values) {
  auto* gatherer =
      count > 0 ? static_cast<Gatherer*>(sqlite3_value_pointer(values[0], kPointerType)) : nullptr;
  if (gatherer == nullptr) {
    sqlite3_result_error(context, "isnad_gather takes a gatherer", -1);
    return;
  }
  const int code = gatherer->Take(api, fts);
  if (code == SQLITE_OK) {
    sqlite3_result_int(context, gatherer->done() ? 1 : 0);  // a row ends the walk
  } else {
    sqlite3_result_error_code(context, code);
  }
}

}  // namespace

Gatherer::Gatherer(const MatchExpression& match, const DocColumns& columns, const Filter& filter,
                   news::ArticleId last, const Averages& averages)
    : match_(match),
      columns_(columns),
      filter_(filter),
      passes_all_(filter.lets_all_pass()),
      last_(last),
      averages_(averages) {
  gathered_.with.resize(match.slot_list.size());
  gathered_.frequencies.resize(match.slot_list.size());
}

Result<Gathered> Gatherer::Run(store::Connection& connection) {
  auto select =
      connection.Cached("SELECT 1 FROM search WHERE search MATCH ?1 AND isnad_gather(search, ?2)");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, match_.wanted).BindPointer(2, this, kPointerType);
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  return std::move(gathered_);
}

int Gatherer::Take(const Fts5ExtensionApi* api, Fts5Context* fts) {
  if (!match_.any_phrase || match_.slot_list.empty()) return TakeMatch(api, fts);
  done_ = true;
  return WalkPhrases(api, fts);
}

int Gatherer::WalkPhrases(const Fts5ExtensionApi* api, Fts5Context* fts) {
  place_.resize(static_cast<std::size_t>(std::min(last_ + 1, columns_.end())));
  for (std::size_t phrase = 0; phrase < match_.slots.size(); ++phrase) {
    const int slot = match_.slots[phrase];
    if (slot == kNoSlot) continue;
    Walk walk{*this, static_cast<std::size_t>(slot), SQLITE_OK};
    const int code = api->xQueryPhrase(fts, static_cast<int>(phrase), &walk, &TakeOfPhrase);
    if (code != SQLITE_OK || walk.code != SQLITE_OK) return code != SQLITE_OK ? code : walk.code;
  }
  return SQLITE_OK;
}

int Gatherer::TakeOfPhrase(const Fts5ExtensionApi* api, Fts5Context* fts, void* context) {
  auto& walk = *static_cast<Walk*>(context);
  walk.code = walk.gatherer.TakeOf(walk.slot, api, fts);
  return walk.code == SQLITE_OK ? SQLITE_OK : SQLITE_DONE;
}

int Gatherer::TakeOf(std::size_t slot, const Fts5ExtensionApi* api, Fts5Context* fts) {
  constexpr int kOnlyPhrase = 0;
  const std::int64_t id = api->xRowid(fts);
  const auto at = static_cast<std::size_t>(id);
  if (id < 0 || at >= place_.size()) return SQLITE_OK;
  const DocRecord& record = columns_.At(id);
  std::vector<float>& frequencies = gathered_.frequencies[slot];
  if (place_[at] == 0) {
    if (!passes_all_ && !filter_.Passes(id, record)) {
      gathered_.with[slot] += 1;  // how rare a word is depends on no filter
      return SQLITE_OK;
    }
    if (gathered_.ids.size() >= kMaxGathered) {
      gathered_.overflowed = true;
      return SQLITE_OK;
    }
    gathered_.ids.push_back(static_cast<std::uint32_t>(id));
    place_[at] = static_cast<std::uint32_t>(gathered_.ids.size());
  }
  const std::size_t index = place_[at] - 1;
  if (frequencies.size() <= index) frequencies.resize(gathered_.ids.size());
  if (frequencies[index] == 0) gathered_.with[slot] += 1;
  return ReadFrequency(api, fts, kOnlyPhrase, record, frequencies[index]);
}

int Gatherer::TakeMatch(const Fts5ExtensionApi* api, Fts5Context* fts) {
  if (!estimated_) {
    estimated_ = true;
    if (const int code = Estimate(api, fts); code != SQLITE_OK) return code;
  }
  const std::int64_t id = api->xRowid(fts);
  if (id > last_) return SQLITE_OK;
  const DocRecord& record = columns_.At(id);
  if (!passes_all_ && !filter_.Passes(id, record)) return SQLITE_OK;
  if (!match_.names.empty()) {
    bool has = false;
    if (const int code = HasName(api, fts, has); code != SQLITE_OK || !has) return code;
  }
  if (gathered_.ids.size() >= kMaxGathered) {
    gathered_.overflowed = true;
    return SQLITE_OK;
  }
  gathered_.ids.push_back(static_cast<std::uint32_t>(id));
  for (std::vector<float>& frequencies : gathered_.frequencies) frequencies.push_back(0);
  for (std::size_t phrase = 0; phrase < match_.slots.size(); ++phrase) {
    const int slot = match_.slots[phrase];
    if (slot == kNoSlot) continue;
    float& frequency = gathered_.frequencies[static_cast<std::size_t>(slot)].back();
    const int code = ReadFrequency(api, fts, static_cast<int>(phrase), record, frequency);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

// How many articles have each slot, from the first that do.
int Gatherer::Estimate(const Fts5ExtensionApi* api, Fts5Context* fts) {
  for (std::size_t phrase = 0; phrase < match_.slots.size(); ++phrase) {
    const int slot = match_.slots[phrase];
    if (slot == kNoSlot) continue;
    Count count{.limit = last_};
    const int code = api->xQueryPhrase(fts, static_cast<int>(phrase), &count, &CountRow);
    if (code != SQLITE_OK) return code;
    double with = static_cast<double>(count.seen);
    if (!count.whole) {
      with *= static_cast<double>(last_) /
              static_cast<double>(std::max<std::int64_t>(count.last_rowid, 1));
    }
    double& known = gathered_.with[static_cast<std::size_t>(slot)];
    known = std::max(known, with);
  }
  return SQLITE_OK;
}

// Adds it to what other phrases of the slot gave.
int Gatherer::ReadFrequency(const Fts5ExtensionApi* api, Fts5Context* fts, int phrase,
                            const DocRecord& record, float& frequency) const {
  Fts5PhraseIter at;
  int column = 0;
  int offset = 0;
  const int code = api->xPhraseFirst(fts, phrase, &at, &column, &offset);
  if (code != SQLITE_OK) return code;
  float in_title = 0;
  float in_body = 0;
  for (; column >= 0; api->xPhraseNext(fts, &at, &column, &offset)) {
    if (column == kTitleColumn) {
      in_title += kTitleWeight;
    } else {
      in_body += offset < kLeadPlaces ? kLeadWeight : 1.0F;
    }
  }
  if (in_title > 0)
    frequency += in_title * Norm(kTitleB, record.title_words, averages_.title_words);
  if (in_body > 0) frequency += in_body * Norm(kBodyB, record.body_words, averages_.body_words);
  return SQLITE_OK;
}

// Whether the parts of any of the names stand one after the other.
int Gatherer::HasName(const Fts5ExtensionApi* api, Fts5Context* fts, bool& has) const {
  constexpr std::int64_t kColumnStep = std::int64_t{1} << 32;  // no name runs into another column
  std::vector<std::int64_t> ends;                              // where the parts until now may end
  std::vector<std::int64_t> places;
  for (const std::vector<std::vector<int>>& name : match_.names) {
    for (std::size_t part = 0; part < name.size(); ++part) {
      places.clear();
      for (const int phrase : name[part]) {
        Fts5PhraseIter at;
        int column = 0;
        int offset = 0;
        const int code = api->xPhraseFirst(fts, phrase, &at, &column, &offset);
        if (code != SQLITE_OK) return code;
        for (; column >= 0; api->xPhraseNext(fts, &at, &column, &offset)) {
          places.push_back(column * kColumnStep + offset);
        }
      }
      std::sort(places.begin(), places.end());
      if (part > 0) {
        std::erase_if(places, [&ends](std::int64_t place) {
          const auto near = std::lower_bound(ends.begin(), ends.end(), place - kNameGap - 1);
          return near == ends.end() || *near >= place;
        });
      }
      ends.swap(places);
      if (ends.empty()) break;
    }
    if (!ends.empty()) {
      has = true;
      return SQLITE_OK;
    }
  }
  return SQLITE_OK;
}

Result<void> RegisterGather(fts5_api& fts5) {
  if (fts5.xCreateFunction(&fts5, "isnad_gather", nullptr, &Gather, nullptr) != SQLITE_OK) {
    return Fail(Errc::kIo, "the ranking function cannot be registered");
  }
  return {};
}

}  // namespace isnad::search
