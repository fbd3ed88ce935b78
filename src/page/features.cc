#include "page/features.h"

#include <algorithm>

#include "page/flat_map.h"
#include "page/surroundings.h"

namespace isnad::page {
namespace {

constexpr std::string_view kHintFeatures[kHints] = {
    "h_article", "h_body",       "h_lead",    "h_title",   "h_nav",       "h_footer",
    "h_header",  "h_sidebar",    "h_related", "h_comment", "h_share",     "h_ad",
    "h_promo",   "h_newsletter", "h_notice",  "h_meta",    "h_bio",       "h_tags",
    "h_caption", "h_media",      "h_card",    "h_form",    "h_toc",       "h_pages",
    "h_table",   "h_ticker",     "h_column",  "h_quote",   "h_transcript"};
constexpr std::string_view kNearFeatures[kNears] = {
    "n_article", "n_main", "n_section", "n_nav",     "n_aside",       "n_header",
    "n_footer",  "n_form", "n_table",   "n_list",    "n_figure",      "n_quote",
    "n_button",  "n_link", "n_dialog",  "n_details", "n_articlebody", "n_strongbody"};
constexpr std::string_view kPhraseFeatures[static_cast<std::size_t>(Phrase::kCount)] = {
    "p_read_also", "p_related", "p_comment", "p_share", "p_newsletter", "p_notice",
    "p_footer",    "p_control", "p_author",  "p_tags",  "p_origin",     "p_credit"};

constexpr PhraseMask kMarkers = Bit(Phrase::kRelated) | Bit(Phrase::kComment) |
                                Bit(Phrase::kNewsletter) | Bit(Phrase::kFooter) |
                                Bit(Phrase::kTags) | Bit(Phrase::kShare);
constexpr std::size_t kRowsAtOnce = 64;
constexpr NodeId kPictureReach = 40;  // nodes between a picture and its caption

// Calls back with a hash for each three words in a row of folded text; for one of fewer, once.
template <typename Callback>
void ForEachShingle(std::string_view words, std::uint64_t salt, Callback callback) {
  std::array<std::uint64_t, 3> last{};
  std::size_t count = 0;
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    last = {last[1], last[2], QuickHash(words.substr(0, space), salt)};
    words.remove_prefix(std::min(space + 1, words.size()));
    if (++count >= 3) callback(last[0] * 31 + last[1] * 17 + last[2]);
  }
  if (count > 0 && count < 3) callback(last[1] * 17 + last[2]);
}

// Shingles of a page's texts, by which of them have each: what share of a block stands in one is
// then told in linear time.
class Shingles {
 public:
  using Texts = std::uint8_t;  // a bit each

  void Add(std::string_view text, std::uint64_t salt, Texts bit) {
    if (text.empty()) return;
    ForEachShingle(FoldedWords(text), salt, [&](std::uint64_t hash) {
      set_[hash] |= bit;
      all_ |= bit;
    });
  }
  // The texts that have any.
  [[nodiscard]] Texts All() const { return all_; }
  [[nodiscard]] Texts With(std::uint64_t hash) const {
    const Texts* found = set_.Find(hash);
    return found == nullptr ? Texts{0} : *found;
  }

 private:
  FlatMap<Texts> set_;
  Texts all_ = 0;
};
constexpr Shingles::Texts kBody = 1;
constexpr Shingles::Texts kDescription = 2;

class Measurer {
 public:
  Measurer(const Tree& tree, const std::vector<Block>& blocks, const Surroundings& surroundings,
           const PageHints& hints)
      : tree_(tree),
        blocks_(blocks),
        around_(surroundings),
        body_bytes_(hints.article_body.size()),
        title_block_(hints.title_block) {
    shingles_.Add(hints.article_body, Salt(), kBody);
    shingles_.Add(hints.description, Salt(), kDescription);
    CountCopies();
    FindEdges();
  }

  void Fill(std::size_t i, RowWriter& row) const {
    Own(i, row);
    Around(i, row);
    Containers(i, row);
    Position(i, row);
    Neighbours(i, row);
    Section(i, row);
    Page(i, row);
  }

