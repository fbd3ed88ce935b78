#pragma once

// Values of HTTP header fields (RFC 9110, 5.5 and 5.6), cut into their parts. Everything is a view
// into the argument. No limit of its own: callers hand in at most some KiB. Cost: O(text.size()).
// Thread-safe.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace isnad::fetch {

// C0 controls but for the tab, and DEL: what a field value may not hold.
[[nodiscard]] bool HasControlCharacter(std::string_view text);

// `text` without space around it, control characters made spaces.
[[nodiscard]] std::string FieldValue(std::string_view text);

// Without the spaces and tabs around.
[[nodiscard]] std::string_view TrimField(std::string_view text);

// ASCII, without regard to case.
[[nodiscard]] bool SameToken(std::string_view a, std::string_view b);

// Takes the next part of `rest` up to `separator` that stands neither in a quoted string nor in
// angle brackets, trimmed; nullopt at the end.
[[nodiscard]] std::optional<std::string_view> NextPart(std::string_view& rest, char separator);

// "name=value", "name" and "name="quoted"": the quotes and backslashes are taken off.
struct Parameter {
  std::string_view name;
  std::string value;
};
[[nodiscard]] Parameter ReadParameter(std::string_view part);

// Decimal digits alone; numbers beyond 64 bits are the largest. Nullopt for anything else.
[[nodiscard]] std::optional<std::uint64_t> ReadDecimal(std::string_view text);

}  // namespace isnad::fetch
