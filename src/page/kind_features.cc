#include "page/kind_features.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <string>
#include <unordered_map>

#include "page/byline_words.h"
#include "page/date_text.h"
#include "page/dates.h"
#include "page/title.h"

namespace isnad::page {
namespace {

constexpr std::size_t kTeaserReach = 4;  // blocks from a title to its teaser: author, date between
constexpr std::size_t kManyDates = 10;
constexpr std::size_t kMaxCalls = 2'000;  // short links that are counted
constexpr std::uint32_t kLeastAlike = 4;  // elements that make a row of cards
constexpr double kMaxCardWords = 150;

bool ReadsAsTitle(const Block& block) {
  return block.measure.words >= 3 && block.measure.words <= 35 && block.LinkShare() > 0.7 &&
         block.phrases == 0;
}

class Counter {
 public:
  explicit Counter(const KindView& page) : page_(page) {}

  Contents Count() {
    CountText();
    CountHeadings();
    CountDates();
    CountCards();
    CountCalls();
    CountDatedTitles();
    return out_;
  }

 private:
  void CountText() {
    const std::vector<Block>& blocks = page_.blocks;
    const std::vector<bool>& keep = page_.selection.keep;
    std::size_t since_title = kTeaserReach;  // blocks since the last link that reads as a title
    double run = 0;
    bool below_title = false;  // and above any linked title
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const Block& block = blocks[i];
      const double words = block.measure.words;
      const bool title = ReadsAsTitle(block) && i != page_.title_block;
      if (title && words >= 4 && !block.hidden) {
        ++out_.titles;
        out_.title_words += words;
      }
      if (title) below_title = false;
      if (keep[i]) {
        out_.linked += words * block.LinkShare();
        out_.prose += words * (1 - block.LinkShare());
        out_.longest = std::max(out_.longest, words);
        if (block.LinkShare() > 0.7) ++out_.link_blocks;
      }
      if (title) {
        since_title = 0;
        run = 0;
      } else if (i == page_.title_block) {  // what follows is the page's own, no teaser
        since_title = kTeaserReach;
        run = 0;
        below_title = block.heading == 1;
        continue;
      } else if (keep[i] && words >= 6) {
        const bool teaser = since_title < kTeaserReach;
        if (teaser) {
          ++out_.teasers;
          out_.teaser_words += words * (1 - block.LinkShare());
        }
        run = teaser ? 0 : run + words;
        out_.run = std::max(out_.run, run);
        if (below_title) out_.lead = run;
        since_title = kTeaserReach;
      } else {
        ++since_title;
      }
    }
  }

  void CountHeadings() {
    for (const Block& block : page_.blocks) {
      if (block.heading < 2 || block.hidden) continue;
      ++out_.headings;
      if (block.LinkShare() > 0.7) ++out_.linked_headings;
    }
  }

  // Every card of a listing has the date of its own article.
  void CountDates() {
    constexpr std::size_t kMaxLines = 300;
    std::set<std::chrono::sys_days> days;
    std::size_t lines = 0;
    dated_.assign(page_.blocks.size(), false);
    for (std::size_t i = 0; i < page_.blocks.size() && lines < kMaxLines; ++i) {
      const Block& block = page_.blocks[i];
      if (block.measure.words > 12 || block.measure.digits < 3) continue;
      ++lines;
      for (const TextDate& date : FindTextDates(block.text)) {
        dated_[i] = true;
        if (days.size() < kManyDates) days.insert(date.value.day);
      }
    }
    out_.dates = days.size();
  }

  // The part that a linked title stands in where its like stand beside it: an article's card.
  NodeId CardAround(NodeId at) const {
    constexpr int kReach = 5;
    NodeId card = kNoNode;
    for (int step = 0; step < kReach && at != kNoNode; ++step, at = page_.tree[at].parent) {
      if (page_.surroundings.Repeats(at) < kLeastAlike) continue;
      if (page_.surroundings.Within(at).words > kMaxCardWords) break;
      card = at;
    }
    return card;
  }

  void CountCards() {
    std::unordered_map<std::uint32_t, double> rows;  // by how many are alike
    NodeId last = kNoNode;
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const Block& block = page_.blocks[i];
      if (!ReadsAsTitle(block) || block.hidden || i == page_.title_block) continue;
      const NodeId card = CardAround(block.node);
      if (card == kNoNode || card == last) continue;
      last = card;
      out_.card_words += page_.surroundings.Within(card).words;
      double& count = rows[page_.surroundings.Repeats(card)];
      out_.cards = std::max(out_.cards, ++count);
    }
  }

