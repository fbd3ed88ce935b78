#pragma once

// What was odd in a feed, said once a kind with a count, so that ten thousand bad dates are a line.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::feed {

class Warnings {
 public:
  explicit Warnings(std::size_t max_kinds) : max_kinds_(max_kinds) {}

  // `what` names the kind ("dates in 1970 or before"); `example` is shown for the first of them.
  void Count(std::string_view what, std::string_view example = {});

  // "dates in 1970 or before: 12, the first \"1970-01-01\""
  [[nodiscard]] std::vector<std::string> Lines() const;

 private:
  struct Kind {
    std::string what;
    std::string example;
    std::size_t count;
  };

  std::size_t max_kinds_;
  std::vector<Kind> kinds_;
};

}  // namespace isnad::feed
