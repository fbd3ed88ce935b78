#include "page/details.h"

#include <algorithm>
#include <initializer_list>
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

namespace {

// "Name | the slogan of the site": its shortest part at a bar, first of equals.
std::string_view WithoutSlogan(std::string_view name) {
  constexpr std::string_view kBar = " | ";
  const std::size_t at = name.find(kBar);
  if (at == std::string_view::npos) return name;
  const std::string_view first = TrimSpace(name.substr(0, at));
  return first.empty() ? name : first;
}

std::string FirstDisplayName(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (IsDisplayName(name) && name.size() <= 160) return std::string(WithoutSlogan(name));
  }
  return {};
}

}  // namespace

std::string FindOutlet(const Metadata& metadata) {
  const std::string title = FoldedWords(metadata.page_title);
  std::string_view name = metadata.First("og:site_name");
  // Some templates put the title in its place.
  if (Measure(name).words >= 4 && title.starts_with(FoldedWords(name))) name = {};
  // The company that publishes is not always what its site is called: the title tells.
  std::string_view publisher = metadata.linked.publisher;
  const bool titled = title.find(FoldedWords(publisher)) != std::string::npos;
  // A login in Latin letters on a page in Arabic, whose publisher is named for readers.
  if (!name.empty() && !HasArabicLetters(name) && HasArabicLetters(metadata.page_title)) {
    for (const std::string_view other : {publisher, metadata.First("itemprop:publisher")}) {
      if (HasArabicLetters(other)) return FirstDisplayName({other, name});
    }
  }
  if (!titled) publisher = {};
  return FirstDisplayName({name, publisher});
}

std::string FindWeakOutlet(const Metadata& metadata) {
  return FirstDisplayName({metadata.linked.publisher, metadata.First("application-name"),
                           metadata.First("al:android:app_name"),
                           metadata.First("apple-mobile-web-app-title"),
                           metadata.First("publisher"), metadata.First("dc.publisher")});
}

std::string FindSection(const Metadata& metadata) {
  constexpr std::string_view kNames[] = {"article:section", "parsely-section", "section",
                                         "dc.subject"};
  if (!metadata.linked.section.empty()) return metadata.linked.section;
  return std::string(metadata.First(kNames));
}

namespace {

// Each of "one, two،three".
void AddList(std::string_view list, std::vector<std::string>& out) {
  constexpr std::string_view kArabicComma = "\u060C";
  while (!list.empty()) {
    const std::size_t arabic = list.find(kArabicComma);
    const std::size_t at = std::min({list.find(','), arabic, list.size()});
    AddOnce(list.substr(0, at), out);
    const std::size_t comma = at == arabic ? kArabicComma.size() : 1;
    list.remove_prefix(std::min(list.size(), at + comma));
  }
}

// Some systems cut the title at its spaces and call the words keywords.
bool AreWordsOf(std::string_view title, const std::vector<std::string>& tags) {
  constexpr std::size_t kEnough = 4;
  if (tags.size() < kEnough) return false;
  return std::all_of(tags.begin(), tags.end(), [&](const std::string& tag) {
    return tag.find(' ') == std::string::npos && title.find(tag) != std::string_view::npos;
  });
}

}  // namespace

std::vector<std::string> FindTags(const Metadata& metadata) {
  std::vector<std::string> out;
  if (const auto at = metadata.meta.find("article:tag"); at != metadata.meta.end()) {
    for (const std::string& tag : at->second) AddList(tag, out);
  }
  if (out.empty()) {
    for (const std::string& tag : metadata.linked.keywords) AddList(tag, out);
  }
  constexpr std::string_view kNames[] = {"news_keywords", "keywords", "parsely-tags"};
  if (out.empty()) AddList(metadata.First(kNames), out);
  if (AreWordsOf(metadata.page_title, out)) out.clear();
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

namespace {

// "noindex, NOARCHIVE" and "none" as single directives, each once; permissions are left out.
void AddDirectives(std::string_view list, std::vector<std::string>& out) {
  constexpr std::size_t kMaxDirectives = 12;
  while (!list.empty() && out.size() < kMaxDirectives) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string word = AsciiLower(TrimSpace(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (word == "none") {
      AddDirectives("noindex,nofollow", out);
    } else if (word.starts_with("no") && word.size() <= 20 && word != "noodp" && word != "noydir" &&
               std::find(out.begin(), out.end(), word) == out.end()) {
      out.push_back(word);
    }
  }
}

std::optional<bool> IsPaywalled(const Metadata& metadata) {
  if (metadata.linked.free) return !*metadata.linked.free;
  constexpr std::string_view kNames[] = {"article:content_tier", "og:article:content_tier"};
  const std::string tier = AsciiLower(metadata.First(kNames));
  if (tier == "free") return false;
  if (tier == "locked" || tier == "metered") return true;
  return std::nullopt;
}

}  // namespace

void FillTerms(const Metadata& metadata, const std::optional<Url>& base, news::Article& article) {
  article.canonical = Absolute(metadata.canonical, base);
  article.amp = Absolute(metadata.amp, base);
  for (const std::string_view name : {"robots", "googlebot", "googlebot-news"}) {
    if (const auto at = metadata.meta.find(std::string(name)); at != metadata.meta.end()) {
      for (const std::string& value : at->second) AddDirectives(value, article.robots);
    }
  }
  const std::string_view reserved = metadata.First("tdm-reservation");
  if (reserved == "1" || reserved == "0") article.tdm_reserved = reserved == "1";
  article.paywalled = IsPaywalled(metadata);
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
    // A drawing is an icon or a logo, not what was seen.
    if (image.url.empty() || image.url.ends_with(".svg")) continue;
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
