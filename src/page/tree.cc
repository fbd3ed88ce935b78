#include "page/tree.h"

// The internal headers: api.h alone does not give the stack of open elements that the depth limit
// reads, and the two cannot be included together.
#include <myhtml/callback.h>
#include <myhtml/myhtml.h>
#include <myhtml/tree.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/utf8.h"
#include "page/long_strides.h"
#include "page/skim.h"
#include "page/text.h"

namespace isnad::page {
namespace {

// How much is fed at a time: the worst that one piece can do (some thousand nested elements) is
// then some milliseconds.
constexpr std::size_t kPieceBytes = 16 * 1024;
// Of pages up to this size the parser is kept for the next one.
constexpr std::size_t kKeptParserBytes = std::size_t{1} << 20;

struct MyHtmlDeleter {
  void operator()(myhtml_t* html) const { myhtml_destroy(html); }
  void operator()(myhtml_tree_t* tree) const { myhtml_tree_destroy(tree); }
};

// One of MyHTML's parsers, made when it is first needed.
class Parser {
 public:
  explicit Parser(Markup markup) : markup_(markup) {}

  // Made, and empty of any document before; false where memory lacks.
  bool Ready() {
    if (tree_ != nullptr) {
      myhtml_tree_clean(tree_.get());
      return true;
    }
    html_.reset(myhtml_create());
    if (!html_ || myhtml_init(html_.get(), MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) != 0) {
      return false;
    }
    if (markup_ == Markup::kSkimmed)
      html_->parse_state_func[MyHTML_TOKENIZER_STATE_DATA] = ReadData;
    tree_.reset(myhtml_tree_create());
    if (tree_ && myhtml_tree_init(tree_.get(), html_.get()) == 0) return true;
    tree_.reset();
    return false;
  }
  [[nodiscard]] myhtml_tree_t* tree() { return tree_.get(); }

