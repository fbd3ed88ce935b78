// The chain of a story as a drawing (SVG 2, inline). Time runs from the top down; an account hangs
// from what it was taken from, by a line as strong as the share that was taken.
//
// Lengths are in em, so that the drawing grows with the reader's letters. An inner <svg> has its
// origin at the right edge: whatever the width, x counts leftwards from there, as the text runs.
// Each row is a link of its own; lines and circles are one image with a title and a description,
// and the same stands below as nested lists (chain_html.cc).

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "arabic/char_class.h"
#include "base/utf8.h"
#include "news/chain_tree.h"
#include "portal/chain_plan.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

// All lengths in hundredths of an em.
constexpr int kLine = 170;      // from one line of text to the next
constexpr int kBaseline = 118;  // of a line below its top
constexpr int kMiddle = 88;     // of a circle below the top of its row
constexpr int kRowGap = 70;
constexpr int kRadius = 42;
constexpr int kFirstDot = 60;  // from the right edge
constexpr int kStep = 165;     // further in for each step down the chain
constexpr int kTextGap = 105;  // from a circle's middle to its text
// Letters that fit into a line on a phone of 320 px, and fewer for each step in.
constexpr int kLineLetters = 26;
constexpr int kStepLetters = 3;
constexpr std::size_t kMaxNameLines = 3;

std::string Em(int hundredths) {
  const int value = std::abs(hundredths);
  std::string text = hundredths < 0 ? "-" : "";
  text += std::to_string(value / 100) + ".";
  text += static_cast<char>('0' + value / 10 % 10);
  text += static_cast<char>('0' + value % 10);
  return text + "em";
}

// A name in lines of at most `letters` letters, marks not counted; the last ends in "…" where there
// would be more lines than are shown.
std::vector<std::string> BreakName(std::string_view name, std::size_t letters) {
  std::vector<std::string> lines(1);
  std::size_t in_line = 0, at_space = 0;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint point = DecodeAt(name, at);
    const auto kind = arabic::ClassOf(point.value);
    if (kind == arabic::CharClass::kSpace) at_space = lines.back().size();
    const bool counts = kind != arabic::CharClass::kMark && kind != arabic::CharClass::kFormat;
    if (counts && ++in_line > letters) {
      if (lines.size() == kMaxNameLines) {
        lines.back() += "…";
        return lines;
      }
      // Broken at the last space, within a word only where that is longer than a line.
      std::string rest;
      if (at_space > 0) {
        rest = lines.back().substr(at_space);
        lines.back().resize(at_space);
      }
      lines.emplace_back(TrimSpace(rest));
      in_line = CountCodePoints(lines.back()) + 1;
      at_space = 0;
    }
    lines.back().append(name, at, point.length_bytes);
    at += point.length_bytes;
  }
  for (std::string& line : lines) line = TrimSpace(line);
  return lines;
}

struct RowText {
  std::vector<std::string> name = {};  // in lines
  std::string detail = {};             // one line below it
  std::string status = {};             // and another
  std::string spoken = {};             // what the link is called
  SafeUrl url = {};
  SafeUrl changes = {};  // what changed since the origin, for a copy
  std::string changes_text = {};
};

class Drawing {
 public:
  Drawing(const PageContext& context, const news::Story& story)
      : context_(context),
        words_(context.words),
        story_(story),
        tree_(news::BuildChainTree(story.accounts)),
        rows_(PlanChain(tree_)) {}

  Html Draw() {
    Html texts;
    int top = 0;
    for (const ChainRow& row : rows_) {
      const RowText text = Describe(row);
      const int name_lines = static_cast<int>(text.name.size());
      const int lines = name_lines + (text.detail.empty() ? 0 : 1) + (text.status.empty() ? 0 : 1) +
                        (text.changes.empty() ? 0 : 1);
      middles_.push_back(top + kMiddle);
      texts += RowHtml(row, text, top);
      top += lines * kLine + kRowGap;
    }
    const Html image =
        Element("g", {{"role", "img"}, {"aria-labelledby", "chain-title chain-desc"}},
                Element("title", {{"id", "chain-title"}}, Text(words_["story.chain"])),
                Element("desc", {{"id", "chain-desc"}}, Text(Description())), Edges(), Dots());
    return Element(
        "svg", {Class("chain-drawing"), {"width", "100%"}, {"height", Em(top - kRowGap + 20)}},
        Element("svg", {{"x", "100%"}, {"width", "100%"}, {"overflow", "visible"}}, image, texts));
  }

