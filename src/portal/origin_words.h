#pragma once

// How it is said of an account that it was taken from elsewhere: the same words on cards, in the
// chain drawn and in the chain written. No more is said than was found: what was taken in part is
// said to be, a doubt is said, and of two accounts of one agency neither was taken from the other.

#include <string>
#include <string_view>
#include <vector>

#include "news/story.h"
#include "portal/html.h"
#include "portal/words.h"

namespace isnad::portal {

// A text of strings.tsv with the names for its places.
struct OriginPhrase {
  std::string key;  // empty: the account is independent, nothing is to be said
  std::string outlet{}, agency{}, host{};

  [[nodiscard]] bool is_plain_copy() const { return key == "account.copied"; }
  [[nodiscard]] std::string ToText(const Words& words) const;
  [[nodiscard]] Html ToHtml(const Words& words) const;  // names in <bdi>
};

// `origin` is the account it was taken from; null where that is not at hand.
[[nodiscard]] OriginPhrase DescribeOrigin(const Words& words, const news::Account& account,
                                          const news::Account* origin);

// For a drawing, where a line leads to the origin: "تنقل جزءًا، على الأرجح"; empty where the line
// says it all.
[[nodiscard]] std::string ShortOrigin(const Words& words, const news::Account& account,
                                      const news::Account* origin);

// The account that `account` was taken from, if it is among `accounts`.
[[nodiscard]] const news::Account* FindOrigin(const std::vector<news::Account>& accounts,
                                              const news::Account& account);

// Whether most of it stands in its origin.
[[nodiscard]] bool IsMostlyCopied(const news::Account& account);
// Whether it was weighed and found rather unsure that the account was taken from its origin.
[[nodiscard]] bool IsDoubtfulOrigin(const news::Account& account);

// Moves accounts that stand before their origin right behind it; the others keep their order. A
// date without an hour stands at the start of its day, and so before what it may have been copied
// from that day. Cost: O(n log n).
void PutOriginsFirst(std::vector<news::Account>& accounts);

}  // namespace isnad::portal
