#include "feed/opml.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/charset.h"
#include "base/utf8.h"
#include "feed/links.h"
#include "feed/text.h"
#include "feed/warnings.h"
#include "feed/xml.h"

namespace isnad::feed {
namespace {

using std::string_view;

constexpr std::size_t kMaxDepth = 4096;  // of elements, after which reading ends
constexpr std::size_t kMaxFolders = 16;  // kept of a path
constexpr std::size_t kMaxTextBytes = 1024;

class OpmlReader final : public XmlEvents {
 public:
  explicit OpmlReader(const FeedLimits& limits)
      : limits_(limits), warnings_(limits.max_warnings), links_("") {}

  bool OnStart(string_view name, std::span<const XmlAttribute> attributes) override {
    bool folder = false;
    if (EqualsIgnoringCase(name, "outline")) {
      folder = ReadOutline(attributes);
      found_ = true;
    } else if (EqualsIgnoringCase(name, "opml")) {
      found_ = true;
    }
    in_title_ = EqualsIgnoringCase(name, "title") && opml_.feeds.empty();
    open_is_folder_.push_back(folder);
    return open_is_folder_.size() < kMaxDepth;
  }

  void OnEnd(string_view) override {
    if (open_is_folder_.empty()) return;
    if (open_is_folder_.back()) folders_.pop_back();
    open_is_folder_.pop_back();
    in_title_ = false;
  }

  void OnText(string_view text) override {
    if (in_title_ && title_.size() < kMaxTextBytes) title_ += text;
  }

  Result<Opml> Finish() {
    if (!found_) return Fail(Errc::kMalformed, "there is no OPML outline in it");
    opml_.title = Short(title_);
    opml_.warnings = warnings_.Lines();
    return std::move(opml_);
  }

 private:
  static string_view Get(std::span<const XmlAttribute> attributes, string_view name) {
    const auto found = std::find_if(
        attributes.begin(), attributes.end(),
        [name](const XmlAttribute& attribute) { return EqualsIgnoringCase(attribute.name, name); });
    return found == attributes.end() ? string_view() : found->value;
  }

  static std::string Short(string_view text) {
    return CollapseSpace(TruncateUtf8(CollapseSpace(text), kMaxTextBytes));
  }

  // True where the outline is a folder.
  bool ReadOutline(std::span<const XmlAttribute> attributes) {
    string_view title = Get(attributes, "title");
    if (TrimSpace(title).empty()) title = Get(attributes, "text");
    string_view address = Get(attributes, "xmlUrl");
    // OPML 1 lists of readers of old: type="rss" url="…".
    if (address.empty() && EqualsIgnoringCase(Get(attributes, "type"), "rss")) {
      address = Get(attributes, "url");
    }
    const bool has_feed = !TrimSpace(address).empty();
    OpmlFeed feed{Short(title),
                  has_feed ? links_.Resolve(address) : std::string(),
                  links_.Resolve(Get(attributes, "htmlUrl")),
                  Short(Get(attributes, "language")),
                  {},
                  Short(Get(attributes, "category"))};
    for (const std::string& folder : folders_) {
      if (!folder.empty() && feed.folders.size() < kMaxFolders) feed.folders.push_back(folder);
    }
    if (!has_feed) {
      folders_.push_back(feed.title);
      if (!feed.site_url.empty()) Keep(std::move(feed), {});
      return true;
    }
    Keep(std::move(feed), address);
    return false;
  }

  void Keep(OpmlFeed feed, string_view address) {
    if (!address.empty() && feed.feed_url.empty()) return Dropped(address);
    if (opml_.feeds.size() >= limits_.max_items) {
      warnings_.Count("feeds over " + std::to_string(limits_.max_items) + ", dropped");
    } else if (seen_.insert(feed.feed_url.empty() ? feed.site_url : feed.feed_url).second) {
      opml_.feeds.push_back(std::move(feed));
    }
  }

  void Dropped(string_view address) {
    warnings_.Count("feeds without an http address, dropped", address);
  }

  const FeedLimits& limits_;
  Warnings warnings_;
  LinkResolver links_;
  Opml opml_;
  std::string title_;
  std::set<std::string> seen_;
  std::vector<std::string> folders_;
  std::vector<bool> open_is_folder_;
  bool in_title_ = false;
  bool found_ = false;
};

void AppendAttribute(std::string& out, string_view name, string_view value) {
  if (value.empty()) return;
  out += ' ';
  out += name;
  out += "=\"";
  AppendEscaped(out, value);
  out += '"';
}

void AppendIndent(std::string& out, std::size_t depth) { out.append(2 * (depth + 2), ' '); }

// Closes and opens folders on the way from one path to another.
void MoveTo(std::string& out, std::vector<std::string>& open,
            const std::vector<std::string>& wanted) {
  const auto common = static_cast<std::size_t>(
      std::mismatch(open.begin(), open.end(), wanted.begin(), wanted.end()).first - open.begin());
  while (open.size() > common) {
    open.pop_back();
    AppendIndent(out, open.size());
    out += "</outline>\n";
  }
  for (std::size_t i = common; i < wanted.size(); ++i) {
    AppendIndent(out, i);
    out += "<outline";
    AppendAttribute(out, "text", wanted[i]);
    out += ">\n";
    open.push_back(wanted[i]);
  }
}

}  // namespace

Result<Opml> ParseOpml(string_view bytes, const FeedLimits& limits) {
  if (bytes.size() > limits.max_bytes) {
    return Fail(Errc::kTooLarge,
                "a list of feeds over " + std::to_string(limits.max_bytes >> 20) + " MiB");
  }
  DecodeOptions decoding;
  decoding.kind = DocumentKind::kXml;
  const auto decoded = DecodeToUtf8(bytes, decoding);
  if (!decoded) return Fail(decoded.error());
  OpmlReader strict(limits);
  const auto read = ReadStrict(decoded->text, strict);
  if (read) return strict.Finish();
  OpmlReader lenient(limits);
  ReadLenient(decoded->text, lenient);
  auto opml = lenient.Finish();
  if (opml) {
    opml->warnings.insert(opml->warnings.begin(),
                          "not well-formed XML, read leniently: " + read.error().detail);
  }
  return opml;
}

std::string WriteOpml(const Opml& opml) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>";
  AppendEscaped(out, opml.title);
  out += "</title>\n  </head>\n  <body>\n";
  std::vector<std::string> open;
  for (const OpmlFeed& feed : opml.feeds) {
    MoveTo(out, open, feed.folders);
    AppendIndent(out, open.size());
    const bool has_feed = !feed.feed_url.empty();
    out += has_feed ? "<outline type=\"rss\"" : "<outline";
    // "text" is required (OPML 2.0).
    const std::string& address = has_feed ? feed.feed_url : feed.site_url;
    AppendAttribute(out, "text", feed.title.empty() ? address : feed.title);
    AppendAttribute(out, "title", feed.title);
    AppendAttribute(out, "xmlUrl", feed.feed_url);
    AppendAttribute(out, "htmlUrl", feed.site_url);
    AppendAttribute(out, "language", feed.language);
    AppendAttribute(out, "category", feed.category);
    out += "/>\n";
  }
  MoveTo(out, open, {});
  out += "  </body>\n</opml>\n";
  return out;
}

}  // namespace isnad::feed
