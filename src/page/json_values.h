#pragma once

// Values of JSON-LD as sites write them: a text may be a string, a list, an object with a name.

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::page {

[[nodiscard]] std::string_view View(const boost::json::string& text);

// The member, nullptr where it is missing or null.
[[nodiscard]] const boost::json::value* Find(const boost::json::object& object,
                                             std::string_view key);

// The value as text: a string, the first of an array, an object's name or url; "" for none.
[[nodiscard]] std::string TextOf(const boost::json::value& value, int depth = 0);
[[nodiscard]] std::string TextAt(const boost::json::object& object, std::string_view key);

// Names in @type without their vocabulary: "NewsArticle" of "http://schema.org/NewsArticle".
[[nodiscard]] std::vector<std::string> TypesOf(const boost::json::object& object);

// isAccessibleForFree of an article; one with a part that is not free is not free.
[[nodiscard]] std::optional<bool> IsWhollyFree(const boost::json::object& article);

}  // namespace isnad::page
