#include "store/outlets.h"

#include <utility>

#include "base/url.h"
#include "base/utf8.h"
#include "store/slug.h"

namespace isnad::store {
namespace {

constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxRemembered = 50'000;

// The domain that an article comes from: of the original where the page is an aggregator's.
std::string HostOf(const news::Article& article) {
  for (const std::string* address : {&article.source_url, &article.url}) {
    if (address->empty()) continue;
    if (const Result<Url> url = Url::Parse(*address)) return url->RegistrableDomain();
  }
  return {};
}

std::string KeyOfName(std::string_view name) {
  std::string key = "name:";
  for (const char c : name) key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return key;
}

}  // namespace

Result<news::OutletId> OutletBook::Find(const news::Article& article) {
  const std::string collapsed = CollapseSpace(article.outlet);
  const std::string_view name = TruncateUtf8(collapsed, kMaxNameBytes);
  if (!name.empty()) {
    const auto known = known_.find(KeyOfName(name));  // spares parsing the URL
    if (known != known_.end()) return known->second;
    return FindNamed(name, HostOf(article));
  }
  const std::string host = HostOf(article);
  return host.empty() ? FindNamed("", "") : FindByHost(host);
}

Result<void> OutletBook::CountArticle(news::OutletId outlet) {
  auto update =
      connection_.Cached("UPDATE outlets SET article_count = article_count + 1 WHERE id = ?1");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, outlet);
  return (*update)->Run();
}

Result<std::string> OutletBook::CountryOf(news::OutletId outlet) {
  if (teller_ == nullptr) return std::string();
  const auto known = countries_.find(outlet);
  if (known != countries_.end()) return known->second;
  news::Outlet row;
  {
    auto select = connection_.Cached("SELECT slug, name, host FROM outlets WHERE id = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, outlet);
    if (const Result<bool> step = (*select)->Step(); !step) return Fail(step.error());
    row = {.id = outlet,
           .slug = std::string((*select)->Text(0)),
           .name = std::string((*select)->Text(1)),
           .host = std::string((*select)->Text(2))};
  }
  Result<std::string> country = teller_->CountryOf(connection_, row);
  if (!country) return country;
  auto update =
      connection_.Cached("UPDATE outlets SET country = ?2 WHERE id = ?1 AND country <> ?2");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, outlet).Bind(2, *country);
  if (auto done = (*update)->Run(); !done) return Fail(done.error());
  if (countries_.size() >= kMaxRemembered) countries_.clear();
  return countries_[outlet] = std::move(*country);
}

Result<news::OutletId> OutletBook::FindNamed(std::string_view name, std::string_view host) {
  const std::string key = KeyOfName(name);
  Result<news::OutletId> found = Lookup(key);
  if (!found) return found;
  if (*found == 0) return Insert(key, name, host);
  if (host.empty()) return found;
  auto update = connection_.Cached("UPDATE outlets SET host = ?2 WHERE id = ?1 AND host = ''");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, *found).Bind(2, host);
  if (auto done = (*update)->Run(); !done) return Fail(done.error());
  return found;
}

Result<news::OutletId> OutletBook::FindByHost(std::string_view host) {
  const std::string key = "host:" + std::string(host);
  Result<news::OutletId> found = Lookup(key);
  if (!found || *found != 0) return found;
  auto named = connection_.Cached("SELECT id FROM outlets WHERE host = ?1 AND host <> '' LIMIT 2");
  if (!named) return Fail(named.error());
  (*named)->Bind(1, host);
  Result<bool> row = (*named)->Step();
  if (!row) return Fail(row.error());
  if (*row) {
    const news::OutletId only = (*named)->Int(0);
    row = (*named)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return only;  // not remembered: a second outlet of this host may come
  }
  return Insert(key, host, host);
}

// 0 when there is none.
Result<news::OutletId> OutletBook::Lookup(std::string_view key) {
  const auto known = known_.find(std::string(key));
  if (known != known_.end()) return known->second;
  auto select = connection_.Cached("SELECT id FROM outlets WHERE key = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, key);
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  if (!*row) return 0;
  if (known_.size() >= kMaxRemembered) known_.clear();
  return known_[std::string(key)] = (*select)->Int(0);
}

Result<news::OutletId> OutletBook::Insert(std::string_view key, std::string_view name,
                                          std::string_view host) {
  Result<std::int64_t> with_host = CountWithHost(host);
  if (!with_host) return with_host;
  // Only the first outlet of a host may carry it as its address.
  const bool from_host = !host.empty() && *with_host == 0;
  Result<bool> readable = true;
  std::string slug = UniqueSlug(MakeSlug(from_host ? host : name), [&](std::string_view candidate) {
    if (readable) readable = SlugTaken(candidate);
    return readable && *readable;
  });
  if (!readable) return Fail(readable.error());
  auto insert =
      connection_.Cached("INSERT INTO outlets (key, slug, name, host) VALUES (?1, ?2, ?3, ?4)");
  if (!insert) return Fail(insert.error());
  (*insert)->Bind(1, key).Bind(2, slug).Bind(3, name).Bind(4, host);
  if (auto done = (*insert)->Run(); !done) return Fail(done.error());
  return known_[std::string(key)] = connection_.LastRowId();
}

Result<bool> OutletBook::SlugTaken(std::string_view slug) {
  auto select = connection_.Cached("SELECT 1 FROM outlets WHERE slug = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, slug);
  return (*select)->Step();
}

Result<std::int64_t> OutletBook::CountWithHost(std::string_view host) {
  auto select = connection_.Cached("SELECT count(*) FROM outlets WHERE host = ?1 AND host <> ''");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, host);
  if (const Result<bool> row = (*select)->Step(); !row) return Fail(row.error());
  return (*select)->Int(0);
}

}  // namespace isnad::store
