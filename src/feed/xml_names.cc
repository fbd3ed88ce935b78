#include "feed/xml_names.h"

#include <algorithm>

#include "base/utf8.h"
#include "feed/text.h"

namespace isnad::feed {
namespace {

using std::string_view;

struct Known {
  string_view text;
  Space space;
};

// Lower case, without "http://", "https://" and the punctuation at the end, as those vary.
constexpr Known kAddresses[] = {
    {"www.w3.org/2005/atom", Space::kAtom},
    {"purl.org/atom/ns", Space::kAtom},
    {"purl.org/atom/ns#0.3", Space::kAtom},
    {"example.com/newformat", Space::kAtom},  // Atom's name while it had none
    {"example.com/necho", Space::kAtom},
    {"purl.org/echo", Space::kAtom},
    {"uri/of/echo/namespace", Space::kAtom},
    {"purl.org/pie", Space::kAtom},
    {"purl.org/rss/1.0", Space::kPlain},
    {"my.netscape.com/rdf/simple/0.9", Space::kPlain},
    {"channel.netscape.com/rdf/simple/0.9", Space::kPlain},
    {"my.netscape.com/publish/formats/rss-0.91.dtd", Space::kPlain},
    {"backend.userland.com/rss", Space::kPlain},
    {"backend.userland.com/rss2", Space::kPlain},
    {"backend.userland.com/rss091", Space::kPlain},
    {"blogs.law.harvard.edu/tech/rss", Space::kPlain},
    {"cyber.law.harvard.edu/rss", Space::kPlain},
    {"www.rssboard.org/rss-specification", Space::kPlain},
    {"www.sitemaps.org/schemas/sitemap/0.9", Space::kPlain},
    {"www.google.com/schemas/sitemap/0.84", Space::kPlain},
    {"www.google.com/schemas/sitemap/0.9", Space::kPlain},
    {"www.w3.org/1999/02/22-rdf-syntax-ns", Space::kRdf},
    {"purl.org/rss/1.0/modules/content", Space::kContent},
    {"purl.org/dc/elements/1.1", Space::kDublinCore},
    {"purl.org/dc/elements/1.0", Space::kDublinCore},
    {"purl.org/dc/terms", Space::kDcTerms},
    {"search.yahoo.com/mrss", Space::kMedia},
    {"video.search.yahoo.com/mrss", Space::kMedia},
    {"www.rssboard.org/media-rss", Space::kMedia},
    {"www.itunes.com/dtds/podcast-1.0.dtd", Space::kItunes},
    {"example.com/dtds/podcast-1.0.dtd", Space::kItunes},
    {"www.georss.org/georss", Space::kGeoRss},
    {"www.w3.org/2003/01/geo/wgs84_pos", Space::kGeo},
    {"www.opengis.net/gml", Space::kGml},
    {"purl.org/rss/1.0/modules/slash", Space::kSlash},
    {"purl.org/rss/1.0/modules/syndication", Space::kSyndication},
    {"backend.userland.com/creativecommonsrssmodule", Space::kCreativeCommons},
    {"web.resource.org/cc", Space::kCreativeCommons},
    {"creativecommons.org/ns", Space::kCreativeCommons},
    {"cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", Space::kCreativeCommons},
    {"rssnamespace.org/feedburner/ext/1.0", Space::kFeedburner},
    {"purl.org/syndication/history/1.0", Space::kHistory},
    {"www.w3.org/1999/xhtml", Space::kXhtml},
    {"www.w3.org/xml/1998/namespace", Space::kXml},
    {"www.google.com/schemas/sitemap-news/0.9", Space::kNews},
    {"www.google.com/schemas/sitemap-image/1.1", Space::kImage},
    {"www.google.com/schemas/sitemap-image/1.0", Space::kImage},
    {"www.google.com/schemas/sitemap-video/1.1", Space::kVideo},
};

constexpr Known kPrefixes[] = {
    {"xml", Space::kXml},
    {"atom", Space::kAtom},
    {"atom10", Space::kAtom},
    {"a10", Space::kAtom},
    {"rss", Space::kPlain},
    {"rdf", Space::kRdf},
    {"content", Space::kContent},
    {"dc", Space::kDublinCore},
    {"dcterms", Space::kDcTerms},
    {"media", Space::kMedia},
    {"itunes", Space::kItunes},
    {"georss", Space::kGeoRss},
    {"geo", Space::kGeo},
    {"gml", Space::kGml},
    {"slash", Space::kSlash},
    {"sy", Space::kSyndication},
    {"cc", Space::kCreativeCommons},
    {"creativecommons", Space::kCreativeCommons},
    {"feedburner", Space::kFeedburner},
    {"fh", Space::kHistory},
    {"xhtml", Space::kXhtml},
    {"news", Space::kNews},
    {"image", Space::kImage},
    {"video", Space::kVideo},
};

string_view Prefix(string_view qualified) {
  const std::size_t colon = qualified.find(':');
  return colon == string_view::npos ? string_view() : qualified.substr(0, colon);
}

string_view Local(string_view qualified) {
  return qualified.substr(Prefix(qualified).empty() ? 0 : Prefix(qualified).size() + 1);
}

template <std::size_t N>
Space Look(const Known (&table)[N], string_view lower) {
  const auto* row = std::find_if(std::begin(table), std::end(table),
                                 [lower](const Known& known) { return known.text == lower; });
  return row == std::end(table) ? Space::kOther : row->space;
}

Space SpaceOfAddress(string_view address) {
  std::string lower = LowerAscii(TrimSpace(address));
  if (lower.empty()) return Space::kPlain;
  if (lower.size() > 200) return Space::kOther;
  string_view rest = lower;
  for (const string_view scheme : {"http://", "https://"}) {
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  }
  while (!rest.empty() && (rest.back() == '/' || rest.back() == '#')) rest.remove_suffix(1);
  return Look(kAddresses, rest);
}

}  // namespace

void NamespaceScope::Enter(std::span<const XmlAttribute> attributes) {
  ++depth_;
  for (const auto& [name, value] : attributes) {
    if (!name.starts_with("xmlns") || bindings_.size() >= kMaxBindings) continue;
    if (name.size() > 5 && name[5] != ':') continue;
    const string_view prefix = name.size() > 5 ? name.substr(6) : string_view();
    Space space = SpaceOfAddress(value);
    if (space == Space::kOther && !prefix.empty()) space = Look(kPrefixes, LowerAscii(prefix));
    if (space == Space::kOther && prefix.empty() && trust_default_) space = Space::kPlain;
    bindings_.push_back({depth_, space, std::string(prefix), std::string(value)});
  }
}

void NamespaceScope::Leave() {
  while (!bindings_.empty() && bindings_.back().depth == depth_) bindings_.pop_back();
  --depth_;
}

const NamespaceScope::Binding* NamespaceScope::Find(string_view prefix) const {
  const auto found =
      std::find_if(bindings_.rbegin(), bindings_.rend(),
                   [prefix](const Binding& binding) { return binding.prefix == prefix; });
  return found == bindings_.rend() ? nullptr : &*found;
}

Space NamespaceScope::SpaceOf(string_view prefix) const {
  if (const Binding* binding = Find(prefix)) return binding->space;
  if (prefix.empty()) return Space::kPlain;
  if (prefix == "xmlns") return Space::kOther;
  if (undeclared_.empty() && prefix != "xml") undeclared_ = TruncateUtf8(prefix, 64);
  return Look(kPrefixes, LowerAscii(prefix));
}

XmlName NamespaceScope::Element(string_view qualified) const {
  return {SpaceOf(Prefix(qualified)), Local(qualified)};
}

XmlName NamespaceScope::Attribute(string_view qualified) const {
  const string_view prefix = Prefix(qualified);
  return {prefix.empty() ? Space::kPlain : SpaceOf(prefix), Local(qualified)};
}

string_view NamespaceScope::Address(string_view qualified) const {
  const Binding* binding = Find(Prefix(qualified));
  return binding == nullptr ? string_view() : string_view(binding->address);
}

void NamespaceScope::TrustDefault() {
  trust_default_ = true;
  for (Binding& binding : bindings_) {
    if (binding.prefix.empty() && binding.space == Space::kOther) binding.space = Space::kPlain;
  }
}

}  // namespace isnad::feed
