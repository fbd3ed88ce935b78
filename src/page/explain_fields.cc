#include <algorithm>
#include <functional>
#include <string>

#include "base/utf8.h"
#include "page/dates.h"
#include "page/explain.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxCandidates = 20;  // of one field
constexpr std::size_t kMaxShown = 12;       // elements of a kind that are looked at
constexpr std::size_t kAfterTitle = 20;     // blocks

std::string Join(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// What is to be said of a candidate against the winner: "" when it says the same.
using Judge = std::function<std::string(const std::string& candidate)>;

std::string JudgeText(const std::string& candidate, const std::string& winner) {
  const std::string a = FoldedWords(candidate), b = FoldedWords(winner);
  if (a == b) return {};
  if (b.empty()) return "not used";
  if (!a.empty() && Has(b, a)) return "only a part of the winner";
  return Has(a, b) ? "the winner with words around it" : "other words";
}

std::string JudgeDate(const std::string& candidate, const std::optional<DateTime>& winner) {
  const auto date = ReadDate(candidate);
  if (!date) return "no date in it";
  if (!winner) return "not used";
  if (date->ToInstant() == winner->ToInstant()) return {};
  if (date->day != winner->day) return "another day";
  return date->time_of_day ? "another hour" : "no hour";
}

class FieldExplainer {
 public:
  explicit FieldExplainer(const ExplainedPage& page)
      : page_(page), metadata_(page.metadata), article_(page.article) {}

  std::vector<FieldChoice> Run() {
    Url();
    Kind();
    Title();
    Authors();
    Date("published", RuleField::kDate, article_.published);
    Date("modified", RuleField::kModified, article_.modified);
    Outlet();
    Simple("image", RuleField::kImage, article_.image, metadata_.linked.image, "JSON-LD image",
           {"og:image", "og:image:url", "og:image:secure_url", "twitter:image"});
    Simple("section", RuleField::kSection, article_.section, metadata_.linked.section,
           "JSON-LD articleSection", {"article:section", "parsely-section", "section"});
    return std::move(out_);
  }

 private:
  void Begin(const char* field, std::string value) {
    out_.push_back({field, std::move(value), {}});
  }

  void Add(const std::string& source, std::string_view value) {
    FieldChoice& field = out_.back();
    value = TrimSpace(value);
    if (value.empty() || field.candidates.size() >= kMaxCandidates) return;
    const bool known = std::any_of(
        field.candidates.begin(), field.candidates.end(),
        [&](const Candidate& one) { return one.source == source && one.value == value; });
    if (!known) field.candidates.push_back({source, std::string(value), false, {}});
  }

  void AddMeta(std::string_view name) {
    const auto at = metadata_.meta.find(std::string(name));
    if (at == metadata_.meta.end()) return;
    for (const std::string& value : at->second) Add(std::string(name), value);
  }

  // In alphabetical order, so that reports of one page are alike.
  std::vector<std::string_view> MetaNames() const {
    std::vector<std::string_view> names;
    for (const auto& [name, values] : metadata_.meta) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
  }

  void AddRule(RuleField field) {
    if (page_.rule == nullptr) return;
    const FieldSelector* speaker = page_.rule->Speaker(field);
    if (speaker == nullptr) return;
    for (const std::string& value : page_.rule->Values(field)) {
      Add("rule (" + speaker->place + ")", value);
      ruled_ = true;
    }
  }

  // The first that says what the article says has won.
  void Decide(const Judge& judge) {
    FieldChoice& field = out_.back();
    bool won = false;
    for (Candidate& candidate : field.candidates) {
      const std::string against = judge(candidate.value);
      candidate.chosen = against.empty() && !won && !field.value.empty();
      if (candidate.chosen) {
        won = true;
      } else {
        candidate.why = against.empty() ? "says the same" : against;
        if (!against.empty() && ruled_) candidate.why += "; the rule comes first";
      }
    }
    if (!won && !field.value.empty()) {
      field.candidates.push_back({"general method", field.value, true, {}});
    }
    ruled_ = false;
  }

  void Simple(const char* name, RuleField field, const std::string& value, std::string_view linked,
              const char* linked_name, std::initializer_list<std::string_view> metas) {
    Begin(name, value);
    AddRule(field);
    for (const std::string_view meta : metas) AddMeta(meta);
    Add(linked_name, linked);
    Decide([&](const std::string& candidate) {
      if (Has(value, candidate)) return std::string();  // addresses are made absolute
      return JudgeText(candidate, value);
    });
  }

  void Url() {
    Begin("url", article_.url);
    Add("given", page_.given_url);
    Add("link rel=canonical", metadata_.canonical);
    AddMeta("og:url");
    Add("JSON-LD url", metadata_.linked.url);
    Decide([&](const std::string& candidate) {
      if (candidate == article_.url || article_.url.ends_with(candidate)) return std::string();
      return std::string("another address");
    });
  }

  void Kind() {
    Begin("kind", news::Name(article_.kind));
    if (page_.rule != nullptr && page_.rule->rule().kind) {
      Add("rule (" + page_.rule->rule().place + ")", news::Name(*page_.rule->rule().kind));
    }
    AddMeta("og:type");
    if (metadata_.linked.article) Add("JSON-LD", "article");
    if (metadata_.linked.listing) Add("JSON-LD", "listing");
    Decide([&](const std::string& candidate) {
      return candidate == news::Name(article_.kind) ? "" : "the text and links say otherwise";
    });
  }

  void Title() {
    Begin("title", article_.title);
    AddRule(RuleField::kTitle);
    std::size_t headings = 0;
    for (const Block& block : page_.blocks) {
      if (block.heading != 1 || ++headings > kMaxShown) continue;
      Add(block.hidden ? "h1 (hidden)" : "h1", block.text);
    }
    Add("JSON-LD headline", metadata_.linked.headline);
    for (const std::string_view name :
         {"og:title", "twitter:title", "parsely-title", "dc.title", "citation_title"}) {
      AddMeta(name);
    }
    Add("<title>", metadata_.page_title);
    Decide([&](const std::string& candidate) { return JudgeText(candidate, article_.title); });
  }

  void Authors() {
    Begin("authors", Join(article_.authors));
    AddRule(RuleField::kAuthors);
    for (const std::string& name : metadata_.linked.authors) Add("JSON-LD author", name);
    for (const std::string_view name : MetaNames()) {
      if (Has(name, "author") || Has(name, "creator") || name == "byl") AddMeta(name);
    }
    AddElements("author", [](const Tree& tree, NodeId id) {
      return ContainsIgnoringCase(tree.Get(id, Name::kRel), "author") ||
             ContainsIgnoringCase(tree.Get(id, Name::kItemprop), "author") ||
             ContainsIgnoringCase(tree.Get(id, Name::kClass), "author") ||
             ContainsIgnoringCase(tree.Get(id, Name::kClass), "byline");
    });
    Decide([&](const std::string& candidate) {
      const std::string folded = FoldedWords(candidate);
      const bool names_one = std::any_of(article_.authors.begin(), article_.authors.end(),
                                         [&](const std::string& author) {
                                           const std::string one = FoldedWords(author);
                                           return !one.empty() && Has(folded, one);
                                         });
      return names_one ? "" : article_.authors.empty() ? "names nobody" : "names others";
    });
  }

  template <typename Wanted>
  void AddElements(const char* what, Wanted wanted) {
    std::size_t found = 0;
    for (NodeId id = 0; id < page_.tree.size() && found < kMaxShown; ++id) {
      const Node& node = page_.tree[id];
      if (node.tag == Tag::kText || node.tag == Tag::kMeta || node.attributes == 0) continue;
      if (!wanted(page_.tree, id)) continue;
      std::string text = page_.tree.InnerText(id, 400);
      if (text.empty() || text.size() > 200) continue;
      const std::string_view classes = page_.tree.Get(id, Name::kClass);
      Add(std::string(what) + " element" +
              (classes.empty() ? "" : " ." + std::string(TrimSpace(TruncateUtf8(classes, 30)))),
          text);
      ++found;
    }
  }

  void Date(const char* name, RuleField rule, const std::optional<DateTime>& value) {
    const bool modified = rule == RuleField::kModified;
    Begin(name, value ? value->ToString() : std::string());
    AddRule(rule);
    Add(modified ? "JSON-LD dateModified" : "JSON-LD datePublished",
        modified ? metadata_.linked.modified : metadata_.linked.published);
    for (const std::string_view key : MetaNames()) {
      const bool changed = Has(key, "modif") || Has(key, "updat") || Has(key, "revised");
      const bool dated = changed || Has(key, "date") || Has(key, "publish") || Has(key, "issued") ||
                         Has(key, "time") || Has(key, "created");
      if (dated && changed == modified && ReadDate(metadata_.First(key))) AddMeta(key);
    }
    if (!modified) {
      AddStamps();
      AddDatedLines();
      if (const auto date = DateFromUrl(article_.url)) Add("address", date->ToString());
    }
    Decide([&](const std::string& candidate) {
      // The rule reads numbers in its own order.
      if (page_.rule != nullptr && value) {
        const auto ruled = ReadRuleDate(candidate, page_.rule->rule());
        if (ruled && ruled->day == value->day && ruled->time_of_day == value->time_of_day) {
          return std::string();
        }
      }
      return JudgeDate(candidate, value);
    });
  }

  void AddStamps() {
    std::size_t found = 0;
    for (NodeId id = 0; id < page_.tree.size() && found < kMaxShown; ++id) {
      if (page_.tree[id].tag != Tag::kTime) continue;
      std::string_view value = page_.tree.Get(id, Name::kDatetime);
      Add("<time>", value.empty() ? page_.tree.InnerText(id, 200) : std::string(value));
      ++found;
    }
  }

  void AddDatedLines() {
    const std::size_t begin = page_.title_block < page_.blocks.size() ? page_.title_block : 0;
    for (std::size_t i = begin; i < page_.blocks.size() && i <= begin + kAfterTitle; ++i) {
      const Block& block = page_.blocks[i];
      if (block.measure.words <= 20 && block.measure.digits >= 3 && ReadDate(block.text)) {
        Add("line near the title", block.text);
      }
    }
  }

  void Outlet() {
    Begin("outlet", article_.outlet);
    if (page_.rule != nullptr) Add("rule: name", page_.rule->rule().name);
    AddRule(RuleField::kOutlet);
    for (const std::string_view name : {"og:site_name"}) AddMeta(name);
    Add("JSON-LD publisher", metadata_.linked.publisher);
    for (const std::string_view name :
         {"application-name", "al:android:app_name", "apple-mobile-web-app-title", "publisher"}) {
      AddMeta(name);
    }
    Decide([&](const std::string& candidate) { return JudgeText(candidate, article_.outlet); });
  }

  const ExplainedPage& page_;
  const Metadata& metadata_;
  const news::Article& article_;
  std::vector<FieldChoice> out_;
  bool ruled_ = false;  // the rule offers a value for the field at hand
};

}  // namespace

std::vector<FieldChoice> ExplainFields(const ExplainedPage& page) {
  return FieldExplainer(page).Run();
}

}  // namespace isnad::page
