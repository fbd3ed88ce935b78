// Any two strings are as alike one way as the other, a string is like itself, keys hold no letters.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "arabic/names.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find('\n');
  const std::string_view a = text.substr(0, cut);
  const std::string_view b = cut == std::string_view::npos ? a : text.substr(cut + 1);
  const double likeness = isnad::arabic::NameLikeness(a, b);
  if (!(likeness >= 0 && likeness <= 1)) std::abort();
  if (likeness != isnad::arabic::NameLikeness(b, a)) std::abort();
  if (isnad::arabic::NameKeys(a) != isnad::arabic::NameKeys(a)) std::abort();
  return 0;
}
