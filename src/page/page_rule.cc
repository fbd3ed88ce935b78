#include "page/page_rule.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "page/dates.h"
#include "page/details.h"
#include "page/names.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxValues = 50;  // of one field
constexpr std::size_t kMaxValueBytes = 4'000;

// Fields whose selectors all count together; of the others the first that matches speaks.
bool TakesAll(RuleField field) {
  return field == RuleField::kBody || field == RuleField::kDrop || field == RuleField::kLinks ||
         field == RuleField::kSkipLinks;
}

// Digits of any family at `at`; moves behind them. -1 where there are none or over four.
int TakeNumber(std::string_view text, std::size_t& at, int& digits) {
  int value = 0;
  digits = 0;
  while (at < text.size() && digits <= 4) {
    const CodePoint c = DecodeAt(text, at);
    int digit = -1;
    for (const char32_t zero : {U'0', U'\u0660', U'\u06F0'}) {
      if (c.value >= zero && c.value <= zero + 9) digit = static_cast<int>(c.value - zero);
    }
    if (digit < 0) break;
    value = value * 10 + digit;
    ++digits;
    at += c.length_bytes;
  }
  return digits == 0 || digits > 4 ? -1 : value;
}

// One of - / . between spaces.
bool TakeMark(std::string_view text, std::size_t& at) {
  std::size_t i = at;
  const auto spaces = [&] {
    while (i < text.size() && text[i] == ' ') ++i;
  };
  spaces();
  if (i >= text.size() || (text[i] != '-' && text[i] != '/' && text[i] != '.')) return false;
  ++i;
  spaces();
  at = i;
  return true;
}

// The three numbers of a date from `at` on as "YYYY-MM-DD"; "" where there is none. `end` is set
// behind it.
std::string NumericDate(std::string_view text, std::size_t at, DateOrder order, std::size_t& end) {
  int numbers[3], digits[3];
  for (int i = 0; i < 3; ++i) {
    if (i > 0 && !TakeMark(text, at)) return {};
    numbers[i] = TakeNumber(text, at, digits[i]);
    if (numbers[i] < 0) return {};
  }
  // A year in four digits is one wherever it stands.
  const bool year_first = order == DateOrder::kYearMonthDay || digits[0] == 4;
  const int year = year_first ? numbers[0] : numbers[2];
  const int year_digits = year_first ? digits[0] : digits[2];
  int month = numbers[1], day = year_first ? numbers[2] : numbers[0];
  if (order == DateOrder::kMonthDayYear && !year_first) std::swap(month, day);
  if (month < 1 || month > 12 || day < 1 || day > 31 || year_digits == 3 || year_digits == 1) {
    return {};
  }
  end = at;
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year_digits == 2 ? 2000 + year : year) + "-" + two(month) + "-" + two(day);
}

// `text` with its first numeric date in the one order that everyone reads alike.
std::string InIsoOrder(std::string_view text, DateOrder order) {
  bool in_number = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t after = at, end = 0;
    int digits = 0;
    const bool number = TakeNumber(text, after, digits) >= 0 || digits > 0;
    if (number && !in_number) {
      const std::string date = NumericDate(text, at, order, end);
      if (!date.empty()) {
        return std::string(text.substr(0, at)) + date + std::string(text.substr(end));
      }
    }
    in_number = number;
    at += DecodeAt(text, at).length_bytes;
  }
  return std::string(text);
}

// Where the text of an element is not what it says.
std::string_view SpokenAttribute(Tag tag, RuleField field) {
  switch (tag) {
    case Tag::kMeta:
      return "content";
    case Tag::kLink:
      return "href";
    case Tag::kInput:
      return "value";
    case Tag::kImg:
    case Tag::kSource:
      return "src";
    case Tag::kTime:
      return field == RuleField::kDate || field == RuleField::kModified ? "datetime" : "";
    case Tag::kA:
      return field == RuleField::kImage ? "href" : "";
    default:
      return "";
  }
}

