#include "page/authors.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/date_text.h"
#include "page/names.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxDeclared = 50;  // elements of a page that are looked into

class AuthorFinder {
 public:
  AuthorFinder(const Metadata& metadata, const Tree& tree, const std::vector<Block>& blocks,
               const Surroundings& surroundings, std::size_t title_block)
      : metadata_(metadata),
        tree_(tree),
        blocks_(blocks),
        around_(surroundings),
        title_block_(title_block) {}

  std::vector<std::string> Find() const {
    std::vector<std::string> out;
    for (const std::string& name : metadata_.linked.authors) AddNames(name, out);
    if (out.empty() || NamesOutlet(out)) {
      std::vector<std::string> named;
      FromMeta(named);
      if (named.empty() || NamesOutlet(named)) {
        named.clear();
        FromElements(named);
      }
      if (named.empty() || NamesOutlet(named)) {
        named.clear();
        FromText(named);
      }
      if (named.empty()) FromItemprop(named);
      if (named.empty()) FromNameElements(named);
      if (named.empty()) FromFarText(named);
      // The outlet stands as the author where nobody else does.
      if (!named.empty()) out = std::move(named);
    }
    if (out.empty()) FromMeta(out);
    return out;
  }

 private:
  void FromMeta(std::vector<std::string>& out) const {
    // Papers list their authors one by one, family name first.
    for (const std::string_view name : {"citation_author", "citation_authors"}) {
      const auto at = metadata_.meta.find(std::string(name));
      if (at == metadata_.meta.end()) continue;
      for (const std::string& value : at->second) AddName(InOrder(value), out);
      if (!out.empty()) return;
    }
    static constexpr std::string_view kNames[] = {"author",
                                                  "article:author",
                                                  "parsely-author",
                                                  "sailthru.author",
                                                  "dc.creator",
                                                  "dcterms.creator",
                                                  "byl",
                                                  "og:article:author",
                                                  "article:author_name",
                                                  "itemprop:author",
                                                  "cxenseparse:author",
                                                  "authors"};
    for (const std::string_view name : kNames) {
      const auto at = metadata_.meta.find(std::string(name));
      if (at == metadata_.meta.end()) continue;
      for (const std::string& value : at->second) AddNames(value, out);
      if (!out.empty()) return;
    }
    FromCards(out);
  }

  // "twitter:label1" says what "twitter:data1" holds.
  void FromCards(std::vector<std::string>& out) const {
    static constexpr std::pair<std::string_view, std::string_view> kCards[] = {
        {"twitter:label1", "twitter:data1"}, {"twitter:label2", "twitter:data2"}};
    for (const auto& [label, data] : kCards) {
      if (IsBylineWord(BylineWord::kLead, metadata_.First(label))) {
        AddNames(metadata_.First(data), out);
      }
    }
  }

