#include "cli/input.h"

#include <cerrno>
#include <cstdio>

#include "base/file.h"

namespace isnad::cli {

Result<std::string> ReadInput(const std::string& path, std::size_t max_bytes) {
  if (path != "-") return ReadFile(path, max_bytes);
  std::string bytes;
  char buffer[1 << 16];
  while (bytes.size() <= max_bytes) {
    const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin);
    if (count == 0) break;
    bytes.append(buffer, count);
  }
  if (std::ferror(stdin) != 0) return tl::unexpected(FromErrno(errno, "standard input"));
  return bytes;
}

}  // namespace isnad::cli
