#pragma once

// JSON as our commands print it: numbers in plain decimal ("0.52", not "5.2E-1"), one line.

#include <boost/json.hpp>
#include <string>

namespace isnad::cli {

[[nodiscard]] std::string ToText(const boost::json::value& value);

}  // namespace isnad::cli
