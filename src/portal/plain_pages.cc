// Pages without a list: about, and those for errors.

#include "portal/pages.h"
#include "portal/parts.h"

namespace isnad::portal {
namespace {

Html Part(const Words& words, const char* title_key, const char* text_key) {
  return Element("section", {}, Element("h2", {}, Text(words[title_key])),
                 Element("p", {}, Text(words[text_key])));
}

Html Numbers(const Words& words, const store::Counts& counts) {
  const std::pair<const char*, std::int64_t> rows[] = {
      {"about.numbers.stories", counts.stories},   {"about.numbers.articles", counts.articles},
      {"about.numbers.outlets", counts.outlets},   {"about.numbers.headlines", counts.headlines},
      {"about.numbers.versions", counts.versions}, {"about.numbers.pages", counts.pages}};
  Html list;
  for (const auto& [key, value] : rows) {
    list += Element("div", {}, Element("dt", {}, Text(words[key])),
                    Element("dd", {}, Text(words.Number(value))));
  }
  return Element("section", {}, Element("h2", {}, Text(words["about.numbers"])),
                 Element("dl", {Class("numbers")}, list));
}

}  // namespace

std::string AboutPage(const PageContext& context, const store::Counts& counts) {
  const Words& words = context.words;
  const Html main = Element(
      "article", {Class("about")}, Element("h1", {Class("page-title")}, Text(words["about.title"])),
      Part(words, "about.what", "about.what.text"), Part(words, "about.chain", "about.chain.text"),
      Part(words, "about.limits", "about.limits.text"),
      Part(words, "about.privacy", "about.privacy.text"), Numbers(words, counts));
  Frame frame;
  frame.title = words["about.title"];
  frame.section = Section::kAbout;
  return Document(context, frame, main);
}

std::string ErrorPage(const PageContext& context, int status) {
  const Words& words = context.words;
  const bool known = status == 404 || status == 405;
  const std::string key = "error." + std::to_string(known ? status : 500);
  const std::string title(words[key + ".title"]);
  const Html main = Element(
      "div", {Class("error")},
      Element("p", {Class("error-code"), {"aria-hidden", "true"}}, Text(words.Number(status))),
      Element("h1", {}, Text(title)), Element("p", {}, Text(words[key + ".text"])),
      SearchForm(words, "q", {}),
      Element("p", {}, Link(SafeUrl::Local("/"), Text(words["error.home"]))));
  Frame frame;
  frame.title = title;
  frame.index = false;
  return Document(context, frame, main);
}

}  // namespace isnad::portal
