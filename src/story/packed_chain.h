#pragma once

// What the chain wants to know of an account (ChainEnd) in some 30 bytes, and its credits where it
// has any: for the store, beside the article.
//
//   flags                  a byte: what is known or true (enum Flag in packed_chain.cc)
//   outlet, name           32 bits each
//   [agency] [initials]    32 bits each
//   [address, site]        32 bits each
//   [earliest, latest]     signed LEB128, minutes since 1970; LEB128, from the one before
//   [credit]               source address and site, 32 bits each; source URL, the quote of unnamed
//                          agencies; LEB128 how many citations, each: place, a byte; name, agency
//                          and initials, 32 bits each; source, quote
//
// A text is its length as LEB128, and its bytes. Whoever changes the format raises kReadingVersion
// (stored_reading.h).

#include <optional>
#include <string>
#include <string_view>

#include "story/chain_edge.h"

namespace isnad::story {

// Cost: O(bytes), as of UnpackChain.
void PackChain(std::string& out, const ChainEnd& end);

// nullopt for bytes that PackChain did not write.
[[nodiscard]] std::optional<ChainEnd> UnpackChain(std::string_view packed);

}  // namespace isnad::story
