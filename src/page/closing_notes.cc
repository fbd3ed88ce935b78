#include "page/closing_notes.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "page/table.h"
#include "page/text.h"

extern "C" {
extern const char isnad_page_closings_tsv[];
extern const char isnad_page_closings_tsv_end[];
}

namespace isnad::page {
namespace {

constexpr int kMaxNotes = 4;
constexpr std::uint32_t kMaxNoteWords = 80;
constexpr double kMinTextWords = 40;  // that stay
constexpr std::size_t kMinNumberDigits = 4;

// Folded, with a space at either end.
const std::vector<std::string>& Phrases() {
  static const std::vector<std::string> table = [] {
    std::vector<std::string> out;
    ForEachRow({isnad_page_closings_tsv, isnad_page_closings_tsv_end},
               [&](const std::vector<std::string_view>& row) {
                 out.push_back(" " + FoldedWords(row[0]) + " ");
               });
    return out;
  }();
  return table;
}

bool SaysNote(const Block& block) {
  if (block.measure.words > kMaxNoteWords) return false;
  const std::string folded = " " + block.folded + " ";
  return std::any_of(Phrases().begin(), Phrases().end(), [&](const std::string& phrase) {
    return folded.find(phrase) != std::string::npos;
  });
}

// "17302": a story's number in its system, or how often it was read.
bool IsNumber(const Block& block) {
  return block.kind == news::ParagraphKind::kText && block.measure.words == 1 &&
         block.measure.digits >= kMinNumberDigits &&
         block.measure.digits == block.measure.code_points;
}

}  // namespace

void DropClosingNotes(const std::vector<Block>& blocks, std::vector<bool>& keep) {
  double words = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (keep[i]) words += blocks[i].measure.words;
  }
  int dropped = 0;
  for (std::size_t i = blocks.size(); i-- > 0 && dropped < kMaxNotes;) {
    if (!keep[i]) continue;
    words -= blocks[i].measure.words;
    if (words < kMinTextWords || words < blocks[i].measure.words) return;
    if (!IsNumber(blocks[i]) && !SaysNote(blocks[i])) return;
    keep[i] = false;
    ++dropped;
  }
}

}  // namespace isnad::page
