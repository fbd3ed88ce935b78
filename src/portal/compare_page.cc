// Two texts side by side, or one through the other where there is no room: what of the first is
// gone in the second, and what came in.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "arabic/text_diff.h"
#include "base/utf8.h"
#include "news/republication.h"
#include "portal/pages.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

using arabic::Change;
using arabic::DiffPassage;
using arabic::DiffPiece;

// Longer articles are compared up to here; what a reader looks through is shorter by far.
constexpr std::size_t kMaxComparedBytes = std::size_t{64} << 10;
// Unchanged passages in a row: the first and the last are shown when they are more than these.
constexpr std::size_t kMaxOpenPassages = 4;

// Which of the two texts a rendering tells.
enum class Side : std::uint8_t { kBefore, kAfter, kBoth };

class Marker {
 public:
  Marker(const Words& words, std::string_view before, std::string_view after)
      : words_(words), before_(before), after_(after) {}

  [[nodiscard]] Html Show(const DiffPassage& passage, Side side) const {
    Html html;
    for (std::size_t i = 0; i < passage.pieces.size(); ++i) {
      if (side == Side::kBoth && i > 0 && IsGlued(passage.pieces[i - 1], passage.pieces[i])) {
        html += Text(" ");
      }
      html += Show(passage.pieces[i], side);
    }
    return html;
  }

 private:
  [[nodiscard]] Html Show(const DiffPiece& piece, Side side) const {
    const std::string_view old_text = Of(before_, piece.before), new_text = Of(after_, piece.after);
    switch (piece.change) {
      case Change::kSame:
        return Text(side == Side::kBefore ? old_text : new_text);
      case Change::kRespelled:
        return Respelled(old_text, new_text, side);
      case Change::kRemoved:
        return side == Side::kAfter ? Html() : Marked("del", {}, "compare.removed", old_text);
      case Change::kAdded:
        return side == Side::kBefore ? Html() : Marked("ins", {}, "compare.added", new_text);
      case Change::kMovedAway:
        return side == Side::kAfter ? Html()
                                    : Marked("del", "moved", "compare.moved.away", old_text);
      case Change::kMovedHere:
        return side == Side::kBefore ? Html()
                                     : Marked("ins", "moved", "compare.moved.here", new_text);
    }
    return {};
  }

  // Where both texts are told through each other, the last words of one may lack the space that
  // parts them from what the other goes on with.
  [[nodiscard]] bool IsGlued(const DiffPiece& piece, const DiffPiece& next) const {
    const std::string_view old_text = Of(before_, piece.before), new_text = Of(after_, piece.after);
    if (new_text.empty()) return !EndsInSpace(old_text) && !Of(after_, next.after).empty();
    return !EndsInSpace(new_text) && (EndsInSpace(old_text) || old_text.empty());
  }
  static bool EndsInSpace(std::string_view text) {
    return !text.empty() && std::string_view(" \n\r\t").find(text.back()) != std::string_view::npos;
  }

  static std::string_view Of(std::string_view text, const arabic::Span& span) {
    return text.substr(span.begin, span.end - span.begin);
  }

  [[nodiscard]] Html Hidden(std::string_view text) const {
    return Element("span", {Class("visually-hidden")}, Text(text));
  }

  // The white space behind the last word stays outside of the mark. The words for those who hear
  // the page stand in brackets round it.
  [[nodiscard]] Html Marked(TagName tag, std::string_view kind, std::string_view key,
                            std::string_view text) const {
    const std::string_view inner = text.substr(0, text.find_last_not_of(" \n\r\t") + 1);
    if (inner.empty()) return Text(text);
    return Join(Element(tag, {AttrIf(!kind.empty(), "class", kind)},
                        Hidden("(" + std::string(words_[key]) + " "), Text(inner), Hidden(")")),
                Text(text.substr(inner.size())));
  }

  [[nodiscard]] Html Respelled(std::string_view old_text, std::string_view new_text,
                               Side side) const {
    const std::string_view shown = side == Side::kBefore ? old_text : new_text;
    const std::string_view inner = shown.substr(0, shown.find_last_not_of(" \n\r\t") + 1);
    Html was;
    if (side == Side::kBoth) {
      was = Hidden(" (" + std::string(words_["compare.was"]) + " " +
                   std::string(TrimSpace(old_text)) + ")");
    }
    return Join(Element("span", {Class("respelled")}, Text(inner), was),
                Text(shown.substr(inner.size())));
  }

  const Words& words_;
  std::string_view before_, after_;
};

// The passages of the body as rows: what is unchanged once, what changed in both forms.
class Rows {
 public:
  Rows(const Words& words, const Marker& marker) : words_(words), marker_(marker) {}

  Html Make(const std::vector<DiffPassage>& passages) {
    Html rows;
    for (std::size_t i = 0; i < passages.size();) {
      if (!passages[i].is_same()) {
        rows += Changed(passages[i++]);
        continue;
      }
      std::size_t end = i + 1;
      while (end < passages.size() && passages[end].is_same()) ++end;
      rows += Unchanged(std::span(passages).subspan(i, end - i));
      i = end;
    }
    return rows;
  }

 private:
  [[nodiscard]] Html Changed(const DiffPassage& passage) const {
    const auto cell = [&](std::string_view name, Side side) {
      return Element("p", {Class(name), {"dir", "auto"}}, marker_.Show(passage, side));
    };
    return Element("div", {Class("diff-row")}, cell("diff-both", Side::kBoth),
                   cell("diff-before", Side::kBefore), cell("diff-after", Side::kAfter));
  }