// Lines that no rule means: share buttons, captions, what is hidden.
bool IsNoBody(const Block& block) {
  constexpr PhraseMask kFurniture = Bit(Phrase::kShare) | Bit(Phrase::kNewsletter) |
                                    Bit(Phrase::kNotice) | Bit(Phrase::kControl) |
                                    Bit(Phrase::kComment) | Bit(Phrase::kRelated) |
                                    Bit(Phrase::kReadAlso) | Bit(Phrase::kOrigin);
  if (block.hidden || block.kind == news::ParagraphKind::kCaption) return true;
  return (block.phrases & kFurniture) != 0 && block.measure.words <= 12 && block.heading != 1;
}

}  // namespace

std::optional<DateTime> ReadRuleDate(std::string_view text, const SourceRule& rule) {
  auto date = ReadDate(rule.date_order ? InIsoOrder(text, *rule.date_order) : std::string(text));
  if (date && date->time_of_day && !date->utc_offset) date->utc_offset = rule.utc_offset;
  return date;
}

std::unique_ptr<PageRule> PageRule::For(const SourceRules* rules, std::string_view given_url,
                                        const Metadata& metadata, const Tree& tree) {
  if (rules == nullptr) return nullptr;
  const SourceRule* rule = nullptr;
  if (const auto given = Url::Parse(given_url)) rule = rules->For(*given);
  if (rule == nullptr) {
    if (const auto address = PageAddress(metadata, given_url)) rule = rules->For(*address);
  }
  if (rule == nullptr) return nullptr;
  return std::unique_ptr<PageRule>(new PageRule(*rule, tree));
}

std::vector<NodeId> PageRule::Nodes(RuleField field) {
  NodeSet any;
  for (const FieldSelector& one : rule_.Of(field)) {
    std::vector<NodeId> found = one.selector.Select(document_);
    if (!TakesAll(field)) {
      if (!found.empty()) return found;
      continue;
    }
    if (any.empty()) any.assign(tree_.size(), false);
    for (const NodeId id : found) any[id] = true;
  }
  std::vector<NodeId> out;
  for (NodeId id = 0; id < any.size(); ++id) {
    if (any[id]) out.push_back(id);
  }
  return out;
}

const FieldSelector* PageRule::Speaker(RuleField field) {
  for (const FieldSelector& one : rule_.Of(field)) {
    if (!one.selector.Select(document_).empty()) return &one;
  }
  return nullptr;
}

std::vector<Block> PageRule::Without(std::vector<Block> blocks) {
  const std::vector<NodeId> nodes = Nodes(RuleField::kDrop);
  if (nodes.empty()) return blocks;
  std::vector<Block> kept;
  std::size_t next = 0;
  NodeId end = 0;  // of what is being dropped
  for (Block& block : blocks) {
    while (next < nodes.size() && nodes[next] <= block.first) {
      end = std::max(end, tree_[nodes[next++]].end);
    }
    (block.first < end ? dropped_ : kept).push_back(std::move(block));
  }
  return kept;
}

std::string PageRule::Title(std::string general) {
  if (rule_.Of(RuleField::kTitle).empty()) return general;
  std::string title = First(RuleField::kTitle);
  return title.empty() ? general : title;
}

void PageRule::Select(const std::vector<Block>& blocks, std::size_t title_block,
                      Selection& selection) {
  if (rule_.Of(RuleField::kBody).empty()) return;
  const std::vector<NodeId> nodes = Nodes(RuleField::kBody);
  std::vector<bool> keep(blocks.size(), false);
  double words = 0;
  std::size_t next = 0;
  NodeId end = 0;  // of the body that is open, or the last one
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    while (next < nodes.size() && nodes[next] <= blocks[i].first) {
      end = std::max(end, tree_[nodes[next++]].end);
    }
    keep[i] = blocks[i].first < end && i != title_block && !IsNoBody(blocks[i]);
    if (keep[i]) words += blocks[i].measure.words;
  }
  if (words == 0) {
    return Warn(RuleField::kBody, nodes.empty() ? "nothing matches" : "no text in what matches");
  }
  selection.keep = std::move(keep);
  selection.words = words;
}

