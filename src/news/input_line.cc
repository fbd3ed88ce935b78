#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date_time.h"
#include "base/url.h"
#include "base/utf8.h"
#include "news/article_json.h"

namespace isnad::news {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxListItems = 10'000;

std::string Quoted(std::string_view key) { return "the field \"" + std::string(key) + "\""; }

// Reads fields by name and keeps the first error, so that the caller's lines stay plain. A field
// that is missing or null reads as empty.
class FieldReader {
 public:
  explicit FieldReader(const object& fields) : fields_(fields) {}

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  bool Has(std::string_view key) { return Find(key).has_value(); }

  std::string String(std::string_view key) {
    const std::optional<element> value = Find(key);
    if (!value) return "";
    std::string_view text;
    if (value->get(text) != simdjson::SUCCESS) {
      Refuse(Quoted(key) + " is not a string");
      return "";
    }
    return RepairUtf8(text);  // drops \u0000
  }

  // A string, or a number as it is written.
  std::string Id(std::string_view key) {
    const std::optional<element> value = Find(key);
    if (!value) return "";
    if (value->type() == element_type::INT64) return std::to_string(value->get_int64().value());
    if (value->type() == element_type::UINT64) return std::to_string(value->get_uint64().value());
    if (value->type() == element_type::STRING) return String(key);
    Refuse(Quoted(key) + " is neither a string nor a whole number");
    return "";
  }

  std::optional<bool> Flag(std::string_view key) {
    const std::optional<element> value = Find(key);
    if (!value) return std::nullopt;
    bool flag = false;
    if (value->get(flag) == simdjson::SUCCESS) return flag;
    Refuse(Quoted(key) + " is neither true nor false");
    return std::nullopt;
  }

  // A list of strings, or one string.
  std::vector<std::string> Strings(std::string_view key) {
    std::vector<std::string> items;
    ForEach(key, [&](const element& item) {
      std::string_view text;
      if (item.get(text) != simdjson::SUCCESS) return false;
      if (!text.empty()) items.push_back(RepairUtf8(text));
      return true;
    });
    return items;
  }

  // A list of objects, each read by `read(FieldReader&)`.
  template <typename Read>
  void Objects(std::string_view key, Read read) {
    ForEach(key, [&](const element& item) {
      object fields;
      if (item.get(fields) != simdjson::SUCCESS) return false;
      FieldReader reader(fields);
      read(reader);
      if (reader.error_ && !error_) Refuse(reader.error_->detail + " in " + Quoted(key));
      return true;
    });
  }

  // Unknown with a warning when it is a string, but no date.
  std::optional<DateTime> Date(std::string_view key, std::vector<std::string>& warnings) {
    const std::string text = String(key);
    if (text.empty()) return std::nullopt;
    Result<DateTime> date = DateTime::Parse(text);
    if (date) return *date;
    warnings.push_back(Quoted(key) + " is unknown: " + date.error().detail);
    return std::nullopt;
  }

  std::string Address(std::string_view key, std::vector<std::string>& warnings) {
    const std::string text = String(key);
    if (text.empty()) return "";
    Result<Url> url = Url::Parse(text);
    if (url) return url->text();
    warnings.push_back(Quoted(key) + " is unknown: " + url.error().detail);
    return "";
  }

 private:
  std::optional<element> Find(std::string_view key) {
    element value;
    if (fields_.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) return std::nullopt;
    return value;
  }

  template <typename Take>
  void ForEach(std::string_view key, Take take) {
    const std::optional<element> value = Find(key);
    if (!value) return;
    simdjson::dom::array list;
    if (value->get(list) != simdjson::SUCCESS) {
      if (!take(*value)) Refuse(Quoted(key) + " is not a list");
      return;
    }
    std::size_t count = 0;
    for (const element item : list) {
      if (++count > kMaxListItems) {
        Refuse(Quoted(key) + " has over " + std::to_string(kMaxListItems) + " items",
               Errc::kTooLarge);
        return;
      }
      if (!item.is_null() && !take(item)) {
        Refuse(Quoted(key) + " has an item of the wrong type");
        return;
      }
    }
  }

  void Refuse(std::string detail, Errc code = Errc::kMalformed) {
    if (!error_) error_ = Error{code, std::move(detail)};
  }

