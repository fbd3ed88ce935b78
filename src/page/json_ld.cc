#include "page/json_ld.h"

#include <algorithm>
#include <boost/json.hpp>
#include <unordered_map>

#include "base/utf8.h"
#include "page/text.h"

namespace isnad::page {
namespace {

namespace json = boost::json;

std::string_view View(const json::string& text) { return {text.data(), text.size()}; }

// Without the comment or CDATA wrapper that XHTML habits left, and with raw control characters
// (forbidden in JSON strings, harmless between values) turned into spaces.
std::string Clean(std::string_view script) {
  constexpr std::string_view kCdata = "<![CDATA[";
  if (const std::size_t at = script.substr(0, 200).find(kCdata); at != std::string_view::npos) {
    script.remove_prefix(at + kCdata.size());
    script = script.substr(0, script.rfind("]]>"));
  }
  const std::size_t open = script.find_first_of("{[");
  const std::size_t close = script.find_last_of("}]");
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  std::string out(script.substr(open, close - open + 1));
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return out;
}

std::string Unescape(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&amp;", "&"},        {"&quot;", "\""},      {"&#34;", "\""},       {"&lt;", "<"},
      {"&gt;", ">"},         {"&#39;", "'"},        {"&#039;", "'"},       {"&apos;", "'"},
      {"&nbsp;", " "},       {"&#8217;", "\u2019"}, {"&#8216;", "\u2018"}, {"&rsquo;", "\u2019"},
      {"&#8220;", "\u201C"}, {"&#8221;", "\u201D"}, {"&#8211;", "\u2013"}, {"&ndash;", "\u2013"},
      {"&#8230;", "\u2026"}, {"&#038;", "&"},       {"&#x27;", "'"}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool replaced = false;
    if (text[i] == '&') {
      for (const auto& [from, to] : kEntities) {
        if (text.substr(i, from.size()) == from) {
          out += to;
          i += from.size();
          replaced = true;
          break;
        }
      }
    }
    if (!replaced) out += text[i++];
  }
  return CollapseSpace(out);
}

const json::value* Find(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains({key.data(), key.size()});
  return found != nullptr && !found->is_null() ? found : nullptr;
}

// The value as text: a string, the first of an array, an object's name or url.
std::string TextOf(const json::value& value, int depth = 0) {
  if (depth > 3) return {};
  if (value.is_string()) return Unescape(View(value.get_string()));
  if (value.is_array()) {
    return value.get_array().empty() ? std::string() : TextOf(value.get_array()[0], depth + 1);
  }
  if (value.is_object()) {
    for (const std::string_view key : {"name", "url", "@value", "@id"}) {
      if (const json::value* inner = Find(value.get_object(), key))
        return TextOf(*inner, depth + 1);
    }
  }
  return {};
}

std::string TextAt(const json::object& object, std::string_view key) {
  const json::value* value = Find(object, key);
  return value == nullptr ? std::string() : TextOf(*value);
}

std::vector<std::string> TypesOf(const json::object& object) {
  std::vector<std::string> out;
  const json::value* type = Find(object, "@type");
  if (type == nullptr) return out;
  const auto add = [&](const json::value& value) {
    if (!value.is_string()) return;
    std::string_view name = View(value.get_string());
    const std::size_t slash = name.find_last_of("/:");
    out.emplace_back(slash == std::string_view::npos ? name : name.substr(slash + 1));
  };
  if (type->is_array()) {
    for (const json::value& value : type->get_array()) add(value);
  } else {
    add(*type);
  }
  return out;
}

bool IsArticleType(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("BlogPosting") || type == "Report" ||
         type == "SocialMediaPosting" || type == "Recipe" || type == "HowTo" || type == "Review" ||
         type == "OpinionPiece" || type == "TechArticle" || type == "NewsItem";
}

struct Found {
  const json::object* object = nullptr;
  int depth = 0;
};

class Reader {
 public:
  Reader(const JsonLdLimits& limits, std::string_view page_title)
      : limits_(limits), title_(FoldedWords(page_title)) {}

  void Add(std::string_view script) {
    if (script.size() > limits_.max_bytes) return;
    json::parse_options options;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    options.max_depth = limits_.max_depth;
    boost::system::error_code error;
    json::value value = json::parse(Clean(script), error, {}, options);
    if (!error) documents_.push_back(std::move(value));
  }

  LinkedData Read() {
    for (const json::value& document : documents_) Collect(document, 0, false);
    LinkedData out;
    if (const json::object* article = PickArticle()) {
      out.article = true;
      Describe(*article, out);
    }
    for (const Found& page : pages_) {
      FillFromPage(*page.object, out);
    }
    if (out.publisher.empty()) out.publisher = site_;
    out.listing = !out.article && listing_;
    return out;
  }

 private:
  // `listed`: inside an ItemList, where the articles are others than the page's own.
  void Collect(const json::value& value, int depth, bool listed) {
    if (++visited_ > limits_.max_objects) return;
    if (value.is_array()) {
      for (const json::value& item : value.get_array()) Collect(item, depth, listed);
      return;
    }
    if (!value.is_object()) return;
    const json::object& object = value.get_object();
    if (const json::value* id = Find(object, "@id"); id != nullptr && id->is_string()) {
      // The fullest description of an @id is the one that others refer to.
      const json::object*& known = by_id_[std::string(View(id->get_string()))];
      if (known == nullptr || object.size() > known->size()) known = &object;
    }
    for (const std::string& type : TypesOf(object)) {
      if (IsArticleType(type) && !listed) articles_.push_back({&object, depth});
      if (type.ends_with("Page") && !listed) pages_.push_back({&object, depth});
      if (type == "ItemList" || type == "CollectionPage" || type == "Blog") {
        listing_ = true;
        if (type == "ItemList") listed = true;
      }
      if ((type == "WebSite" || type.ends_with("Organization")) && site_.empty()) {
        site_ = TextAt(object, "name");
      }
    }
    for (const auto& [key, inner] : object) {
      const std::string_view name(key.data(), key.size());
      const bool aside = name == "itemListElement" || name == "relatedLink" || name == "hasPart" ||
                         name == "isPartOf" || name == "citation" || name == "comment" ||
                         name == "mentions" || name == "blogPost" || name == "review";
      if (inner.is_object() || inner.is_array()) Collect(inner, depth + 1, listed || aside);
    }
  }