  [[nodiscard]] Html Unchanged(std::span<const DiffPassage> passages) const {
    if (passages.size() <= kMaxOpenPassages) return Same(passages);
    const auto hidden = static_cast<std::int64_t>(passages.size()) - 2;
    return Join(Same(passages.first(1)),
                Element("details", {Class("diff-rest")},
                        Element("summary", {}, Text(words_.Count("compare.unchanged", hidden))),
                        Same(passages.subspan(1, passages.size() - 2))),
                Same(passages.last(1)));
  }

  [[nodiscard]] Html Same(std::span<const DiffPassage> passages) const {
    Html text;
    for (const DiffPassage& passage : passages) text += marker_.Show(passage, Side::kAfter);
    return Element("p", {Class("diff-same"), {"dir", "auto"}}, text);
  }

  const Words& words_;
  const Marker& marker_;
};

struct SideWords {
  std::string label;
  const store::StoredArticle& stored;
};

Html SideCard(const PageContext& context, const SideWords& side) {
  const Words& words = context.words;
  news::Account account;
  account.outlet_name = side.stored.outlet.name;
  account.outlet_slug = side.stored.outlet.slug;
  account.published = side.stored.article.published;
  account.first_seen = side.stored.first_seen;
  return Element(
      "div", {Class("compare-side")}, Element("p", {Class("kicker")}, Text(side.label)),
      Element("p", {Class("account-head")},
              Element("span", {Class("account-outlet")}, OutletName(words, account)),
              AccountDate(words, context.moment, account)),
      Element("p", {Class("story-link")},
              Link(ArticleUrl(side.stored.id), Title(TitleOf(words, side.stored.article)))));
}

// "حُذفت ٣ كلمات، وأُضيفت كلمتان، …": what there is of it.
std::string Summary(const Words& words, const arabic::TextDiff& diff) {
  std::string line;
  const auto add = [&](std::string_view key, std::size_t count) {
    if (count == 0) return;
    if (!line.empty()) line += words["compare.and"];
    line += words.Count(key, static_cast<std::int64_t>(count));
  };
  add("compare.removed.words", diff.removed_words);
  add("compare.added.words", diff.added_words);
  add("compare.moved.words", diff.moved_words);
  add("compare.respelled.words", diff.respelled_words);
  if (line.empty()) line = words["compare.nothing"];
  return line + ".";
}

Html Legend(const Words& words) {
  return Element(
      "ul", {Class("diff-legend"), {"aria-label", words["compare.legend"]}},
      Element("li", {}, Element("del", {}, Text(words["compare.legend.removed"]))),
      Element("li", {}, Element("ins", {}, Text(words["compare.legend.added"]))),
      Element("li", {},
              Element("span", {Class("respelled")}, Text(words["compare.legend.respelled"]))),
      Element("li", {}, Element("ins", {Class("moved")}, Text(words["compare.legend.moved"]))));
}

std::pair<std::string, std::string> Labels(const Words& words, const store::StoredArticle& before,
                                           const store::StoredArticle& after) {
  if (before.id == after.id) {
    const std::string first = words.Number(before.version), second = words.Number(after.version);
    return {words.Filled("compare.version", {{"n", first}}),
            words.Filled("compare.version", {{"n", second}})};
  }
  if (after.origin == before.id) {
    return {std::string(words["compare.origin"]), std::string(words["compare.copy"])};
  }
  return {std::string(words["compare.first"]), std::string(words["compare.second"])};
}

Html Differences(const Words& words, const store::StoredArticle& before,
                 const store::StoredArticle& after) {
  arabic::TextDiffLimits limits;
  limits.max_bytes = kMaxComparedBytes;
  const std::string before_text = before.article.Text(), after_text = after.article.Text();
  const arabic::TextDiff body = arabic::DiffTexts(before_text, after_text, limits);
  const arabic::TextDiff title =
      arabic::DiffTexts(before.article.title, after.article.title, limits);
  const Marker title_marker(words, before.article.title, after.article.title);
  const Marker body_marker(words, before_text, after_text);
  Html html = Join(Element("p", {Class("counts")}, Text(Summary(words, body))), Legend(words));
  html +=
      Element("div", {Class("diff diff-title")}, Rows(words, title_marker).Make(title.passages));
  html += Element("div", {Class("diff")}, Rows(words, body_marker).Make(body.passages));
  if (!body.is_whole) html += Element("p", {Class("hint")}, Text(words["compare.cut"]));
  return html;
}

}  // namespace

std::string ComparePage(const PageContext& context, const store::StoredArticle& before,
                        const store::StoredArticle& after) {
  const Words& words = context.words;
  const auto [before_label, after_label] = Labels(words, before, after);
  const bool may_show =
      news::MayBeRepublished(before.article) && news::MayBeRepublished(after.article);
  const Html main = Join(
      Element(
          "header", {Class("compare-head")},
          Element("h1", {Class("page-title")}, Text(words["compare.title"])),
          Element("p", {Class("meta")}, Link(StoryUrl(after.story), Text(words["compare.story"])))),
      Element("div", {Class("compare-sides")}, SideCard(context, {before_label, before}),
              SideCard(context, {after_label, after})),
      may_show ? Differences(words, before, after)
               : Element("p", {Class("hint")}, Text(words["article.linked"])));
  Frame frame;
  frame.title = std::string(words["compare.title"]) + std::string(words["title.separator"]) +
                TitleOf(words, after.article);
  frame.index = false;  // both texts have addresses of their own
  return Document(context, frame, main);
}

}  // namespace isnad::portal
