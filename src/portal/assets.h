#pragma once

// The files that pages need, embedded: style, icon, fonts. Each is served under a name that holds
// a hash of its bytes, so browsers may keep it for ever.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "portal/layout.h"
#include "web/http.h"

namespace isnad::portal {

class Assets {
 public:
  Assets();

  // By path, "/assets/portal.0123456789abcdef.css"; nullptr where there is none. Thread-safe.
  [[nodiscard]] std::shared_ptr<const web::Response> Find(const std::string& path) const;
  [[nodiscard]] const AssetUrls& urls() const { return urls_; }

 private:
  std::string Add(std::string_view stem, std::string_view extension, std::string_view type,
                  std::string bytes);

  std::unordered_map<std::string, std::shared_ptr<const web::Response>> by_path_;
  AssetUrls urls_;
};

// `response` with an entity tag and, where that makes it smaller, a compressed body.
void Finish(web::Response& response);

}  // namespace isnad::portal
