#include "page/details.h"

#include <algorithm>
#include <unordered_set>

#include "base/utf8.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxTags = 30;
constexpr std::size_t kMaxImages = 40;

// Absolute http(s) address of a reference on the page, "" where it is none.
std::string Absolute(std::string_view reference, const std::optional<Url>& base) {
  reference = TrimSpace(reference);
  if (reference.empty() || reference.front() == '#') return {};
  const auto url = base ? base->Resolve(reference) : Url::Parse(reference);
  return url ? url->text() : std::string();
}

void AddOnce(std::string_view text, std::vector<std::string>& out) {
  text = TrimSpace(text);
  if (text.empty() || text.size() > 200 || out.size() >= kMaxTags) return;
  if (std::find(out.begin(), out.end(), text) == out.end()) out.emplace_back(text);
}

// Values that say the outlet in a machine's words ("example.com", "@example") serve last.
bool IsDisplayName(std::string_view name) {
  return !name.empty() && name.front() != '@' && name.find("://") == std::string_view::npos;
}

}  // namespace

std::optional<Url> PageAddress(const Metadata& metadata, std::string_view given) {
  std::optional<Url> page;
  if (auto url = Url::Parse(given)) page = *url;
  for (const std::string_view text :
       {std::string_view(metadata.canonical), metadata.First("og:url"),
        std::string_view(metadata.linked.url)}) {
    if (text.empty()) continue;
    const auto url = page ? page->Resolve(text) : Url::Parse(text);
    if (!url || (page && url->RegistrableDomain() != page->RegistrableDomain())) continue;
    // A front page as everyone's canonical address is a template's mistake.
    if (page && url->path() == "/" && page->path() != "/") continue;
    return *url;
  }
  return page;
}

std::string FindOutlet(const Metadata& metadata) {
  for (const std::string_view name :
       {metadata.First("og:site_name"), std::string_view(metadata.linked.publisher),
        metadata.First("application-name"), metadata.First("al:android:app_name"),
        metadata.First("apple-mobile-web-app-title"), metadata.First("publisher"),
        metadata.First("dc.publisher")}) {
    if (IsDisplayName(name) && name.size() <= 120) return std::string(name);
  }
  return {};
}

std::string FindSection(const Metadata& metadata) {
  constexpr std::string_view kNames[] = {"article:section", "parsely-section", "section",
                                         "dc.subject"};
  if (!metadata.linked.section.empty()) return metadata.linked.section;
  return std::string(metadata.First(kNames));
}

std::vector<std::string> FindTags(const Metadata& metadata) {
  std::vector<std::string> out;
  if (const auto at = metadata.meta.find("article:tag"); at != metadata.meta.end()) {
    for (const std::string& tag : at->second) AddOnce(tag, out);
  }
  if (out.empty()) {
    for (const std::string& tag : metadata.linked.keywords) AddOnce(tag, out);
  }
  if (!out.empty()) return out;
  constexpr std::string_view kNames[] = {"news_keywords", "keywords", "parsely-tags"};
  std::string_view list = metadata.First(kNames);
  while (!list.empty()) {
    const std::size_t ascii = list.find(',');
    const std::size_t arabic = list.find("\u060C");
    const std::size_t at = std::min({ascii, arabic, list.size()});
    AddOnce(list.substr(0, at), out);
    list.remove_prefix(std::min(list.size(), at + (at == arabic ? 2 : 1)));
  }
  return out;
}

std::string_view Description(const Metadata& metadata) {
  constexpr std::string_view kNames[] = {"og:description", "description", "twitter:description"};
  return metadata.First(kNames);
}

std::string FindImage(const Metadata& metadata, const std::optional<Url>& base) {
  constexpr std::string_view kNames[] = {"og:image", "og:image:url", "og:image:secure_url",
                                         "twitter:image", "twitter:image:src"};
  std::string found = Absolute(metadata.First(kNames), base);
  return found.empty() ? Absolute(metadata.linked.image, base) : found;
}

std::vector<news::Image> FindImages(const Tree& tree, const std::vector<Block>& blocks,
                                    const std::vector<bool>& keep, const std::optional<Url>& base) {
  std::vector<news::Image> out;
  const auto first = std::find(keep.begin(), keep.end(), true);
  if (first == keep.end()) return out;
  const auto last = std::find(keep.rbegin(), keep.rend(), true);
  const NodeId from = blocks[static_cast<std::size_t>(first - keep.begin())].first;
  const NodeId to = blocks[keep.size() - 1 - static_cast<std::size_t>(last - keep.rbegin())].last;
  // The picture above the first paragraph belongs to the article too.
  const NodeId begin = from > 60 ? from - 60 : 0;
  for (NodeId id = begin; id <= to && out.size() < kMaxImages; ++id) {
    if (tree[id].tag != Tag::kImg) continue;
    std::string_view source = tree.Get(id, Name::kDataSrc);
    if (source.empty()) source = tree.Get(id, Name::kSrc);
    news::Image image{Absolute(source, base), {}};
    if (image.url.empty()) continue;
    NodeId figure = tree[id].parent;
    for (int step = 0; step < 4 && figure != kNoNode; ++step, figure = tree[figure].parent) {
      if (tree[figure].tag != Tag::kFigure) continue;
      const NodeId caption = tree.Find(Tag::kFigcaption, figure, tree[figure].end);
      if (caption != kNoNode) image.caption = tree.InnerText(caption, 2'000);
      break;
    }
    if (id < from && image.caption.empty()) continue;
    if (std::none_of(out.begin(), out.end(),
                     [&](const news::Image& known) { return known.url == image.url; })) {
      out.push_back(std::move(image));
    }
  }
  return out;
}

std::vector<news::Headline> FindHeadlines(const Tree& tree, const std::vector<Block>& blocks,
                                          const std::vector<bool>& keep,
                                          const std::optional<Url>& base,
                                          std::size_t max_headlines) {
  std::vector<news::Headline> out;
  std::unordered_set<std::string> seen;
  const auto add = [&](std::string text, NodeId link) {
    if (out.size() >= max_headlines || !seen.insert(text).second) return;
    out.push_back({std::move(text), Absolute(tree.Get(link, Name::kHref), base)});
  };
  for (std::size_t i = 0; i < blocks.size() && out.size() < max_headlines; ++i) {
    const Block& block = blocks[i];
    if (keep[i] || block.first_link == kNoNode || block.LinkShare() < 0.7) continue;
    if (block.links == 1) {
      if (block.measure.words >= 4 && block.measure.words <= 35 && block.phrases == 0) {
        add(block.text, block.first_link);
      }
      continue;
    }
    // A ticker: many links in one line.
    if (block.measure.words < 4 * block.links) continue;
    for (NodeId id = block.first_link; id <= block.last; ++id) {
      if (tree[id].tag != Tag::kA) continue;
      std::string text = tree.InnerText(id, 500);
      const std::uint32_t words = Measure(text).words;
      if (words >= 4 && words <= 35) add(std::move(text), id);
    }
  }
  return out;
}

}  // namespace isnad::page
