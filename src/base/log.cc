#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cstdio>
#include <mutex>

#include "base/date_time.h"
#include "base/utf8.h"

namespace isnad {
namespace {

constexpr std::size_t kMaxValueBytes = 2048;

const char* Name(LogLevel level) {
  constexpr const char* kNames[] = {"debug", "info", "warning", "error", "off"};
  return kNames[static_cast<std::size_t>(level)];
}

bool IsPlain(unsigned char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '='; }

// Characters that could break or reorder the line on a terminal: C0 and C1 controls, line and
// paragraph separators, zero-width and bidirectional controls, tags.
bool IsDangerous(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xE0000 && c <= 0xE007F);
}

void AppendEscaped(std::string& out, char32_t c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  char text[16];
  std::snprintf(text, sizeof text, "\\u{%04x}", static_cast<unsigned>(c));
  out += text;
}

void AppendByte(std::string& out, char byte) {
  char text[8];
  std::snprintf(text, sizeof text, "\\x%02x",
                static_cast<unsigned>(static_cast<unsigned char>(byte)));
  out += text;
}

// RFC 3339 with milliseconds, in UTC.
std::string Stamp(Instant now) {
  std::string text = DateTime::FromInstant(now).ToString();
  const auto whole = std::chrono::floor<std::chrono::seconds>(now);
  char fraction[16];
  std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>((now - whole).count()));
  text.pop_back();  // "Z"
  return text + fraction;
}

Logger::Sink StderrSink() {
  auto logger =
      std::make_shared<spdlog::logger>("isnad", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%v");  // the line is whole already
  return [logger](std::string_view line) {
    logger->info(spdlog::string_view_t(line.data(), line.size()));
  };
}

}  // namespace

std::string EscapeLogValue(std::string_view value) {
  const std::string_view shown = TruncateUtf8(value, kMaxValueBytes);
  bool plain = !value.empty() && shown.size() == value.size();
  for (const char c : shown) plain = plain && IsPlain(static_cast<unsigned char>(c));
  if (plain) return std::string(value);
  std::string out = "\"";
  for (std::size_t at = 0; at < shown.size();) {
    const CodePoint point = DecodeAt(shown, at);
    if (point.value == kReplacementCharacter && point.length_bytes == 1) {
      AppendByte(out, shown[at]);
    } else if (IsDangerous(point.value)) {
      AppendEscaped(out, point.value);
    } else {
      if (point.value == '"' || point.value == '\\') out += '\\';
      out.append(shown, at, point.length_bytes);
    }
    at += point.length_bytes;
  }
  if (shown.size() < value.size()) out += "\u2026";  // HORIZONTAL ELLIPSIS: cut here
  return out + '"';
}

struct Logger::Impl {
  LogLevel level;
  const Clock& clock;
  Sink sink;
  std::mutex mutex;  // guards `sink`
};

Logger::Logger(LogLevel level, const Clock& clock) : Logger(level, clock, StderrSink()) {}

Logger::Logger(LogLevel level, const Clock& clock, Sink sink)
    : impl_(new Impl{level, clock, std::move(sink), {}}) {}

Logger::~Logger() = default;

void Logger::Log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (level < impl_->level || level == LogLevel::kOff) return;
  std::string line = Stamp(impl_->clock.Now());
  line += ' ';
  line += Name(level);
  line += ' ';
  line += EscapeLogValue(event);
  for (const LogField& field : fields) {
    line += ' ';
    line += field.key;
    line += '=';
    line += EscapeLogValue(field.value);
  }
  const std::scoped_lock lock(impl_->mutex);
  impl_->sink(line);
}

}  // namespace isnad
