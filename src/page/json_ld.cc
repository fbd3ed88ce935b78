#include "page/json_ld.h"

#include <algorithm>
#include <unordered_map>

#include "base/utf8.h"
#include "page/json_repair.h"
#include "page/json_values.h"
#include "page/plain_text.h"
#include "page/text.h"

namespace isnad::page {
namespace {

namespace json = boost::json;

// Without the comment or CDATA wrapper that XHTML habits left, and with raw control characters
// (forbidden in JSON strings, harmless between values) turned into spaces.
std::string Clean(std::string_view script) {
  constexpr std::string_view kCdata = "<![CDATA[";
  if (const std::size_t at = script.substr(0, 200).find(kCdata); at != std::string_view::npos) {
    script.remove_prefix(at + kCdata.size());
    script = script.substr(0, script.rfind("]]>"));
  }
  // Escaped as if it stood in an attribute.
  std::string plain;
  if (script.find('"') == std::string_view::npos &&
      script.find("&quot;") != std::string_view::npos) {
    plain = PlainText(script);
    script = plain;
  }
  const std::size_t open = script.find_first_of("{[");
  if (open == std::string_view::npos) return {};
  const std::size_t close = script.find_last_of("}]");
  std::string out(script.substr(open, close == std::string_view::npos || close < open
                                          ? std::string_view::npos
                                          : close - open + 1));
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') c = ' ';
  }
  return out;
}

bool IsArticleType(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("BlogPosting") || type == "Report" ||
         type == "SocialMediaPosting" || type == "Recipe" || type == "HowTo" || type == "Review" ||
         type == "OpinionPiece" || type == "TechArticle" || type == "NewsItem";
}

// What described no article but what the page shows, with the key of its day.
bool IsWorkType(std::string_view type) {
  return type == "VideoObject" || type == "PodcastEpisode" || type == "AudioObject";
}

// Without scheme, "www." and what follows the path: as two spellings of one address agree.
std::string BareUrl(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  }
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

struct Found {
  const json::object* object = nullptr;
  int depth = 0;
};

// As it stands, line breaks and markup included: only page/article_body.h reads it.
std::string RawAt(const json::object& object, std::string_view key) {
  const json::value* value = Find(object, key);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

class Reader {
 public:
  Reader(const JsonLdLimits& limits, const PageClue& page)
      : limits_(limits), title_(FoldedWords(page.title)), url_(BareUrl(page.url)) {}

  void Add(std::string_view script) {
    if (script.size() > limits_.max_bytes) return;
    json::parse_options options;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    options.max_depth = limits_.max_depth;
    boost::system::error_code error;
    std::string text = Clean(script);
    json::value value = json::parse(text, error, {}, options);
    if (error) {
      // Two levels of room: the values found stand in a list of their own.
      text = RepairJson(text, limits_.max_depth - 2);
      error = {};
      value = json::parse(text, error, {}, options);
    }
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
    if (!out.article) ReadWork(out);
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
      if (IsWorkType(type) && !listed) works_.push_back({&object, depth});
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

  // A film or episode that has the page's title tells when it came out.
  void ReadWork(LinkedData& out) const {
    for (const Found& work : works_) {
      const std::string name = FoldedWords(TextAt(*work.object, "name"));
      if (name.empty() || title_.find(name) == std::string::npos) continue;
      for (const std::string_view key : {"datePublished", "uploadDate"}) {
        if (out.published.empty()) out.published = TextAt(*work.object, key);
      }
      return;
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
      if (IsAt(*found.object, url_)) score += 6;
      if (Find(*found.object, "author") != nullptr) score += 0.3;
      if (Find(*found.object, "datePublished") != nullptr) score += 0.3;
      if (score > best_score) {
        best_score = score;
        best = found.object;
      }
    }
    return best;
  }

  // Is the object said to be of that address?
  static bool IsAt(const json::object& object, const std::string& url) {
    if (url.empty()) return false;
    for (const std::string_view key : {"url", "mainEntityOfPage", "@id"}) {
      const json::value* value = Find(object, key);
      if (value == nullptr) continue;
      std::string text = TextOf(*value);
      if (const json::object* inner = value->if_object(); inner != nullptr) {
        text = TextAt(*inner, "@id");
      }
      if (BareUrl(text) == url) return true;
    }
    return false;
  }

  const json::object& Follow(const json::object& object) const {
    const json::value* id = Find(object, "@id");
    if (id == nullptr || !id->is_string()) return object;
    const auto at = by_id_.find(std::string(View(id->get_string())));
    return at != by_id_.end() && at->second->size() > object.size() ? *at->second : object;
  }

  // `organisations`, where it is given, takes the names of those that are not people.
  void AddNames(const json::value& value, std::vector<std::string>& out,
                std::vector<std::string>* organisations, int depth = 0) const {
    if (depth > 3 || out.size() >= 20) return;
    if (value.is_array()) {
      for (const json::value& item : value.get_array()) {
        AddNames(item, out, organisations, depth + 1);
      }
    } else if (value.is_string()) {
      out.push_back(WithoutInlineTags(PlainText(View(value.get_string()))));
    } else if (value.is_object()) {
      const json::object& object = Follow(value.get_object());
      bool organisation = false;
      for (const std::string& type : TypesOf(object)) {
        organisation = organisation || type.ends_with("Organization") || type == "Corporation" ||
                       type == "WebSite" || type == "Brand";
      }
      std::vector<std::string>& into =
          organisation && organisations != nullptr ? *organisations : out;
      if (const json::value* name = Find(object, "name"); name != nullptr) {
        AddNames(*name, into, nullptr, depth + 1);
      } else if (const json::value* list = Find(object, "@list"); list != nullptr) {
        AddNames(*list, into, organisations, depth + 1);
      } else {
        const std::string full = TextAt(object, "givenName") + " " + TextAt(object, "familyName");
        if (full.size() > 3) into.push_back(full);
      }
    }
  }

  void AddAuthors(const json::value& value, std::vector<std::string>& out) const {
    std::vector<std::string> organisations;
    AddNames(value, out, &organisations);
    const bool nobody =
        std::all_of(out.begin(), out.end(), [](const std::string& name) { return name.empty(); });
    if (nobody) out = std::move(organisations);
  }

  void Describe(const json::object& article, LinkedData& out) const {
    out.headline = WithoutInlineTags(TextAt(article, "headline"));
    if (out.headline.empty()) out.headline = WithoutInlineTags(TextAt(article, "name"));
    out.description = TextAt(article, "description");
    out.body = RawAt(article, "articleBody");
    if (out.body.empty()) out.body = RawAt(article, "text");
    for (const std::string_view key : {"author", "creator"}) {
      if (!out.authors.empty()) break;
      if (const json::value* author = Find(article, key)) AddAuthors(*author, out.authors);
    }
    if (const json::value* publisher = Find(article, "publisher")) {
      std::vector<std::string> names;
      AddNames(*publisher, names, nullptr);
      if (!names.empty()) out.publisher = names.front();
    }
    out.published = TextAt(article, "datePublished");
    if (out.published.empty()) out.published = TextAt(article, "dateCreated");
    if (out.published.empty()) out.published = TextAt(article, "uploadDate");
    out.free = IsWhollyFree(article);
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
          out.keywords.push_back(PlainText(View(item.get_string())));
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
      if (const json::value* author = Find(page, "author")) AddAuthors(*author, out.authors);
    }
  }

  const JsonLdLimits& limits_;
  std::string title_;
  std::string url_;
  std::vector<json::value> documents_;
  std::vector<Found> articles_;
  std::vector<Found> pages_;
  std::vector<Found> works_;
  std::unordered_map<std::string, const json::object*> by_id_;
  std::string site_;
  bool listing_ = false;
  std::size_t visited_ = 0;
};

}  // namespace

LinkedData ReadJsonLd(const std::vector<std::string_view>& scripts, const PageClue& page,
                      const JsonLdLimits& limits) {
  Reader reader(limits, page);
  for (const std::string_view script : scripts) reader.Add(script);
  return reader.Read();
}

}  // namespace isnad::page