 private:
  // Keeps a page from choosing texts whose hashes fall on one place.
  [[nodiscard]] std::uint64_t Salt() const { return reinterpret_cast<std::uintptr_t>(this); }

  void CountCopies() {
    FlatMap<std::uint32_t> groups(blocks_.size());  // to one past the place in counts
    std::vector<std::uint32_t> group_of(blocks_.size());
    std::vector<std::uint32_t> counts;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      std::uint32_t& group = groups[QuickHash(blocks_[i].text, Salt())];
      if (group == 0) {
        counts.push_back(0);
        group = static_cast<std::uint32_t>(counts.size());
      }
      group_of[i] = group - 1;
      ++counts[group - 1];
    }
    copies_.reserve(blocks_.size());
    for (const std::uint32_t group : group_of) copies_.push_back(counts[group]);
  }

  void FindEdges() {
    first_prose_ = last_prose_ = blocks_.size();
    since_marker_.resize(blocks_.size());
    since_heading_.resize(blocks_.size());
    int marker = 200;
    int heading = 200;
    int section = -1;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if ((block.phrases & kMarkers) != 0 && block.measure.words <= 8) marker = 0;
      if (block.heading > 0) {
        heading = 0;
        section = static_cast<int>(i);
      }
      section_.push_back(section);
      since_marker_[i] = std::min(marker++, 200);
      since_heading_[i] = std::min(heading++, 200);
      if (around_.IsProse(i) && InCentre(i)) {
        if (first_prose_ == blocks_.size()) first_prose_ = i;
        last_prose_ = i;
      }
    }
  }

  bool InCentre(std::size_t i) const {
    const NodeId centre = around_.centre();
    return centre != kNoNode && blocks_[i].first >= centre && blocks_[i].first < tree_[centre].end;
  }
  bool InSemantic(std::size_t i) const {
    const NodeId node = around_.semantic();
    return node != kNoNode && blocks_[i].first >= node && blocks_[i].first < tree_[node].end;
  }

  void Own(std::size_t i, RowWriter& row) const {
    const Block& b = blocks_[i];
    const TextMeasure& m = b.measure;
    row.Add("words", LogCount(m.words));
    row.Add("link_share", b.LinkShare());
    row.Add("links", std::min(b.links, 20U));
    row.Add("strong_share", ShareOf(b.strong_bytes, static_cast<double>(b.text.size())));
    AddTextMeasure(m, row);
    row.Add("heading", b.heading);
    row.Add("kind", static_cast<double>(b.kind));
    row.Add("is_p", tree_[b.node].tag == Tag::kP ? 1 : 0);
    row.Add("is_div", tree_[b.node].tag == Tag::kDiv || tree_[b.node].tag == Tag::kSection ? 1 : 0);
    row.Add("is_li", tree_[b.node].tag == Tag::kLi ? 1 : 0);
    row.Add("is_pre", tree_[b.node].tag == Tag::kPre ? 1 : 0);
    const Tag inner = tree_[tree_[b.first].parent].tag;
    row.Add("is_em", inner == Tag::kEm || inner == Tag::kI || inner == Tag::kCite ? 1 : 0);
    row.Add("is_time", inner == Tag::kTime ? 1 : 0);
    row.Add("anchor", LeadsWithin(b) ? 1 : 0);
    row.Add("hidden", b.hidden ? 1 : 0);
    row.Add("after_break", b.after_break ? 1 : 0);
    for (std::size_t k = 0; k < std::size(kPhraseFeatures); ++k) {
      row.Add(kPhraseFeatures[k], (b.phrases >> k) & 1);
    }
    row.Add("copies", std::min(copies_[i], 10U));
  }

  // Entries of a table of contents, footnotes.
  bool LeadsWithin(const Block& block) const {
    return block.first_link != kNoNode && tree_.Get(block.first_link, Name::kHref).starts_with('#');
  }

  void Around(std::size_t i, RowWriter& row) const {
    const Distances& d = around_.Of(i);
    for (std::size_t k = 0; k < kHints; ++k) row.Add(kHintFeatures[k], d.hint[k]);
    for (std::size_t k = 0; k < kNears; ++k) row.Add(kNearFeatures[k], d.near[k]);
    row.Add("depth", tree_[blocks_[i].node].depth);
  }

  void Containers(std::size_t i, RowWriter& row) const {
    static constexpr std::string_view kNames[4][5] = {
        {"c1_words", "c1_links", "c1_prose", "c1_blocks", "c1_repeats"},
        {"c2_words", "c2_links", "c2_prose", "c2_blocks", "c2_repeats"},
        {"c3_words", "c3_links", "c3_prose", "c3_blocks", "c3_repeats"},
        {"c4_words", "c4_links", "c4_prose", "c4_blocks", "c4_repeats"}};
    NodeId at = blocks_[i].node;
    row.Add("self_repeats", LogCount(around_.Repeats(at)));
    for (const auto& names : kNames) {
      if (tree_[at].parent != kNoNode) at = tree_[at].parent;
      const Sums sums = around_.Within(at);
      row.Add(names[0], LogCount(sums.words));
      row.Add(names[1], ShareOf(sums.link_words, sums.words));
      row.Add(names[2], ShareOf(sums.prose_words, sums.words));
      row.Add(names[3], LogCount(sums.blocks));
      row.Add(names[4], LogCount(around_.Repeats(at)));
    }
    const Sums& alike = around_.Alike(i);
    row.Add("alike_blocks", LogCount(alike.blocks));
    row.Add("alike_words", ShareOf(alike.words, alike.blocks));
    row.Add("alike_links", ShareOf(alike.link_words, alike.words));
    row.Add("alike_prose", ShareOf(alike.prose_words, around_.Total().prose_words));
    Joining(i, row);
  }

  // How far it is from here to where the prose is.
  void Joining(std::size_t i, RowWriter& row) const {
    const NodeId centre = around_.centre();
    const NodeId node = blocks_[i].node;
    const NodeId joint = centre == kNoNode ? kNoNode : around_.JoinsCentre(node);
    row.Add("in_centre", InCentre(i) ? 1 : 0);
    if (joint == kNoNode) {
      row.Add("steps_up", -1);
      row.Add("steps_down", -1);
      row.Add("joint_links", 0);
      row.Add("branch_words", 0);
      row.Add("branch_links", 0);
      row.Add("branch_prose", 0);
    } else {
      row.Add("steps_up", tree_[node].depth - tree_[joint].depth);
      row.Add("steps_down", tree_[centre].depth - tree_[joint].depth);
      const Sums sums = around_.Within(joint);
      row.Add("joint_links", ShareOf(sums.link_words, sums.words));
      // The branch that leads from the joint to this block.
      NodeId branch = node;
      while (branch != joint && tree_[branch].parent != joint) branch = tree_[branch].parent;
      const Sums own = around_.Within(branch);
      row.Add("branch_words", ShareOf(own.words, sums.words));
      row.Add("branch_links", ShareOf(own.link_words, own.words));
      row.Add("branch_prose", ShareOf(own.prose_words, own.words));
    }
    row.Add("in_semantic", around_.semantic() == kNoNode ? -1 : InSemantic(i) ? 1 : 0);
  }

  void Position(std::size_t i, RowWriter& row) const {
    const auto n = static_cast<double>(blocks_.size());
    const Sums& total = around_.Total();
    const Sums before = around_.Before(i);
    const auto at = static_cast<double>(i);
    row.Add("at_block", at / n);
    row.Add("at_word", ShareOf(before.words, total.words));
    row.Add("prose_before", ShareOf(before.prose_words, total.prose_words));
    const bool titled = title_block_ < blocks_.size();
    const double after_title = at - static_cast<double>(title_block_);
    row.Add("after_title", titled ? std::clamp(after_title, -30.0, 100.0) : -50);
    row.Add("is_title", i == title_block_ ? 1 : 0);
    row.Add("words_after_title",
            titled && i > title_block_
                ? LogCount(before.words - around_.Before(title_block_ + 1).words)
                : -1);
    const bool prose = first_prose_ < blocks_.size();
    row.Add("after_first_prose",
            prose ? std::clamp(at - static_cast<double>(first_prose_), -30.0, 30.0) : -50);
    row.Add("after_last_prose",
            prose ? std::clamp(at - static_cast<double>(last_prose_), -30.0, 30.0) : -50);
    row.Add("since_marker", since_marker_[i]);
    row.Add("since_heading", std::min(since_heading_[i], 40));
  }

  void Neighbours(std::size_t i, RowWriter& row) const {
    static constexpr std::string_view kNames[2][3] = {{"b1_words", "b1_links", "b1_same"},
                                                      {"a1_words", "a1_links", "a1_same"}};
    constexpr int kOffsets[2] = {-1, 1};
    for (int k = 0; k < 2; ++k) {
      const auto& names = kNames[k];
      const long long j = static_cast<long long>(i) + kOffsets[k];
      if (j < 0 || j >= static_cast<long long>(blocks_.size())) {
        for (const std::string_view name : names) row.Add(name, -1);
        continue;
      }
      const Block& b = blocks_[static_cast<std::size_t>(j)];
      row.Add(names[0], LogCount(b.measure.words));
      row.Add(names[1], b.LinkShare());
      row.Add(names[2], tree_[b.node].parent == tree_[blocks_[i].node].parent ? 1 : 0);
    }
    row.Add("prose_near3", ProseNear(i, 3));
    row.Add("prose_near8", ProseNear(i, 8));
    row.Add("after_picture", i > 0 && HasPicture(blocks_[i - 1].last, blocks_[i].first) ? 1 : 0);
    const bool last = i + 1 == blocks_.size();
    row.Add("before_picture", !last && HasPicture(blocks_[i].last, blocks_[i + 1].first) ? 1 : 0);
  }

  bool HasPicture(NodeId from, NodeId to) const {
    return tree_.Find(Tag::kImg, from, std::min(to, from + kPictureReach)) != kNoNode;
  }

  // The heading above: what it announces holds for what stands below it.
  void Section(std::size_t i, RowWriter& row) const {
    const int heading = section_[i];
    const PhraseMask phrases = heading < 0 ? 0 : blocks_[static_cast<std::size_t>(heading)].phrases;
    row.Add("section_aside", (phrases & kMarkers) != 0 ? 1 : 0);
    row.Add("section_source", (phrases & Bit(Phrase::kCredit)) != 0 ? 1 : 0);
    row.Add("section_author", (phrases & Bit(Phrase::kAuthor)) != 0 ? 1 : 0);
    row.Add("section_level", heading < 0 ? 0 : blocks_[static_cast<std::size_t>(heading)].heading);
    row.Add("section_words",
            heading < 0 ? -1
                        : LogCount(around_.Before(i).words -
                                   around_.Before(static_cast<std::size_t>(heading)).words));
  }

  double ProseNear(std::size_t i, std::size_t reach) const {
    const std::size_t from = i < reach ? 0 : i - reach;
    const std::size_t to = std::min(blocks_.size(), i + reach + 1);
    const Sums a = around_.Before(from);
    const Sums b = to == blocks_.size() ? around_.Total() : around_.Before(to);
    return ShareOf(b.prose_words - a.prose_words, b.words - a.words);
  }

  void Page(std::size_t i, RowWriter& row) const {
    double all = 0;
    double in_body = 0;
    double in_description = 0;
    if (shingles_.All() != 0) {
      ForEachShingle(blocks_[i].folded, Salt(), [&](std::uint64_t hash) {
        const Shingles::Texts texts = shingles_.With(hash);
        all += 1;
        if ((texts & kBody) != 0) in_body += 1;
        if ((texts & kDescription) != 0) in_description += 1;
      });
    }
    const bool body = (shingles_.All() & kBody) != 0;
    const bool description = (shingles_.All() & kDescription) != 0;
    row.Add("in_body", body ? ShareOf(in_body, all) : -1);
    row.Add("in_description", description ? ShareOf(in_description, all) : -1);
    row.Add("body_bytes", LogCount(static_cast<double>(body_bytes_)));
    row.Add("page_words", LogCount(around_.Total().words));
    row.Add("page_prose", LogCount(around_.Total().prose_words));
    row.Add("page_links", ShareOf(around_.Total().link_words, around_.Total().words));
    row.Add("page_articles", std::min(around_.articles(), 30U));
    const NodeId centre = around_.centre();
    row.Add("centre_share", centre == kNoNode ? 0
                                              : ShareOf(around_.Within(centre).prose_words,
                                                        around_.Total().prose_words));
  }

  const Tree& tree_;
  const std::vector<Block>& blocks_;
  const Surroundings& around_;
  Shingles shingles_;
  std::size_t body_bytes_;
  std::size_t title_block_;
  std::size_t first_prose_ = 0;  // in the centre
  std::size_t last_prose_ = 0;
  std::vector<int> since_marker_;
  std::vector<int> since_heading_;
  std::vector<int> section_;           // the last heading at or before a block, -1 for none
  std::vector<std::uint32_t> copies_;  // by block: how many have its text
};

