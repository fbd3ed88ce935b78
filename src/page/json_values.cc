#include "page/json_values.h"

#include <algorithm>

#include "page/plain_text.h"
#include "page/text.h"

namespace isnad::page {

namespace json = boost::json;

std::string_view View(const json::string& text) { return {text.data(), text.size()}; }

const json::value* Find(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains({key.data(), key.size()});
  return found != nullptr && !found->is_null() ? found : nullptr;
}

std::string TextOf(const json::value& value, int depth) {
  if (depth > 3) return {};
  if (value.is_string()) return PlainText(View(value.get_string()));
  if (value.is_array()) {
    return value.get_array().empty() ? std::string() : TextOf(value.get_array()[0], depth + 1);
  }
  if (value.is_object()) {
    for (const std::string_view key : {"name", "url", "@value", "@id"}) {
      if (const json::value* inner = Find(value.get_object(), key))
        return TextOf(*inner, depth + 1);
    }
  }
  return {};
}

std::string TextAt(const json::object& object, std::string_view key) {
  const json::value* value = Find(object, key);
  return value == nullptr ? std::string() : TextOf(*value);
}

std::vector<std::string> TypesOf(const json::object& object) {
  std::vector<std::string> out;
  const json::value* type = Find(object, "@type");
  if (type == nullptr) return out;
  const auto add = [&](const json::value& value) {
    if (!value.is_string()) return;
    std::string_view name = View(value.get_string());
    const std::size_t slash = name.find_last_of("/:");
    out.emplace_back(slash == std::string_view::npos ? name : name.substr(slash + 1));
  };
  if (type->is_array()) {
    for (const json::value& value : type->get_array()) add(value);
  } else {
    add(*type);
  }
  return out;
}

namespace {

std::optional<bool> IsFree(const json::object& object) {
  const json::value* value = Find(object, "isAccessibleForFree");
  if (value == nullptr) return std::nullopt;
  if (value->is_bool()) return value->get_bool();
  const std::string text = AsciiLower(TextOf(*value));
  if (text.ends_with("false") || text == "no") return false;
  if (text.ends_with("true") || text == "yes") return true;
  return std::nullopt;
}

}  // namespace

std::optional<bool> IsWhollyFree(const json::object& article) {
  const std::optional<bool> whole = IsFree(article);
  const json::value* parts = Find(article, "hasPart");
  if (whole == false || parts == nullptr) return whole;
  const auto paid = [](const json::value& part) {
    return part.is_object() && IsFree(part.get_object()) == false;
  };
  if (parts->is_array()) {
    const json::array& list = parts->get_array();
    if (std::any_of(list.begin(), list.end(), paid)) return false;
  } else if (paid(*parts)) {
    return false;
  }
  return whole;
}

}  // namespace isnad::page
