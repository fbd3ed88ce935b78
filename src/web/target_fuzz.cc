// Any bytes: no crash, and what was understood is safe to hand on (UTF-8, rooted, no dot segments).
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "web/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto target = isnad::web::ParseTarget(text);
  if (!target) return 0;
  const std::string& path = target->path;
  if (path.empty() || path[0] != '/' || !isnad::IsUtf8(path)) std::abort();
  if ((path + "/").find("/../") != path.npos || path.find('\0') != path.npos) std::abort();
  for (const auto& [name, value] : target->query) {
    if (!isnad::IsUtf8(name) || !isnad::IsUtf8(value)) std::abort();
  }
  return 0;
}
