#pragma once

// SHA-1 and SHA-384, the two hashes of WebSub signatures that libsodium leaves out.
//
// Source: FIPS 180-4. SHA-1 is broken for collisions (Stevens and others, CRYPTO 2017) and stands
// here because hubs still sign with HMAC-SHA-1, which that attack does not touch; for nothing else.
// Cost: O(bytes). Thread-safe.

#include <array>
#include <cstdint>
#include <string_view>

namespace isnad::fetch {

[[nodiscard]] std::array<std::uint8_t, 20> Sha1(std::string_view bytes);
[[nodiscard]] std::array<std::uint8_t, 48> Sha384(std::string_view bytes);

}  // namespace isnad::fetch