 private:
  static int DotX(const ChainRow& row) {
    return -(kFirstDot + static_cast<int>(row.depth) * kStep);
  }

  [[nodiscard]] const news::Account* AccountOf(const ChainRow& row) const {
    if (row.kind != ChainRow::Kind::kAccount) return nullptr;
    return &story_.accounts[*tree_.nodes[row.node].account];
  }

  [[nodiscard]] std::string Description() const {
    return CountsLine(words_, story_) + ". " + std::string(words_["chain.desc"]);
  }

  // ---- lines and circles ----

  static Html LineHtml(std::string_view kind, int x1, int y1, int x2, int y2,
                       std::string_view width = {}) {
    return Element("line", {Class(kind),
                            {"x1", Em(x1)},
                            {"y1", Em(y1)},
                            {"x2", Em(x2)},
                            {"y2", Em(y2)},
                            AttrIf(!width.empty(), "stroke-width", width)});
  }

  // 1.5 px for what only the credit tells, 6 px for a whole copy.
  static std::string WidthOf(double share_0_1) {
    const auto tenths = 15 + Percent(share_0_1) * 45 / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
  }

  [[nodiscard]] Html Edges() const {
    std::vector<std::size_t> last_child(rows_.size(), ChainRow::kNoRow);
    Html edges;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::size_t parent = rows_[i].parent;
      if (parent == ChainRow::kNoRow) continue;
      last_child[parent] = i;
      const news::Account* account = AccountOf(rows_[i]);
      const bool credited = rows_[parent].kind == ChainRow::Kind::kSource;
      const double share = account == nullptr || credited ? 0 : account->copied_0_1;
      edges +=
          LineHtml(IsDoubtful(rows_[i], credited) ? "edge doubtful" : "edge", DotX(rows_[parent]),
                   middles_[i], DotX(rows_[i]) + kRadius, middles_[i], WidthOf(share));
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (last_child[i] == ChainRow::kNoRow) continue;
      edges += LineHtml("trunk", DotX(rows_[i]), middles_[i] + kRadius, DotX(rows_[i]),
                        middles_[last_child[i]]);
    }
    return edges;
  }

  [[nodiscard]] bool IsDoubtful(const ChainRow& row, bool credited) const {
    const news::Account* account = AccountOf(row);
    return account == nullptr || credited || IsDoubtfulOrigin(*account);
  }

  [[nodiscard]] Html Dots() const {
    Html dots;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      std::string_view kind = "dot own";
      if (rows_[i].kind == ChainRow::Kind::kSource) {
        kind = "dot unseen";
      } else if (rows_[i].kind != ChainRow::Kind::kAccount) {
        kind = "dot more";
      } else if (rows_[i].parent != ChainRow::kNoRow || AccountOf(rows_[i])->origin) {
        kind = "dot copy";
      }
      dots += Element(
          "circle",
          {Class(kind), {"cx", Em(DotX(rows_[i]))}, {"cy", Em(middles_[i])}, {"r", Em(kRadius)}});
    }
    return dots;
  }

  // ---- text ----

  [[nodiscard]] RowText Describe(const ChainRow& row) const {
    switch (row.kind) {
      case ChainRow::Kind::kAccount:
        return DescribeAccount(row);
      case ChainRow::Kind::kSource:
        return {.name = BreakName(tree_.nodes[row.node].agency, Letters(row)),
                .detail = std::string(words_["chain.source"])};
      case ChainRow::Kind::kMoreCopies:
      case ChainRow::Kind::kMoreRoots:
        break;
    }
    const bool copies = row.kind == ChainRow::Kind::kMoreCopies;
    const std::string text = words_.Count(copies ? "chain.copies" : "chain.roots",
                                          static_cast<std::int64_t>(row.hidden));
    return {.name = {text}, .spoken = text, .url = SafeUrl::Local("#accounts")};
  }

  [[nodiscard]] RowText DescribeAccount(const ChainRow& row) const {
    const news::Account& account = *AccountOf(row);
    const std::string_view name =
        account.outlet_name.empty() ? words_["account.unknown.outlet"] : account.outlet_name;
    RowText text;
    text.name = BreakName(name, Letters(row));
    text.detail = AccountDateText(words_, context_.moment, account);
    text.url = ArticleUrl(account.article);
    std::string status(words_[*tree_.nodes[row.node].account == 0 ? "account.first.short"
                                                                  : "account.independent.short"]);
    std::string taken;
    if (row.parent != ChainRow::kNoRow || account.origin) {
      const news::Account* origin = OriginOf(row, account);
      status = ShortOrigin(words_, account, origin);
      taken = DescribeOrigin(words_, account, origin).ToText(words_);
      AddChanges(row, account, text);
    }
    text.spoken = std::string(name);
    for (const std::string& part : {text.detail, taken.empty() ? status : taken}) {
      if (!part.empty()) text.spoken.append(words_["story.joiner"]).append(part);
    }
    // Beside an hour there is no room for more on a phone.
    if (account.published && account.published->time_of_day) {
      text.status = std::move(status);
    } else if (!status.empty()) {
      text.detail.append(words_["story.joiner"]).append(status);
    }
    return text;
  }

  // "٩٤٪ · ما الذي تغيّر؟"
  void AddChanges(const ChainRow& row, const news::Account& account, RowText& text) const {
    if (row.parent == ChainRow::kNoRow || Percent(account.copied_0_1) == 0) return;
    const news::Account* origin = AccountOf(rows_[row.parent]);
    if (origin == nullptr) return;
    text.changes = CompareUrl(account.article, origin->article);
    const std::string share = words_.Number(Percent(account.copied_0_1));
    text.changes_text = words_.Filled("chain.changes", {{"share", share}});
  }

  // The account it hangs from; where it hangs from an agency, the other account of that.
  [[nodiscard]] const news::Account* OriginOf(const ChainRow& row,
                                              const news::Account& account) const {
    const news::Account* parent =
        row.parent == ChainRow::kNoRow ? nullptr : AccountOf(rows_[row.parent]);
    return parent != nullptr ? parent : FindOrigin(story_.accounts, account);
  }

  static std::size_t Letters(const ChainRow& row) {
    return static_cast<std::size_t>(
        std::max(8, kLineLetters - static_cast<int>(row.depth) * kStepLetters));
  }

  // The links' ground covers the row from edge to edge: it is easy to hit and shows the focus.
  [[nodiscard]] Html RowHtml(const ChainRow& row, const RowText& text, int top) const {
    const int x = DotX(row) - kTextGap;
    int y = top;
    Html lines;
    const auto add = [&](std::string_view kind, std::string_view line) {
      lines += Element("text", {Class(kind), {"x", Em(x)}, {"y", Em(y + kBaseline)}}, Text(line));
      y += kLine;
    };
    for (const std::string& line : text.name) add("name", line);
    if (!text.detail.empty()) add("detail", text.detail);
    if (!text.status.empty()) add("detail", text.status);
    Html html = lines;
    if (!text.url.empty()) html = RowLink(text.url, text.spoken, top, y, lines);
    if (!text.changes.empty()) {
      const int changes_top = y;
      lines = {};
      add("changes", text.changes_text);
      html += RowLink(text.changes, text.spoken + ": " + text.changes_text, changes_top, y, lines);
    }
    return html;
  }

  static Html RowLink(const SafeUrl& url, std::string_view spoken, int top, int bottom,
                      const Html& lines) {
    const Html ground = Element("rect", {Class("ground"),
                                         {"x", "-100%"},
                                         {"y", Em(top)},
                                         {"width", "100%"},
                                         {"height", Em(bottom - top)},
                                         {"rx", "2"}});
    return Element("a", {Href(url), {"aria-label", spoken}}, ground, lines);
  }

  const PageContext& context_;
  const Words& words_;
  const news::Story& story_;
  const news::ChainTree tree_;
  const std::vector<ChainRow> rows_;
  std::vector<int> middles_;  // of the rows' circles, from the top
};

}  // namespace

Html ChainDrawing(const PageContext& context, const news::Story& story) {
  return Drawing(context, story).Draw();
}

}  // namespace isnad::portal
