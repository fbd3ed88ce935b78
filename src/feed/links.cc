#include "feed/links.h"

#include <algorithm>

#include "base/utf8.h"

namespace isnad::feed {
namespace {

using std::string_view;

bool IsHostByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.';
}

// "https://host/path" with nothing in it that a parser would have to change. Most links are so, and
// this is some fifty times cheaper than parsing them.
bool IsPlainAbsolute(string_view text) {
  if (text.size() > UrlLimits{}.max_bytes) return false;
  string_view rest = text;
  if (rest.starts_with("https://")) {
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else {
    return false;
  }
  std::size_t host = 0;
  while (host < rest.size() && IsHostByte(rest[host])) ++host;
  if (host == 0 || rest[0] == '.' || rest.substr(0, host).find("..") != string_view::npos) {
    return false;
  }
  // Anything but a path, a query or the end (ports, user names, odd hosts) goes to the parser, as
  // do bare numbers, which may be addresses.
  if (host < rest.size() && rest[host] != '/' && rest[host] != '?') return false;
  const bool has_letter =
      std::any_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(host),
                  [](char c) { return c > '9'; });
  return has_letter && std::all_of(rest.begin(), rest.end(), [](char c) {
           return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '\\' &&
                  c != '^' && c != '`' && c != '{' && c != '|' && c != '}';
         });
}

// "javascript:", "mailto:", "urn:" …
bool HasScheme(string_view text) {
  const std::size_t end = text.find_first_of(":/?#");
  return end != string_view::npos && end > 0 && text[end] == ':';
}

}  // namespace

LinkResolver::LinkResolver(string_view document_url) {
  auto url = Url::Parse(document_url);
  bases_.push_back(url ? std::optional<Url>(*std::move(url)) : std::nullopt);
}

void LinkResolver::Push(string_view base) {
  const Url* around = Current();
  auto url = around != nullptr ? around->Resolve(base) : Url::Parse(base);
  bases_.push_back(url ? std::optional<Url>(*std::move(url)) : std::optional<Url>(bases_.back()));
}

void LinkResolver::Pop() {
  if (bases_.size() > 1) bases_.pop_back();
}

void LinkResolver::SetFallback(string_view url) {
  if (auto parsed = Url::Parse(url)) fallback_ = *std::move(parsed);
}

const Url* LinkResolver::Current() const {
  if (bases_.back()) return &*bases_.back();
  return fallback_ ? &*fallback_ : nullptr;
}

std::string LinkResolver::base() const {
  const Url* current = Current();
  return current == nullptr ? std::string() : current->text();
}

std::string LinkResolver::Resolve(string_view reference) const {
  reference = TrimSpace(reference);
  if (reference.empty()) return {};
  if (IsPlainAbsolute(reference)) return std::string(reference);
  if (HasScheme(reference)) {
    const auto url = Url::Parse(reference);
    return url ? url->text() : std::string();
  }
  if (const Url* current = Current()) {
    const auto url = current->Resolve(reference);
    return url ? url->text() : std::string();
  }
  if (reference.starts_with("//")) {
    const auto url = Url::Parse("https:" + std::string(reference));
    if (url) return url->text();
  }
  return {};
}

}  // namespace isnad::feed
