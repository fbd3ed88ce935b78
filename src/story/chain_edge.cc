#include "story/chain_edge.h"

#include <algorithm>
#include <cmath>

#include "base/url.h"
#include "story/words.h"

namespace isnad::story {
namespace {

using Place = Citation::Place;
using Kind = news::ChainEvidence::Kind;

// How much of a text is taken before it counts as a copy by its wording alone: of all of it, and
// of what is not quoted. Of what is credited to the giver less is enough.
constexpr double kMinShare = 0.25;
constexpr double kMinOwnShare = 0.15;
constexpr double kMinCreditedShare = 0.05;
constexpr double kMinHintedShare = 0.08;
constexpr double kSameOutletShare = 0.5;  // one outlet's articles are alike by habit

// Log-odds of who of two gave to the other.
constexpr double kAgencyRole = 1;
constexpr double kAggregatorRole = 2.5;
constexpr double kOwnRole = 1.5;
constexpr double kWiresRole = 2;
constexpr double kHourRole = 1;  // aggregators and archives tell the day alone
constexpr double kAddressOdds = 8;
constexpr double kSiteOdds = 3;
constexpr double kClearlyEarlier = 2;  // by time alone: is told as evidence

constexpr double kTextScore = 6;
constexpr double kMostCreditScore = 9;

double OddsOf(Place place) {
  switch (place) {
    case Place::kCreditLine:
    case Place::kDateline:
      return 5;
    case Place::kOpening:
      return 3;
    case Place::kPassing:
      return 1.5;
  }
  return 0;
}

std::uint32_t HashOfUrl(const Url& url) {
  const Url canonical = url.Canonical();
  std::string_view text = canonical.text();
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  if (text.starts_with("www.")) text.remove_prefix(4);
  if (text.ends_with('/')) text.remove_suffix(1);
  return HashText(text);
}

std::uint32_t HashOfSite(const Url& url) { return HashText(url.RegistrableDomain()); }

// The first of the addresses that leads to another site.
void ReadSource(ChainEnd& end, const Provenance& provenance) {
  // A canonical address elsewhere says the same as a link to the original; where the page's own
  // address is not known, that is it.
  const std::string_view canonical = end.site == 0 ? std::string_view() : provenance.canonical;
  for (const std::string_view text : {provenance.source_url, canonical}) {
    if (text.empty() || text == provenance.url) continue;
    const auto url = Url::Parse(text);
    if (!url || HashOfSite(*url) == end.site) continue;
    if (!end.credit) end.credit = std::make_unique<ChainCredit>();
    end.credit->source_address = HashOfUrl(*url);
    end.credit->source_site = HashOfSite(*url);
    end.credit->source_url = text;
    end.is_aggregator = true;
    return;
  }
}

double Sign(bool a, bool b) { return static_cast<double>(a) - static_cast<double>(b); }

}  // namespace

double Logistic(double odds) { return 1 / (1 + std::exp(-odds)); }

ChainEnd ReadChainEnd(const Provenance& provenance, const CitingText& article,
                      const std::vector<QuotedSpan>& quoted,
                      const std::optional<Instant>& published, Instant seen) {
  ChainEnd end;
  end.outlet = article.outlet.empty() ? 0 : HashText(article.outlet);
  end.names = KeysOfOutlet(article.outlet);
  end.told = TellingOf(provenance.published, published, seen);
  Citations citations = ReadCitations(article, quoted);
  end.own = citations.own;
  end.wires = citations.wires;
  if (!citations.list.empty() || citations.wires) {
    end.credit = std::make_unique<ChainCredit>();
    end.credit->list = std::move(citations.list);
    end.credit->wires_quote = std::move(citations.wires_quote);
  }
  if (!provenance.url.empty()) {
    if (const auto url = Url::Parse(provenance.url)) {
      end.address = HashOfUrl(*url);
      end.site = HashOfSite(*url);
    }
  }
  ReadSource(end, provenance);
  return end;
}

bool ChainEdge::IsCredited() const {
  return leads_there || (citation != nullptr && citation->OfAccount());
}

bool ChainEdge::IsCopy() const {
  if (same_outlet) return share_0_1 >= kSameOutletShare && text_0_1 >= kSameOutletShare;
  if (IsCredited() && text_0_1 >= kMinCreditedShare) return true;
  const bool is_hinted =
      leads_to_site || wires || (citation != nullptr && citation->place == Place::kOpening);
  if (is_hinted && text_0_1 >= kMinHintedShare) return true;
  return text_0_1 >= kMinShare || (share_0_1 >= kMinShare && text_0_1 >= kMinOwnShare);
}

double ChainEdge::CreditOdds() const {
  double odds = citation != nullptr ? OddsOf(citation->place) : 0;
  if (leads_there) {
    odds += kAddressOdds;
  } else if (leads_to_site) {
    odds += kSiteOdds;
  }
  return odds + (wires ? kWiresRole : 0);
}

double ChainEdge::Score() const {
  return kTextScore * text_0_1 + std::min(CreditOdds(), kMostCreditScore);
}

double ChainEdge::TakenOdds() const {
  // A credit without the words may stand for a part of what is told, or for a rewriting.
  const double of_credit = text_0_1 < kMinCreditedShare ? 0.25 : 0.6;
  return kTextScore * text_0_1 - 1 + of_credit * CreditOdds();
}

std::vector<news::ChainEvidence> ChainEdge::Evidence(const ChainEnd& taker) const {
  std::vector<news::ChainEvidence> evidence;
  if (text_0_1 >= kMinCreditedShare) evidence.push_back({Kind::kText, ""});
  if (citation != nullptr) evidence.push_back(EvidenceOf(*citation));
  if (wires) evidence.push_back({Kind::kCredit, taker.credit->wires_quote});
  if (leads_there || leads_to_site) evidence.push_back({Kind::kLink, taker.credit->source_url});
  if (earlier >= kClearlyEarlier) evidence.push_back({Kind::kTime, ""});
  return evidence;
}

ChainEdge EdgeOf(const ChainEnd& taker, const ChainEnd& giver, double share_0_1, double text_0_1) {
  ChainEdge edge{.share_0_1 = share_0_1, .text_0_1 = text_0_1};
  edge.same_outlet = taker.SameOutlet(giver);
  edge.earlier = EarlierOdds(giver.told, taker.told);
  if (edge.same_outlet) return edge;
  edge.wires = taker.wires && giver.IsAgency();
  if (!taker.credit) return edge;
  for (const Citation& citation : taker.credit->list) {
    if (!citation.keys.Meets(giver.names)) continue;
    if (edge.citation == nullptr || OddsOf(citation.place) > OddsOf(edge.citation->place)) {
      edge.citation = &citation;
    }
  }
  const ChainCredit& credit = *taker.credit;
  edge.leads_there = credit.source_address != 0 && credit.source_address == giver.address;
  edge.leads_to_site = credit.source_site != 0 && credit.source_site == giver.site;
  return edge;
}

double GiverOdds(const ChainEnd& giver, const ChainEnd& taker, const ChainEdge& to,
                 const ChainEdge& back) {
  const double told = to.earlier + kHourRole * Sign(giver.told.IsExact(), taker.told.IsExact());
  if (to.same_outlet) return told;
  return told + to.CreditOdds() - back.CreditOdds() +
         kAgencyRole * Sign(giver.IsAgency(), taker.IsAgency()) +
         kAggregatorRole * Sign(taker.is_aggregator, giver.is_aggregator) +
         kOwnRole * Sign(giver.own, taker.own);
}

}  // namespace isnad::story
