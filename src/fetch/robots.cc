#include "fetch/robots.h"

#include <string.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/url_text.h"
#include "fetch/header_field.h"

namespace isnad::fetch {
namespace {

enum class Key : std::uint8_t { kUserAgent, kAllow, kDisallow, kCrawlDelay, kSitemap, kOther };

struct KeyName {
  std::string_view name;
  Key key;
};

// With the misspellings that Google's parser forgives.
constexpr KeyName kKeys[] = {
    {"user-agent", Key::kUserAgent},   {"useragent", Key::kUserAgent},
    {"user agent", Key::kUserAgent},   {"allow", Key::kAllow},
    {"disallow", Key::kDisallow},      {"dissallow", Key::kDisallow},
    {"dissalow", Key::kDisallow},      {"disalow", Key::kDisallow},
    {"diasllow", Key::kDisallow},      {"disallaw", Key::kDisallow},
    {"crawl-delay", Key::kCrawlDelay}, {"crawldelay", Key::kCrawlDelay},
    {"sitemap", Key::kSitemap},        {"site-map", Key::kSitemap},
};

Key KeyOf(std::string_view name) {
  for (const auto& [known, key] : kKeys) {
    if (SameToken(name, known)) return key;
  }
  return Key::kOther;
}

struct Line {
  Key key = Key::kOther;
  std::string_view value;
};

Line ReadLine(std::string_view text) {
  text = TrimField(text.substr(0, text.find('#')));
  const std::size_t colon = text.find(':');
  if (colon != text.npos) {
    return {KeyOf(TrimField(text.substr(0, colon))), TrimField(text.substr(colon + 1))};
  }
  // "Disallow /x": taken only when there are two words.
  const std::size_t space = text.find_first_of(" \t");
  if (space == text.npos) return {};
  const std::string_view value = TrimField(text.substr(space));
  if (value.find_first_of(" \t") != value.npos) return {};
  return {KeyOf(text.substr(0, space)), value};
}

bool IsTokenByte(char c) { return IsAsciiLetter(c) || c == '-' || c == '_'; }

// "Isnad" of "Isnad/0.1 (…)".
std::string_view TokenOf(std::string_view value) {
  const auto end = std::find_if_not(value.begin(), value.end(), IsTokenByte);
  return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

// Percent-encoding written one way (RFC 9309, 2.2.2): what must be encoded is, in upper case; what
// need not be is not. A "*" or "$" that is encoded stays so, and means itself.
std::string OneEncoding(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && HexValue(text[i + 1]) >= 0 &&
        HexValue(text[i + 2]) >= 0) {
      const char decoded = static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
      if (IsUnreserved(decoded)) {
        out += decoded;
      } else {
        AppendEscape(out, decoded);
      }
      i += 2;
    } else if (c == '%' || static_cast<unsigned char>(c) <= ' ' ||
               static_cast<unsigned char>(c) >= 0x7F) {
      AppendEscape(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::chrono::milliseconds> ReadDelay(std::string_view text,
                                                   std::chrono::seconds most) {
  double seconds = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  if (error != std::errc() || !std::isfinite(seconds) || seconds < 0) return std::nullopt;
  const double bounded = std::min(seconds, static_cast<double>(most.count()));
  return std::chrono::milliseconds(std::llround(bounded * 1000));
}

}  // namespace

// One pass over the lines. Both what "*" is told and what we are told is kept, since only the end
// tells which counts.
class RobotsReader {
 public:
  RobotsReader(std::string_view token, const RobotsLimits& limits)
      : token_(token), limits_(limits) {}

  void Take(std::string_view text) {
    const Line line = ReadLine(text);
    switch (line.key) {
      case Key::kUserAgent:
        TakeAgent(line.value);
        break;
      case Key::kAllow:
      case Key::kDisallow:
        in_agents_ = false;
        TakeRule(line.value, line.key == Key::kAllow);
        break;
      case Key::kCrawlDelay:
        in_agents_ = false;
        TakeDelay(line.value);
        break;
      case Key::kSitemap:  // belongs to no group and ends none (RFC 9309, 2.2.4)
        if (sitemaps_.size() < limits_.max_sitemaps && !line.value.empty() &&
            line.value.size() <= limits_.max_pattern_bytes) {
          sitemaps_.emplace_back(line.value);
        }
        break;
      case Key::kOther:
        break;
    }
  }

  Robots Finish() {
    Robots out = std::move(named_ours_ ? ours_ : everyone_);
    out.sitemaps_ = std::move(sitemaps_);
    return out;
  }

 private:
  void TakeAgent(std::string_view value) {
    if (!in_agents_) for_us_ = for_everyone_ = false;
    in_agents_ = true;
    if (value == "*" ||
        (value.size() > 1 && value[0] == '*' && (value[1] == ' ' || value[1] == '\t'))) {
      for_everyone_ = true;
    } else if (SameToken(TokenOf(value), token_)) {
      for_us_ = named_ours_ = true;
    }
  }

  void TakeRule(std::string_view value, bool allow) {
    if (value.empty()) return;  // "Disallow:" forbids nothing
    if (for_us_) Add(ours_, value, allow);
    if (for_everyone_) Add(everyone_, value, allow);
  }

  void Add(Robots& group, std::string_view value, bool allow) const {
    if (group.rules_.size() >= limits_.max_rules) return;
    std::string pattern = OneEncoding(value.substr(0, limits_.max_pattern_bytes));
    if (std::max(value.size(), pattern.size()) > limits_.max_pattern_bytes) {
      pattern.resize(std::min(pattern.size(), limits_.max_pattern_bytes - 1));
      const std::size_t escape = pattern.rfind('%');  // none is cut through
      if (escape != pattern.npos && escape + 3 > pattern.size()) pattern.resize(escape);
      pattern += '*';
    }
    group.rules_.push_back({std::move(pattern), allow});
  }

  void TakeDelay(std::string_view value) {
    const auto delay = ReadDelay(value, limits_.max_crawl_delay);
    if (!delay) return;
    if (for_us_) ours_.crawl_delay_ = std::max(ours_.crawl_delay_.value_or(*delay), *delay);
    if (for_everyone_) {
      everyone_.crawl_delay_ = std::max(everyone_.crawl_delay_.value_or(*delay), *delay);
    }
  }

  std::string_view token_;
  const RobotsLimits& limits_;
  Robots ours_;
  Robots everyone_;
  std::vector<std::string> sitemaps_;
  bool in_agents_ = false;
  bool for_us_ = false;
  bool for_everyone_ = false;
  bool named_ours_ = false;
};

Robots Robots::Parse(std::string_view text, std::string_view token, const RobotsLimits& limits) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  text = text.substr(0, limits.max_bytes);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  RobotsReader reader(token, limits);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    reader.Take(line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return reader.Finish();
}

Robots Robots::DisallowAll() {
  Robots robots;
  robots.rules_.push_back({"/", false});
  return robots;
}

bool Robots::Allows(std::string_view path_and_query) const {
  const std::string path = OneEncoding(path_and_query.empty() ? "/" : path_and_query);
  if (path == "/robots.txt") return true;  // RFC 9309, 2.2.2
  std::size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    const std::size_t size = rule.pattern.size();
    if (size < longest || (size == longest && (allowed || !rule.allow))) continue;
    if (!RobotsPatternMatches(rule.pattern, path)) continue;
    longest = size;
    allowed = rule.allow;
  }
  return allowed;
}

std::string Robots::ToText() const {
  std::string text = "User-agent: *\n";
  for (const Rule& rule : rules_) {
    text += (rule.allow ? "Allow: " : "Disallow: ") + rule.pattern + "\n";
  }
  if (crawl_delay_) {
    const auto ms = crawl_delay_->count();
    std::string rest = std::to_string(1000 + ms % 1000).substr(1);
    text += "Crawl-delay: " + std::to_string(ms / 1000) + "." + rest + "\n";
  }
  for (const std::string& sitemap : sitemaps_) text += "Sitemap: " + sitemap + "\n";
  return text;
}

bool RobotsPatternMatches(std::string_view pattern, std::string_view path) {
  const bool to_end = !pattern.empty() && pattern.back() == '$';
  if (to_end) pattern.remove_suffix(1);
  const std::size_t first_star = std::min(pattern.find('*'), pattern.size());
  if (!path.starts_with(pattern.substr(0, first_star))) return false;
  if (first_star == pattern.size()) return !to_end || path.size() == first_star;
  path.remove_prefix(first_star);
  pattern.remove_prefix(first_star + 1);
  // Each piece at its first place leaves the most for the next ones; only the last may have to
  // stand at the end.
  for (std::size_t star = pattern.find('*'); star != pattern.npos; star = pattern.find('*')) {
    const std::string_view piece = pattern.substr(0, star);
    pattern.remove_prefix(star + 1);
    if (piece.empty()) continue;
    const void* const found = memmem(path.data(), path.size(), piece.data(), piece.size());
    if (found == nullptr) return false;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - path.data());
    path.remove_prefix(at + piece.size());
  }
  if (to_end) return path.ends_with(pattern);
  return pattern.empty() ||
         memmem(path.data(), path.size(), pattern.data(), pattern.size()) != nullptr;
}

}  // namespace isnad::fetch
