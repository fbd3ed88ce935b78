#include "portal/page_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <sstream>

namespace isnad::portal {
namespace {

const std::set<std::string, std::less<>> kVoid = {"br",   "hr",   "img", "input",
                                                  "link", "meta", "wbr"};

std::string Unescape(std::string text) {
  text = std::regex_replace(text, std::regex("&quot;"), "\"");
  text = std::regex_replace(text, std::regex("&#39;"), "'");
  text = std::regex_replace(text, std::regex("&lt;"), "<");
  text = std::regex_replace(text, std::regex("&gt;"), ">");
  return std::regex_replace(text, std::regex("&amp;"), "&");
}

class Reader {
 public:
  PageCheck Read(std::string_view html) {
    while (!html.empty()) {
      if (html[0] != '<') {
        const std::string_view text = html.substr(0, html.find('<'));
        if (text.find('>') != text.npos) Finding("stray > in text");
        check_.text += text;
        html.remove_prefix(text.size());
        continue;
      }
      const std::size_t end = html.find('>');
      if (end == html.npos) {
        Finding("tag without end");
        break;
      }
      Tag(html.substr(1, end - 1));
      html.remove_prefix(end + 1);
    }
    for (const std::string& open : open_) Finding("not closed: " + open);
    for (const std::string& id : referred_) {
      if (!check_.ids.contains(id)) Finding("no such id: " + id);
    }
    CheckHeadings();
    return std::move(check_);
  }

 private:
  void Finding(std::string what) { check_.findings.push_back(std::move(what)); }

  void Tag(std::string_view tag) {
    if (tag.starts_with("!DOCTYPE")) return;
    if (tag.starts_with('/')) {
      if (open_.empty() || open_.back() != tag.substr(1)) {
        Finding("closes what is not open: " + std::string(tag));
      } else {
        open_.pop_back();
      }
      return;
    }
    const bool self_closed = tag.ends_with('/');  // in drawings
    if (self_closed) tag.remove_suffix(1);
    const std::string name(tag.substr(0, tag.find(' ')));
    for (const char* banned : {"script", "style", "iframe", "object", "embed"}) {
      // One script may stand on a page: our own, by its address alone.
      const bool own =
          tag.starts_with("script src=\"/assets/suggest.") && tag.ends_with("\" defer");
      if (name == banned && !own) Finding("element: " + name);
    }
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      check_.headings.push_back(name[1] - '0');
    }
    Attributes(name, std::string(tag.substr(name.size())));
    if (!self_closed && !kVoid.contains(name)) open_.push_back(name);
  }

  void Attributes(const std::string& element, const std::string& text) {
    static const std::regex attribute(R"re( ([a-zA-Z0-9-]+)(="([^"<>]*)")?)re");
    std::size_t read = 0;
    for (std::sregex_iterator it(text.begin(), text.end(), attribute), end; it != end; ++it) {
      read += static_cast<std::size_t>(it->length());
      const std::string name = (*it)[1], value = Unescape((*it)[3]);
      if (name.starts_with("on") || name == "style") Finding("attribute: " + name);
      if (name == "id" && !check_.ids.insert(value).second) Finding("id twice: " + value);
      if (name == "for") referred_.insert(value);
      if (name == "aria-labelledby" || name == "aria-describedby") {
        std::istringstream ids(value);
        for (std::string id; ids >> id;) referred_.insert(id);
      }
      if (name == "href" && element == "a") check_.links.push_back(value);
      if (name == "href" || name == "src" || name == "action") {
        static const std::regex fine("(https?://|/(?!/)|#).*");
        if (!std::regex_match(value, fine)) Finding("address: " + value);
      }
    }
    if (read != text.size()) Finding("attributes of <" + element + ">: " + text);
  }

  void CheckHeadings() {
    if (std::count(check_.headings.begin(), check_.headings.end(), 1) != 1) Finding("not one h1");
    for (std::size_t i = 1; i < check_.headings.size(); ++i) {
      if (check_.headings[i] > check_.headings[i - 1] + 1) Finding("heading level left out");
    }
  }

  PageCheck check_;
  std::vector<std::string> open_;
  std::set<std::string> referred_;
};

}  // namespace

PageCheck CheckPage(std::string_view html) { return Reader().Read(html); }

namespace {

TEST(PageCheck, NoticesWhatItIsThereFor) {
  using testing::IsEmpty, testing::Not;
  EXPECT_THAT(CheckPage("<h1>a</h1><p>b</p>").findings, IsEmpty());
  for (const char* bad :
       {"<h1>a</h1><p>b", "<h1>a</h1><p>b</div>", "<h1>a</h1><script>x</script>",
        "<h1>a</h1><p onclick=\"x\">b</p>", "<h1>a</h1><a href=\"javascript:x\">b</a>",
        "<h1>a</h1><h3>b</h3>", "<p>b</p>", "<h1>a</h1><p id=\"x\"></p><p id=\"x\"></p>",
        "<h1>a</h1><p class=x>b</p>", "<h1>a</h1><p aria-labelledby=\"y\"></p>",
        "<h1>a > b</h1>"}) {
    EXPECT_THAT(CheckPage(bad).findings, Not(IsEmpty())) << bad;
  }
}

}  // namespace
}  // namespace isnad::portal
