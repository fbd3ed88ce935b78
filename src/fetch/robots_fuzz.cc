#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fetch/robots.h"

// The first line is a path, the rest the file. What was kept must read back as itself, and a file
// that forbids everything to everyone must do so whatever stands before it in other groups.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using isnad::fetch::Robots;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view path = input.substr(0, input.find('\n'));
  const std::string_view text = input.substr(path.size());
  const Robots robots = Robots::Parse(text, "Isnad");
  const Robots again = Robots::Parse(robots.ToText(), "Isnad");
  if (!(robots == again)) std::abort();
  if (robots.Allows(path) != again.Allows(path)) std::abort();
  if (!robots.Allows("/robots.txt")) std::abort();
  return 0;
}
