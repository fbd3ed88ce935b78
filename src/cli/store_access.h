#pragma once

// The store as commands open it: with the search index inside, and with errors that say exit
// code 3.

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "cli/context.h"
#include "store/sqlite_store.h"

namespace isnad::cli {

// The store and what it borrows, together.
struct OpenStore {
  std::unique_ptr<store::IndexHook> index;
  std::unique_ptr<store::StoryTeller> teller;
  std::unique_ptr<store::SqliteStore> store;
};

// Adds `--db FOLDER` (or the environment's ISNAD_DB) to a command.
void AddDbOption(CLI::App& command, std::string& folder);

// nullopt after complaining with exit code 3.
[[nodiscard]] std::optional<OpenStore> OpenOrComplain(Context& context, const std::string& folder,
                                                      store::Access access);

// Complains: exit code 1 for what was not found, 3 for all else that a store can say.
void ComplainOfStore(Context& context, const Error& error);

}  // namespace isnad::cli
