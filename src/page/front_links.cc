#include "page/front_links.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/charset.h"
#include "base/utf8.h"
#include "page/dates.h"
#include "page/lexicon.h"
#include "page/table.h"
#include "page/text.h"

extern "C" {
extern const char isnad_page_link_words_tsv[];
extern const char isnad_page_link_words_tsv_end[];
}

namespace isnad::page {
namespace {

constexpr std::size_t kMaxHeadlineBytes = 600;
constexpr std::size_t kSteps = 10;        // towards the root
constexpr std::uint32_t kMostWords = 40;  // of a headline; more is a whole teaser
constexpr std::size_t kAlike = 4;         // addresses of one shape that make a pattern
constexpr double kArticle = 2.5;          // from this score on
constexpr double kNever = -100;

const std::unordered_set<std::string_view>& LinkWords() {
  static const std::unordered_set<std::string_view> words = [] {
    std::unordered_set<std::string_view> out;
    ForEachRow({isnad_page_link_words_tsv, isnad_page_link_words_tsv_end},
               [&](const std::vector<std::string_view>& row) {
                 if (row.size() == 2) out.insert(row[1]);
               });
    return out;
  }();
  return words;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string> Segments(const Url& url) {
  std::vector<std::string> out;
  std::string_view path = url.path();
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) out.push_back(AsciiLower(PercentDecode(path.substr(0, end))));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return out;
}

// The longest run of digits.
std::size_t DigitRun(std::string_view text) {
  std::size_t best = 0, run = 0;
  for (const char c : text) {
    run = IsDigit(c) ? run + 1 : 0;
    best = std::max(best, run);
  }
  return best;
}

std::size_t SlugWords(std::string_view segment) {
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : segment) {
    const bool part = c != '-' && c != '_' && c != '.' && c != '+' && c != ' ';
    if (part && !in_word) ++words;
    in_word = part;
  }
  return words;
}

// The ending of a file's name, "" where there is none.
std::string_view Ending(std::string_view segment) {
  const std::size_t dot = segment.rfind('.');
  return dot == std::string_view::npos || segment.size() - dot > 6 ? std::string_view()
                                                                   : segment.substr(dot + 1);
}

bool IsFile(std::string_view ending) {
  constexpr std::string_view kFiles[] = {"jpg", "jpeg", "png", "gif",  "webp", "svg", "pdf",
                                         "xml", "rss",  "mp3", "mp4",  "zip",  "css", "js",
                                         "doc", "docx", "xls", "json", "ico",  "apk", "txt"};
  return std::find(std::begin(kFiles), std::end(kFiles), ending) != std::end(kFiles);
}

// What addresses of one kind have in common: "/news/#/*" for "/news/4711/some-slug".
std::string Shape(const Url& url) {
  std::string out;
  const std::vector<std::string> segments = Segments(url);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string& segment = segments[i];
    out += '/';
    if (std::all_of(segment.begin(), segment.end(), IsDigit)) {
      out += '#';
    } else if (i + 1 < segments.size()) {
      out += segment.size() > 24 ? "*" : segment;
    } else {
      out += DigitRun(segment) >= 3 ? "*#" : "*";
    }
  }
  if (!url.query().empty()) out += '?' + url.query().substr(0, url.query().find('='));
  return out;
}

double ScoreSegments(const std::vector<std::string>& segments) {
  double score = segments.size() >= 3 ? 0.5 : 0;
  for (const std::string& segment : segments) {
    if (LinkWords().contains(segment)) return -4;
    const std::string_view ending = Ending(segment);
    const std::string stem = segment.substr(0, segment.size() - ending.size() - !ending.empty());
    if (LinkWords().contains(stem)) return -4;
  }
  const std::string& last = segments.back();
  if (IsFile(Ending(last))) return kNever;
  const std::size_t words = SlugWords(last);
  const std::size_t letters = CountCodePoints(last);
  if (words >= 4 && letters >= 15) {
    score += words >= 6 ? 2.5 : 2;
  } else if (words == 3 && letters >= 12) {
    score += 1;
  }
  std::size_t digits = 0;
  for (const std::string& segment : segments) digits = std::max(digits, DigitRun(segment));
  if (digits >= 5) {
    score += 2;
  } else if (digits >= 3) {
    score += 1;
  }
  if (Ending(last) == "html" || Ending(last) == "htm" || Ending(last) == "shtml") score += 0.5;
  const bool bare = digits < 3 && words <= 2;
  if (bare) score -= segments.size() == 1 ? 2.5 : 1.5;
  return score;
}

// One link to an address, as the page shows it.
struct Anchor {
  NodeId node = kNoNode;
  std::string text;
  std::string image;
  std::uint32_t words = 0;
  bool heading = false;  // in a heading, or around one
  double place = 0;      // for or against, by where it stands
};

