#pragma once

// Pieces of the lines that commands print for people.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "news/story.h"

namespace isnad::cli {

// Text from outside as a part of one line: Printable (context.h), with line feeds and tabs as
// spaces, so that no title makes a line of its own.
[[nodiscard]] std::string OneLine(std::string_view text);

// "1 account", "2 accounts".
[[nodiscard]] std::string Counted(std::int64_t count, std::string_view noun);

// What an account is called in a list: its title, or how it begins where it has none. One line.
[[nodiscard]] std::string TitleOrLead(const news::Account& account);

// Whether `text`, given on the command line as `what` ("the title"), may be kept and shown to
// others. Errors: kMalformed for what is not UTF-8, for control characters (C0, DEL, C1, line and
// paragraph separators), and for marks that turn the direction of writing and are not closed again.
[[nodiscard]] Result<void> CheckShown(std::string_view what, std::string_view text);

}  // namespace isnad::cli
