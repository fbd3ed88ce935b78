#include "feed/json_feed.h"

#include <boost/json.hpp>

#include "base/utf8.h"
#include "feed/fields.h"
#include "feed/links.h"
#include "feed/text.h"

namespace isnad::feed {
namespace {

namespace json = boost::json;
using std::string_view;

constexpr std::size_t kMaxNesting = 64;

// A string member, or "" for another type or none.
string_view String(const json::object& object, string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return TrimSpace(value->get_string());
}

const json::array* Array(const json::object& object, string_view key) {
  const json::value* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_array();
}

// Ids are strings, but publishers write numbers (the specification asks readers to take them).
std::string Id(const json::object& object) {
  const json::value* value = object.if_contains("id");
  if (value == nullptr) return {};
  if (value->is_string()) return std::string(TrimSpace(value->get_string()));
  return value->is_number() ? json::serialize(*value) : std::string();
}

std::optional<std::uint64_t> Size(const json::object& object) {
  const json::value* value = object.if_contains("size_in_bytes");
  if (value == nullptr) return std::nullopt;
  if (value->is_uint64()) return value->get_uint64();
  if (value->is_int64() && value->get_int64() >= 0) {
    return static_cast<std::uint64_t>(value->get_int64());
  }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(const ParseOptions& options)
      : options_(options),
        warnings_(options.limits.max_warnings),
        fields_(options_.limits, warnings_),
        links_(options.url) {}

  Result<news::Feed> Read(const json::object& root) {
    const string_view version = String(root, "version");
    const json::array* items = Array(root, "items");
    if (items == nullptr && version.find("jsonfeed.org") == string_view::npos) {
      return Fail(Errc::kMalformed, "there is no feed in this JSON");
    }
    feed_.kind = news::FeedKind::kJson;
    feed_.version = version.substr(std::min(version.rfind('/'), version.size() - 1) + 1);
    links_.SetFallback(String(root, "home_page_url"));
    links_.SetFallback(String(root, "feed_url"));
    ReadHead(root);
    if (items != nullptr) ReadItems(*items);
    feed_.warnings = warnings_.Lines();
    return std::move(feed_);
  }

 private:
  void ReadHead(const json::object& root) {
    Rank title = 0;
    fields_.Title(feed_.title, title, 1, CollapseSpace(String(root, "title")));
    feed_.link = links_.Resolve(String(root, "home_page_url"));
    feed_.self = links_.Resolve(String(root, "feed_url"));
    feed_.id = feed_.self;
    feed_.description = Text(String(root, "description"), news::FeedTextKind::kText);
    feed_.language = String(root, "language");
    if (feed_.language.empty()) feed_.language = options_.content_language;
    feed_.image = links_.Resolve(String(root, "icon"));
    if (feed_.image.empty()) feed_.image = links_.Resolve(String(root, "favicon"));
    feed_.paging.next = links_.Resolve(String(root, "next_url"));
    ReadAuthors(root, feed_.authors);
    if (const json::array* hubs = Array(root, "hubs")) {
      for (const json::value& hub : *hubs) {
        if (!hub.is_object()) continue;
        const json::object& object = hub.get_object();
        if (!EqualsIgnoringCase(String(object, "type"), "websub")) continue;
        fields_.Add(feed_.hubs, links_.Resolve(String(object, "url")));
      }
    }
  }

  void ReadItems(const json::array& items) {
    for (const json::value& value : items) {
      if (!value.is_object()) {
        warnings_.Count("items that are no objects, dropped");
        continue;
      }
      if (feed_.items.size() >= options_.limits.max_items) {
        warnings_.Count("items over " + std::to_string(options_.limits.max_items) +
                        " dropped: " + std::to_string(items.size() - options_.limits.max_items));
        return;
      }
      feed_.items.push_back(ReadItem(value.get_object()));
    }
  }

  news::FeedItem ReadItem(const json::object& object) {
    news::FeedItem item;
    Rank title = 0, published = 0, updated = 0;
    item.id = Id(object);
    item.link = links_.Resolve(String(object, "url"));
    item.source_link = links_.Resolve(String(object, "external_url"));
    if (item.link.empty()) item.link = item.source_link;
    fields_.Title(item.title, title, 1, CollapseSpace(String(object, "title")));
    fields_.Date(item.published, published, 1, String(object, "date_published"));
    fields_.Date(item.updated, updated, 1, String(object, "date_modified"));
    item.summary = Text(String(object, "summary"), news::FeedTextKind::kText);
    item.content = Text(String(object, "content_html"), news::FeedTextKind::kHtml);
    if (item.content.empty()) {
      item.content = Text(String(object, "content_text"), news::FeedTextKind::kText);
    }
    item.image = links_.Resolve(String(object, "image"));
    if (item.image.empty()) item.image = links_.Resolve(String(object, "banner_image"));
    item.language = String(object, "language");
    ReadAuthors(object, item.authors);
    if (const json::array* tags = Array(object, "tags")) {
      for (const json::value& tag : *tags) {
        if (tag.is_string()) fields_.Add(item.tags, CollapseSpace(string_view(tag.get_string())));
      }
    }
    if (const json::array* attachments = Array(object, "attachments")) {
      for (const json::value& attachment : *attachments) {
        if (!attachment.is_object()) continue;
        const json::object& file = attachment.get_object();
        fields_.Add(item.enclosures, {links_.Resolve(String(file, "url")),
                                      std::string(String(file, "mime_type")), Size(file)});
      }
    }
    return item;
  }

  // 1.1 has "authors", 1 had "author".
  void ReadAuthors(const json::object& object, std::vector<std::string>& authors) const {
    const auto add = [&](const json::value& value) {
      if (value.is_object())
        fields_.Add(authors, CollapseSpace(String(value.get_object(), "name")));
    };
    if (const json::array* list = Array(object, "authors")) {
      for (const json::value& author : *list) add(author);
    }
    if (const json::value* author = object.if_contains("author"); author && authors.empty()) {
      add(*author);
    }
  }

  [[nodiscard]] news::FeedText Text(string_view value, news::FeedTextKind kind) const {
    if (value.empty()) return {};
    return {kind, std::string(value), links_.base(), feed_.language};
  }

  const ParseOptions& options_;
  Warnings warnings_;
  FieldWriter fields_;
  LinkResolver links_;
  news::Feed feed_;
};

}  // namespace

Result<news::Feed> ReadJsonFeed(string_view text, const ParseOptions& options) {
  json::parse_options lenient;
  lenient.max_depth = kMaxNesting;
  lenient.allow_comments = true;
  lenient.allow_trailing_commas = true;
  json::error_code failed;
  json::monotonic_resource memory;
  const json::value root = json::parse(text, failed, &memory, lenient);
  if (failed) return Fail(Errc::kMalformed, "not JSON: " + failed.message());
  if (!root.is_object()) return Fail(Errc::kMalformed, "a JSON feed is an object");
  return Reader(options).Read(root.get_object());
}

}  // namespace isnad::feed
