#pragma once

// Small texts of feeds: what is markup and what only looks like it.

#include <string>
#include <string_view>

namespace isnad::feed {

// The text of an HTML fragment on one line: tags taken off (those of blocks and breaks leave a
// space), comments and the insides of script and style dropped, references decoded, white space
// collapsed. A '<' that starts no tag stays. For titles and names, not for articles.
// Cost: O(n). Thread-safe.
[[nodiscard]] std::string PlainText(std::string_view html);

// True where `text` holds a tag or a character reference, so that it was meant as HTML.
[[nodiscard]] bool LooksLikeHtml(std::string_view text);

// Base64 (RFC 4648, white space inside allowed) to bytes; false where it is something else.
[[nodiscard]] bool DecodeBase64(std::string_view text, std::string& out);

// ASCII only, as markup names need.
[[nodiscard]] std::string LowerAscii(std::string_view text);
[[nodiscard]] bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// `text` as XML or HTML character data, and inside a double-quoted attribute.
void AppendEscaped(std::string& out, std::string_view text);

// "lawyer@example.net (Lawyer Boyer)", "Boyer <lawyer@example.net>" and bare names to the name;
// the address where there is nothing else.
[[nodiscard]] std::string PersonName(std::string_view text);

}  // namespace isnad::feed
