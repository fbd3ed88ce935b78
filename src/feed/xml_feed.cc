#include "feed/xml_feed.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "feed/text.h"

namespace isnad::feed {
namespace {

using std::string_view;

// expat keeps about 130 bytes for an open element: this deep, it is no feed but an attack.
constexpr std::size_t kMaxExtraDepth = 16'384;

bool IsRootName(string_view local) {
  constexpr string_view kNames[] = {"rss", "feed", "urlset", "sitemapindex"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [local](string_view name) { return EqualsIgnoringCase(name, local); });
}

}  // namespace

// The attributes of one element, by name without case, as feeds write them.
struct XmlFeed::Attributes {
  std::span<const XmlAttribute> list;
  const NamespaceScope& scope;

  [[nodiscard]] string_view Get(string_view local, Space space = Space::kPlain) const {
    for (const auto& [name, value] : list) {
      if (name.size() < local.size() ||
          !EqualsIgnoringCase(name.substr(name.size() - local.size()), local))
        continue;
      const XmlName found = scope.Attribute(name);
      if (found.space == space && found.local.size() == local.size()) return value;
    }
    return {};
  }

  [[nodiscard]] bool Has(string_view local, Space space) const {
    return std::any_of(list.begin(), list.end(), [&](const XmlAttribute& attribute) {
      const XmlName found = scope.Attribute(attribute.name);
      return found.space == space && EqualsIgnoringCase(found.local, local);
    });
  }
};

XmlFeed::XmlFeed(const ParseOptions& options)
    : options_(options),
      warnings_(options.limits.max_warnings),
      fields_(options_.limits, warnings_),
      links_(options.url) {
  if (!options.content_language.empty()) languages_.emplace_back(options.content_language);
}

bool XmlFeed::OnStart(string_view name, std::span<const XmlAttribute> list) {
  if (extra_depth_ > 0 || frames_.size() >= options_.limits.max_depth) {
    warnings_.Count("elements nested too deep, not read");
    return ++extra_depth_ <= kMaxExtraDepth;
  }
  scope_.Enter(list);
  const Attributes attributes{list, scope_};
  Frame frame{};
  if (attributes.Has("base", Space::kXml)) {
    frame.has_base = true;
    links_.Push(attributes.Get("base", Space::kXml));
  }
  if (attributes.Has("lang", Space::kXml)) {
    frame.has_language = true;
    std::string language(TrimSpace(attributes.Get("lang", Space::kXml)));
    std::replace(language.begin(), language.end(), '_', '-');
    languages_.push_back(std::move(language));
  }
  const Context around = frames_.empty() ? Context::kOutside : frames_.back().context;
  if (around == Context::kCopied) {
    capture_.text.Start(name, list, scope_);
    frame.context = around;
  } else if (around == Context::kDropped) {
    frame.context = around;
  } else {
    XmlName meaning = scope_.Element(name);
    if (!found_root_ && meaning.space == Space::kOther && IsRootName(meaning.local)) {
      scope_.TrustDefault();
      meaning = scope_.Element(name);
    }
    frame.context = Open(FindElement(meaning), around, meaning, attributes);
    frame.ends_item = frame.context == Context::kItem && around != Context::kItem;
    frame.ends_text = frame.context == Context::kCopied;
  }
  frames_.push_back(frame);
  return true;
}

void XmlFeed::OnEnd(string_view) {
  if (extra_depth_ > 0) {
    --extra_depth_;
    return;
  }
  if (frames_.empty()) return;
  const Frame frame = frames_.back();
  frames_.pop_back();
  const Context around = frames_.empty() ? Context::kOutside : frames_.back().context;
  if (frame.ends_text) {
    EndText();
  } else if (frame.context == Context::kCopied) {
    capture_.text.End();
  } else if (frame.ends_item) {
    EndItem();
  } else if (frame.context != around) {
    if (frame.context == Context::kPerson) EndPerson();
    if (frame.context == Context::kImage) EndImage();
    if (frame.context == Context::kSource) EndSource();
  }
  if (frame.has_base) links_.Pop();
  if (frame.has_language) languages_.pop_back();
  scope_.Leave();
}

void XmlFeed::OnText(string_view text) {
  if (frames_.empty() || extra_depth_ > 0) return;
  switch (frames_.back().context) {
    case Context::kCopied:
      capture_.text.Text(text);
      break;
    case Context::kPerson:
      person_.text += text;
      break;
    case Context::kImage:
      image_.text += text;
      break;
    case Context::kSource:
      source_.text += text;
      break;
    default:
      break;
  }
}

XmlFeed::Context XmlFeed::Open(Element element, Context around, const XmlName& name,
                               const Attributes& attributes) {
  switch (element) {
    case Element::kRssRoot:
    case Element::kRdfRoot:
    case Element::kAtomRoot:
    case Element::kUrlSet:
    case Element::kSitemapIndex:
      return OpenRoot(element, name, attributes);
    case Element::kHtmlRoot:
      saw_html_ = true;
      return Context::kIgnored;
    case Element::kOpmlRoot:
      saw_opml_ = true;
      return Context::kIgnored;
    case Element::kChannel:
      if (item_) return Context::kIgnored;
      found_root_ = true;
      if (const string_view about = attributes.Get("about", Space::kRdf); !about.empty()) {
        feed_.id = TrimSpace(about);
      }
      return Context::kFeed;
    case Element::kItem:
      return OpenItem(name, attributes);
    case Element::kUrl:
    case Element::kSitemap:
      if (feed_.kind == news::FeedKind::kSitemap && around == Context::kFeed) {
        return OpenItem(name, attributes);
      }
      break;
    default:
      break;
  }
  if (around == Context::kOutside || around == Context::kIgnored) return Context::kIgnored;
  return OpenPart(element, around, name, attributes);
}

XmlFeed::Context XmlFeed::OpenRoot(Element element, const XmlName& name,
                                   const Attributes& attributes) {
  if (found_root_) return item_ ? Context::kIgnored : Context::kFeed;
  found_root_ = true;
  feed_.version = attributes.Get("version");
  if (!languages_.empty()) feed_.language = languages_.back();
  switch (element) {
    case Element::kRdfRoot: {
      feed_.kind = news::FeedKind::kRdf;
      const bool netscape = std::any_of(
          attributes.list.begin(), attributes.list.end(), [](const XmlAttribute& attribute) {
            return attribute.value.find("/rdf/simple/0.9") != string_view::npos;
          });
      feed_.version = netscape ? "0.90" : "1.0";
      break;
    }
    case Element::kAtomRoot:
      feed_.kind = news::FeedKind::kAtom;
      if (feed_.version.empty() && name.space == Space::kAtom) feed_.version = "1.0";
      break;
    case Element::kUrlSet:
    case Element::kSitemapIndex:
      feed_.kind = news::FeedKind::kSitemap;
      feed_.is_index = element == Element::kSitemapIndex;
      break;
    default:
      feed_.kind = news::FeedKind::kRss;
  }
  return Context::kFeed;
}

XmlFeed::Context XmlFeed::OpenItem(const XmlName& name, const Attributes& attributes) {
  if (item_) {
    warnings_.Count("items inside items, not read");
    return Context::kDropped;
  }
  if (!found_root_) {  // an item alone
    found_root_ = true;
    feed_.kind =
        EqualsIgnoringCase(name.local, "entry") ? news::FeedKind::kAtom : news::FeedKind::kRss;
  }
  if (feed_.items.size() >= options_.limits.max_items) {
    ++dropped_items_;
    return Context::kDropped;
  }
  item_.emplace();
  item_ranks_ = {};
  latitude_.reset();
  longitude_.reset();
  if (const string_view about = attributes.Get("about", Space::kRdf); !about.empty()) {
    item_->id = TrimSpace(about);
    fields_.Text(item_->link, item_ranks_.link, 1, links_.Resolve(about));
  }
  return Context::kItem;
}

XmlFeed::Context XmlFeed::OpenPart(Element element, Context around, const XmlName& name,
                                   const Attributes& attributes) {
  const bool whole = around == Context::kFeed || around == Context::kItem;
  switch (element) {
    case Element::kUnknown:
    case Element::kContributor:
    case Element::kTextInput:
    case Element::kSitemap:
      return Context::kIgnored;
    case Element::kTransparent:
      return around;
    case Element::kImage:
      image_ = {};
      return whole ? Context::kImage : Context::kIgnored;
    case Element::kPerson:
      person_ = {};
      return whole ? Context::kPerson : Context::kIgnored;
    case Element::kSource:
      source_ = {};
      source_.link = links_.Resolve(attributes.Get("url"));
      return around == Context::kItem ? Context::kSource : Context::kIgnored;
    case Element::kMediaContent:
      if (whole) TakeMedia(attributes, around);
      return around;
    case Element::kThumbnail:
    case Element::kItunesImage:
    case Element::kItunesLink: {
      const bool link = element == Element::kItunesLink;
      if (link && !EqualsIgnoringCase(attributes.Get("rel"), "image")) return Context::kIgnored;
      const bool thumbnail = element == Element::kThumbnail;
      string_view address = attributes.Get(thumbnail ? "url" : "href");
      if (address.empty()) address = attributes.Get(thumbnail ? "href" : "url");
      if (address.empty() && whole && !link) return OpenText(element, around, name, attributes);
      FieldRanks& ranks = around == Context::kItem ? item_ranks_ : feed_ranks_;
      std::string& image = around == Context::kItem ? item_->image : feed_.image;
      if (whole) fields_.Text(image, ranks.image, thumbnail ? 3 : 5, links_.Resolve(address));
      return Context::kIgnored;
    }
    case Element::kEnclosure:
      if (around == Context::kItem) TakeEnclosure(attributes);
      return Context::kIgnored;
    case Element::kItunesCategory:
      if (whole) {
        fields_.Add(around == Context::kItem ? item_->tags : feed_.tags,
                    PlainText(attributes.Get("text")));
      }
      return around;
    case Element::kComplete:
    case Element::kArchive:
      (element == Element::kComplete ? feed_.paging.complete : feed_.paging.archive) = true;
      return Context::kIgnored;
    default:
      return OpenText(element, around, name, attributes);
  }
}

XmlFeed::Context XmlFeed::OpenText(Element element, Context owner, const XmlName& name,
                                   const Attributes& attributes) {
  if (element == Element::kLink && !attributes.Get("href").empty()) {
    TakeLink(attributes, owner);
    return Context::kIgnored;
  }
  const bool whole = owner == Context::kFeed || owner == Context::kItem;
  if (element == Element::kCategory && whole) {
    string_view term = attributes.Get("term");
    if (TrimSpace(term).empty()) term = attributes.Get("label");
    // media:category's label is its path; its text is the tag.
    if (!TrimSpace(term).empty() && name.space != Space::kMedia) {
      fields_.Add(owner == Context::kItem ? item_->tags : feed_.tags, CollapseSpace(term));
      return Context::kIgnored;
    }
  }
  if (element == Element::kLicense && owner == Context::kItem) {
    item_->rights = links_.Resolve(attributes.Get("resource", Space::kRdf));
  }
  if (element == Element::kContent && owner == Context::kItem) {
    if (const string_view source = attributes.Get("src"); !source.empty()) {
      fields_.Add(item_->enclosures,
                  {links_.Resolve(source), std::string(attributes.Get("type")), std::nullopt});
    }
  }
  capture_ = Capture{element,
                     owner,
                     name.space == Space::kAtom || feed_.kind == news::FeedKind::kAtom,
                     LowerAscii(TrimSpace(attributes.Get("type"))),
                     LowerAscii(TrimSpace(attributes.Get("mode"))),
                     !EqualsIgnoringCase(TrimSpace(attributes.Get("isPermaLink")), "false"),
                     {}};
  return Context::kCopied;
}

void XmlFeed::TakeLink(const Attributes& attributes, Context owner) {
  std::string relation = LowerAscii(TrimSpace(attributes.Get("rel")));
  constexpr string_view kRegistry =
      "http://www.iana.org/assignments/relation/";  // RFC 4287, 4.2.7.2
  if (relation.starts_with(kRegistry)) relation.erase(0, kRegistry.size());
  const std::string type = LowerAscii(TrimSpace(attributes.Get("type")));
  std::string href = links_.Resolve(attributes.Get("href"));
  const bool page = type.empty() || type.find("html") != std::string::npos;
  const bool alternate = relation.empty() || relation == "alternate";
  if (owner == Context::kSource) {
    if (alternate && source_.link.empty()) source_.link = std::move(href);
  } else if (owner == Context::kItem) {
    if (alternate) {
      fields_.Text(item_->link, item_ranks_.link, page ? 5 : 3, std::move(href));
    } else if (relation == "enclosure") {
      fields_.Add(item_->enclosures, {std::move(href), type, ParseCount(attributes.Get("length"))});
    } else if (relation == "replies" && item_->comments_link.empty()) {
      item_->comments_link = std::move(href);
    } else if (relation == "license" && item_->rights.empty()) {
      item_->rights = std::move(href);
    }
  } else if (owner == Context::kFeed) {
    if (alternate) {
      fields_.Text(feed_.link, feed_ranks_.link, page ? 5 : 3, std::move(href));
    } else {
      TakeFeedLink(relation, std::move(href), type);
    }
  }
}

void XmlFeed::TakeFeedLink(string_view relation, std::string href, string_view) {
  if (href.empty()) return;
  if (relation == "hub") return fields_.Add(feed_.hubs, std::move(href));
  news::FeedPaging& paging = feed_.paging;
  std::string* const slot = relation == "self"           ? &feed_.self
                            : relation == "first"        ? &paging.first
                            : relation == "previous"     ? &paging.previous
                            : relation == "prev"         ? &paging.previous
                            : relation == "next"         ? &paging.next
                            : relation == "last"         ? &paging.last
                            : relation == "current"      ? &paging.current
                            : relation == "prev-archive" ? &paging.previous_archive
                            : relation == "next-archive" ? &paging.next_archive
                                                         : nullptr;
  if (slot == nullptr || !slot->empty()) return;
  *slot = std::move(href);
  if (slot == &feed_.self) links_.SetFallback(feed_.self);
}

void XmlFeed::TakeMedia(const Attributes& attributes, Context owner) {
  const std::string type = LowerAscii(TrimSpace(attributes.Get("type")));
  const std::string medium = LowerAscii(TrimSpace(attributes.Get("medium")));
  std::string url = links_.Resolve(attributes.Get("url"));
  if (medium == "image" || type.starts_with("image/")) {
    FieldRanks& ranks = owner == Context::kItem ? item_ranks_ : feed_ranks_;
    fields_.Text(owner == Context::kItem ? item_->image : feed_.image, ranks.image, 4,
                 std::move(url));
  } else if (owner == Context::kItem &&
             (medium == "video" || medium == "audio" || type.starts_with("video/") ||
              type.starts_with("audio/"))) {
    fields_.Add(item_->enclosures, {std::move(url), type, ParseCount(attributes.Get("fileSize"))});
  }
}

void XmlFeed::TakeEnclosure(const Attributes& attributes) {
  string_view address = attributes.Get("url");
  if (address.empty()) address = attributes.Get("href");
  std::string url = links_.Resolve(address);
  std::string type(TrimSpace(attributes.Get("type")));
  if (LowerAscii(type).starts_with("image/")) {
    fields_.Text(item_->image, item_ranks_.image, 2, url);
  }
  fields_.Add(item_->enclosures,
              {std::move(url), std::move(type), ParseCount(attributes.Get("length"))});
}

}  // namespace isnad::feed