 private:
  Markup markup_;
  std::unique_ptr<myhtml_t, MyHtmlDeleter> html_;
  std::unique_ptr<myhtml_tree_t, MyHtmlDeleter> tree_;  // dies first
};

// What becomes of an element.
enum class Fate : std::uint8_t { kKeep, kKeepEmpty, kDrop };

struct TagRule {
  Tag tag = Tag::kInline;
  Fate fate = Fate::kKeep;
};

constexpr std::array<TagRule, MyHTML_TAG_LAST_ENTRY> MakeRules() {
  std::array<TagRule, MyHTML_TAG_LAST_ENTRY> rules{};
  constexpr std::pair<int, Tag> kTags[] = {
      {MyHTML_TAG_A, Tag::kA},
      {MyHTML_TAG_ADDRESS, Tag::kAddress},
      {MyHTML_TAG_ARTICLE, Tag::kArticle},
      {MyHTML_TAG_ASIDE, Tag::kAside},
      {MyHTML_TAG_B, Tag::kB},
      {MyHTML_TAG_BLOCKQUOTE, Tag::kBlockquote},
      {MyHTML_TAG_BODY, Tag::kBody},
      {MyHTML_TAG_BR, Tag::kBr},
      {MyHTML_TAG_BUTTON, Tag::kButton},
      {MyHTML_TAG_CAPTION, Tag::kCaption},
      {MyHTML_TAG_CENTER, Tag::kBlock},
      {MyHTML_TAG_CITE, Tag::kCite},
      {MyHTML_TAG_CODE, Tag::kCode},
      {MyHTML_TAG_DD, Tag::kDd},
      {MyHTML_TAG_DETAILS, Tag::kDetails},
      {MyHTML_TAG_DIALOG, Tag::kDialog},
      {MyHTML_TAG_DIR, Tag::kUl},
      {MyHTML_TAG_DIV, Tag::kDiv},
      {MyHTML_TAG_DL, Tag::kDl},
      {MyHTML_TAG_DT, Tag::kDt},
      {MyHTML_TAG_EM, Tag::kEm},
      {MyHTML_TAG_FIELDSET, Tag::kBlock},
      {MyHTML_TAG_FIGCAPTION, Tag::kFigcaption},
      {MyHTML_TAG_FIGURE, Tag::kFigure},
      {MyHTML_TAG_FOOTER, Tag::kFooter},
      {MyHTML_TAG_FORM, Tag::kForm},
      {MyHTML_TAG_H1, Tag::kH1},
      {MyHTML_TAG_H2, Tag::kH2},
      {MyHTML_TAG_H3, Tag::kH3},
      {MyHTML_TAG_H4, Tag::kH4},
      {MyHTML_TAG_H5, Tag::kH5},
      {MyHTML_TAG_H6, Tag::kH6},
      {MyHTML_TAG_HEAD, Tag::kHead},
      {MyHTML_TAG_HEADER, Tag::kHeader},
      {MyHTML_TAG_HGROUP, Tag::kBlock},
      {MyHTML_TAG_HR, Tag::kHr},
      {MyHTML_TAG_HTML, Tag::kHtml},
      {MyHTML_TAG_I, Tag::kI},
      {MyHTML_TAG_IMAGE, Tag::kImg},
      {MyHTML_TAG_IMG, Tag::kImg},
      {MyHTML_TAG_INPUT, Tag::kInput},
      {MyHTML_TAG_LABEL, Tag::kLabel},
      {MyHTML_TAG_LEGEND, Tag::kBlock},
      {MyHTML_TAG_LI, Tag::kLi},
      {MyHTML_TAG_LINK, Tag::kLink},
      {MyHTML_TAG_LISTING, Tag::kPre},
      {MyHTML_TAG_MAIN, Tag::kMain},
      {MyHTML_TAG_MARQUEE, Tag::kBlock},
      {MyHTML_TAG_MENU, Tag::kUl},
      {MyHTML_TAG_META, Tag::kMeta},
      {MyHTML_TAG_NAV, Tag::kNav},
      {MyHTML_TAG_OL, Tag::kOl},
      {MyHTML_TAG_P, Tag::kP},
      {MyHTML_TAG_PLAINTEXT, Tag::kPre},
      {MyHTML_TAG_PRE, Tag::kPre},
      {MyHTML_TAG_Q, Tag::kQ},
      {MyHTML_TAG_SCRIPT, Tag::kScript},
      {MyHTML_TAG_SECTION, Tag::kSection},
      {MyHTML_TAG_SOURCE, Tag::kSource},
      {MyHTML_TAG_SPAN, Tag::kSpan},
      {MyHTML_TAG_STRONG, Tag::kStrong},
      {MyHTML_TAG_SUMMARY, Tag::kSummary},
      {MyHTML_TAG_TABLE, Tag::kTable},
      {MyHTML_TAG_TBODY, Tag::kTbody},
      {MyHTML_TAG_TD, Tag::kTd},
      {MyHTML_TAG_TFOOT, Tag::kTbody},
      {MyHTML_TAG_TH, Tag::kTh},
      {MyHTML_TAG_THEAD, Tag::kTbody},
      {MyHTML_TAG_TIME, Tag::kTime},
      {MyHTML_TAG_TITLE, Tag::kTitle},
      {MyHTML_TAG_TR, Tag::kTr},
      {MyHTML_TAG_UL, Tag::kUl},
      {MyHTML_TAG_XMP, Tag::kPre},
  };
  for (const auto& [id, tag] : kTags) rules[static_cast<std::size_t>(id)].tag = tag;
  constexpr int kDropped[] = {MyHTML_TAG__COMMENT, MyHTML_TAG__DOCTYPE, MyHTML_TAG_STYLE,
                              MyHTML_TAG_SVG,      MyHTML_TAG_TEMPLATE, MyHTML_TAG_NOSCRIPT,
                              MyHTML_TAG_IFRAME,   MyHTML_TAG_CANVAS,   MyHTML_TAG_AUDIO,
                              MyHTML_TAG_VIDEO,    MyHTML_TAG_OBJECT,   MyHTML_TAG_EMBED,
                              MyHTML_TAG_APPLET,   MyHTML_TAG_NOEMBED,  MyHTML_TAG_NOFRAMES,
                              MyHTML_TAG_DATALIST, MyHTML_TAG_MAP};
  for (int id : kDropped) rules[static_cast<std::size_t>(id)].fate = Fate::kDrop;
  rules[MyHTML_TAG_SELECT] = {Tag::kSelect, Fate::kKeepEmpty};
  rules[MyHTML_TAG_TEXTAREA] = {Tag::kTextarea, Fate::kKeepEmpty};
  rules[MyHTML_TAG__TEXT].tag = Tag::kText;
  return rules;
}
constexpr std::array<TagRule, MyHTML_TAG_LAST_ENTRY> kRules = MakeRules();

struct KnownName {
  std::string_view key;
  Name name{};
};
constexpr KnownName kNames[] = {
    {"id", Name::kId},
    {"alt", Name::kAlt},
    {"dir", Name::kDir},
    {"rel", Name::kRel},
    {"src", Name::kSrc},
    {"href", Name::kHref},
    {"lang", Name::kLang},
    {"name", Name::kName},
    {"role", Name::kRole},
    {"type", Name::kType},
    {"class", Name::kClass},
    {"style", Name::kStyle},
    {"title", Name::kTitle},
    {"hidden", Name::kHidden},
    {"content", Name::kContent},
    {"data-qa", Name::kDataTest},
    {"data-src", Name::kDataSrc},
    {"datetime", Name::kDatetime},
    {"itemprop", Name::kItemprop},
    {"itemtype", Name::kItemtype},
    {"property", Name::kProperty},
    {"aria-label", Name::kAriaLabel},
    {"http-equiv", Name::kHttpEquiv},
    {"aria-hidden", Name::kAriaHidden},
    {"data-testid", Name::kDataTest},
    {"data-lazy-src", Name::kDataSrc},
    {"data-original", Name::kDataSrc},
    {"data-component", Name::kDataTest},
};

// Where a name stands in the table below: no two of ours share a place.
constexpr std::size_t kNamePlaces = 128;
constexpr std::size_t PlaceOf(std::string_view key) {
  const auto byte = [&](std::size_t at) -> std::size_t {
    return static_cast<unsigned char>(key[at]);
  };
  return (key.size() * 1 + byte(0) * 2 + byte(key.size() / 2) * 12 + byte(key.size() - 1)) %
         kNamePlaces;
}
constexpr std::array<KnownName, kNamePlaces> kNameTable = [] {
  std::array<KnownName, kNamePlaces> table{};
  for (const KnownName& known : kNames) table[PlaceOf(known.key)] = known;
  return table;
}();
static_assert(std::all_of(std::begin(kNames), std::end(kNames), [](const KnownName& known) {
  return kNameTable[PlaceOf(known.key)].key == known.key;
}));

std::string_view View(const mycore_string_t& text) {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.length);
}

bool IsAscii(std::string_view text) {
  unsigned char any = 0;
  for (const char c : text) any |= static_cast<unsigned char>(c);
  return any < 0x80;
}

const KnownName* FindName(std::string_view key) {
  if (key.empty()) return nullptr;
  const KnownName& known = kNameTable[PlaceOf(key)];
  return known.key == key ? &known : nullptr;
}

bool KeepsAttribute(std::string_view name) { return FindName(name) != nullptr; }

bool IsJsonLd(std::string_view type) { return ContainsIgnoringCase(type, "ld+json"); }

void CountNode(myhtml_tree_t*, myhtml_tree_node_t*, void* progress) {
  ++static_cast<ReadProgress*>(progress)->inserted;
}

// Where to cut the next piece: before a "<", so that no token is split where it can be helped.
std::size_t PieceEnd(std::string_view html, std::size_t begin) {
  const std::size_t end = std::min(begin + kPieceBytes, html.size());
  if (end == html.size()) return end;
  // Within the piece only: looking further back would be quadratic in a script of many pieces.
  const std::size_t cut = html.substr(begin, end - begin).rfind('<');
  return cut != std::string_view::npos && cut > 0 ? begin + cut : end;
}

}  // namespace