std::vector<std::string_view> CollectNames() {
  const Tree tree = Tree::Parse("<p>a", {});
  const std::vector<Block> blocks = Segment(tree, 0);
  std::vector<std::string_view> names;
  FeatureRow values;
  RowWriter row(values, &names);
  const Surroundings surroundings(tree, blocks);
  Measurer(tree, blocks, surroundings, {}).Fill(0, row);
  return names;
}

}  // namespace

const std::vector<std::string_view>& FeatureNames() {
  static const std::vector<std::string_view> names = CollectNames();
  return names;
}

std::vector<FeatureRow> MeasureBlocks(const Tree& tree, const std::vector<Block>& blocks,
                                      const Surroundings& surroundings, const PageHints& hints) {
  std::vector<FeatureRow> all;
  all.reserve(blocks.size());
  MeasureBlocks(tree, blocks, surroundings, hints,
                [&](std::size_t, std::span<const FeatureRow> rows) {
                  all.insert(all.end(), rows.begin(), rows.end());
                });
  return all;
}

void MeasureBlocks(const Tree& tree, const std::vector<Block>& blocks,
                   const Surroundings& surroundings, const PageHints& hints, const RowsUser& use) {
  std::vector<FeatureRow> rows(std::min(kRowsAtOnce, blocks.size()));
  const Measurer measurer(tree, blocks, surroundings, hints);
  for (std::size_t first = 0; first < blocks.size(); first += rows.size()) {
    const std::size_t count = std::min(rows.size(), blocks.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      RowWriter row(rows[i], nullptr);
      measurer.Fill(first + i, row);
    }
    use(first, std::span(rows).first(count));
  }
}

std::size_t FindTitleBlock(const std::vector<Block>& blocks, std::string_view title) {
  const std::string wanted = FoldedWords(title);
  std::size_t best = blocks.size();
  double best_score = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (block.measure.words > 60 || (block.heading == 0 && wanted.empty())) continue;
    double score = block.heading == 1 ? 1.0 : block.heading == 2 ? 0.2 : 0.0;
    if (!wanted.empty()) {
      const std::string& text = block.folded;
      if (text == wanted) {
        score += 2.0;
      } else if (text.size() > 10 && wanted.find(text) != std::string::npos) {
        score += 1.5 * static_cast<double>(text.size()) / static_cast<double>(wanted.size());
      } else if (wanted.size() > 10 && text.find(wanted) != std::string::npos) {
        score += 1.0;
      }
    }
    if (block.LinkShare() > 0.5) score *= 0.8;
    if (score > best_score) {
      best_score = score;
      best = i;
    }
  }
  return best;
}

}  // namespace isnad::page
