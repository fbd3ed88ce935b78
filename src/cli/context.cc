#include "cli/context.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

bool IsHarmful(char32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  if (c == 0x7F || (c >= 0x80 && c <= 0x9F)) return true;
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

void Context::Print(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) Flush();
}

void Context::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno == EPIPE) std::_Exit(exit_code_);  // `isnad … | head`: nobody reads on
    const Error error = FromErrno(errno, "standard output");
    buffer_.clear();
    Complain(error, kSomeFailed);
    std::_Exit(exit_code_);
  }
  buffer_.clear();
}

void Context::Complain(const Error& error, ExitCode code) {
  Fail(code);
  std::string line = "isnad: " + Printable(ToString(error));
  // A line an error, whatever a file is called.
  std::replace(line.begin(), line.end(), '\n', ' ');
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

std::string Printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    AppendUtf8(out, IsHarmful(c.value) ? kReplacementCharacter : c.value);
    at += c.length_bytes;
  }
  return out;
}

}  // namespace isnad::cli
