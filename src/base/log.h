#pragma once

// Structured log lines on stderr: `time level event key=value …`, one line an event. Values come
// from outside and are therefore quoted and escaped (control characters, quotes, backslash, bidi
// controls), so that no value can start a line or pass for a key.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace isnad {

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError, kOff };

struct LogField {
  LogField(std::string_view k, std::string_view v) : key(k), value(v) {}
  LogField(std::string_view k, const char* v) : key(k), value(v) {}
  LogField(std::string_view k, const std::string& v) : key(k), value(v) {}
  LogField(std::string_view k, std::int64_t v) : key(k), value(std::to_string(v)) {}
  std::string_view key;
  std::string value;
};

// Thread-safe. Passed by reference to what logs; a default-constructed sink is stderr (spdlog).
class Logger {
 public:
  using Sink = std::function<void(std::string_view line)>;

  Logger(LogLevel level, const Clock& clock);
  Logger(LogLevel level, const Clock& clock, Sink sink);
  ~Logger();
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;

  void Log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});
  void Info(std::string_view event, std::initializer_list<LogField> f = {}) {
    Log(LogLevel::kInfo, event, f);
  }
  void Warning(std::string_view event, std::initializer_list<LogField> f = {}) {
    Log(LogLevel::kWarning, event, f);
  }
  void Error(std::string_view event, std::initializer_list<LogField> f = {}) {
    Log(LogLevel::kError, event, f);
  }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// `value` as it would stand behind "key=": bare where it is plain, else quoted and escaped.
[[nodiscard]] std::string EscapeLogValue(std::string_view value);

}  // namespace isnad
