// isnad dates: the times that a text names, resolved where they can be.

#include <fmt/format.h>
#include <boost/json.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "arabic/time_expressions.h"
#include "base/date_time.h"
#include "base/utf8.h"
#include "cli/context.h"
#include "cli/input.h"
#include "cli/json_text.h"

namespace isnad::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxTextBytes = std::size_t{16} << 20;

struct Options {
  std::string file;
  std::string published;
  bool json = false;
};

std::string Day(std::chrono::year_month_day day) { return DateTime{.day = day}.ToString(); }

const char* Name(arabic::Grain grain) {
  constexpr std::array<const char*, 4> kNames = {"day", "week", "month", "year"};
  return kNames[static_cast<std::size_t>(grain)];
}

void Run(const Options& options, Context& context) {
  std::optional<std::chrono::year_month_day> published;
  if (!options.published.empty()) {
    const auto read = DateTime::Parse(options.published);
    if (!read) {
      return context.Complain({Errc::kMalformed, "--published " + options.published + ": no date",
                               "write it as 2025-02-21"},
                              kBadUsage);
    }
    published = read->day;
  }
  const Result<std::string> bytes = ReadInput(options.file, kMaxTextBytes);
  if (!bytes) return context.Complain(bytes.error(), kSomeFailed);
  std::size_t broken = 0;
  const std::string text = RepairUtf8(*bytes, &broken);
  if (broken > 0) {
    context.Complain(
        {Errc::kMalformed,
         fmt::format("{}: {} places are not UTF-8 and were read as U+FFFD", options.file, broken),
         "convert the file to UTF-8; byte spans are those of the text so mended"},
        kSomeFailed);
  }
  for (const arabic::TimeExpression& found : arabic::FindTimeExpressions(text, published)) {
    const std::string words = text.substr(found.begin, found.end - found.begin);
    if (options.json) {
      context.Print(ToText(json::object{{"text", words},
                                        {"begin", found.begin},
                                        {"end", found.end},
                                        {"first", Day(found.first)},
                                        {"last", Day(found.last)},
                                        {"grain", Name(found.grain)},
                                        {"relative", found.is_relative},
                                        {"weekday_differs", found.weekday_differs},
                                        {"calendars_differ", found.calendars_differ}}) +
                    "\n");
    } else {
      std::string line = Day(found.first);
      if (found.last != found.first) line += ".." + Day(found.last);
      if (found.weekday_differs) line += "  (the weekday is another)";
      if (found.calendars_differ) line += "  (the calendars differ)";
      context.Print(Printable(line + "  " + words + "\n"));
    }
  }
}

}  // namespace

void AddDates(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("dates", "the times that a text names, as days");
  command->add_option("file", options->file, "a file, or - for standard input")->required();
  command->add_option("--published", options->published,
                      "the day of publication, which «أمس» and «الجاري» are told from");
  command->add_flag("--json", options->json,
                    "JSON Lines: text, begin, end (bytes), first, last, grain …");
  command->footer(R"(
Nothing is resolved that cannot be: without --published, only what names its year.

Examples:
  echo 'اختتمت أمس الأربعاء أشغال الدورة التي بدأت في 17 فبراير الجاري' | isnad dates --published 2025-02-20 -
  isnad dates --json article.txt)");
  command->callback([options, &context] { Run(*options, context); });
}

}  // namespace isnad::cli
