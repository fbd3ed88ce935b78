// How the following of sources goes: for the desk, and for outlets that want to know who asks them.

#include <algorithm>
#include <array>
#include <charconv>

#include "base/url.h"
#include "base/utf8.h"
#include "news/source_json.h"
#include "portal/pages.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

enum class Health : std::uint8_t { kWell, kNew, kTrouble, kResting, kEnded };
constexpr std::array<const char*, 5> kHealthKeys = {
    "sources.well", "sources.new", "sources.trouble", "sources.resting", "sources.ended"};
constexpr std::array<const char*, 5> kHealthClasses = {"well", "new", "trouble", "resting",
                                                       "ended"};
constexpr std::size_t kMaxTroubleBytes = 300;

Health HealthOf(const news::Source& source, const news::FollowedFeed& feed) {
  if (source.resting) return Health::kResting;
  if (feed.state.life == news::FeedLife::kEnded) return Health::kEnded;
  if (!feed.state.trouble.empty()) return Health::kTrouble;
  return feed.state.last_try ? Health::kWell : Health::kNew;
}

// A number behind a known beginning: "HTTP status 404".
std::int64_t StatusIn(std::string_view trouble) {
  constexpr std::string_view kBefore = "HTTP status ";
  std::int64_t status = 0;
  if (trouble.starts_with(kBefore)) {
    std::from_chars(trouble.data() + kBefore.size(), trouble.data() + trouble.size(), status);
  }
  return status;
}

// What is the matter, in Arabic; the program's own words stand beside it.
std::string_view TroubleInWords(const Words& words, std::string_view trouble) {
  const std::int64_t status = StatusIn(trouble);
  if (status == 404) return words["sources.trouble.gone"];
  if (status == 410) return words["sources.trouble.ended"];
  if (status == 429) return words["sources.trouble.often"];
  if (status == 401 || status == 402 || status == 403 || status == 451) {
    return words["sources.trouble.refused"];
  }
  if (status >= 500) return words["sources.trouble.server"];
  const auto says = [trouble](std::string_view part) { return trouble.find(part) != trouble.npos; };
  if (says("robots.txt cannot")) return words["sources.trouble.robots.unreachable"];
  if (says("robots.txt")) return words["sources.trouble.robots"];
  if (trouble.starts_with("timed out")) return words["sources.trouble.slow"];
  if (trouble.starts_with("too large")) return words["sources.trouble.large"];
  if (trouble.starts_with("denied")) return words["sources.trouble.guard"];
  if (trouble.starts_with("not found")) return words["sources.trouble.nowhere"];
  if (says("no feed")) return words["sources.trouble.feed"];
  return words["sources.trouble.other"];
}

Html Fact(const Words& words, const char* key, const Html& value) {
  return Element("div", {}, Element("dt", {}, Text(words[key])), Element("dd", {}, value));
}

Html When(const PageContext& context, const std::optional<Instant>& instant) {
  if (!instant) return Text(context.words["sources.never"]);
  return Join(InstantHtml(context.words, context.moment, *instant, DateStyle::kShort),
              AgoHtml(context.words, Ago(context.words, context.moment.now, *instant)));
}

// "بعد ١٢ دقيقة", "الآن"; a date beyond a day.
Html Until(const PageContext& context, Instant due) {
  const Words& words = context.words;
  const Instant now = context.moment.now;
  if (due <= now) return Text(words["time.now"]);
  if (due >= now + std::chrono::hours(24)) {
    return InstantHtml(words, context.moment, due, DateStyle::kShort);
  }
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(due - now).count();
  const std::string span =
      minutes < 60 ? words.Count("time.minutes", minutes) : words.Count("time.hours", minutes / 60);
  return Element("time", {{"datetime", DateTime::FromInstant(due).ToString()}},
                 Text(words.Filled("sources.in", {{"span", span}})));
}

// One decimal below ten, where it matters: "٢٫٤".
std::string PerDay(const Words& words, double items) {
  const double bounded = std::clamp(items, 0.0, 1e6);
  if (bounded >= 9.95 || bounded < 0.05)
    return words.Number(static_cast<std::int64_t>(bounded + 0.5));
  const auto tenths = static_cast<std::int64_t>(bounded * 10 + 0.5);
  const std::string text = std::to_string(tenths / 10) + std::string(words["sources.decimal"]) +
                           std::to_string(tenths % 10);
  return words.InDigits(text);
}

Html Latency(const Words& words, const news::FetchState& state) {
  if (!state.last_try || state.latency.count() <= 0) return Text(words["sources.unknown"]);
  return Text(words.Filled("sources.ms", {{"n", words.Number(state.latency.count())}}));
}

Html WholeShare(const Words& words, const news::FollowedFeed& feed) {
  const auto share = feed.pages.WholeShare();
  if (!share) return Text(words["sources.unknown"]);
  const std::int64_t percent = Percent(*share);
  return Join(Text(words.Filled("sources.percent", {{"n", words.Number(percent)}})), Text(" "),
              Element("meter", {{"min", "0"},
                                {"max", "100"},
                                {"value", std::to_string(percent)},
                                {"aria-label", words["sources.whole"]}}));
}

