#pragma once

// Which language a text is in, from its script, its letters and its commonest words: enough to tell
// Arabic from Persian, Urdu and Sorani, and Latin-script text apart.

#include <string_view>

namespace isnad::arabic {

// BCP 47 primary tag ("ar", "fa", "ur", "ckb", "en", "fr", "es", "de" …) or "" where the text is
// too short or unlike any. Static storage. Cost: O(n), at most the first 4,000 bytes. Thread-safe.
[[nodiscard]] std::string_view DetectLanguage(std::string_view text);

}  // namespace isnad::arabic
