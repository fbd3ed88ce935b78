#include "cli/store_access.h"

#include <utility>

#include "ingest/story_telling.h"
#include "search/index.h"

namespace isnad::cli {

void AddDbOption(CLI::App& command, std::string& folder) {
  command.add_option("--db", folder, "the store's folder (or set ISNAD_DB)")
      ->envname("ISNAD_DB")
      ->required();
}

std::optional<OpenStore> OpenOrComplain(Context& context, const std::string& folder,
                                        store::Access access) {
  OpenStore open;
  open.index = search::MakeIndexHook();
  open.teller = ingest::MakeStoryTeller();
  // `isnad serve` and `isnad fetch` let others write between two of their steps.
  store::SqliteOptions options{.folder = folder, .access = access};
  options.index = open.index.get();
  options.teller = open.teller.get();
  options.clock = &context.clock();
  options.patience = std::chrono::seconds(30);
  auto store = store::OpenSqlite(options);
  if (!store) {
    context.Complain(store.error(), kStoreUnusable);
    return std::nullopt;
  }
  open.store = std::move(*store);
  return open;
}

void ComplainOfStore(Context& context, const Error& error) {
  context.Complain(error, error.code == Errc::kNotFound ? kSomeFailed : kStoreUnusable);
}

}  // namespace isnad::cli
