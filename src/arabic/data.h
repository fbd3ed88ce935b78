#pragma once

// The embedded files of data/arabic/. Each describes its own columns in its first lines.

#include <string_view>

namespace isnad::arabic {

[[nodiscard]] std::string_view ContextsTsv();
[[nodiscard]] std::string_view FunctionWordsTsv();
[[nodiscard]] std::string_view GivenNamesTsv();
[[nodiscard]] std::string_view LanguageWordsTsv();
[[nodiscard]] std::string_view MonthsTsv();
[[nodiscard]] std::string_view NameCostsTsv();
[[nodiscard]] std::string_view NameWordsTsv();
[[nodiscard]] std::string_view NationsTsv();
[[nodiscard]] std::string_view NumberWordsTsv();
[[nodiscard]] std::string_view ProtectedTsv();
[[nodiscard]] std::string_view PluralsTsv();
[[nodiscard]] std::string_view SpellingsTsv();
[[nodiscard]] std::string_view DateWordsTsv();
[[nodiscard]] std::string_view TimeWordsTsv();

}  // namespace isnad::arabic
