#include "search/suggest.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <set>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "arabic/tokens.h"
#include "base/utf8.h"
#include "search/query.h"

namespace isnad::search {
namespace {

constexpr std::string_view kArticle = "ال";  // al-, the
constexpr std::size_t kMinLetters = 3;
constexpr std::size_t kMaxWordBytes = 60;
constexpr std::size_t kMaxTitleWords = 40;
constexpr std::int64_t kMaxLevel = 24;
constexpr std::size_t kMinTypedForRare =
    3;  // letters: shorter beginnings have enough frequent ones

std::string_view WithoutArticle(std::string_view folded) {
  if (folded.starts_with(kArticle)) folded.remove_prefix(kArticle.size());
  return folded;
}

// A word of a title that may be suggested: nothing clings to it but the article.
struct TitleWord {
  std::string shown;
  std::string folded;
  std::size_t end = 0;
};

std::optional<TitleWord> ReadWord(std::string_view text, const arabic::Token& token) {
  const std::string_view raw = text.substr(token.begin, token.end - token.begin);
  if (raw.size() > kMaxWordBytes || token.kind == arabic::TokenKind::kUrl ||
      token.kind == arabic::TokenKind::kHashtag || token.kind == arabic::TokenKind::kNumber) {
    return std::nullopt;
  }
  TitleWord word{std::string(raw), arabic::Fold(raw), token.end};
  if (word.folded.find(' ') != std::string::npos || arabic::IsFunctionWord(word.folded)) {
    return std::nullopt;
  }
  const std::string_view bare = WithoutArticle(word.folded);
  if (CountCodePoints(bare) < kMinLetters) return std::nullopt;
  const std::size_t front = arabic::LightStem(word.folded).front;
  if (front != 0 && front != word.folded.size() - bare.size()) return std::nullopt;
  return word;
}

std::int64_t LevelOf(std::int64_t articles) {
  return articles <= 0
             ? 0
             : static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(articles))) - 1;
}

// Gathers continuations of one beginning.
class Finder {
 public:
  Finder(store::Connection& connection, std::string head, std::string typed_folded,
         std::size_t limit)
      : connection_(connection),
        head_(std::move(head)),
        typed_(std::move(typed_folded)),
        limit_(limit) {}

  // Those under `beginning`, most frequent first, then rare ones.
  Result<void> Find(const std::string& beginning) {
    for (std::int64_t level = kMaxLevel; level > 0 && found_.size() < limit_; --level) {
      auto select = connection_.Cached(
          "SELECT shown, articles FROM search_words WHERE level = ?1 AND level > 0 AND key >= ?2"
          " AND key < ?3 ORDER BY key LIMIT 40");
      if (!select) return Fail(select.error());
      (*select)->Bind(1, level);
      if (auto done = Take(**select, 2, beginning); !done) return done;
    }
    if (found_.size() >= limit_ || CountCodePoints(beginning) < kMinTypedForRare) return {};
    auto select = connection_.Cached(
        "SELECT shown, articles FROM search_words WHERE key >= ?1 AND key < ?2 ORDER BY key"
        " LIMIT 40");
    if (!select) return Fail(select.error());
    return Take(**select, 1, beginning);
  }

  std::vector<Suggestion> Found() && { return std::move(found_); }

 private:
  Result<void> Take(store::Statement& select, int parameter, const std::string& beginning) {
    const std::string end = beginning + "\U0010FFFF";
    select.Bind(parameter, beginning).Bind(parameter + 1, end);
    std::vector<Suggestion> level;
    for (;;) {
      const Result<bool> row = select.Step();
      if (!row) return Fail(row.error());
      if (!*row) break;
      std::string shown(select.Text(0));
      // Typed with the article, it is wanted with the article.
      if (typed_.starts_with(kArticle) && !arabic::Fold(shown).starts_with(typed_)) continue;
      if (seen_.insert(shown).second) level.push_back({head_ + shown, select.Int(1)});
    }
    std::stable_sort(level.begin(), level.end(), [](const Suggestion& a, const Suggestion& b) {
      return a.articles > b.articles;
    });
    for (Suggestion& suggestion : level) {
      if (found_.size() < limit_) found_.push_back(std::move(suggestion));
    }
    return {};
  }

  store::Connection& connection_;
  std::string head_;
  std::string typed_;
  std::size_t limit_;
  std::set<std::string> seen_;
  std::vector<Suggestion> found_;
};

std::size_t LastWordBegin(std::string_view text) {
  const std::size_t space = text.find_last_of(" \t\n\"");
  return space == std::string_view::npos ? 0 : space + 1;
}

}  // namespace

