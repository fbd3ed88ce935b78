#pragma once

// XML events to a feed: the rules of RSS 0.9x/2.0, RSS 1.0, Atom 0.3/1.0, sitemaps and the modules
// used with them, read side by side, since live feeds mix them.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/elements.h"
#include "feed/feed.h"
#include "feed/fields.h"
#include "feed/links.h"
#include "feed/markup_copy.h"
#include "feed/warnings.h"
#include "feed/xml.h"
#include "feed/xml_names.h"
#include "news/feed.h"

namespace isnad::feed {

class XmlFeed final : public XmlEvents {
 public:
  // `options` must outlive this.
  explicit XmlFeed(const ParseOptions& options);

  bool OnStart(std::string_view name, std::span<const XmlAttribute> attributes) override;
  void OnEnd(std::string_view name) override;
  void OnText(std::string_view text) override;

  // The feed that the events made, an item still open included. Call once, at the end.
  // Errors: kMalformed where there was no feed in them, kUnsupported for an HTML page or OPML.
  [[nodiscard]] Result<news::Feed> Finish();

 private:
  // What the children of an open element belong to.
  enum class Context : std::uint8_t {
    kOutside,  // of any feed
    kFeed,
    kItem,
    kPerson,  // the author in the making
    kImage,
    kSource,
    kCopied,   // inside a text element: its name and children are text
    kIgnored,  // unknown; a feed or an item may still start inside
    kDropped,  // an item too many, or too deep: nothing counts
  };

  struct Frame {
    Context context;
    bool has_base;
    bool has_language;
    bool ends_item;  // leaving it ends the item
    bool ends_text;  // leaving it ends the text element
  };

  // The text element being read.
  struct Capture {
    Element element = Element::kUnknown;
    Context owner = Context::kOutside;
    bool atom = false;
    std::string type, mode;  // lower case
    bool permalink = true;
    MarkupCopy text;
  };

  struct Attributes;

  Context Open(Element element, Context around, const XmlName& name, const Attributes& attributes);
  Context OpenRoot(Element element, const XmlName& name, const Attributes& attributes);
  Context OpenItem(const XmlName& name, const Attributes& attributes);
  Context OpenPart(Element element, Context around, const XmlName& name,
                   const Attributes& attributes);
  Context OpenText(Element element, Context owner, const XmlName& name,
                   const Attributes& attributes);
  void TakeLink(const Attributes& attributes, Context owner);
  void TakeFeedLink(std::string_view relation, std::string href, std::string_view type);
  void TakeMedia(const Attributes& attributes, Context owner);
  void TakeEnclosure(const Attributes& attributes);

  void EndItem();
  void EndText();
  void EndPerson();
  void EndImage();
  void EndSource();

  // By what they are read for; each false where the element is not of its kind.
  template <typename Owner>
  bool TakeName(Element element, Owner& owner, FieldRanks& ranks);
  template <typename Owner>
  bool TakeDate(Element element, Owner& owner, FieldRanks& ranks);
  bool TakeItemText(Element element);
  bool TakeFeedText(Element element);
  void TakePartText(Element element, Context owner);

  [[nodiscard]] news::FeedText CapturedText() const;
  [[nodiscard]] std::string CapturedLine() const;  // as plain text on one line
  [[nodiscard]] std::string_view CapturedRaw() const;
  void TakePoint(std::string_view text);

  const ParseOptions& options_;
  Warnings warnings_;
  FieldWriter fields_;
  LinkResolver links_;
  NamespaceScope scope_;
  std::vector<Frame> frames_;
  std::vector<std::string> languages_;  // xml:lang in force
  Capture capture_;

  news::Feed feed_;
  FieldRanks feed_ranks_;
  bool found_root_ = false;
  bool saw_html_ = false;
  bool saw_opml_ = false;
  std::size_t extra_depth_ = 0;  // of elements below max_depth
  std::optional<double> latitude_, longitude_;
  int update_frequency_ = 1;
  std::optional<std::chrono::minutes> update_period_;

  std::optional<news::FeedItem> item_;
  FieldRanks item_ranks_;
  std::size_t dropped_items_ = 0;

  struct Person {
    std::string text, name, email;
  } person_;
  struct ImagePart {
    std::string text, url;
  } image_;
  struct SourcePart {
    std::string text, title, link;
  } source_;
};

}  // namespace isnad::feed
