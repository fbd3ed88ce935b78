#pragma once

// What every command shares: where it writes, how it says errors, and the exit codes of the
// contract: 0 done, 1 some inputs failed, 2 bad usage, 3 the store is unusable.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace isnad::cli {

enum ExitCode : int { kDone = 0, kSomeFailed = 1, kBadUsage = 2, kStoreUnusable = 3 };

class Context {
 public:
  // Appends to standard output (buffered). Ends the program quietly when the reader of a pipe is
  // gone, and with an error when the output cannot be written.
  void Print(std::string_view text);
  void Flush();

  // "isnad: WHAT: WHY (how to mend it)" on standard error as one line, control characters made
  // harmless. Keeps the highest exit code that was asked for.
  void Complain(const Error& error, ExitCode code);

  void Fail(ExitCode code) { exit_code_ = code > exit_code_ ? code : exit_code_; }
  [[nodiscard]] int exit_code() const { return exit_code_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  SystemClock clock_;
  std::string buffer_;
  int exit_code_ = kDone;
};

// Text from outside as a terminal may show it: control characters (C0, C1, bidi overrides) become
// U+FFFD, so that no title can move the cursor or turn a line around.
[[nodiscard]] std::string Printable(std::string_view text);

// Each adds one command to `app`; its work runs from the parser's callback and reports through
// `context`, which must outlive the parse.
void AddDates(CLI::App& app, Context& context);
void AddExtract(CLI::App& app, Context& context);
void AddFeed(CLI::App& app, Context& context);
void AddCluster(CLI::App& app, Context& context);
void AddIngest(CLI::App& app, Context& context);
void AddNames(CLI::App& app, Context& context);
void AddFetch(CLI::App& app, Context& context);
void AddServe(CLI::App& app, Context& context);
void AddStories(CLI::App& app, Context& context);
void AddStory(CLI::App& app, Context& context);
void AddArticle(CLI::App& app, Context& context);
void AddSearch(CLI::App& app, Context& context);
void AddSource(CLI::App& app, Context& context);
void AddWatch(CLI::App& app, Context& context);
void AddCheck(CLI::App& app, Context& context);

}  // namespace isnad::cli
