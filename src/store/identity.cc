#include "store/identity.h"

#include <sodium.h>

#include <cstdint>

#include "base/url.h"

namespace isnad::store {
namespace {

// BLAKE2b over parts, each behind its length.
class Hasher {
 public:
  Hasher() { crypto_generichash_init(&state_, nullptr, 0, std::tuple_size_v<Hash>); }

  void Add(std::string_view part) {
    const std::uint64_t size = part.size();
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(part.data()),
                              part.size());
  }

  Hash Finish() {
    Hash hash;
    crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(hash.data()), hash.size());
    return hash;
  }

 private:
  crypto_generichash_state state_;
};

void AddContent(Hasher& hasher, const news::Article& article) {
  hasher.Add(article.title);
  for (const news::Paragraph& paragraph : article.paragraphs) hasher.Add(paragraph.text);
}

}  // namespace

Hash HashParts(std::initializer_list<std::string_view> parts) {
  Hasher hasher;
  for (const std::string_view part : parts) hasher.Add(part);
  return hasher.Finish();
}

Hash UrlIdentity(std::string_view url) {
  const Result<Url> parsed = Url::Parse(url);
  return HashParts({"url", parsed ? std::string_view(parsed->Canonical().text()) : url});
}

Hash ArticleIdentity(const news::Article& article) {
  if (!article.url.empty()) return UrlIdentity(article.url);
  Hasher hasher;
  hasher.Add("text");
  hasher.Add(article.outlet);
  AddContent(hasher, article);
  return hasher.Finish();
}

Hash ContentHash(const news::Article& article) {
  Hasher hasher;
  AddContent(hasher, article);
  return hasher.Finish();
}

}  // namespace isnad::store
