#include "search/rank.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>
#include <vector>

#include "search/match.h"

namespace isnad::search {
namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.6;            // how far long articles are held back
constexpr double kTitleWeight = 4.0;  // one hit in the title against one in the text
constexpr int kTitleColumn = 0;
constexpr sqlite3_int64 kMaxCounted = 50'000;  // a phrase in more articles tells nothing anyway

double RoleWeight(char role) {
  switch (role) {
    case kWrittenRole:
      return 0.5;
    case kPhraseRole:
      return 1.5;
    case kExcludedRole:
      return 0;
    default:
      return 1;
  }
}

// What holds for every article of one query.
struct QueryState {
  std::vector<double> weights;  // of each phrase: role and rarity
  double average_length = 1;
};

int CountRow(const Fts5ExtensionApi* /*api*/, Fts5Context* /*fts*/, void* context) {
  auto& count = *static_cast<sqlite3_int64*>(context);
  return ++count < kMaxCounted ? SQLITE_OK : SQLITE_DONE;
}

int Prepare(const Fts5ExtensionApi* api, Fts5Context* fts, std::string_view roles,
            QueryState& state) {
  sqlite3_int64 rows = 0;
  sqlite3_int64 tokens = 0;
  int code = api->xRowCount(fts, &rows);
  if (code == SQLITE_OK) code = api->xColumnTotalSize(fts, -1, &tokens);
  if (code != SQLITE_OK) return code;
  state.average_length =
      std::max(1.0, static_cast<double>(tokens) / std::max<double>(1, static_cast<double>(rows)));
  const int phrases = api->xPhraseCount(fts);
  for (int phrase = 0; phrase < phrases; ++phrase) {
    const auto index = static_cast<std::size_t>(phrase);
    const double weight = RoleWeight(index < roles.size() ? roles[index] : kStemRole);
    sqlite3_int64 count = 0;
    if (weight > 0) {
      code = api->xQueryPhrase(fts, phrase, &count, &CountRow);
      if (code != SQLITE_OK) return code;
    }
    const double with = static_cast<double>(count);
    const double without = std::max(0.0, static_cast<double>(rows) - with);
    state.weights.push_back(weight * std::log(1 + (without + 0.5) / (with + 0.5)));
  }
  return SQLITE_OK;
}

// The state kept with the query, made at its first article.
int StateOf(const Fts5ExtensionApi* api, Fts5Context* fts, std::string_view roles,
            const QueryState*& out) {
  out = static_cast<QueryState*>(api->xGetAuxdata(fts, 0));
  if (out != nullptr) return SQLITE_OK;
  auto state = std::make_unique<QueryState>();
  const int code = Prepare(api, fts, roles, *state);
  if (code != SQLITE_OK) return code;
  out = state.get();
  return api->xSetAuxdata(fts, state.release(),
                          [](void* kept) { delete static_cast<QueryState*>(kept); });
}

// Hits of one phrase in the article at hand, those of the title counting more.
int Frequency(const Fts5ExtensionApi* api, Fts5Context* fts, int phrase, double& frequency) {
  Fts5PhraseIter at;
  int column = 0;
  int offset = 0;
  frequency = 0;
  const int code = api->xPhraseFirst(fts, phrase, &at, &column, &offset);
  if (code != SQLITE_OK) return code;
  for (; column >= 0; api->xPhraseNext(fts, &at, &column, &offset)) {
    frequency += column == kTitleColumn ? kTitleWeight : 1;
  }
  return SQLITE_OK;
}

int Score(const Fts5ExtensionApi* api, Fts5Context* fts, const QueryState& state, double& score) {
  int length = 0;
  int code = api->xColumnSize(fts, -1, &length);
  if (code != SQLITE_OK) return code;
  const double norm = kK1 * (1 - kB + kB * length / state.average_length);
  score = 0;
  for (std::size_t phrase = 0; phrase < state.weights.size(); ++phrase) {
    if (state.weights[phrase] <= 0) continue;
    double frequency = 0;
    code = Frequency(api, fts, static_cast<int>(phrase), frequency);
    if (code != SQLITE_OK) return code;
    score += state.weights[phrase] * frequency * (kK1 + 1) / (frequency + norm);
  }
  return SQLITE_OK;
}

void Rank(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* context, int count,
          sqlite3_value** values) {
  std::string_view roles;
  if (count > 0 && sqlite3_value_type(values[0]) == SQLITE_TEXT) {
    roles = {reinterpret_cast<const char*>(sqlite3_value_text(values[0])),
             static_cast<std::size_t>(sqlite3_value_bytes(values[0]))};
  }
  const QueryState* state = nullptr;
  double score = 0;
  int code = StateOf(api, fts, roles, state);
  if (code == SQLITE_OK) code = Score(api, fts, *state, score);
  if (code == SQLITE_OK) {
    sqlite3_result_double(context, score);
  } else {
    sqlite3_result_error_code(context, code);
  }
}

}  // namespace

Result<void> RegisterRank(fts5_api& fts5) {
  if (fts5.xCreateFunction(&fts5, "isnad_rank", nullptr, &Rank, nullptr) != SQLITE_OK) {
    return Fail(Errc::kIo, "the ranking function cannot be registered");
  }
  return {};
}

}  // namespace isnad::search
