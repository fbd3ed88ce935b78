// "Did you mean": after Norvig's spelling corrector (2007), with the index itself as the
// dictionary. A word that no article has is changed by one letter in every way; of the changes that
// some article has, the one that most have is taken, as an article spells it.

#include <string>
#include <vector>

#include "arabic/fold.h"
#include "base/utf32.h"
#include "base/utf8.h"
#include "search/index.h"
#include "search/terms.h"
#include "store/read.h"

namespace isnad::search {
namespace {

constexpr int kMaxWords = 3;
constexpr std::size_t kMinLetters = 3;
constexpr std::size_t kMaxLetters = 15;
constexpr std::int64_t kCountedUpTo = 200;
constexpr std::u32string_view kArabicLetters =
    U"\u0627\u0628\u062A\u062B\u062C\u062D\u062E\u062F"
    U"\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637"
    U"\u0638\u0639\u063A\u0641\u0642\u0643\u0644\u0645"
    U"\u0646\u0647\u0648\u064A";
constexpr std::u32string_view kLatinLetters = U"abcdefghijklmnopqrstuvwxyz";

// Every word that one letter left out, added, changed or swapped makes of `word`.
std::vector<std::string> OneAway(const std::u32string& word) {
  const std::u32string_view letters = word.front() < 0x80 ? kLatinLetters : kArabicLetters;
  std::vector<std::string> out;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    for (const char32_t letter : letters) {
      std::u32string longer = word;
      longer.insert(i, 1, letter);
      out.push_back(ToUtf8(longer));
    }
    if (i == word.size()) break;
    std::u32string shorter = word;
    shorter.erase(i, 1);
    out.push_back(ToUtf8(shorter));
    for (const char32_t letter : letters) {
      if (letter == word[i]) continue;
      std::u32string changed = word;
      changed[i] = letter;
      out.push_back(ToUtf8(changed));
    }
    if (i + 1 < word.size() && word[i] != word[i + 1]) {
      std::u32string swapped = word;
      std::swap(swapped[i], swapped[i + 1]);
      out.push_back(ToUtf8(swapped));
    }
  }
  return out;
}

class Speller {
 public:
  explicit Speller(store::Connection& connection) : connection_(connection) {}

  // `word` as the store spells it; "" where it knows it already, or nothing near.
  Result<std::string> Mend(std::string_view word) {
    const std::string folded = arabic::Fold(word);
    const std::u32string letters = ToUtf32(folded);
    if (letters.size() < kMinLetters || letters.size() > kMaxLetters) return std::string();
    const Result<std::int64_t> known = Count(folded);
    if (!known) return Fail(known.error());
    if (*known > 0) return std::string();
    std::string best;
    std::int64_t best_count = 0;
    for (const std::string& candidate : OneAway(letters)) {
      const Result<std::int64_t> count = Count(candidate);
      if (!count) return Fail(count.error());
      if (*count > best_count) {
        best_count = *count;
        best = candidate;
      }
    }
    return best.empty() ? best : AsPublished(best);
  }

 private:
  // Articles that have the word as written, or with its stem, counted up to kCountedUpTo.
  Result<std::int64_t> Count(std::string_view folded) {
    auto select = connection_.Cached(
        "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)");
    if (!select) return Fail(select.error());
    const std::string expression = Expression(folded);  // bound by reference
    (*select)->Bind(1, expression).Bind(2, kCountedUpTo);
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    return *row ? (*select)->Int(0) : 0;
  }

  // The exact form where the index tells it from its stem: a stem of a misspelling may be a word.
  static std::string Expression(std::string_view folded) {
    TermReader reader(folded);
    if (!reader.Next()) return "\"\"";
    std::string term(reader.written().empty() ? reader.stem() : reader.written());
    std::erase(term, '"');
    return '"' + term + '"';
  }

  Result<std::string> AsPublished(const std::string& folded) {
    auto select = connection_.Cached(
        "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT 1");
    if (!select) return Fail(select.error());
    const std::string expression = Expression(folded);
    (*select)->Bind(1, expression);
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return folded;
    const auto article = store::ReadListed(connection_, (*select)->Int(0));
    if (!article) return Fail(article.error());
    for (const std::string& text : {article->account.title, article->article.Text()}) {
      TermReader reader(text);
      while (reader.Next()) {
        const std::string_view word =
            std::string_view(text).substr(reader.begin(), reader.end() - reader.begin());
        if (arabic::Fold(word) == folded) return std::string(word);
      }
    }
    return folded;
  }

  store::Connection& connection_;
};

Result<std::string> SpellIn(store::Connection& connection, std::string_view text) {
  std::string out;
  std::size_t behind = 0;
  int tried = 0;
  bool mended = false;
  Speller speller(connection);
  for (const arabic::Token& token : arabic::Tokenize(text)) {
    const bool word =
        token.kind == arabic::TokenKind::kWord || token.kind == arabic::TokenKind::kLatin;
    // The name of a filter is no word of the query.
    if (!word || text.substr(token.end).starts_with(':') || tried == kMaxWords) continue;
    const auto better = speller.Mend(text.substr(token.begin, token.end - token.begin));
    if (!better) return Fail(better.error());
    if (better->empty()) continue;
    ++tried;
    mended = true;
    out += text.substr(behind, token.begin - behind);
    out += *better;
    behind = token.end;
  }
  if (!mended) return std::string();
  out += text.substr(behind);
  return out;
}

}  // namespace

Result<std::string> SuggestSpelling(store::SqliteStore& store, std::string_view text) {
  const std::string valid = RepairUtf8(TruncateUtf8(text, QueryLimits().max_bytes));
  std::string out;
  const Result<void> done = store.WithReader([&](store::Connection& connection) -> Result<void> {
    auto spelled = SpellIn(connection, valid);
    if (!spelled) return Fail(spelled.error());
    out = std::move(*spelled);
    return {};
  });
  if (!done) return Fail(done.error());
  return out;
}

}  // namespace isnad::search
