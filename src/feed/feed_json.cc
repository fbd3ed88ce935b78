#include "feed/feed_json.h"

#include <boost/json.hpp>
#include <string_view>

namespace isnad::feed {
namespace {

namespace json = boost::json;

json::value OrNull(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value Date(const std::optional<DateTime>& date) {
  return date ? json::value(date->ToString()) : json::value(nullptr);
}

json::array List(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

json::array Enclosures(const std::vector<news::Enclosure>& enclosures) {
  json::array list;
  for (const news::Enclosure& enclosure : enclosures) {
    json::object object;
    object["url"] = enclosure.url;
    object["type"] = OrNull(enclosure.type);
    object["length"] = enclosure.length ? json::value(*enclosure.length) : json::value(nullptr);
    list.push_back(std::move(object));
  }
  return list;
}

json::object Item(const news::FeedItem& item) {
  json::object object;
  object["id"] = OrNull(item.id);
  object["link"] = OrNull(item.link);
  object["title"] = OrNull(item.title);
  object["published"] = Date(item.published);
  object["updated"] = Date(item.updated);
  object["authors"] = List(item.authors);
  object["summary"] = OrNull(item.summary.value);
  object["content"] = OrNull(item.content.value);
  object["image"] = OrNull(item.image);
  object["enclosures"] = Enclosures(item.enclosures);
  object["tags"] = List(item.tags);
  return object;
}

}  // namespace

std::string ToJsonLine(const news::Feed& feed) {
  json::object object;
  object["kind"] = Name(feed.kind);
  object["title"] = OrNull(feed.title);
  object["link"] = OrNull(feed.link);
  object["description"] = OrNull(feed.description.value);
  object["language"] = OrNull(feed.language);
  object["updated"] = Date(feed.updated);
  object["image"] = OrNull(feed.image);
  json::array items;
  for (const news::FeedItem& item : feed.items) items.push_back(Item(item));
  object["items"] = std::move(items);
  object["warnings"] = List(feed.warnings);
  return json::serialize(object);
}

}  // namespace isnad::feed
