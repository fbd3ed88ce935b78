#include "page/credit.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/table.h"
#include "page/text.h"

extern "C" {
extern const char isnad_page_credits_tsv[];
extern const char isnad_page_credits_tsv_end[];
}

namespace isnad::page {
namespace {

constexpr std::uint32_t kMaxWords = 8;
constexpr std::uint32_t kMaxBlockWords = 20;
constexpr std::size_t kMaxBytes = 160;
constexpr std::size_t kAfterTitle = 6;  // blocks in which a credit may stand
constexpr std::size_t kAfterEnd = 2;

enum Use : unsigned char { kFrom, kLabel, kAgency, kUses };
constexpr std::array<std::string_view, kUses> kNames = {"from", "label", "agency"};
using Table = std::array<std::unordered_set<std::string>, kUses>;

const Table& Phrases() {
  static const Table table = [] {
    Table out;
    ForEachRow({isnad_page_credits_tsv, isnad_page_credits_tsv_end},
               [&](const std::vector<std::string_view>& row) {
                 const auto use = std::find(kNames.begin(), kNames.end(), row[0]);
                 if (row.size() != 2 || use == kNames.end()) return;
                 out[static_cast<std::size_t>(use - kNames.begin())].insert(FoldedWords(row[1]));
               });
    return out;
  }();
  return table;
}

bool Is(Use use, std::string_view text) { return Phrases()[use].count(FoldedWords(text)) > 0; }

// "(وأس)" without its brackets, where they enclose it all.
std::string_view WithoutBrackets(std::string_view line) {
  line = TrimSpace(line);
  for (const char* pair : {"()", "[]", "//"}) {
    if (line.size() > 2 && line.front() == pair[0] && line.back() == pair[1] &&
        line.substr(1, line.size() - 2).find(pair[0]) == std::string_view::npos) {
      return TrimSpace(line.substr(1, line.size() - 2));
    }
  }
  return line;
}

// A part of "الرباط – (و م ع)": what dashes, bars, brackets and commas divide.
bool HasAgencyPart(std::string_view line) {
  constexpr std::string_view kDividers[] = {" - ", "- ", " -", " \u2013 ", " \u2014 ", "|",
                                            "/",   "(",  ")",  "+",        ",",        "\u060C"};
  while (!line.empty()) {
    std::size_t end = line.size();
    std::size_t next = line.size();
    for (const std::string_view divider : kDividers) {
      const std::size_t at = line.find(divider);
      if (at < end) {
        end = at;
        next = at + divider.size();
      }
    }
    if (Is(kAgency, line.substr(0, end))) return true;
    line.remove_prefix(next);
  }
  return false;
}

}  // namespace

std::string CreditOfLine(std::string_view line) {
  line = TrimSpace(line);
  if (line.empty() || line.size() > kMaxBytes) return {};
  if (Measure(line).words > kMaxWords) return {};
  const std::string_view inner = WithoutBrackets(line);
  if (const std::size_t colon = inner.find(':'); colon != std::string_view::npos) {
    const std::string_view rest = TrimSpace(inner.substr(colon + 1));
    if (!Is(kLabel, inner.substr(0, colon)) || rest.find("://") != std::string_view::npos) {
      return {};
    }
    return std::string(rest);
  }
  const std::vector<std::string_view> words = SplitWords(inner);
  for (std::size_t n = 1; n <= 3 && n < words.size(); ++n) {
    const std::size_t end =
        static_cast<std::size_t>(words[n - 1].data() - inner.data()) + words[n - 1].size();
    if (Is(kFrom, inner.substr(0, end))) return std::string(inner);
  }
  return Is(kAgency, inner) || HasAgencyPart(inner) ? std::string(inner) : std::string();
}

namespace {

// The whole block, or one of the inline parts of a line of several (place, agency, date).
std::string CreditOfBlock(const Tree& tree, const Block& block) {
  // A caption credits its picture.
  if (block.kind == news::ParagraphKind::kCaption || block.LinkShare() > 0.9 ||
      block.measure.words > kMaxBlockWords)
    return {};
  std::string credit = CreditOfLine(block.text);
  for (NodeId id = block.first; credit.empty() && id <= block.last; ++id) {
    if (tree[id].tag == Tag::kText) credit = CreditOfLine(tree.Text(id));
  }
  return credit;
}

}  // namespace

std::string FindCredit(const Tree& tree, const std::vector<Block>& blocks,
                       const std::vector<bool>& keep, std::size_t title_block) {
  const auto credit_of = [&](std::size_t i) {
    return blocks[i].hidden || blocks[i].heading != 0 ? std::string()
                                                      : CreditOfBlock(tree, blocks[i]);
  };
  if (title_block < blocks.size()) {
    const std::size_t end = std::min(blocks.size(), title_block + 1 + kAfterTitle);
    for (std::size_t i = title_block + 1; i < end; ++i) {
      if (keep[i] && blocks[i].measure.words > kMaxWords) break;
      if (std::string credit = credit_of(i); !credit.empty()) return credit;
    }
  }
  const auto last = std::find(keep.rbegin(), keep.rend(), true);
  if (last == keep.rend()) return {};
  const auto at = static_cast<std::size_t>(keep.rend() - last) - 1;
  for (std::size_t i = at == 0 ? 0 : at - 1; i < blocks.size() && i <= at + kAfterEnd; ++i) {
    if (std::string credit = credit_of(i); !credit.empty()) return credit;
  }
  return {};
}

}  // namespace isnad::page
