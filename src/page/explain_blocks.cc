#include <algorithm>
#include <cstdio>
#include <iterator>

#include "base/utf8.h"
#include "page/explain.h"
#include "page/lexicon.h"

namespace isnad::page {
namespace {

constexpr std::size_t kPathSteps = 4;
constexpr std::size_t kHintSteps = 14;
constexpr std::size_t kTextBytes = 300;

// Parts of a page that are seldom the article, by what their class, id or test name says.
struct NamedHint {
  Hint hint;
  const char* name;
};
constexpr NamedHint kElsewhere[] = {{Hint::kNav, "menu"},
                                    {Hint::kFooter, "footer"},
                                    {Hint::kHeader, "header"},
                                    {Hint::kSidebar, "sidebar"},
                                    {Hint::kRelated, "related"},
                                    {Hint::kComment, "comments"},
                                    {Hint::kShare, "share"},
                                    {Hint::kAd, "advertising"},
                                    {Hint::kPromo, "promotion"},
                                    {Hint::kNewsletter, "newsletter"},
                                    {Hint::kNotice, "notice"},
                                    {Hint::kMeta, "byline"},
                                    {Hint::kBio, "about the author"},
                                    {Hint::kTags, "tags"},
                                    {Hint::kCaption, "caption"},
                                    {Hint::kForm, "form"},
                                    {Hint::kToc, "table of contents"},
                                    {Hint::kPages, "page numbers"},
                                    {Hint::kTicker, "ticker"}};

struct NamedPhrase {
  Phrase phrase;
  const char* name;
};
constexpr NamedPhrase kPhrases[] = {
    {Phrase::kReadAlso, "read also"},    {Phrase::kRelated, "related"},
    {Phrase::kComment, "comment"},       {Phrase::kShare, "share"},
    {Phrase::kNewsletter, "newsletter"}, {Phrase::kNotice, "notice"},
    {Phrase::kFooter, "footer"},         {Phrase::kControl, "button"},
    {Phrase::kAuthor, "byline"},         {Phrase::kTags, "tags"},
    {Phrase::kOrigin, "origin"},         {Phrase::kCredit, "credit"}};

const char* NameOfPart(Tag tag) {
  switch (tag) {
    case Tag::kNav:
      return "menu";
    case Tag::kAside:
      return "aside";
    case Tag::kFooter:
      return "footer";
    case Tag::kForm:
      return "form";
    case Tag::kButton:
      return "button";
    case Tag::kFigcaption:
      return "caption";
    default:
      return nullptr;
  }
}

// Can stand in a selector as it is.
bool IsPlainName(std::string_view name) {
  if (name.empty() || name.size() > 60 || (name[0] >= '0' && name[0] <= '9')) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || static_cast<unsigned char>(c) >= 0x80;
  });
}

class BlockExplainer {
 public:
  explicit BlockExplainer(const ExplainedPage& page) : page_(page), tree_(page.tree) {}

