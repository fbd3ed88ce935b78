#include "arabic/fold.h"

#include <cassert>
#include <cstring>

#include "arabic/fold_table.h"
#include "arabic/walk.h"

namespace isnad::arabic {
namespace {

// Room beyond the last byte, so that a letter can be stored as four bytes and cut after.
constexpr std::size_t kSlack = 4;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Joins a hamza or madda (U+0653..0655) with the letter in front of it, as NFC does.
void Compose(char* letter, char32_t mark) {
  const auto is = [letter](const char* bytes) { return std::memcmp(letter, bytes, 2) == 0; };
  const auto put = [letter](const char* bytes) { std::memcpy(letter, bytes, 2); };
  if (is("\xD8\xA7")) {  // alef
    put(mark == 0x0653 ? "\xD8\xA2" : mark == 0x0654 ? "\xD8\xA3" : "\xD8\xA5");
  } else if (mark == 0x0654 && is("\xD9\x88")) {  // waw
    put("\xD8\xA4");
  } else if (mark == 0x0654 && is("\xD9\x8A")) {  // yeh
    put("\xD8\xA6");
  }
}

// Writes the folded text behind what `out` holds and, in kOffsets mode, an origin for each byte.
template <bool kOffsets>
class Folder {
 public:
  Folder(std::string& out, std::string_view text, FoldTier tier, std::vector<std::uint32_t>* origin)
      : out_(out), text_(text), table_(FoldTableFor(tier)), origin_(origin), start_(out.size()) {
    out_.resize(start_ + text_.size() + kSlack);
    end_ = start_;
  }

  void Run() {
    while (at_ < text_.size()) {
      const CodePoint point = CodePointAt(text_, at_);
      if (point.value == kReplacementCharacter) {
        CutFinalHamza();
        in_word_ = false;
        Write(kReplacement.data(), kReplacement.size());
      } else {
        Step(point, table_.SlotOf(point.value));
      }
      at_ += point.length_bytes;
    }
    CutFinalHamza();
    out_.resize(end_);
    if constexpr (kOffsets) {
      origin_->resize(end_ - start_);
      origin_->push_back(static_cast<std::uint32_t>(text_.size()));
    }
  }

 private:
  void Step(CodePoint point, std::uint32_t slot) {
    if ((slot & ~(FoldTable::kLetter | 0x03FFFFFFU)) == 0) {  // the common case: a few bytes
      const std::uint32_t length = (slot >> FoldTable::kLengthShift) & FoldTable::kLengthMask;
      if (length == 0) return;
      if ((slot & FoldTable::kLetter) != 0) {
        in_word_ = true;
        final_hamza_bytes_ = 0;
      } else {
        CutFinalHamza();
        in_word_ = false;
      }
      Store(slot, length);
      return;
    }
    StepRare(point, slot);
  }

  void StepRare(CodePoint point, std::uint32_t slot) {
    if ((slot & FoldTable::kComposes) != 0) {
      if (end_ >= start_ + 2) Compose(out_.data() + end_ - 2, point.value);
      return;
    }
    if ((slot & FoldTable::kFinalHamza) != 0) {
      Store(slot, 2);
      if (in_word_) final_hamza_bytes_ += 2;
      return;
    }
    if ((slot & FoldTable::kLetter) != 0) {
      in_word_ = true;
      final_hamza_bytes_ = 0;
    } else {
      CutFinalHamza();
      in_word_ = false;
    }
    if ((slot & FoldTable::kExpand) != 0) {
      const std::string& bytes = table_.expansions[slot & FoldTable::kIndexMask];
      Write(bytes.data(), bytes.size());
    } else {  // kKeep
      Write(text_.data() + at_, point.length_bytes);
    }
  }

  // A hamza is dropped when the word ends behind it.
  void CutFinalHamza() {
    if (final_hamza_bytes_ == 0) return;
    end_ -= final_hamza_bytes_;
    if constexpr (kOffsets) origin_->resize(end_ - start_);
    final_hamza_bytes_ = 0;
  }

  void Store(std::uint32_t slot, std::uint32_t length) {
    const char bytes[4] = {static_cast<char>(slot & 0xFF), static_cast<char>((slot >> 8) & 0xFF),
                           static_cast<char>((slot >> 16) & 0xFF), 0};
    std::memcpy(out_.data() + end_, bytes, 4);
    Advance(length);
  }

  // Bytes that may outgrow their source: makes room first.
  void Write(const char* bytes, std::size_t size) {
    const std::size_t needed = end_ + size + (text_.size() - at_) + kSlack;
    if (out_.size() < needed) out_.resize(needed + needed / 4);
    std::memcpy(out_.data() + end_, bytes, size);
    Advance(size);
  }

  void Advance(std::size_t length) {
    end_ += length;
    if constexpr (kOffsets) {
      origin_->insert(origin_->end(), length, static_cast<std::uint32_t>(at_));
    }
  }

  std::string& out_;
  std::string_view text_;
  const FoldTable& table_;
  std::vector<std::uint32_t>* origin_;
  const std::size_t start_;
  std::size_t end_ = 0;
  std::size_t at_ = 0;
  std::size_t final_hamza_bytes_ = 0;
  bool in_word_ = false;
};

}  // namespace

void AppendFolded(std::string& out, std::string_view text, FoldTier tier) {
  Folder<false>(out, text, tier, nullptr).Run();
}

std::string Fold(std::string_view text, FoldTier tier) {
  std::string out;
  AppendFolded(out, text, tier);
  return out;
}

FoldedText FoldWithOffsets(std::string_view text, FoldTier tier) {
  FoldedText folded;
  folded.origin.reserve(text.size() + 1);
  Folder<true>(folded.text, text, tier, &folded.origin).Run();
  return folded;
}

}  // namespace isnad::arabic