  object fields_;
  std::optional<Error> error_;
};

// Lines that are not empty, each a paragraph.
std::vector<Paragraph> SplitParagraphs(std::string_view text) {
  std::vector<Paragraph> paragraphs;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of("\n\r"));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view trimmed = TrimSpace(line);
    if (!trimmed.empty()) paragraphs.push_back({ParagraphKind::kText, std::string(trimmed)});
  }
  return paragraphs;
}

PageKind KindFromName(std::string_view name) {
  if (name == Name(PageKind::kListing)) return PageKind::kListing;
  if (name == Name(PageKind::kOther)) return PageKind::kOther;
  return PageKind::kArticle;
}

// What `isnad extract` prints beside the fields of a clean article.
void ReadLists(FieldReader& fields, Article& article) {
  fields.Objects("images", [&](FieldReader& image) {
    article.images.push_back({image.Address("url", article.warnings), image.String("caption")});
  });
  fields.Objects("headlines", [&](FieldReader& headline) {
    article.headlines.push_back(
        {headline.String("title"), headline.Address("url", article.warnings)});
  });
  fields.Objects("comments", [&](FieldReader& comment) {
    article.comments.push_back({comment.String("author"), comment.String("text"),
                                comment.Date("published", article.warnings)});
  });
}

Article ReadArticle(FieldReader& fields) {
  Article article;
  article.warnings = fields.Strings("warnings");
  article.id = fields.Id("id");
  article.url = fields.Address("url", article.warnings);
  article.kind = KindFromName(fields.String("kind"));
  article.title = fields.String("title");
  article.authors = fields.Strings("authors");
  article.outlet = fields.String("outlet");
  article.published = fields.Date("published", article.warnings);
  article.modified = fields.Date("modified", article.warnings);
  article.language = fields.String("language");
  article.paragraphs = SplitParagraphs(fields.String("text"));
  article.image = fields.Address("image", article.warnings);
  article.source_url = fields.Address("source_url", article.warnings);
  article.credit = fields.String("credit");
  article.section = fields.String("section");
  article.tags = fields.Strings("tags");
  article.canonical = fields.Address("canonical", article.warnings);
  article.amp = fields.Address("amp", article.warnings);
  article.robots = fields.Strings("robots");
  article.tdm_reserved = fields.Flag("tdm_reserved");
  article.paywalled = fields.Flag("paywalled");
  ReadLists(fields, article);
  return article;
}

Result<InputLine> ReadLine(const object& root) {
  FieldReader fields(root);
  InputLine line{};
  if (fields.Has("html") || fields.Has("page")) {
    line.kind = fields.Has("html") ? InputLine::Kind::kHtml : InputLine::Kind::kTagless;
    line.id = fields.Id("id");
    line.url = fields.String("url");
    line.body = fields.String(line.kind == InputLine::Kind::kHtml ? "html" : "page");
  } else if (fields.Has("text")) {
    line.kind = InputLine::Kind::kClean;
    line.article = ReadArticle(fields);
    line.id = line.article.id;
    line.url = line.article.url;
  } else {
    return Fail(Errc::kMalformed, "the object has none of \"html\", \"page\" and \"text\"",
                "see docs/formats.md");
  }
  if (fields.error()) return Fail(*fields.error());
  return line;
}

tl::unexpected<Error> NotJson(simdjson::error_code code) {
  if (code == simdjson::DEPTH_ERROR) {
    return Fail(Errc::kTooLarge,
                "the JSON is nested over " + std::to_string(kMaxDepth) + " levels");
  }
  return Fail(Errc::kMalformed, std::string("not JSON: ") + simdjson::error_message(code));
}

}  // namespace

Result<InputLine> ParseInputLine(std::string_view line, std::size_t max_bytes) {
  if (line.size() > max_bytes) {
    return Fail(Errc::kTooLarge, "the line is over " + std::to_string(max_bytes) + " bytes",
                "raise the limit, or split the document");
  }
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  // One bad byte should not cost the whole page.
  std::string repaired;
  if (!IsUtf8(line)) line = repaired = RepairUtf8(line);
  simdjson::dom::parser parser(max_bytes);
  if (const auto code = parser.allocate(line.size(), kMaxDepth); code != simdjson::SUCCESS) {
    return NotJson(code);
  }
  element root;
  if (const auto code = parser.parse(line.data(), line.size()).get(root);
      code != simdjson::SUCCESS) {
    return NotJson(code);
  }
  object fields;
  if (root.get(fields) != simdjson::SUCCESS) {
    return Fail(Errc::kMalformed, "the line is JSON, but not an object");
  }
  return ReadLine(fields);
}

}  // namespace isnad::news
