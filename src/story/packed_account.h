#pragma once

// An account in some 380 bytes: what the clusterer keeps of every article of its window, and the
// store beside the article for the next start.
//
//   terms, phrases, numbers, quantities, editions   a byte each: how many
//   head, form                                      a byte each: EventSense::head, Form::kind
//   flags                                           a byte: what is known or true (enum Flag)
//   published day, first and last day of the event  signed LEB128, each from the one before
//   day of the year, weekday                        LEB128, a byte
//   title, lead, weighty                            sets of terms, a bit a term each
//   weights                                         a byte a term (WeightCode)
//   keys                                            a sorted set of 32-bit numbers (packing.h)
//   phrases                                         the places of two terms, two bytes
//   numbers, quantities, editions                   the place of the term, or 255 and the key
//
// Whatever can be worked out (norm, masses, hashes of phrases) is not kept. Whoever changes the
// format raises kReadingVersion (stored_reading.h).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "story/account.h"

namespace isnad::story {

// The account's weights are those of WeightOf. Cost: O(terms).
void PackAccount(std::string& out, const Account& account);

// Replaces `account`, reusing its memory; false, and an account without terms, for bytes that
// PackAccount did not write. Cost: O(terms), below a microsecond.
[[nodiscard]] bool UnpackAccount(std::string_view packed, Account& account);

}  // namespace isnad::story
