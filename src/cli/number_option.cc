#include "cli/number_option.h"

#include <charconv>
#include <system_error>

namespace isnad::cli {
namespace {

// What is wrong with `text`; "" nothing.
std::string Trouble(const std::string& text) {
  if (text.empty() || text.find_first_not_of("0123456789") != text.npos) {
    return text + " is no number";
  }
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() ? "" : text + " is over the largest number there can be";
}

}  // namespace

CLI::Option* AddNumber(CLI::App& command, const std::string& name, std::int64_t& number,
                       const std::string& about) {
  return command.add_option(name, number, about)->check(Trouble);
}

CLI::Option* AddNumbers(CLI::App& command, const std::string& name,
                        std::vector<std::int64_t>& numbers, const std::string& about) {
  return command.add_option(name, numbers, about)->check(Trouble);
}

}  // namespace isnad::cli