void PageRule::Warn(RuleField field, const std::string& what) {
  const auto& selectors = rule_.Of(field);
  warnings_.push_back(selectors.front().place + ": " + std::string(KeyOf(field)) + ": " + what +
                      " \"" + selectors.front().selector.text() +
                      (selectors.size() > 1 ? "\" or its alternatives" : "\"") +
                      "; left to the general method");
}

std::string PageRule::ValueAt(NodeId id, const FieldSelector& selector, RuleField field) const {
  const TreeDetail& detail = *tree_.detail();
  if (!selector.attribute.empty()) {
    return CollapseSpace(detail.Get(id, selector.attribute).value_or(""));
  }
  if (tree_[id].tag == Tag::kImg) {
    const std::string_view lazy = tree_.Get(id, Name::kDataSrc);
    if (!lazy.empty()) return CollapseSpace(lazy);
  }
  const std::string_view spoken = SpokenAttribute(tree_[id].tag, field);
  if (!spoken.empty()) {
    const auto value = detail.Get(id, spoken);
    if (value && !value->empty()) return CollapseSpace(*value);
  }
  return tree_.InnerText(id, kMaxValueBytes);
}

std::vector<std::string> PageRule::Values(RuleField field) {
  std::vector<std::string> out;
  for (const FieldSelector& one : rule_.Of(field)) {
    for (const NodeId id : one.selector.Select(document_)) {
      if (out.size() >= kMaxValues) break;
      std::string value = ValueAt(id, one, field);
      if (value.size() > kMaxValueBytes) value.resize(TruncateUtf8(value, kMaxValueBytes).size());
      const bool known = std::find(out.begin(), out.end(), value) != out.end();
      if (!value.empty() && !known) out.push_back(std::move(value));
    }
    if (!out.empty() && !TakesAll(field)) break;
  }
  return out;
}

std::string PageRule::First(RuleField field) {
  if (rule_.Of(field).empty()) return {};
  std::vector<std::string> values = Values(field);
  if (!values.empty()) return std::move(values.front());
  Warn(field, "nothing matches");
  return {};
}

std::optional<DateTime> PageRule::Date(RuleField field) {
  const std::string text = First(field);
  if (text.empty()) return std::nullopt;
  auto date = ReadRuleDate(text, rule_);
  if (!date) Warn(field, "no date in \"" + std::string(TruncateUtf8(text, 60)) + "\" of");
  return date;
}

void PageRule::Fill(const std::optional<Url>& base, news::Article& article) {
  if (!rule_.name.empty()) article.outlet = rule_.name;
  if (std::string outlet = First(RuleField::kOutlet); !outlet.empty()) {
    article.outlet = std::move(outlet);
  }
  if (!First(RuleField::kAuthors).empty()) {
    article.authors.clear();
    for (const std::string& value : Values(RuleField::kAuthors)) {
      const std::vector<std::string> names = SplitByline(value);
      for (const std::string& name : names) AddName(name, article.authors);
      if (names.empty()) AddName(value, article.authors);
    }
  }
  if (auto date = Date(RuleField::kDate)) article.published = date;
  if (!rule_.Of(RuleField::kModified).empty() && !Values(RuleField::kModified).empty()) {
    if (auto date = Date(RuleField::kModified)) article.modified = date;
  }
  for (auto* date : {&article.published, &article.modified}) {
    const bool bare = *date && (*date)->time_of_day && !(*date)->utc_offset;
    if (bare) (*date)->utc_offset = rule_.utc_offset;
  }
  if (const std::string image = First(RuleField::kImage); !image.empty()) {
    const auto url = base ? base->Resolve(image) : Url::Parse(image);
    if (url) article.image = url->text();
  }
  if (std::string section = First(RuleField::kSection); !section.empty()) {
    article.section = std::move(section);
  }
  if (!rule_.Of(RuleField::kTags).empty()) {
    std::vector<std::string> tags = Values(RuleField::kTags);
    if (!tags.empty()) article.tags = std::move(tags);
  }
  if (rule_.kind) article.kind = *rule_.kind;
  for (std::string& warning : warnings_) article.warnings.push_back(std::move(warning));
  warnings_.clear();
}

}  // namespace isnad::page
