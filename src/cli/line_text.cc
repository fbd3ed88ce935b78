#include "cli/line_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "cli/context.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kMostLeadBytes = 120;

// Unicode Bidirectional Algorithm (UAX #9), 2.1 to 2.5: what closes the direction that `c` opens.
constexpr char32_t kPopDirectional = 0x202C;
constexpr char32_t kPopIsolate = 0x2069;

char32_t CloserOf(char32_t c) {
  if (c == 0x202A || c == 0x202B || c == 0x202D || c == 0x202E) return kPopDirectional;
  return c >= 0x2066 && c <= 0x2068 ? kPopIsolate : 0;
}

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string line = Printable(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return line;
}

std::string Counted(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string TitleOrLead(const news::Account& account) {
  if (!account.title.empty()) return OneLine(account.title);
  std::string_view lead = account.lead;
  if (lead.size() <= kMostLeadBytes) return OneLine(lead);
  lead = TruncateUtf8(lead, kMostLeadBytes);
  const std::size_t space = lead.rfind(' ');
  if (space != std::string_view::npos) lead = lead.substr(0, space);
  return OneLine(lead) + " …";
}

Result<void> CheckShown(std::string_view what, std::string_view text) {
  const auto refuse = [what](std::string why, std::string hint) {
    return Fail(Errc::kMalformed, std::string(what) + ": " + std::move(why), std::move(hint));
  };
  if (!IsUtf8(text)) return refuse("not UTF-8", "write it in UTF-8");
  std::vector<char32_t> open;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (IsControl(c.value)) {
      return refuse(fmt::format("the control character U+{:04X} stands in it",
                                static_cast<std::uint32_t>(c.value)),
                    "leave it out");
    }
    if (const char32_t closer = CloserOf(c.value)) {
      open.push_back(closer);
    } else if (c.value == kPopDirectional || c.value == kPopIsolate) {
      if (open.empty() || open.back() != c.value) {
        open.push_back(c.value);
        break;
      }
      open.pop_back();
    }
    at += c.length_bytes;
  }
  if (open.empty()) return {};
  return refuse(
      "marks that turn the direction of writing are opened and not closed, or closed"
      " and not opened",
      "leave them out");
}

}  // namespace isnad::cli