class TreeBuilder {
 public:
  explicit TreeBuilder(const ExtractLimits& limits) : limits_(limits) {}

  Tree Build(std::string_view html, Markup markup) {
    // Kept between pages, since making it anew takes as long as parsing a small one; but not what a
    // huge page made it grow to.
    thread_local Parser kept(Markup::kSkimmed);
    Parser fresh(markup);
    const bool keep = markup == Markup::kSkimmed && html.size() <= kKeptParserBytes;
    Parser& parser = keep ? kept : fresh;
    if (!parser.Ready()) return Failed();
    if (markup == Markup::kDetailed) tree_.detail_ = std::make_unique<TreeDetail>();
    Skimmed skimmed;
    if (markup == Markup::kSkimmed) {
      skimmed = Skim(html, KeepsAttribute);
      html = skimmed.html;
      tree_.truncated_ = skimmed.cut;
    }
    tree_.arena_.reserve(html.size() / 4);
    Feed(parser.tree(), html.empty() ? " " : html);  // MyHTML cannot end what was never begun
    std::string().swap(skimmed.html);
    Copy(myhtml_tree_get_document(parser.tree()));
    return std::move(tree_);
  }

 private:
  Tree Failed() {
    tree_.truncated_ = true;
    return std::move(tree_);
  }

