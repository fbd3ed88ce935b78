#include "search/vocabulary.h"

#include <algorithm>

#include "arabic/concepts.h"
#include "base/utf8.h"
#include "search/terms.h"

namespace isnad::search {
namespace {

constexpr std::string_view kArticle = "ال";
constexpr std::string_view kClitics[] = {"ب", "ل", "ك", "ف"};  // bi-, li-, ka-, fa-
constexpr std::size_t kMinRest = 4;       // letters: shorter words meet others by chance
constexpr std::int64_t kCounted = 1'000;  // articles
constexpr std::int64_t kTimesRarer = 3;   // than the word without its clitic
constexpr std::size_t kMaxWords = 8;      // of a query, that are looked up

bool IsArabic(std::string_view term) {
  return !term.empty() && static_cast<unsigned char>(term.front()) >= 0xD8 &&
         static_cast<unsigned char>(term.front()) <= 0xDB;
}

}  // namespace

Result<std::int64_t> Vocabulary::Count(std::string_view term, std::int64_t limit) {
  auto select = connection_.Cached(
      "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)");
  if (!select) return Fail(select.error());
  std::string quoted(term);
  std::erase(quoted, '"');
  quoted = '"' + quoted + '"';
  (*select)->Bind(1, quoted).Bind(2, limit);
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  return *row ? (*select)->Int(0) : 0;
}

// What can be told from one article is asked first: counting walks them.
Result<bool> Vocabulary::IsCliticForm(const std::string& whole, std::string_view rest) {
  const Result<std::int64_t> is_there = Count(whole, 1);
  if (!is_there) return Fail(is_there.error());
  if (*is_there == 0) return false;
  const std::string noun = kWrittenMark + std::string(kArticle) + whole;
  const Result<std::int64_t> as_noun = Count(noun, 1);
  if (!as_noun) return Fail(as_noun.error());
  if (*as_noun > 0) return false;
  const Result<std::int64_t> with = Count(whole, kCounted);
  if (!with) return Fail(with.error());
  const Result<std::int64_t> without = Count(rest, kTimesRarer * *with);
  if (!without) return Fail(without.error());
  return *without >= kTimesRarer * *with;
}

Result<void> Vocabulary::ExpandWord(Needle::Place& place) {
  const std::string stem = place.stem;
  if (!IsArabic(stem)) return {};
  const std::size_t letters = CountCodePoints(stem);
  if (letters >= kMinRest) {
    for (const std::string_view clitic : kClitics) {
      const std::string whole = std::string(clitic) + stem;
      const Result<bool> is = IsCliticForm(whole, stem);
      if (!is) return Fail(is.error());
      if (*is) place.also.push_back(whole);
    }
  }
  for (const std::string_view clitic : kClitics) {
    if (!stem.starts_with(clitic) || letters < kMinRest + 1) continue;
    const std::string rest = stem.substr(clitic.size());
    const Result<bool> is = IsCliticForm(stem, rest);
    if (!is) return Fail(is.error());
    if (*is) place.also.push_back(rest);
  }
  return {};
}

Result<void> Vocabulary::Expand(QueryNeedles& needles) {
  std::size_t words = 0;
  for (std::vector<Needle>& group : needles.groups) {
    for (Needle& needle : group) {
      if (needle.places.size() != 1 || needle.prefix || needle.is_function_word) continue;
      if (++words > kMaxWords) return {};
      if (auto done = ExpandWord(needle.places.front()); !done) return done;
    }
  }
  return {};
}

}  // namespace isnad::search