  // "Roy, Aniruddha" as people say it.
  static std::string InOrder(std::string_view name) {
    const std::size_t comma = name.find(',');
    if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos) {
      return std::string(name);
    }
    return std::string(TrimSpace(name.substr(comma + 1))) + " " +
           std::string(name.substr(0, comma));
  }

  // Is the only author the outlet itself?
  bool NamesOutlet(const std::vector<std::string>& names) const {
    if (names.size() != 1) return false;
    std::string name = FoldedWords(names.front());
    for (const std::string_view outlet :
         {metadata_.First("og:site_name"), std::string_view(metadata_.linked.publisher)}) {
      const std::string folded = FoldedWords(outlet);
      if (!folded.empty() &&
          (name.find(folded) != std::string::npos || folded.find(name) != std::string::npos)) {
        return true;
      }
    }
    return false;
  }

  // Elements that are named after the author, the ones nearest to the title first.
  void FromElements(std::vector<std::string>& out) const {
    std::size_t best = blocks_.size();
    std::size_t best_distance = 1000;
    NodeId best_node = kNoNode;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if (block.measure.words > 25 || around_.IsElsewhere(i)) continue;
      const std::size_t from = title_block_ < blocks_.size() ? title_block_ : 0;
      const std::size_t distance = i > from ? i - from : 2 * (from - i);
      if (distance > 40 || distance >= best_distance) continue;
      if (const NodeId node = AuthorElement(block); node != kNoNode) {
        best = i;
        best_distance = distance;
        best_node = node;
      }
    }
    if (best == blocks_.size()) return;
    FromFirstPart(blocks_[best], out);
    if (!out.empty()) return;
    // One text of its own, with a profession or a link behind it.
    if (blocks_[best].links <= 1 && FromOwnText(blocks_[best], best_node, out)) return;
    AddNames(IsBlock(tree_[best_node].tag) ? blocks_[best].text : tree_.InnerText(best_node, 300),
             out);
    // "Written by" may be a block of its own, the name the next one.
    if (out.empty() && best + 1 < blocks_.size() && blocks_[best + 1].measure.words <= 8 &&
        blocks_[best].measure.words <= 2 && Measure(blocks_[best].text).digits == 0) {
      AddNames(blocks_[best + 1].text, out);
    }
  }

  bool FromOwnText(const Block& block, NodeId element, std::vector<std::string>& out) const {
    for (NodeId id = std::max(block.first, element); id <= block.last && id < tree_[element].end;
         ++id) {
      if (tree_[id].tag != Tag::kText) continue;
      const std::string text = CollapseSpace(tree_.Text(id));
      if (!LooksLikePerson(text)) continue;
      AddNames(text, out);
      return !out.empty();
    }
    return false;
  }

  // Elements named for an author's name alone ("author-name", rel="author"), wherever they stand
  // but in comments and cards, if they agree.
  void FromNameElements(std::vector<std::string>& out) const {
    std::vector<std::string> names;
    std::size_t places = 0;
    for (std::size_t i = 0; i < blocks_.size() && places < kMaxDeclared; ++i) {
      const Block& block = blocks_[i];
      if (block.measure.words > 8 || block.measure.digits > 0 || IsAnothers(i)) continue;
      const NodeId node = AuthorElement(block);
      if (node == kNoNode || !NamesAuthor(block)) continue;
      ++places;
      const std::size_t before = names.size();
      if (!FromOwnText(block, node, names)) AddNames(block.text, names);
      if (names.size() > before + 1 || names.size() > 1) return;
    }
    out = std::move(names);
  }

  bool IsAnothers(std::size_t block) const {
    return around_.IsAnothers(block) ||
           around_.Of(block).hint[static_cast<std::size_t>(Hint::kCard)] < 5;
  }

  // Is the text's own element, or the one around it, named for a name?
  bool NamesAuthor(const Block& block) const {
    for (NodeId id = block.first; id <= block.last; ++id) {
      if (tree_[id].tag != Tag::kText) continue;
      NodeId at = tree_[id].parent;
      for (int step = 0; step < 3 && at != kNoNode; ++step, at = tree_[at].parent) {
        if (tree_.Get(at, Name::kRel) == "author") return true;
        const std::string_view named = tree_.Get(at, Name::kClass);
        if (!ContainsIgnoringCase(named, "author") && !ContainsIgnoringCase(named, "byline")) {
          continue;
        }
        if (ContainsIgnoringCase(named, "name") || ContainsIgnoringCase(named, "post-author") ||
            ContainsIgnoringCase(named, "entry-author") ||
            ContainsIgnoringCase(named, "article-author")) {
          return true;
        }
      }
      return false;
    }
    return false;
  }

  // "Posted by David at …", "This article was written by …" below the text: a lead of two words or
  // more says enough to be believed there.
  void FromFarText(std::vector<std::string>& out) const {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if (block.measure.words > 16 || block.measure.words < 3 || block.hidden || IsAnothers(i)) {
        continue;
      }
      const std::vector<std::string_view> words = SplitWords(block.text);
      const std::size_t lead = LeadingWords(BylineWord::kLead, words);
      if (lead < 2 || lead >= words.size()) continue;
      AddNames(block.text, out);
      if (!out.empty()) return;
    }
  }

  // "<span>Name</span><time>…": the name is a part of its own, perhaps without a space behind it.
  void FromFirstPart(const Block& block, std::vector<std::string>& out) const {
    if (block.first == block.last) return;
    const NodeId parent = tree_[block.first].parent;
    const std::string_view text = TrimSpace(tree_.Text(block.first));
    if (parent == kNoNode || IsBlock(tree_[parent].tag) || text.size() > 100) return;
    const TextMeasure measure = Measure(text);
    const NodeId next = tree_[parent].end;
    if (next >= tree_.size() || tree_[next].tag != Tag::kTime) return;
    if (measure.words >= 2 && measure.words <= 4 && measure.digits == 0) AddNames(text, out);
  }

  // Declared in the markup, wherever it stands, if all such places agree.
  void FromItemprop(std::vector<std::string>& out) const {
    std::vector<std::string> names;
    std::size_t places = 0;
    for (NodeId id = 0; id < tree_.size() && places < kMaxDeclared; ++id) {
      if (tree_[id].attributes == 0 || tree_.Get(id, Name::kItemprop) != "author") continue;
      ++places;
      AddNames(tree_.InnerText(id, 200), names);
      if (names.size() > 1) return;
    }
    out = std::move(names);
  }

  // The innermost element of the block's first texts that is named after an author.
  NodeId AuthorElement(const Block& block) const {
    for (NodeId id = block.first; id <= block.last; ++id) {
      if (tree_[id].tag != Tag::kText) continue;
      NodeId at = tree_[id].parent;
      for (int step = 0; step < 4 && at != kNoNode; ++step, at = tree_[at].parent) {
        if (IsAuthors(at)) return at;
      }
    }
    return kNoNode;
  }

  // SaysAuthor, asked once of each element.
  bool IsAuthors(NodeId id) const {
    enum : std::uint8_t { kUnknown, kNo, kYes };
    if (says_author_.empty()) says_author_.assign(tree_.size(), kUnknown);
    std::uint8_t& known = says_author_[id];
    if (known == kUnknown) known = SaysAuthor(id) ? kYes : kNo;
    return known == kYes;
  }

  bool SaysAuthor(NodeId id) const {
    if (tree_[id].attributes == 0) return false;
    if (tree_.Get(id, Name::kRel) == "author") return true;
    const std::string_view prop = tree_.Get(id, Name::kItemprop);
    if (prop == "author" || prop == "creator") return true;
    const std::string_view href = tree_.Get(id, Name::kHref);
    if (href.find("/author/") != std::string_view::npos ||
        href.find("/authors/") != std::string_view::npos ||
        href.find("/contributors/") != std::string_view::npos ||
        href.find("/producers/") != std::string_view::npos ||
        href.find("?author=") != std::string_view::npos) {
      return true;
    }
    for (const Name name : {Name::kClass, Name::kId, Name::kDataTest}) {
      const std::string_view value = tree_.Get(id, name);
      if ((ContainsIgnoringCase(value, "author") && !ContainsIgnoringCase(value, "authority") &&
           !ContainsIgnoringCase(value, "bio") && !ContainsIgnoringCase(value, "avatar")) ||
          ContainsIgnoringCase(value, "byline") || ContainsIgnoringCase(value, "writer")) {
        return true;
      }
    }
    return false;
  }

  void FromText(std::vector<std::string>& out) const {
    if (title_block_ >= blocks_.size()) return;
    for (std::size_t i = title_block_ + 1; i < blocks_.size() && i <= title_block_ + 14; ++i) {
      if (blocks_[i].measure.words > 16 || around_.IsElsewhere(i)) continue;
      if (!OpensAsByline(blocks_[i].text)) continue;
      // "By the way" names nobody.
      const std::vector<std::string> names = SplitByline(blocks_[i].text);
      if (std::none_of(names.begin(), names.end(), HasCapitalOrNone)) continue;
      for (const std::string& name : names) AddName(name, out);
      if (!out.empty()) return;
    }
    // A lead alone ("By") with the name in the next block.
    for (std::size_t i = title_block_ + 1; i + 1 < blocks_.size() && i <= title_block_ + 12; ++i) {
      if (blocks_[i].measure.words > 2 || blocks_[i + 1].measure.words > 6) continue;
      if (!IsBylineWord(BylineWord::kLead, blocks_[i].text)) continue;
      AddNames(blocks_[i + 1].text, out);
      if (!out.empty()) return;
    }
    FromDateline(out);
  }

  // "Name | date": nothing says that it is a name, but a date stands in the same line.
  void FromDateline(std::vector<std::string>& out) const {
    for (std::size_t i = title_block_ + 1; i < blocks_.size() && i <= title_block_ + 4; ++i) {
      const Block& block = blocks_[i];
      if (block.measure.words > 16 || around_.IsElsewhere(i)) continue;
      if (FromBehindDate(block, out)) return;
      const std::vector<std::string_view> words = SplitWords(block.text);
      std::size_t end = 0;
      while (end < words.size() && !IsNameDivider(words[end])) ++end;
      if (end < 2 || end > 4 || end == words.size()) continue;
      const std::string_view name =
          std::string_view(block.text)
              .substr(0, static_cast<std::size_t>(words[end].data() - block.text.data()));
      if (Measure(name).digits > 0 || PhrasesOf(name) != 0 || BeginsInLink(block)) continue;
      if (FindTextDates(block.text.substr(name.size())).empty()) continue;
      if (!FindTextDates(name).empty()) continue;
      AddName(name, out);
      return;
    }
  }

  static bool HasCapitalOrNone(const std::string& name) {
    const bool latin =
        std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return !latin || Measure(name).capitals > 0;
  }

  // "19 December 2025 · Name": behind the date.
  bool FromBehindDate(const Block& block, std::vector<std::string>& out) const {
    const auto dates = FindTextDates(block.text);
    if (dates.size() != 1 || dates.front().begin > 12) return false;
    std::string_view rest = std::string_view(block.text).substr(dates.front().end);
    const std::vector<std::string_view> words = SplitWords(TrimSpace(rest));
    if (words.empty() || !IsNameDivider(words.front())) return false;
    std::vector<std::string> names;
    const std::size_t from =
        static_cast<std::size_t>(words.front().data() - rest.data()) + words.front().size();
    AddNames(rest.substr(from), names);
    if (names.size() != 1 || !LooksLikePerson(names.front())) return false;
    AddName(names.front(), out);
    return !out.empty();
  }

  // Sections link to their listings.
  bool BeginsInLink(const Block& block) const {
    return block.first_link != kNoNode && block.first_link <= block.first;
  }

  const Metadata& metadata_;
  const Tree& tree_;
  mutable std::vector<std::uint8_t> says_author_;  // by node, filled as it is asked for
  const std::vector<Block>& blocks_;
  const Surroundings& around_;
  std::size_t title_block_;
};

}  // namespace

std::vector<std::string> FindAuthors(const Metadata& metadata, const Tree& tree,
                                     const std::vector<Block>& blocks,
                                     const Surroundings& surroundings, std::size_t title_block) {
  return AuthorFinder(metadata, tree, blocks, surroundings, title_block).Find();
}

}  // namespace isnad::page