Html Trouble(const Words& words, const std::string& trouble) {
  if (trouble.empty()) return {};
  return Element("p", {Class("source-trouble")}, Text(TroubleInWords(words, trouble)),
                 Element("bdi", {{"dir", "ltr"}, {"lang", "en"}},
                         Text(TruncateUtf8(trouble, kMaxTroubleBytes))));
}

Html Address(const std::string& url) {
  return Link(SafeUrl::External(url), Element("bdi", {{"dir", "ltr"}}, Text(url)),
              Attr("rel", "noopener noreferrer external"));
}

Html FeedPart(const PageContext& context, const news::Source& source,
              const news::FollowedFeed& feed) {
  const Words& words = context.words;
  const news::FetchState& state = feed.state;
  const Health health = HealthOf(source, feed);
  const auto index = static_cast<std::size_t>(health);
  const bool waits = health != Health::kResting && health != Health::kEnded;
  const std::string role = std::string("sources.role.") +
                           std::array<const char*, 4>{"site", "feed", "sitemap",
                                                      "page"}[static_cast<std::size_t>(feed.role)];
  return Element("div", {Class("feed")},
                 Element("p", {Class("meta")},
                         Element("span", {Class(std::string("health ") + kHealthClasses[index])},
                                 Text(words[kHealthKeys[index]])),
                         Element("span", {}, Text(words[role])),
                         Address(state.moved_to.empty() ? feed.url : state.moved_to)),
                 Trouble(words, state.trouble),
                 Element("dl", {Class("facts")},
                         Fact(words, "sources.last", When(context, state.last_success)),
                         Fact(words, "sources.next",
                              waits ? Until(context, state.due) : Text(words["sources.not"])),
                         Fact(words, "sources.daily", Text(PerDay(words, state.items_per_day))),
                         Fact(words, "sources.whole", WholeShare(words, feed)),
                         Fact(words, "sources.latency", Latency(words, state))));
}

Html SourcePart(const PageContext& context, const news::Source& source) {
  Html feeds;
  for (const news::FollowedFeed& feed : source.feeds) feeds += FeedPart(context, source, feed);
  const auto home = Url::Parse(source.homepage);
  const std::string& name = source.name.empty() && home ? home->host() : source.name;
  return Element("li", {Class("source")},
                 Element("h2", {},
                         Link(SafeUrl::External(source.homepage), Bdi(name),
                              Attr("rel", "noopener noreferrer external"))),
                 feeds);
}

// "١٢ تعمل · واحد متعثر": how many feeds stand how.
Html Sum(const Words& words, const std::vector<news::Source>& sources) {
  std::array<std::int64_t, kHealthKeys.size()> counts{};
  for (const news::Source& source : sources) {
    for (const news::FollowedFeed& feed : source.feeds) {
      ++counts[static_cast<std::size_t>(HealthOf(source, feed))];
    }
  }
  Html list;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    list += Element("div", {}, Element("dt", {}, Text(words[kHealthKeys[i]])),
                    Element("dd", {}, Text(words.Number(counts[i]))));
  }
  return Element("dl", {Class("numbers")}, list);
}

}  // namespace

std::string SourcesPage(const PageContext& context, std::vector<news::Source> sources) {
  const Words& words = context.words;
  // Those in trouble first: they are what a desk looks for.
  const auto in_trouble = [](const news::Source& source) {
    return std::any_of(source.feeds.begin(), source.feeds.end(), [&](const auto& feed) {
      return HealthOf(source, feed) == Health::kTrouble;
    });
  };
  std::stable_partition(sources.begin(), sources.end(), in_trouble);
  Html items;
  for (const news::Source& source : sources) items += SourcePart(context, source);
  Html main = Join(Element("h1", {Class("page-title")}, Text(words["sources.title"])),
                   Element("p", {Class("hint")}, Text(words["sources.about"])));
  if (sources.empty()) {
    main += Element("div", {Class("empty")}, Element("h2", {}, Text(words["sources.none"])),
                    Element("p", {}, Text(words["sources.none.help"])),
                    Element("pre", {{"dir", "ltr"}}, Text(words["sources.none.command"])));
  } else {
    main += Sum(words, sources);
    main += Element("ul", {Class("sources")}, items);
  }
  Frame frame;
  frame.title = words["sources.title"];
  frame.index = false;
  return Document(context, frame, main);
}

std::string SourcesJson(Instant now, const std::vector<news::Source>& sources) {
  std::string out =
      "{\"generated\":\"" + DateTime::FromInstant(now).ToString() + "\",\"sources\":[";
  bool first = true;
  for (const news::Source& source : sources) {
    if (!first) out += ',';
    first = false;
    out += news::ToJsonLine(source);
  }
  return out + "]}\n";
}

}  // namespace isnad::portal
