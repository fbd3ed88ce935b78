#include "page/metadata.h"

#include <algorithm>

#include "base/utf8.h"
#include "page/plain_text.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxMetas = 400;
constexpr std::size_t kMaxValueBytes = 20'000;
constexpr std::size_t kMaxScripts = 40;

std::string PrimaryTag(std::string_view language) {
  std::string out;
  for (const char c : AsciiLower(TrimSpace(language))) {
    if (c < 'a' || c > 'z') break;
    out += c;
  }
  return out.size() == 2 || out.size() == 3 ? out : std::string();
}

// "EG" of "ar-EG", "ar_EG.UTF-8", "zh-Hans-CN"; "" where none is named.
std::string Region(std::string_view language) {
  std::string out;
  std::size_t begin = std::min(language.find_first_of("-_"), language.size());
  while (begin < language.size()) {
    const std::size_t end = std::min(language.find_first_of("-_.@", begin + 1), language.size());
    std::string part = AsciiLower(language.substr(begin + 1, end - begin - 1));
    if (part.size() == 2 &&
        std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
      for (char& c : part) c = static_cast<char>(c - 'a' + 'A');
      return part;
    }
    begin = end;
  }
  return out;
}

std::string WithoutMarks(std::string_view name) {
  constexpr std::string_view kItemprop = "itemprop:";
  std::string out;
  if (name.starts_with(kItemprop)) {
    out = kItemprop;
    name.remove_prefix(kItemprop.size());
  }
  for (const char c : name) {
    if (c != '-' && c != '_' && c != '.' && c != ':') out += c;
  }
  return out;
}

class MetadataReader {
 public:
  explicit MetadataReader(const Tree& tree) : tree_(tree) {}

  Metadata Read() {
    for (NodeId id = 0; id < tree_.size(); ++id) {
      switch (tree_[id].tag) {
        case Tag::kHtml:
          out_.language = PrimaryTag(tree_.Get(id, Name::kLang));
          out_.region = Region(tree_.Get(id, Name::kLang));
          break;
        case Tag::kMeta:
          ReadMeta(id);
          break;
        case Tag::kLink:
          ReadLink(id);
          break;
        case Tag::kTitle:
          if (out_.page_title.empty()) out_.page_title = tree_.InnerText(id, 2'000);
          break;
        case Tag::kScript:
          if (tree_[id].end > id + 1 && scripts_.size() < kMaxScripts) {
            scripts_.push_back(tree_.Text(id + 1));
          }
          break;
        default:
          break;
      }
    }
    const std::string_view title = out_.First("og:title");
    out_.linked = ReadJsonLd(scripts_, {title.empty() ? std::string_view(out_.page_title) : title,
                                        out_.canonical.empty() ? out_.First("og:url")
                                                               : std::string_view(out_.canonical)});
    if (out_.language.empty()) out_.language = PrimaryTag(out_.linked.language);
    for (const std::string_view name : {"og:locale", "content-language", "language"}) {
      if (out_.language.empty()) out_.language = PrimaryTag(out_.First(name));
      if (out_.region.empty()) out_.region = Region(out_.First(name));
    }
    if (out_.region.empty()) out_.region = Region(out_.linked.language);
    return std::move(out_);
  }

 private:
  void ReadMeta(NodeId id) {
    if (++metas_ > kMaxMetas) return;
    const std::string_view content = tree_.Get(id, Name::kContent);
    if (content.empty() || content.size() > kMaxValueBytes) return;
    std::string value = PlainText(content);
    if (value.empty()) return;
    for (const Name name : {Name::kProperty, Name::kName, Name::kItemprop, Name::kHttpEquiv}) {
      const std::string_view key = TrimSpace(tree_.Get(id, name));
      if (key.empty() || key.size() > 100) continue;
      std::string lower = AsciiLower(key);
      if (name == Name::kItemprop) lower = "itemprop:" + lower;
      out_.squeezed.try_emplace(WithoutMarks(lower), value);
      out_.meta[lower].push_back(value);
    }
  }

  void ReadLink(NodeId id) {
    const std::string_view rel = tree_.Get(id, Name::kRel);
    const std::string_view href = TrimSpace(tree_.Get(id, Name::kHref));
    if (href.empty()) return;
    if (EqualsIgnoringCase(rel, "canonical") && out_.canonical.empty()) out_.canonical = href;
    if (EqualsIgnoringCase(rel, "amphtml") && out_.amp.empty()) out_.amp = href;
  }

  const Tree& tree_;
  Metadata out_;
  std::vector<std::string_view> scripts_;
  std::size_t metas_ = 0;
};

}  // namespace

std::string_view Metadata::First(std::span<const std::string_view> names) const {
  for (const std::string_view name : names) {
    if (const auto at = meta.find(std::string(name)); at != meta.end()) return at->second.front();
  }
  return {};
}

std::string_view Metadata::Squeezed(std::string_view name) const {
  const auto at = squeezed.find(std::string(name));
  return at == squeezed.end() ? std::string_view() : std::string_view(at->second);
}

Metadata ReadMetadata(const Tree& tree) { return MetadataReader(tree).Read(); }

}  // namespace isnad::page
