#include "cli/json_text.h"

#include <fmt/format.h>

#include <cmath>

namespace isnad::cli {
namespace {

namespace json = boost::json;

void Append(std::string& out, const json::value& value);

void Append(std::string& out, const json::object& object) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : object) {
    if (!first) out += ',';
    first = false;
    out += json::serialize(key);
    out += ':';
    Append(out, value);
  }
  out += '}';
}

void Append(std::string& out, const json::array& array) {
  out += '[';
  bool first = true;
  for (const json::value& value : array) {
    if (!first) out += ',';
    first = false;
    Append(out, value);
  }
  out += ']';
}

void Append(std::string& out, const json::value& value) {
  if (value.is_object()) {
    Append(out, value.get_object());
  } else if (value.is_array()) {
    Append(out, value.get_array());
  } else if (value.is_double()) {
    const double number = value.get_double();
    // Six decimals are more than any score or share of ours means; JSON has no infinities.
    out += std::isfinite(number) ? fmt::format("{}", std::round(number * 1e6) / 1e6) : "null";
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string ToText(const json::value& value) {
  std::string out;
  Append(out, value);
  return out;
}

json::value OrNull(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value OrNull(const std::optional<DateTime>& time) {
  return time ? json::value(time->ToString()) : json::value(nullptr);
}

json::value OrNull(const std::optional<Instant>& instant) {
  return instant ? json::value(Stamp(*instant)) : json::value(nullptr);
}

json::value OrNull(const std::optional<std::int64_t>& id) {
  return id ? json::value(*id) : json::value(nullptr);
}

std::string Stamp(Instant instant) { return DateTime::FromInstant(instant).ToString(); }

}  // namespace isnad::cli