struct Target {
  Url url;
  std::vector<Anchor> anchors;
  double score = 0;
};

class FrontReader {
 public:
  FrontReader(const Tree& tree, const Url& base, PageRule* rule, const FrontLinkLimits& limits)
      : tree_(tree), base_(base), rule_(rule), limits_(limits), site_(base.RegistrableDomain()) {}

  std::vector<FrontLink> Run() {
    if (rule_ != nullptr) ReadRule();
    Collect();
    const bool ruled = !wanted_.empty();
    if (!ruled) Judge();
    std::vector<FrontLink> out;
    for (const Target& target : targets_) {
      if (out.size() >= limits_.max_links) break;
      if (!ruled && target.score < kArticle) continue;
      out.push_back(Link(target));
    }
    return out;
  }

 private:
  void ReadRule() {
    wanted_ = rule_->Nodes(RuleField::kLinks);
    skipped_ = rule_->Nodes(RuleField::kSkipLinks);
  }

  // Is `id` one of `nodes` (in document order), or within one?
  bool Within(const std::vector<NodeId>& nodes, NodeId id) const {
    for (NodeId at = id; at != kNoNode; at = tree_[at].parent) {
      if (std::binary_search(nodes.begin(), nodes.end(), at)) return true;
    }
    return false;
  }

  void Collect() {
    const std::string own = base_.Canonical().text();
    std::size_t seen = 0;
    NodeId inside = 0;  // end of the anchor that is open
    for (NodeId id = 0; id < tree_.size() && seen < limits_.max_anchors; ++id) {
      if (tree_[id].tag != Tag::kA || id < inside) continue;
      const std::string_view href = TrimSpace(tree_.Get(id, Name::kHref));
      if (href.empty() || href.front() == '#') continue;
      if (!wanted_.empty() && !Within(wanted_, id)) continue;
      if (!skipped_.empty() && Within(skipped_, id)) continue;
      ++seen;
      inside = tree_[id].end;
      const auto resolved = base_.Resolve(href);
      if (!resolved || resolved->RegistrableDomain() != site_) continue;
      Url url = resolved->Canonical();
      if (url.text() == own || (url.path() == "/" && url.query().empty())) continue;
      const auto [at, fresh] = by_url_.try_emplace(url.text(), targets_.size());
      if (fresh) targets_.push_back({std::move(url), {}, 0});
      targets_[at->second].anchors.push_back(ReadAnchor(id));
    }
  }

  Anchor ReadAnchor(NodeId id) const {
    Anchor anchor;
    anchor.node = id;
    NodeId heading = kNoNode;
    for (NodeId at = id + 1; at < tree_[id].end; ++at) {
      if (heading == kNoNode && HeadingLevel(tree_[at].tag) > 0) heading = at;
      if (tree_[at].tag == Tag::kImg && anchor.image.empty()) anchor.image = Picture(at);
    }
    anchor.heading = heading != kNoNode;
    anchor.text = tree_.InnerText(anchor.heading ? heading : id, kMaxHeadlineBytes);
    if (anchor.text.empty()) anchor.text = Spoken(id);
    ReadPlace(id, anchor);
    const TextMeasure measure = Measure(anchor.text);
    anchor.words = measure.words;
    if (PhrasesOf(anchor.text) != 0 && measure.words <= 4) anchor.place -= 3;
    return anchor;
  }

  std::string Picture(NodeId id) const {
    std::string_view source = tree_.Get(id, Name::kDataSrc);
    if (source.empty()) source = tree_.Get(id, Name::kSrc);
    if (source.empty() || source.starts_with("data:")) return {};
    const auto url = base_.Resolve(source);
    return url ? url->text() : std::string();
  }

  // What a link without text says: its title, or that of its picture.
  std::string Spoken(NodeId id) const {
    for (const Name name : {Name::kTitle, Name::kAriaLabel}) {
      const std::string text = CollapseSpace(tree_.Get(id, name));
      if (!text.empty()) return text;
    }
    const NodeId image = tree_.Find(Tag::kImg, id, tree_[id].end);
    return image == kNoNode ? std::string() : CollapseSpace(tree_.Get(image, Name::kAlt));
  }

  void ReadPlace(NodeId id, Anchor& anchor) const {
    constexpr HintMask kAgainst = Bit(Hint::kNav) | Bit(Hint::kFooter) | Bit(Hint::kShare) |
                                  Bit(Hint::kTags) | Bit(Hint::kPages) | Bit(Hint::kAd) |
                                  Bit(Hint::kNewsletter) | Bit(Hint::kForm) | Bit(Hint::kComment);
    double tags = 0, names = 0;
    NodeId at = id;
    for (std::size_t step = 0; step < kSteps && at != kNoNode; ++step, at = tree_[at].parent) {
      const Tag tag = tree_[at].tag;
      if (tag == Tag::kBody || tag == Tag::kHtml) break;
      if (HeadingLevel(tag) > 0) anchor.heading = true;
      if (tag == Tag::kNav || tag == Tag::kFooter || tag == Tag::kForm) tags = -2.5;
      if (step > 5 || names < 0) continue;
      const HintMask hints =
          HintsOf(tree_.Get(at, Name::kClass)) | HintsOf(tree_.Get(at, Name::kId));
      if ((hints & kAgainst) != 0) names = -1.5;
    }
    anchor.place = std::min(tags, names);
  }

