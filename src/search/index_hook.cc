#include <string>
#include <utility>

#include "search/doc_columns.h"
#include "search/gather.h"
#include "search/index.h"
#include "search/saved_searches.h"
#include "search/suggest.h"
#include "search/tokenizer.h"

namespace isnad::search {
namespace {

// Raise it with every change to what terms.cc, folding or stemming make of a text: stores then
// make their index anew.
constexpr const char* kVersion = "4";

// Contentless: the text is in the store already, and taking an article out is done by giving its
// old text once more.
constexpr const char* kCreate =
    "DROP TABLE IF EXISTS search;"
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', tokenize='isnad');"
    // Batches come small and often; merging eight segments at a time instead of four halves the
    // rewriting, and reading some more segments costs little.
    "INSERT INTO search (search, rank) VALUES ('automerge', 8);"
    "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);";

class Hook final : public store::IndexHook {
 public:
  std::string Version() const override { return kVersion; }

  Result<void> OnOpen(store::Connection& connection) override {
    const Result<fts5_api*> fts5 = Fts5Of(connection);
    if (!fts5) return Fail(fts5.error());
    if (auto done = RegisterTokenizer(**fts5); !done) return done;
    return RegisterGather(**fts5);
  }

  Result<void> OnCreate(store::Connection& connection) override {
    is_anew_ = true;
    return connection.Execute(std::string(kCreate) + ColumnWriter::kCreate + WordBook::kCreate);
  }

  Result<void> OnBatchBegin(store::Connection& connection) override {
    columns_.Forget();
    words_.Forget();
    new_articles_.clear();
    return saved_.Refresh(connection);
  }

  Result<void> OnBatchEnd(store::Connection& connection) override {
    if (auto done = columns_.Flush(connection); !done) return done;
    if (auto done = words_.Flush(connection); !done) return done;
    // An index that is made anew tells nobody of articles that came long ago.
    if (!std::exchange(is_anew_, false)) {
      for (const auto& [id, article] : new_articles_) {
        if (auto done = saved_.Match(connection, id, *article); !done) return done;
      }
    }
    new_articles_.clear();
    return {};
  }

  Result<void> OnWrite(store::Connection& connection, news::ArticleId id,
                       const news::Article& article, const news::Article* replaced) override {
    if (replaced != nullptr) {
      auto remove = connection.Cached(
          "INSERT INTO search (search, rowid, title, body) VALUES ('delete', ?1, ?2, ?3)");
      if (!remove) return Fail(remove.error());
      if (auto done = Run(**remove, id, *replaced); !done) return done;
      words_.Add(replaced->title, -1);
    }
    auto insert = connection.Cached("INSERT INTO search (rowid, title, body) VALUES (?1, ?2, ?3)");
    if (!insert) return Fail(insert.error());
    columns_.Add(id, article);
    words_.Add(article.title, 1);
    if (!is_anew_) new_articles_.emplace_back(id, &article);
    return Run(**insert, id, article);
  }

  Result<std::vector<std::string>> OnCheck(store::Connection& connection) override {
    std::vector<std::string> findings;
    const Result<std::int64_t> missing = connection.QueryInt(
        "SELECT (SELECT count(*) FROM articles WHERE id NOT IN (SELECT id FROM search_docsize))"
        " + (SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT id FROM articles))");
    if (!missing) return Fail(missing.error());
    if (*missing != 0) {
      findings.push_back("search index: out of step with the articles by " +
                         std::to_string(*missing));
    }
    // FTS5 looks at its own structure only by way of an insert.
    const Result<void> sound =
        connection.Execute("INSERT INTO search (search) VALUES ('integrity-check')");
    if (!sound && sound.error().code != Errc::kDenied) {
      findings.push_back("search index: " + sound.error().detail);
    }
    return findings;
  }

 private:
  static Result<void> Run(store::Statement& statement, news::ArticleId id,
                          const news::Article& article) {
    const std::string body = article.Text();
    statement.Bind(1, id).Bind(2, article.title).Bind(3, body);
    return statement.Run();
  }

  ColumnWriter columns_;
  WordBook words_;
  SavedSearchMatcher saved_;
  std::vector<std::pair<news::ArticleId, const news::Article*>> new_articles_;  // of the batch
  bool is_anew_ = false;  // the whole index is being made from the articles
};

}  // namespace

std::unique_ptr<store::IndexHook> MakeIndexHook() { return std::make_unique<Hook>(); }

}  // namespace isnad::search
