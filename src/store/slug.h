#pragma once

// The address of an outlet in the portal: from its host ("news.co.ma" -> "news-co-ma"), else from
// its name, whose letters and digits are kept and whose other characters become "-".

#include <functional>
#include <string>
#include <string_view>

namespace isnad::store {

inline constexpr std::size_t kMaxSlugBytes = 80;

// Letters and digits of any script, "-" between them; ASCII in lower case; marks (harakat) and
// tatweel dropped; "outlet" where nothing is left. At most kMaxSlugBytes. Cost: O(text).
// Thread-safe.
[[nodiscard]] std::string MakeSlug(std::string_view text);

// `slug`, or the first of "slug-2", "slug-3" … that is not `taken`.
[[nodiscard]] std::string UniqueSlug(std::string slug,
                                     const std::function<bool(std::string_view)>& taken);

}  // namespace isnad::store