  // Titles of others with their day beside them, three lines away at most.
  void CountDatedTitles() {
    constexpr std::size_t kReach = 3;
    const std::vector<Block>& blocks = page_.blocks;
    std::size_t since_date = kReach + 1;
    std::size_t since_title = kReach + 1;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      ++since_date;
      ++since_title;
      if (ReadsAsTitle(blocks[i]) && i != page_.title_block) {
        since_title = 0;
        if (since_date <= kReach) {
          ++out_.dated_titles;
          since_date = since_title = kReach + 1;
        }
      } else if (IsDated(i)) {
        since_date = 0;
        if (since_title <= kReach) {
          ++out_.dated_titles;
          since_date = since_title = kReach + 1;
        }
      }
    }
  }

  bool IsDated(std::size_t i) const { return i < dated_.size() && dated_[i]; }

  // "Read more", "Add to basket": short links that say the same.
  void CountCalls() {
    std::unordered_map<std::string_view, double> calls;
    std::size_t seen = 0;
    for (const Block& block : page_.blocks) {
      if (block.links != 1 || block.measure.words < 2 || block.measure.words > 4) continue;
      if (block.LinkShare() < 0.9 || ++seen > kMaxCalls) continue;
      out_.calls = std::max(out_.calls, ++calls[block.folded]);
    }
  }

  const KindView& page_;
  Contents out_;
  std::vector<bool> dated_;  // by block
};

// Weighed on the development pages so that hardly any article is taken for a listing.
double TextPoints(const Contents& contents) {
  double points = 0;
  const double kept = contents.prose + contents.linked;
  const bool linking = contents.linked > 0.3 * kept;
  if (contents.run < 60) {
    points += 2;
  } else if (contents.run < 120) {
    points += 1;
  } else if (contents.run > 400) {
    points -= 2;
  } else if (contents.run > 180 && !linking) {
    points -= 1;
  }
  if (kept > 0) {
    const double together = contents.run / kept;
    points += together < 0.25 ? 2 : together < 0.45 ? 1 : together > 0.8 ? -1 : 0;
    if (linking) points += 2;
  }
  if (contents.lead >= 40 && contents.lead * 2 > kept) points -= 1;
  if (contents.headings >= 5 && contents.linked_headings * 2 >= contents.headings) points += 1;
  if (contents.teasers >= 5 && contents.teaser_words * 2 > contents.prose) points += 1;
  if (contents.dates >= 4) points += 1;
  if (contents.dates >= kManyDates) points += 1;
  return points;
}

// What an address says before anything is fetched.
struct Path {
  double depth = 0;
  double words = 0;  // of its last part
  double digits = 0;
  bool root = false;
  bool dated = false;
  bool file = false;  // ".html"
  bool query = false;
  bool list = false;  // "/category/…": a part of it is called as lists are
};

bool NamesList(std::string_view part) {
  static constexpr std::array<std::string_view, 29> kNames = {
      "archive",    "archives", "author",   "authors",    "blog",        "browse",
      "categories", "category", "catalog",  "collection", "collections", "feed",
      "index",      "label",    "latest",   "list",       "news",        "page",
      "podcasts",   "posts",    "products", "rubric",     "search",      "section",
      "sections",   "shop",     "tag",      "tags",       "topics"};
  return std::find(kNames.begin(), kNames.end(), part) != kNames.end();
}

Path ReadPath(const std::optional<Url>& address) {
  Path out;
  if (!address) return out;
  std::string_view path = address->path();
  out.query = !address->query().empty();
  while (path.ends_with('/')) path.remove_suffix(1);
  out.root = path.empty();
  out.depth = static_cast<double>(std::count(path.begin(), path.end(), '/'));
  const std::string_view last = path.substr(path.rfind('/') + 1);
  if (last.empty()) return out;
  const auto is_mark = [](char c) { return c == '-' || c == '_' || c == '+'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  out.words = 1 + static_cast<double>(std::count_if(last.begin(), last.end(), is_mark));
  out.digits = static_cast<double>(std::count_if(last.begin(), last.end(), is_digit));
  out.file = last.find('.') != std::string_view::npos;
  out.dated = DateFromUrl(path).has_value();
  // The last part names the page, whatever stands before it.
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin + 1), path.size());
    const std::string part = AsciiLower(path.substr(begin + 1, end - begin - 1));
    out.list = out.list || NamesList(part);
    begin = end;
  }
  return out;
}

// Content systems name the kind of page on its <body>: 1 for a list of articles, -1 for one
// article, 0 where nothing is said.
double SaidByBody(const Tree& tree) {
  static constexpr std::array<std::string_view, 12> kLists = {
      "archive",   "category",   "tag",    "blog",     "home",    "front",
      "frontpage", "front-page", "search", "taxonomy", "listing", "index"};
  static constexpr std::array<std::string_view, 9> kArticles = {
      "single",       "single-post",  "article",      "post-template-default", "postid",
      "node-article", "page-article", "article-page", "node--type-article"};
  const NodeId body = tree.Find(Tag::kBody, 0, tree.size());
  if (body == kNoNode) return 0;
  std::string_view names = tree.Get(body, Name::kClass);
  double said = 0;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    const std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    if (std::find(kArticles.begin(), kArticles.end(), name) != kArticles.end()) return -1;
    if (std::find(kLists.begin(), kLists.end(), name) != kLists.end()) said = 1;
  }
  return said;
}

