// isnad names: are two spellings one name?

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "arabic/names.h"
#include "base/error.h"
#include "base/utf8.h"
#include "cli/context.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kMaxLineBytes = 64 * 1024;

struct Options {
  std::vector<std::string> names;
  std::string pairs;
};

void Judge(std::string_view a, std::string_view b, Context& context) {
  const double likeness = arabic::NameLikeness(RepairUtf8(a), RepairUtf8(b));
  context.Print(
      fmt::format("{:.3f}\t{}\n", likeness, likeness >= arabic::kSameName ? "yes" : "no"));
}

// A line for a line: one that is not a pair gets "0.000 no", so that the output stays in step.
void JudgeLines(std::istream& in, const std::string& path, Context& context) {
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || line.size() > kMaxLineBytes) {
      const char* why = tab == std::string::npos ? "no tab between two names" : "line too long";
      context.Complain({Errc::kMalformed, fmt::format("{}: line {}: {}", path, number, why),
                        "write each pair as NAME<TAB>NAME"},
                       kSomeFailed);
      context.Print("0.000\tno\n");
      continue;
    }
    const std::string_view rest = std::string_view(line).substr(tab + 1);
    Judge(std::string_view(line).substr(0, tab), rest.substr(0, rest.find('\t')), context);
  }
}

void JudgePairs(const std::string& path, Context& context) {
  if (path == "-") {
    JudgeLines(std::cin, "standard input", context);
    return;
  }
  std::ifstream file(path);
  if (!file) {
    context.Complain(FromErrno(errno, path), kSomeFailed);
    return;
  }
  JudgeLines(file, path, context);
  if (file.bad()) context.Complain(FromErrno(EIO, path), kSomeFailed);
}

}  // namespace

void AddNames(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("names", "are two spellings one name?");
  CLI::Option* names = command->add_option("names", options->names, "two names")->expected(2);
  CLI::Option* pairs = command->add_option(
      "--pairs", options->pairs, "a file of NAME<TAB>NAME lines, or - for standard input");
  names->excludes(pairs);
  command->footer(R"(
Prints for each pair how likely they are one name, 0 to 1, a tab, and yes or no. Judged by spelling
alone: titles, the hamza, long vowels of foreign names, «بن» and a «محمد» in front matter little;
two known given names that merely look alike are never one.

Examples:
  isnad names "جيه دي فانس" "جاي دي فانس"
  isnad names --pairs pairs.tsv > judged.tsv)");
  command->callback([options, pairs, &context] {
    if (pairs->count() > 0) {
      JudgePairs(options->pairs, context);
    } else if (options->names.size() == 2) {
      Judge(options->names[0], options->names[1], context);
    } else {
      context.Complain({Errc::kMalformed, "command line: names: two names or --pairs are needed",
                        "see isnad names --help"},
                       kBadUsage);
    }
  });
}

}  // namespace isnad::cli
