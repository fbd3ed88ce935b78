#include "news/article_json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.h"
#include "news/json_string.h"

namespace isnad::news {
namespace {

void AppendOptional(std::string& out, std::string_view text) {
  if (text.empty()) {
    out += "null";
  } else {
    AppendJsonString(out, text);
  }
}

void AppendDate(std::string& out, const std::optional<DateTime>& date) {
  AppendOptional(out, date ? date->ToString() : std::string());
}

// Writes the members of one object in the order of the calls.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
  ~ObjectWriter() { out_ += '}'; }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;

  void String(std::string_view key, std::string_view value) { AppendJsonString(Key(key), value); }
  void Optional(std::string_view key, std::string_view value) { AppendOptional(Key(key), value); }
  void Date(std::string_view key, const std::optional<DateTime>& value) {
    AppendDate(Key(key), value);
  }
  void Flag(std::string_view key, const std::optional<bool>& value) {
    Key(key) += !value ? "null" : *value ? "true" : "false";
  }
  template <typename Items, typename Write>
  void List(std::string_view key, const Items& items, Write write) {
    Key(key) += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ',';
      first = false;
      write(out_, item);
    }
    out_ += ']';
  }

 private:
  std::string& Key(std::string_view key) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    out_ += key;
    out_ += "\":";
    return out_;
  }

  std::string& out_;
  bool first_ = true;
};

void WriteString(std::string& out, const std::string& text) { AppendJsonString(out, text); }

void WriteParagraph(std::string& out, const Paragraph& paragraph) {
  AppendJsonString(out, paragraph.text);
}

void WriteImage(std::string& out, const Image& image) {
  ObjectWriter object(out);
  object.String("url", image.url);
  object.Optional("caption", image.caption);
}

void WriteHeadline(std::string& out, const Headline& headline) {
  ObjectWriter object(out);
  object.String("title", headline.title);
  object.Optional("url", headline.url);
}

void WriteComment(std::string& out, const Comment& comment) {
  ObjectWriter object(out);
  object.Optional("author", comment.author);
  object.String("text", comment.text);
  object.Date("published", comment.published);
}

}  // namespace

std::string ToJsonLine(const Article& article, std::string_view input) {
  std::string out;
  const std::string text = article.Text();
  out.reserve(1024 + 2 * text.size());
  {
    ObjectWriter object(out);
    object.String("input", input);
    object.Optional("url", article.url);
    object.String("kind", Name(article.kind));
    object.Optional("title", article.title);
    object.List("authors", article.authors, WriteString);
    object.Optional("outlet", article.outlet);
    object.Date("published", article.published);
    object.Date("modified", article.modified);
    object.Optional("language", article.language);
    object.List("paragraphs", article.paragraphs, WriteParagraph);
    object.Optional("text", text);
    object.Optional("image", article.image);
    object.List("images", article.images, WriteImage);
    object.Optional("source_url", article.source_url);
    object.Optional("credit", article.credit);
    object.Optional("section", article.section);
    object.List("tags", article.tags, WriteString);
    object.List("headlines", article.headlines, WriteHeadline);
    object.List("comments", article.comments, WriteComment);
    object.List("warnings", article.warnings, WriteString);
    object.Optional("canonical", article.canonical);
    object.Optional("amp", article.amp);
    object.List("robots", article.robots, WriteString);
    object.Flag("tdm_reserved", article.tdm_reserved);
    object.Flag("paywalled", article.paywalled);
  }
  return out;
}

}  // namespace isnad::news