  void Feed(myhtml_tree_t* tree, std::string_view html) {
    ReadProgress progress;
    progress.max_open = limits_.max_depth;
    progress.max_inserted = limits_.max_nodes + limits_.max_nodes / 8;  // some are dropped
    tree->context = &progress;
    myhtml_callback_tree_node_insert_set(tree, CountNode, &progress);
    for (std::size_t at = 0; at < html.size();) {
      const std::size_t end = PieceEnd(html, at);
      if (myhtml_parse_chunk(tree, html.data() + at, end - at) != 0) {
        tree_.truncated_ = true;
        break;
      }
      at = end;
      const bool deep = tree->open_elements->length > limits_.max_depth;
      const bool wide = progress.inserted > progress.max_inserted;
      if (deep || wide) {
        tree_.truncated_ = true;
        break;
      }
    }
    myhtml_parse_chunk_end(tree);
  }

  // Depth-first without recursion: the stack is the chain of `parent` links.
  void Copy(myhtml_tree_node_t* document) {
    if (document == nullptr) return;
    myhtml_tree_node_t* from = document->child;
    NodeId parent = kNoNode;
    while (from != nullptr) {
      if (tree_.nodes_.size() >= limits_.max_nodes) {
        tree_.truncated_ = true;
        break;
      }
      const TagRule rule =
          from->tag_id < kRules.size() ? kRules[from->tag_id] : TagRule{Tag::kInline, Fate::kKeep};
      if (tree_.detail_ && IsElement(from)) tree_.detail_->CountChild(parent);
      bool descend = false;
      if (rule.fate != Fate::kDrop) {
        const NodeId id =
            rule.tag == Tag::kText ? AddText(from, parent) : AddElement(from, rule.tag, parent);
        descend = id != kNoNode && rule.tag != Tag::kText && rule.fate == Fate::kKeep &&
                  tree_.nodes_[id].depth < limits_.max_depth && KeepsChildren(id);
        if (descend && from->child != nullptr) {
          parent = id;
          from = from->child;
          continue;
        }
      }
      while (from != nullptr && from->next == nullptr) {
        from = from->parent == document ? nullptr : from->parent;
        if (parent == kNoNode) break;
        tree_.nodes_[parent].end = tree_.size();
        parent = tree_.nodes_[parent].parent;
      }
      if (from != nullptr) from = from->next;
    }
    for (; parent != kNoNode; parent = tree_.nodes_[parent].parent) {
      tree_.nodes_[parent].end = tree_.size();
    }
  }

  bool KeepsChildren(NodeId id) const {
    return tree_.nodes_[id].tag != Tag::kScript || IsJsonLd(tree_.Get(id, Name::kType));
  }

  NodeId AddNode(Tag tag, NodeId parent) {
    Node node;
    node.tag = tag;
    node.parent = parent;
    node.depth = parent == kNoNode ? std::uint16_t{0}
                                   : static_cast<std::uint16_t>(tree_.nodes_[parent].depth + 1);
    const NodeId id = tree_.size();
    node.end = id + 1;
    tree_.nodes_.push_back(node);
    return id;
  }

  std::pair<std::uint32_t, std::uint32_t> Store(std::string_view value) {
    const std::size_t begin = tree_.arena_.size();
    if (IsAscii(value) || IsUtf8(value)) {
      tree_.arena_ += value;
    } else {  // numeric references can name what no UTF-8 may hold
      tree_.arena_ += RepairUtf8(value);
    }
    return {static_cast<std::uint32_t>(begin),
            static_cast<std::uint32_t>(tree_.arena_.size() - begin)};
  }

  NodeId AddText(const myhtml_tree_node_t* from, NodeId parent) {
    const std::string_view text =
        from->token == nullptr ? std::string_view() : View(from->token->str);
    if (text.empty() || parent == kNoNode) return kNoNode;
    const NodeId id = AddNode(Tag::kText, parent);
    const auto [begin, size] = Store(text);
    tree_.nodes_[id].begin = begin;
    tree_.nodes_[id].size = size;
    return id;
  }