  void Judge() {
    std::unordered_map<std::string, std::size_t> shapes;  // with headlines
    for (Target& target : targets_) {
      const Anchor& best = Best(target);
      target.score = ScoreArticleUrl(target.url);
      if (target.score <= kNever) continue;
      target.score += ScoreText(best.words) + (best.heading ? 1.5 : 0);
      double place = -10;
      for (const Anchor& anchor : target.anchors) place = std::max(place, anchor.place);
      target.score += place;
      if (best.words >= 4 && place > -2) ++shapes[Shape(target.url)];
    }
    for (Target& target : targets_) {
      if (target.score <= kNever) continue;
      const auto alike = shapes.find(Shape(target.url));
      if (alike != shapes.end() && alike->second >= kAlike) target.score += 1.5;
    }
  }

  static double ScoreText(std::uint32_t words) {
    if (words == 0) return -2;
    if (words > kMostWords) return 0.5;
    constexpr double kByWords[] = {-2, -2, -1.5, 0, 1};  // 0 to 4
    return words < std::size(kByWords) ? kByWords[words] : words <= 6 ? 1.5 : 2;
  }

  // The anchor that says the headline: in a heading, else the one that says most without being a
  // whole teaser.
  static const Anchor& Best(const Target& target) {
    const auto rank = [](const Anchor& anchor) {
      const bool fits = anchor.words >= 2 && anchor.words <= kMostWords;
      return std::tuple(anchor.heading && fits, fits, fits ? anchor.text.size() : 0);
    };
    return *std::max_element(target.anchors.begin(), target.anchors.end(),
                             [&](const Anchor& a, const Anchor& b) { return rank(a) < rank(b); });
  }

  static FrontLink Link(const Target& target) {
    FrontLink link{target.url.text(), Best(target).text, {}};
    for (const Anchor& anchor : target.anchors) {
      if (link.image.empty()) link.image = anchor.image;
    }
    return link;
  }

  const Tree& tree_;
  const Url& base_;
  PageRule* rule_;
  const FrontLinkLimits& limits_;
  const std::string site_;
  std::vector<NodeId> wanted_, skipped_;  // by the rule
  std::vector<Target> targets_;           // in the order of the page
  std::unordered_map<std::string, std::size_t> by_url_;
};

}  // namespace

double ScoreArticleUrl(const Url& url) {
  const std::vector<std::string> segments = Segments(url);
  std::string_view query = url.query();
  double score = segments.empty() ? -1 : ScoreSegments(segments);
  if (score <= -4) return score;
  // Old systems number their articles in a parameter: ?id=4711, ?p=12, ?newsid=…
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view part = query.substr(0, end);
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string name = AsciiLower(PercentDecode(part.substr(0, equals)));
    if (LinkWords().contains(name)) return -4;
    if (name.ends_with("id") || name == "p" || name == "a" || name == "n") {
      if (DigitRun(part.substr(equals)) >= 2) score = std::max(score, 0.0) + 2.5;
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return DateFromUrl(url.text()) ? score + 2.5 : score;
}

Result<std::vector<FrontLink>> ReadFrontPage(std::string_view bytes, const ExtractOptions& options,
                                             const FrontLinkLimits& limits) {
  const auto base = Url::Parse(options.url);
  if (!base) return Fail(base.error());
  if (bytes.size() > options.limits.max_bytes) {
    return Fail(Errc::kTooLarge,
                "page over " + std::to_string(options.limits.max_bytes) + " bytes");
  }
  const auto text =
      DecodeToUtf8(bytes, {.content_type = options.content_type, .kind = DocumentKind::kHtml});
  if (!text) return Fail(text.error());
  const bool ruled = options.rules != nullptr;
  const Tree tree =
      Tree::Parse(text->text, options.limits, ruled ? Markup::kDetailed : Markup::kSkimmed);
  const auto rule = PageRule::For(options.rules, options.url, {}, tree);
  return FindFrontLinks(tree, *base, rule.get(), limits);
}

std::vector<FrontLink> FindFrontLinks(const Tree& tree, const Url& base, PageRule* rule,
                                      const FrontLinkLimits& limits) {
  return FrontReader(tree, base, rule, limits).Run();
}

}  // namespace isnad::page