  // The described article whose headline is the page's; else the shallowest, first one.
  const json::object* PickArticle() const {
    const json::object* best = nullptr;
    double best_score = -1e9;
    for (const Found& found : articles_) {
      double score = -found.depth;
      const std::string headline = FoldedWords(TextAt(*found.object, "headline"));
      if (!headline.empty() && !title_.empty() &&
          (title_.find(headline) != std::string::npos ||
           headline.find(title_) != std::string::npos)) {
        score += 10;
      }
      if (Find(*found.object, "author") != nullptr) score += 0.3;
      if (Find(*found.object, "datePublished") != nullptr) score += 0.3;
      if (score > best_score) {
        best_score = score;
        best = found.object;
      }
    }
    return best;
  }

  const json::object& Follow(const json::object& object) const {
    const json::value* id = Find(object, "@id");
    if (id == nullptr || !id->is_string()) return object;
    const auto at = by_id_.find(std::string(View(id->get_string())));
    return at != by_id_.end() && at->second->size() > object.size() ? *at->second : object;
  }

  void AddNames(const json::value& value, std::vector<std::string>& out, int depth = 0) const {
    if (depth > 3 || out.size() >= 20) return;
    if (value.is_array()) {
      for (const json::value& item : value.get_array()) AddNames(item, out, depth + 1);
    } else if (value.is_string()) {
      out.push_back(Unescape(View(value.get_string())));
    } else if (value.is_object()) {
      const json::object& object = Follow(value.get_object());
      const json::value* name = Find(object, "name");
      if (name != nullptr) AddNames(*name, out, depth + 1);
    }
  }

  void Describe(const json::object& article, LinkedData& out) const {
    out.headline = TextAt(article, "headline");
    if (out.headline.empty()) out.headline = TextAt(article, "name");
    out.description = TextAt(article, "description");
    out.body = TextAt(article, "articleBody");
    if (out.body.empty()) out.body = TextAt(article, "text");
    for (const std::string_view key : {"author", "creator"}) {
      if (!out.authors.empty()) break;
      if (const json::value* author = Find(article, key)) AddNames(*author, out.authors);
    }
    if (const json::value* publisher = Find(article, "publisher")) {
      std::vector<std::string> names;
      AddNames(*publisher, names);
      if (!names.empty()) out.publisher = names.front();
    }
    out.published = TextAt(article, "datePublished");
    if (out.published.empty()) out.published = TextAt(article, "dateCreated");
    out.modified = TextAt(article, "dateModified");
    out.language = TextAt(article, "inLanguage");
    out.section = TextAt(article, "articleSection");
    if (const json::value* keywords = Find(article, "keywords")) AddKeywords(*keywords, out);
    out.image = ImageOf(article);
    out.url = TextAt(article, "url");
  }

  std::string ImageOf(const json::object& article) const {
    const json::value* image = Find(article, "image");
    if (image == nullptr) return {};
    if (image->is_array() && !image->get_array().empty()) image = &image->get_array()[0];
    if (image->is_object()) {
      const json::object& object = Follow(image->get_object());
      std::string url = TextAt(object, "url");
      return url.empty() ? TextAt(object, "contentUrl") : url;
    }
    return TextOf(*image);
  }

  static void AddKeywords(const json::value& value, LinkedData& out) {
    if (value.is_array()) {
      for (const json::value& item : value.get_array()) {
        if (item.is_string() && out.keywords.size() < 50) {
          out.keywords.push_back(Unescape(View(item.get_string())));
        }
      }
      return;
    }
    std::string text = TextOf(value);
    for (std::size_t from = 0; from < text.size() && out.keywords.size() < 50;) {
      std::size_t to = std::min(text.find(',', from), text.find("\u060C", from));
      to = std::min(to, text.size());
      if (const std::string_view word = TrimSpace(std::string_view(text).substr(from, to - from));
          !word.empty()) {
        out.keywords.emplace_back(word);
      }
      from = to + (to < text.size() && text[to] == ',' ? 1 : 2);
    }
  }

  // WebPage objects tell what an article object leaves out.
  void FillFromPage(const json::object& page, LinkedData& out) const {
    const auto fill = [&](std::string& field, std::string_view key) {
      if (field.empty()) field = TextAt(page, key);
    };
    fill(out.published, "datePublished");
    fill(out.modified, "dateModified");
    fill(out.language, "inLanguage");
    fill(out.headline, "headline");
    if (out.authors.empty()) {
      if (const json::value* author = Find(page, "author")) AddNames(*author, out.authors);
    }
  }

  const JsonLdLimits& limits_;
  std::string title_;
  std::vector<json::value> documents_;
  std::vector<Found> articles_;
  std::vector<Found> pages_;
  std::unordered_map<std::string, const json::object*> by_id_;
  std::string site_;
  bool listing_ = false;
  std::size_t visited_ = 0;
};

}  // namespace

LinkedData ReadJsonLd(const std::vector<std::string_view>& scripts, std::string_view page_title,
                      const JsonLdLimits& limits) {
  Reader reader(limits, page_title);
  for (const std::string_view script : scripts) reader.Add(script);
  return reader.Read();
}

}  // namespace isnad::page