  std::vector<BlockNote> Run() {
    if (page_.rule != nullptr) body_ = page_.rule->Nodes(RuleField::kBody);
    std::vector<BlockNote> out;
    const std::vector<Block> none;
    const std::vector<Block>& dropped = page_.rule ? page_.rule->dropped() : none;
    std::size_t next = 0;
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      while (next < dropped.size() && dropped[next].first < page_.blocks[i].first) {
        out.push_back(Dropped(dropped[next++]));
      }
      out.push_back(Note(i));
    }
    while (next < dropped.size()) out.push_back(Dropped(dropped[next++]));
    return out;
  }

 private:
  BlockNote Begin(const Block& block) const {
    BlockNote note;
    note.path = Path(block.node);
    note.text = TruncateUtf8(block.text, kTextBytes);
    note.words = block.measure.words;
    note.link_share_0_1 = std::min(1.0, block.LinkShare());
    return note;
  }

  BlockNote Dropped(const Block& block) const {
    BlockNote note = Begin(block);
    note.reasons.push_back("the rule drops it (" + page_.rule->rule().place + ")");
    return note;
  }

  BlockNote Note(std::size_t i) const {
    const Block& block = page_.blocks[i];
    BlockNote note = Begin(block);
    note.score = page_.selection.scores.size() > i ? page_.selection.scores[i] : 0;
    note.kept = page_.selection.keep[i];
    if (!body_.empty())
      note.reasons.push_back(InBody(block) ? "in the rule's body" : "outside the rule's body");
    if (note.kept) {
      if (page_.around.IsProse(i)) note.reasons.emplace_back("reads as prose");
      if (block.heading > 0) note.reasons.emplace_back("heading");
    }
    if (i == page_.title_block) note.reasons.emplace_back("the title itself");
    if (block.hidden) note.reasons.emplace_back("hidden");
    if (note.link_share_0_1 >= 0.3) AddLinkShare(note);
    AddPhrases(block, note);
    if (const std::string part = PartOf(block); !part.empty()) note.reasons.push_back(part);
    if (!note.kept) {
      if (block.measure.words <= 5) {
        note.reasons.push_back("short: " + std::to_string(block.measure.words) + " words");
      }
      if (page_.title_block < page_.blocks.size() && i < page_.title_block) {
        note.reasons.emplace_back("before the title");
      }
      if (note.reasons.empty()) {
        note.reasons.emplace_back(note.score > 0 ? "outweighed by the page as a whole"
                                                 : "reads more like what surrounds articles");
      }
    }
    return note;
  }

  static void AddLinkShare(BlockNote& note) {
    char text[32];
    std::snprintf(text, sizeof text, "link share %.2f", note.link_share_0_1);
    note.reasons.emplace_back(text);
  }

  static void AddPhrases(const Block& block, BlockNote& note) {
    for (const NamedPhrase& named : kPhrases) {
      if ((block.phrases & Bit(named.phrase)) != 0) {
        note.reasons.push_back(std::string("set phrase: ") + named.name);
      }
    }
  }

  bool InBody(const Block& block) const {
    return std::any_of(body_.begin(), body_.end(),
                       [&](NodeId id) { return id <= block.first && block.first < tree_[id].end; });
  }

  // "in div.sidebar (sidebar)": the nearest part around the block that is named as something else.
  std::string PartOf(const Block& block) const {
    NodeId at = block.node;
    for (std::size_t step = 0; step < kHintSteps && at != kNoNode; ++step, at = tree_[at].parent) {
      if (tree_[at].tag == Tag::kBody || tree_[at].tag == Tag::kHtml) break;
      if (const char* part = NameOfPart(tree_[at].tag)) {
        return "in " + Step(at) + " (" + part + ")";
      }
      const HintMask hints =
          HintsOf(tree_.Get(at, Name::kClass)) | HintsOf(tree_.Get(at, Name::kId));
      for (const NamedHint& named : kElsewhere) {
        if ((hints & Bit(named.hint)) != 0) return "in " + Step(at) + " (" + named.name + ")";
      }
    }
    return {};
  }

  // An element as a selector names it.
  std::string Step(NodeId id) const {
    const std::uint32_t name = tree_.detail()->Of(id).name;
    std::string out(name == TreeDetail::kNoName ? "*" : tree_.detail()->NameOf(name));
    const std::string_view own = TrimSpace(tree_.Get(id, Name::kId));
    if (IsPlainName(own)) return out + "#" + std::string(own);
    std::string_view classes = tree_.Get(id, Name::kClass);
    for (int taken = 0; taken < 2 && !classes.empty();) {
      const std::size_t end = std::min(classes.find_first_of(" \t\r\n"), classes.size());
      if (IsPlainName(classes.substr(0, end))) {
        out += "." + std::string(classes.substr(0, end));
        ++taken;
      }
      classes.remove_prefix(std::min(end + 1, classes.size()));
    }
    return out;
  }

  std::string Path(NodeId id) const {
    std::string out;
    for (std::size_t step = 0; step < kPathSteps && id != kNoNode; ++step, id = tree_[id].parent) {
      if (tree_[id].tag == Tag::kBody || tree_[id].tag == Tag::kHtml) break;
      out = Step(id) + (out.empty() ? "" : " > " + out);
      if (IsPlainName(TrimSpace(tree_.Get(id, Name::kId)))) break;  // an id says where it is
    }
    return out.empty() ? "body" : out;
  }

  const ExplainedPage& page_;
  const Tree& tree_;
  std::vector<NodeId> body_;
};

}  // namespace

std::vector<BlockNote> ExplainBlocks(const ExplainedPage& page) {
  return BlockExplainer(page).Run();
}

}  // namespace isnad::page
