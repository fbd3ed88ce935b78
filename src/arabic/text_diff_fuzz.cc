// The differences of any two texts tell both of them whole, in order, within their bytes; a text
// does not differ from itself.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "arabic/text_diff.h"
#include "base/utf8.h"

namespace {

using isnad::arabic::Change;
using isnad::arabic::DiffPassage;
using isnad::arabic::DiffPiece;

void MustTell(std::string_view before, std::string_view after) {
  const auto diff = isnad::arabic::DiffTexts(before, after);
  std::size_t at_before = 0, at_after = 0;
  for (const DiffPassage& passage : diff.passages) {
    if (passage.pieces.empty()) std::abort();
    for (const DiffPiece& piece : passage.pieces) {
      if (piece.before.begin != at_before || piece.after.begin != at_after) std::abort();
      if (piece.before.end < at_before || piece.after.end < at_after) std::abort();
      at_before = piece.before.end;
      at_after = piece.after.end;
    }
  }
  if (diff.is_whole && (at_before != before.size() || at_after != after.size())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text =
      isnad::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  const std::size_t middle = text.find('|');
  const std::string_view before = std::string_view(text).substr(0, middle);
  const std::string_view after =
      middle == text.npos ? before : std::string_view(text).substr(middle + 1);
  MustTell(before, after);
  const auto same = isnad::arabic::DiffTexts(before, before);
  if (same.removed_words + same.added_words + same.moved_words + same.respelled_words != 0) {
    std::abort();
  }
  return 0;
}