Result<std::vector<Suggestion>> SuggestIn(store::Connection& connection, std::string_view typed,
                                          std::size_t limit) {
  const std::string text = RepairUtf8(TruncateUtf8(typed, QueryLimits().max_bytes));
  const std::size_t last = LastWordBegin(text);
  const std::string_view word = std::string_view(text).substr(last);
  if (word.find(':') != std::string_view::npos) return std::vector<Suggestion>();
  const std::string folded = arabic::Fold(word);
  std::vector<Suggestion> found;
  // With the word in front first: «مجلس الو…».
  const std::string_view before = TrimSpace(std::string_view(text).substr(0, last));
  const std::size_t previous = LastWordBegin(before);
  const std::string before_folded = arabic::Fold(before.substr(previous));
  if (!before_folded.empty() && !before.ends_with('"')) {
    Finder pairs(connection, text.substr(0, previous), before_folded + " " + folded, limit);
    const std::string key = std::string(WithoutArticle(before_folded)) + " " + folded;
    if (auto done = pairs.Find(key); !done) return Fail(done.error());
    found = std::move(pairs).Found();
  }
  const std::string_view bare = WithoutArticle(folded);
  if (found.size() >= limit || folded.empty()) return found;
  Finder words(connection, text.substr(0, last), folded, limit - found.size());
  // Of a lone article, or the beginning of one, any word may be the rest.
  const std::string key(bare == folded && std::string_view(kArticle).starts_with(folded) ? ""
                                                                                         : bare);
  if (auto done = words.Find(key); !done) return Fail(done.error());
  for (Suggestion& suggestion : std::move(words).Found()) found.push_back(std::move(suggestion));
  return found;
}

void WordBook::Add(std::string_view title, int times) {
  std::optional<TitleWord> before;
  std::set<std::string> seen;  // a title counts a word once
  arabic::Token token;
  std::size_t at = 0;
  for (std::size_t n = 0; n < kMaxTitleWords && arabic::NextToken(title, at, token); ++n) {
    std::optional<TitleWord> word = ReadWord(title, token);
    if (word) {
      const std::string key(WithoutArticle(word->folded));
      if (seen.insert(key).second) {
        Word& counted = words_[key];
        if (counted.shown.empty()) counted.shown = word->shown;
        counted.change += times;
      }
      if (before && token.begin == before->end + 1 && title[before->end] == ' ') {
        const std::string first(WithoutArticle(before->folded));
        const std::string pair_key = first + " " + word->folded;
        if (seen.insert(pair_key).second) {
          Pair& pair = pairs_[pair_key];
          if (pair.shown.empty()) pair = {before->shown + " " + word->shown, first, key, 0};
          pair.change += times;
        }
      }
    }
    before = std::move(word);
  }
}

Result<std::int64_t> WordBook::Change(store::Connection& connection, const std::string& key,
                                      const std::string& shown, std::int64_t change) {
  std::int64_t articles = 0;
  std::int64_t level = -1;
  {
    auto select = connection.Cached("SELECT articles, level FROM search_words WHERE key = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, key);
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (*row) {
      articles = (*select)->Int(0);
      level = (*select)->Int(1);
    }
  }
  articles = std::max<std::int64_t>(articles + change, 0);
  if (articles == 0) {
    auto remove = connection.Cached("DELETE FROM search_words WHERE key = ?1");
    if (!remove) return Fail(remove.error());
    (*remove)->Bind(1, key);
    if (auto done = (*remove)->Run(); !done) return Fail(done.error());
    return 0;
  }
  const std::int64_t new_level = LevelOf(articles);
  if (level < 0) {
    auto insert = connection.Cached("INSERT INTO search_words VALUES (?1, ?2, ?3, ?4)");
    if (!insert) return Fail(insert.error());
    (*insert)->Bind(1, key).Bind(2, shown).Bind(3, articles).Bind(4, new_level);
    if (auto done = (*insert)->Run(); !done) return Fail(done.error());
    return articles;
  }
  // The level is in an index: it is named only where it moves.
  auto update = connection.Cached(
      new_level == level ? "UPDATE search_words SET articles = ?2 WHERE key = ?1"
                         : "UPDATE search_words SET articles = ?2, level = ?3 WHERE key = ?1");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, key).Bind(2, articles);
  if (new_level != level) (*update)->Bind(3, new_level);
  if (auto done = (*update)->Run(); !done) return Fail(done.error());
  return articles;
}

Result<void> WordBook::Flush(store::Connection& connection) {
  for (auto& [key, word] : words_) {
    if (word.change == 0) continue;
    const Result<std::int64_t> articles = Change(connection, key, word.shown, word.change);
    if (!articles) return Fail(articles.error());
    word.articles = *articles;
  }
  const auto is_known = [this](const std::string& key) {
    const auto word = words_.find(key);
    return word != words_.end() && word->second.articles >= kMinForPair;
  };
  for (const auto& [key, pair] : pairs_) {
    if (pair.change == 0 || !is_known(pair.first) || !is_known(pair.second)) continue;
    const Result<std::int64_t> articles = Change(connection, key, pair.shown, pair.change);
    if (!articles) return Fail(articles.error());
  }
  Forget();
  return {};
}

}  // namespace isnad::search
