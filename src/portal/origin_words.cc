#include "portal/origin_words.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/url.h"

namespace isnad::portal {
namespace {

constexpr double kSureOrigin = 0.6;
constexpr double kMostlyCopied = 0.5;

bool IsOfOneAgency(const news::Account& account, const news::Account* origin) {
  return origin != nullptr && !account.agency.empty() && account.agency == origin->agency;
}

bool IsOfOneOutlet(const news::Account& account, const news::Account* origin) {
  return origin != nullptr && account.outlet != 0 && account.outlet == origin->outlet;
}

std::string HostOf(std::string_view url) {
  const Result<Url> parsed = Url::Parse(url);
  if (!parsed) return {};
  const std::string& host = parsed->host();
  return host.starts_with("www.") ? host.substr(4) : host;
}

// Calls `literal` and `place` with the parts of a text that has "{name}" places.
template <typename Literal, typename Place>
void ForEachPart(std::string_view text, const Literal& literal, const Place& place) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    literal(text.substr(0, open));
    const std::size_t close = open == text.npos ? text.npos : text.find('}', open);
    if (close == text.npos) return;
    place(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace

std::string OriginPhrase::ToText(const Words& words) const {
  if (key.empty()) return {};
  return words.Filled(key, {{"outlet", outlet}, {"agency", agency}, {"host", host}});
}

Html OriginPhrase::ToHtml(const Words& words) const {
  Html html;
  if (key.empty()) return html;
  const auto literal = [&](std::string_view text) { html += Text(text); };
  const auto place = [&](std::string_view name) {
    if (name == "host") {
      html += Element("bdi", {{"dir", "ltr"}}, Text(host));
    } else {
      html += Bdi(name == "agency" ? agency : outlet);
    }
  };
  ForEachPart(words[key], literal, place);
  return html;
}

OriginPhrase DescribeOrigin(const Words& words, const news::Account& account,
                            const news::Account* origin) {
  if (!account.origin && origin == nullptr) {
    return {.key = account.agency.empty() ? "" : "account.agency", .agency = account.agency};
  }
  OriginPhrase phrase;
  phrase.outlet = words["account.other"];
  if (origin != nullptr) {
    phrase.outlet = origin->outlet_name.empty() ? words["account.unknown.outlet"]
                                                : std::string_view(origin->outlet_name);
  }
  if (IsOfOneAgency(account, origin)) {
    phrase.key = "account.agency.both";
    phrase.agency = account.agency;
    return phrase;
  }
  if (!IsOfOneOutlet(account, origin)) {
    phrase.key = IsMostlyCopied(account) ? "account.copied" : "account.part";
  } else if (!IsMostlyCopied(account)) {
    phrase.key = "account.edition.part";
  } else {
    // One outlet's article on two sites: its own and one that shows what others publish.
    phrase.key = "account.edition";
    const std::string host = HostOf(account.url), origin_host = HostOf(origin->url);
    if (!host.empty() && !origin_host.empty() && host != origin_host) {
      phrase.key += ".host";
      phrase.host = host;
    }
  }
  if (IsDoubtfulOrigin(account)) phrase.key += ".doubt";
  return phrase;
}

std::string ShortOrigin(const Words& words, const news::Account& account,
                        const news::Account* origin) {
  std::string text;
  if (IsOfOneAgency(account, origin) || (!account.origin && origin == nullptr)) return text;
  if (!IsMostlyCopied(account)) {
    text = words["account.part.short"];
  } else if (IsOfOneOutlet(account, origin)) {
    text = words["account.edition.short"];
  }
  if (IsDoubtfulOrigin(account)) {
    if (!text.empty()) text += words["story.joiner"];
    text += words["chain.doubt"];
  }
  return text;
}

const news::Account* FindOrigin(const std::vector<news::Account>& accounts,
                                const news::Account& account) {
  if (!account.origin || *account.origin == account.article) return nullptr;
  const auto found = std::find_if(
      accounts.begin(), accounts.end(),
      [&](const news::Account& candidate) { return candidate.article == *account.origin; });
  return found == accounts.end() ? nullptr : &*found;
}

bool IsMostlyCopied(const news::Account& account) { return account.copied_0_1 >= kMostlyCopied; }

bool IsDoubtfulOrigin(const news::Account& account) {
  return account.origin_confidence_0_1 > 0 && account.origin_confidence_0_1 < kSureOrigin;
}

void PutOriginsFirst(std::vector<news::Account>& accounts) {
  std::map<news::ArticleId, std::size_t> place;
  for (std::size_t i = 0; i < accounts.size(); ++i) place.emplace(accounts[i].article, i);
  std::vector<std::vector<std::size_t>> waiting(accounts.size());  // of each those that wait for it
  std::vector<bool> is_placed(accounts.size(), false);
  std::vector<std::size_t> order, open;
  const auto emit = [&](std::size_t start) {
    open.push_back(start);
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (is_placed[at]) continue;
      is_placed[at] = true;
      order.push_back(at);
      open.insert(open.end(), waiting[at].rbegin(), waiting[at].rend());
    }
  };
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const auto origin = accounts[i].origin ? place.find(*accounts[i].origin) : place.end();
    if (origin == place.end() || origin->second == i || is_placed[origin->second]) {
      emit(i);
    } else {
      waiting[origin->second].push_back(i);
    }
  }
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    if (!is_placed[i]) emit(i);  // those that wait for each other in a circle
  }
  std::vector<news::Account> sorted;
  sorted.reserve(accounts.size());
  for (const std::size_t at : order) sorted.push_back(std::move(accounts[at]));
  accounts = std::move(sorted);
}

}  // namespace isnad::portal
