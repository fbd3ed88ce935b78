// Folding any bytes gives UTF-8, does so once and for all, and keeps its offsets in order.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "arabic/fold.h"
#include "base/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using isnad::arabic::FoldTier;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const FoldTier tier : {FoldTier::kMarks, FoldTier::kSearch}) {
    const std::string once = isnad::arabic::Fold(text, tier);
    if (isnad::arabic::Fold(once, tier) != once || !isnad::IsUtf8(once)) std::abort();
    const isnad::arabic::FoldedText with = isnad::arabic::FoldWithOffsets(text, tier);
    if (with.text != once || with.origin.size() != once.size() + 1) std::abort();
    if (with.origin.back() != size) std::abort();
    for (std::size_t i = 0; i < once.size(); ++i) {
      if (with.origin[i] > with.origin[i + 1] || with.origin[i] >= size) std::abort();
    }
  }
  return 0;
}