  NodeId AddElement(const myhtml_tree_node_t* from, Tag tag, NodeId parent) {
    const NodeId id = AddNode(tag, parent);
    const auto first = static_cast<std::uint32_t>(tree_.attributes_.size());
    std::uint8_t count = 0;
    std::size_t seen = 0;
    const myhtml_token_attr_t* attribute =
        from->token == nullptr ? nullptr : from->token->attr_first;
    for (; attribute != nullptr && seen < limits_.max_attributes;
         attribute = attribute->next, ++seen) {
      const auto* name = FindName(View(attribute->key));
      if (name == nullptr || Repeats(first, name->name)) continue;
      const auto [begin, size] = Store(View(attribute->value));
      tree_.attributes_.push_back({name->name, begin, size});
      ++count;
    }
    tree_.nodes_[id].begin = first;
    tree_.nodes_[id].attributes = count;
    if (tree_.detail_) AddDetail(from, id, parent);
    return id;
  }

  static bool IsElement(const myhtml_tree_node_t* from) {
    return from->tag_id != MyHTML_TAG__TEXT && from->tag_id != MyHTML_TAG__COMMENT &&
           from->tag_id != MyHTML_TAG__DOCTYPE;
  }

  void AddDetail(const myhtml_tree_node_t* from, NodeId id, NodeId parent) {
    std::size_t length = 0;
    const char* name = myhtml_tag_name_by_id(from->tree, from->tag_id, &length);
    TreeDetail& detail = *tree_.detail_;
    detail.AddElement(id, parent,
                      name == nullptr ? std::string_view() : std::string_view(name, length));
    std::size_t seen = 0;
    for (const myhtml_token_attr_t* attribute = from->token == nullptr ? nullptr
                                                                       : from->token->attr_first;
         attribute != nullptr && seen < limits_.max_attributes;
         attribute = attribute->next, ++seen) {
      detail.AddAttribute(View(attribute->key), View(attribute->value));
    }
  }

  // MyHTML keeps duplicate attributes; the first counts (WHATWG HTML 13.2.5.33).
  bool Repeats(std::uint32_t first, Name name) const {
    return std::any_of(tree_.attributes_.begin() + first, tree_.attributes_.end(),
                       [&](const Attribute& attribute) { return attribute.name == name; });
  }

  const ExtractLimits& limits_;
  Tree tree_;
};

Tree Tree::Parse(std::string_view html, const ExtractLimits& limits, Markup markup) {
  return TreeBuilder(limits).Build(html, markup);
}

const Attribute* Tree::FindAttribute(NodeId id, Name name) const {
  const Node& node = nodes_[id];
  if (node.tag == Tag::kText) return nullptr;
  for (std::uint32_t i = node.begin; i < node.begin + node.attributes; ++i) {
    if (attributes_[i].name == name) return &attributes_[i];
  }
  return nullptr;
}

std::string_view Tree::Get(NodeId id, Name name) const {
  const Attribute* found = FindAttribute(id, name);
  return found == nullptr ? std::string_view()
                          : std::string_view(arena_).substr(found->begin, found->size);
}

bool Tree::Has(NodeId id, Name name) const { return FindAttribute(id, name) != nullptr; }

NodeId Tree::Find(Tag tag, NodeId from, NodeId to) const {
  for (NodeId id = from; id < to && id < size(); ++id) {
    if (nodes_[id].tag == tag) return id;
  }
  return kNoNode;
}

std::string Tree::InnerText(NodeId id, std::size_t max_bytes) const {
  std::string out;
  for (NodeId at = id; at < nodes_[id].end && out.size() < max_bytes; ++at) {
    const Node& node = nodes_[at];
    if (node.tag == Tag::kScript && at != id) {
      at = node.end - 1;
    } else if (node.tag == Tag::kText) {
      out += Text(at);
    } else if (IsBlock(node.tag) || node.tag == Tag::kBr) {
      out += ' ';
    }
  }
  out = CollapseSpace(out);
  if (out.size() > max_bytes) out.resize(TruncateUtf8(out, max_bytes).size());
  return out;
}

}  // namespace isnad::page
