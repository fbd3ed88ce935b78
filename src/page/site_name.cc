#include "page/site_name.h"

#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/names.h"
#include "page/text.h"
#include "page/title.h"

namespace isnad::page {
namespace {

constexpr std::uint32_t kMaxNameWords = 6;
constexpr std::size_t kMaxSigns = 200;  // of one page

constexpr std::size_t kMaxFrontLinks = 20;

// "/", "index.php", "/ar/", "https://example.org/": where a logo leads.
bool LeadsToFrontPage(std::string_view href) {
  for (const std::string_view scheme : {"https://", "http://", "//"}) {
    if (!href.starts_with(scheme)) continue;
    href.remove_prefix(scheme.size());
    const std::size_t slash = href.find('/');
    href = slash == std::string_view::npos ? "/" : href.substr(slash);
    break;
  }
  if (href.starts_with("./")) href.remove_prefix(1);
  if (href.starts_with("index.") || href.starts_with("/index.")) return true;
  if (href == "/") return true;
  return href.size() <= 4 && href.size() >= 3 && href.front() == '/' &&
         href.substr(1).find('/') + 2 >= href.size();
}

// Does `text` begin with `name` at a word's end?
bool Begins(std::string_view text, std::string_view name) {
  return text.starts_with(name) && (text.size() == name.size() || text[name.size()] == ' ');
}

// What a page shows where sites write their names, folded.
class Signs {
 public:
  Signs(const Tree& tree, const std::vector<Block>& blocks) : tree_(tree) {
    for (NodeId id = 0; id < tree.size() && labels_.size() < kMaxSigns; ++id) Read(id);
    for (const Block& block : blocks) {
      if ((block.phrases & Bit(Phrase::kFooter)) == 0 || lines_.size() >= kMaxSigns) continue;
      lines_.push_back(" " + block.folded + " ");
    }
  }

  bool Show(const std::string& name) const {
    for (const std::string& label : labels_) {
      if (Begins(label, name)) return true;
    }
    for (const std::string& line : lines_) {
      if (line.find(" " + name + " ") != std::string::npos) return true;
    }
    return false;
  }

 private:
  void Add(std::string_view label) {
    if (label.empty() || label.size() > 300) return;
    labels_.push_back(FoldedWords(label));
  }

  void Read(NodeId id) {
    const Tag tag = tree_[id].tag;
    if (tag == Tag::kLink && links_ < kMaxSigns) {
      ++links_;
      if (tree_.Get(id, Name::kRel) == "alternate") Add(tree_.Get(id, Name::kTitle));
    } else if (tag == Tag::kA) {
      // Each is read whole, and hostile ones may nest.
      if (front_links_ >= kMaxFrontLinks) return;
      if (!LeadsToFrontPage(TrimSpace(tree_.Get(id, Name::kHref)))) return;
      ++front_links_;
      Add(tree_.Get(id, Name::kTitle));
      Add(tree_.Get(id, Name::kAriaLabel));
      Add(tree_.InnerText(id, 300));
      for (NodeId inner = id + 1; inner < tree_[id].end && inner < id + 20; ++inner) {
        if (tree_[inner].tag == Tag::kText) continue;
        Add(tree_.Get(inner, Name::kAlt));
        Add(tree_.Get(inner, Name::kAriaLabel));
      }
    } else if (tag == Tag::kImg && !first_image_) {
      // The picture at the head of a page from before logos were links.
      first_image_ = true;
      Add(tree_.Get(id, Name::kAlt));
    }
  }

  const Tree& tree_;
  std::vector<std::string> labels_;
  std::vector<std::string> lines_;  // with a space at either end
  std::size_t links_ = 0;
  std::size_t front_links_ = 0;
  bool first_image_ = false;
};

}  // namespace

namespace {

// A longer part that the page's heading begins with is the title, whatever repeats it.
bool IsHeadline(std::string_view part, const std::string& folded,
                const std::vector<Block>& blocks) {
  if (Measure(part).words < 4) return false;
  for (const Block& block : blocks) {
    if (block.heading == 1 && !block.hidden && Begins(FoldedWords(block.text), folded)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string FindSiteName(const Metadata& metadata, const Tree& tree,
                         const std::vector<Block>& blocks) {
  const std::vector<std::string_view> parts = EdgesOfTitle(metadata.page_title);
  if (parts.empty()) return {};
  const Signs signs(tree, blocks);
  for (const std::string_view part : parts) {
    const std::string folded = FoldedWords(part);
    if (folded.empty() || Measure(part).words > kMaxNameWords) continue;
    if (IsBylineWord(BylineWord::kFront, part) || IsHeadline(part, folded, blocks)) continue;
    if (signs.Show(folded)) return std::string(part);
    // "… - صحيفة المدينة": says itself what it is.
    if (part.data() == parts.front().data() && HasArabicLetters(part) && HasPressWord(part)) {
      return std::string(part);
    }
  }
  return {};
}

}  // namespace isnad::page