void WriteContents(const KindView& page, const Contents& contents, RowWriter& row) {
  const double kept = contents.prose + contents.linked;
  const Sums& total = page.surroundings.Total();
  row.Add("prose", LogCount(contents.prose));
  row.Add("run", LogCount(contents.run));
  row.Add("lead", LogCount(contents.lead));
  row.Add("longest", LogCount(contents.longest));
  row.Add("linked_share", ShareOf(contents.linked, kept));
  row.Add("run_share", ShareOf(contents.run, kept));
  row.Add("lead_share", ShareOf(contents.lead, kept));
  row.Add("longest_share", ShareOf(contents.longest, kept));
  row.Add("kept_share", ShareOf(kept, total.words));
  row.Add("teasers", LogCount(contents.teasers));
  row.Add("teaser_share", ShareOf(contents.teaser_words, contents.prose));
  row.Add("link_blocks", LogCount(contents.link_blocks));
  row.Add("titles", LogCount(contents.titles));
  row.Add("title_share", ShareOf(contents.title_words, total.words));
  row.Add("cards", LogCount(contents.cards));
  row.Add("card_share", ShareOf(contents.card_words, total.words));
  row.Add("headings", LogCount(contents.headings));
  row.Add("linked_headings", ShareOf(contents.linked_headings, contents.headings));
  row.Add("linked_heading_count", LogCount(contents.linked_headings));
  row.Add("calls", LogCount(contents.calls));
  row.Add("dated_titles", LogCount(contents.dated_titles));
  row.Add("points", TextPoints(contents));
  row.Add("dates", static_cast<double>(contents.dates));
  row.Add("link_share", ShareOf(total.link_words, total.words));
  row.Add("prose_share", ShareOf(total.prose_words, total.words));
  const NodeId main = page.surroundings.semantic();
  row.Add(
      "main_share",
      main == kNoNode ? 0 : ShareOf(page.surroundings.Within(main).prose_words, total.prose_words));
  row.Add("articles", LogCount(page.surroundings.articles()));
  row.Add("doubt", page.selection.doubt);
}

void WriteClaims(const KindView& page, RowWriter& row) {
  const Metadata& metadata = page.metadata;
  const std::string_view type = metadata.First("og:type");
  row.Add("says_article", (metadata.linked.article ? 1 : 0) + (type == "article" ? 1 : 0));
  row.Add("linked_article", metadata.linked.article ? 1 : 0);
  row.Add("linked_listing", metadata.linked.listing ? 1 : 0);
  row.Add("og_website", type == "website" ? 1 : 0);
  row.Add("dated",
          !metadata.linked.published.empty() || !metadata.Squeezed("articlepublishedtime").empty()
              ? 1
              : 0);
  row.Add("body_class", SaidByBody(page.tree));
  row.Add("front", IsFrontPage(page) ? 1 : 0);
  row.Add("title_words", Measure(page.title).words);
  row.Add("title_shown", page.title_block < page.blocks.size() ? 1 : 0);
}

void WriteAddress(const KindView& page, RowWriter& row) {
  const Path path = ReadPath(page.address);
  row.Add("path_root", path.root ? 1 : 0);
  row.Add("path_depth", path.depth);
  row.Add("path_words", path.words);
  row.Add("path_digits", path.digits);
  row.Add("path_dated", path.dated ? 1 : 0);
  row.Add("path_file", path.file ? 1 : 0);
  row.Add("path_query", path.query ? 1 : 0);
  row.Add("path_list", path.list ? 1 : 0);
  row.Add("path_known", page.address ? 1 : 0);
}

void Write(const KindView& page, const Contents& contents, RowWriter row) {
  WriteContents(page, contents, row);
  WriteClaims(page, row);
  WriteAddress(page, row);
}

}  // namespace

Contents CountContents(const KindView& page) { return Counter(page).Count(); }

bool IsFrontPage(const KindView& page) {
  if (!page.outlet.empty() && FoldedWords(page.title) == FoldedWords(page.outlet)) return true;
  const std::vector<std::string_view> edges = EdgesOfTitle(page.metadata.page_title);
  return std::any_of(edges.begin(), edges.end(),
                     [](std::string_view edge) { return IsBylineWord(BylineWord::kFront, edge); });
}

const std::vector<std::string_view>& KindFeatureNames() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    const Metadata metadata;
    const std::optional<Url> address;
    const Tree tree = Tree::Parse("", {});
    const std::vector<Block> blocks;
    const Surroundings surroundings(tree, blocks);
    const Selection selection;
    FeatureRow row;
    Write({metadata, address, {}, tree, blocks, surroundings, selection, 0, {}}, {},
          RowWriter(row, &out));
    return out;
  }();
  return names;
}

FeatureRow MeasureKind(const KindView& page, const Contents& contents) {
  FeatureRow row;
  Write(page, contents, RowWriter(row, nullptr));
  return row;
}

}  // namespace isnad::page
