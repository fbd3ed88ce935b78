// isnad: one program, one command a task. See docs/architecture.md for the way through the house.

#include <CLI/CLI.hpp>
#include <csignal>
#include <string>

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

// "isnad: WHAT: WHY (how to mend it)" for what CLI11 says of a bad command line.
isnad::Error UsageError(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = "isnad";
  for (const CLI::App* sub : app.get_subcommands()) command += " " + sub->get_name();
  std::string why = error.what();
  for (char& c : why) {
    if (c == '\n') c = ' ';
  }
  return {isnad::Errc::kMalformed, "command line: " + why, "see " + command + " --help"};
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

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForAllHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForVersion& version) {
    return app.exit(version);
  } catch (const CLI::ParseError& error) {
    context.Complain(UsageError(app, error), isnad::cli::kBadUsage);
    return isnad::cli::kBadUsage;
  }
  context.Flush();
  return context.exit_code();
}
