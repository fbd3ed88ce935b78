// isnad: one program, one command a task. See docs/architecture.md for the way through the house.

#include <CLI/CLI.hpp>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "cli/context.h"

namespace {

constexpr const char* kAbout =
    "Isnad reads the Arabic press: many outlets, one story, who said it first and who copied.";

constexpr const char* kExamples = R"(
Examples:
  isnad ingest --db press pages/            a folder of pages into a store
  isnad source add --db press https://…/    follow an outlet
  isnad serve --db press                    the portal on http://127.0.0.1:8080
  isnad extract --json page.html            one page to a clean article
  isnad search --db press "مذكرة تفاهم"      find articles

Every command has its own --help with examples. Exit codes: 0 done, 1 some inputs failed (each is
named), 2 bad usage, 3 the store is unusable.)";

// Words where a command should be, and none of that name, make an error, asked for help or not:
// CLI11 would show the help of the command above.
std::optional<isnad::Error> UnknownCommand(const CLI::App& app, int argc, char** argv) {
  const CLI::App* at = &app;
  std::string path = "isnad";
  for (int i = 1; i < argc && at->get_require_subcommand_min() > 0; ++i) {
    const std::string word = argv[i];
    if (word == "--config") ++i;  // its value is no command
    if (word.starts_with('-')) continue;
    const auto named = at->get_subcommands(
        [&word](const CLI::App* command) { return command->get_name() == word; });
    if (named.empty()) {
      return isnad::Error{isnad::Errc::kMalformed, "command line: no such command: " + word,
                          "see " + path + " --help"};
    }
    at = named.front();
    path += " " + word;
  }
  return std::nullopt;
}

// A query or a title.
bool TakesText(const CLI::App& command) {
  return command.get_option_no_throw("query") != nullptr ||
         command.get_option_no_throw("title") != nullptr;
}

// A query or a title that starts with a minus, which was read as an option; "" where there is none.
std::string MinusWord(const CLI::App& command, int argc, char** argv) {
  if (!TakesText(command)) return "";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") return "";
    if (word.size() > 1 && word[0] == '-' && word[1] != '-') return std::string(word);
  }
  return "";
}

// "isnad: WHAT: WHY (how to mend it)" for what CLI11 says of a bad command line.
isnad::Error UsageError(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  std::string path = "isnad";
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().back();
    path += " " + command->get_name();
  }
  std::string mend = "see " + path + " --help";
  const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  const std::string minus_word = MinusWord(*command, argc, argv);
  if ((is_extra || is_missing) && !minus_word.empty()) {
    mend = "put -- before text that starts with a minus: " + path + " … -- '" + minus_word + "'; " +
           mend;
  } else if (is_extra && TakesText(*command)) {
    mend = "put text of several words in quotes; " + mend;
  }
  return {isnad::Errc::kMalformed, std::string("command line: ") + error.what(), std::move(mend)};
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error value, not a death
  std::signal(SIGXFSZ, SIG_IGN);  // so is a file over its limit

  isnad::cli::Context context;
  CLI::App app{kAbout, "isnad"};
  app.footer(kExamples);
  app.set_version_flag("--version", "isnad " ISNAD_VERSION);
  app.require_subcommand(1);
  app.set_config("--config", "", "options from a TOML file, a table a command: [serve]")
      ->envname("ISNAD_CONFIG");
  isnad::cli::AddExtract(app, context);
  isnad::cli::AddFeed(app, context);
  isnad::cli::AddCluster(app, context);
  isnad::cli::AddNames(app, context);
  isnad::cli::AddIngest(app, context);
  isnad::cli::AddSource(app, context);
  isnad::cli::AddFetch(app, context);
  isnad::cli::AddServe(app, context);
  isnad::cli::AddStories(app, context);
  isnad::cli::AddStory(app, context);
  isnad::cli::AddArticle(app, context);
  isnad::cli::AddSearch(app, context);
  isnad::cli::AddWatch(app, context);
  isnad::cli::AddDates(app, context);
  isnad::cli::AddCheck(app, context);

  if (const auto unknown = UnknownCommand(app, argc, argv)) {
    context.Complain(*unknown, isnad::cli::kBadUsage);
    return isnad::cli::kBadUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForAllHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForVersion& version) {
    return app.exit(version);
  } catch (const CLI::ParseError& error) {
    context.Complain(UsageError(app, error, argc, argv), isnad::cli::kBadUsage);
    return isnad::cli::kBadUsage;
  }
  context.Flush();
  return context.exit_code();
}
