#include "page/source_rules.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "page/ascii_text.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::string_view kFieldNames[kRuleFields] = {
    "body",   "drop",  "title",   "authors", "date",  "modified",
    "outlet", "image", "section", "tags",    "links", "skip_links"};
constexpr std::string_view kOtherKeys[] = {"hosts", "paths",      "name",
                                           "kind",  "date_order", "timezone"};

// Edits between two short words (Levenshtein, restricted to one row), for "did you mean".
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

// The key that was meant by one that does not exist.
std::string Suggestion(std::string_view key) {
  constexpr std::pair<std::string_view, std::string_view> kSaidOtherwise[] = {
      {"published", "date"},   {"headline", "title"},  {"content", "body"}, {"text", "body"},
      {"byline", "authors"},   {"author", "authors"},  {"remove", "drop"},  {"exclude", "drop"},
      {"domain", "hosts"},     {"domains", "hosts"},   {"url", "hosts"},    {"host", "hosts"},
      {"updated", "modified"}, {"offset", "timezone"}, {"type", "kind"},    {"articles", "links"}};
  for (const auto& [said, meant] : kSaidOtherwise) {
    if (key == said) return "write \"" + std::string(meant) + "\"";
  }
  std::string_view best;
  std::size_t distance = 3;  // two typing errors at most
  const auto consider = [&](std::string_view known) {
    if (key.size() > 40) return;
    if (const std::size_t d = Distance(key, known); d < distance) {
      distance = d;
      best = known;
    }
  };
  for (const std::string_view known : kFieldNames) consider(known);
  for (const std::string_view known : kOtherKeys) consider(known);
  if (!best.empty()) return "write \"" + std::string(best) + "\"";
  std::string all = "known are";
  for (const std::string_view known : kOtherKeys) all += " " + std::string(known);
  for (const std::string_view known : kFieldNames) all += " " + std::string(known);
  return all;
}

// "SELECTOR @NAME" apart; the name is "" where there is none.
std::pair<std::string_view, std::string_view> SplitAttribute(std::string_view text) {
  text = TrimSpace(text);
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || text[at - 1] != ' ') return {text, {}};
  const std::string_view name = text.substr(at + 1);
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.';
  });
  return plain ? std::pair{TrimSpace(text.substr(0, at)), name}
               : std::pair{text, name.substr(0, 0)};
}

class RuleFile {
 public:
  RuleFile(const std::string& name, const RuleLimits& limits, std::vector<Error>& errors)
      : name_(name), limits_(limits), errors_(errors) {}

  std::vector<SourceRule> Read(std::string_view text) {
    if (text.size() > limits_.max_bytes) {
      errors_.push_back({Errc::kTooLarge,
                         name_ + ": over " + std::to_string(limits_.max_bytes) + " bytes",
                         "split it by host into several files"});
      return {};
    }
    if (!IsUtf8(text)) {
      errors_.push_back({Errc::kMalformed, name_ + ": not UTF-8", "save it as UTF-8"});
      return {};
    }
    text_.emplace(text);  // the parser reaches undefined places on letters beyond ASCII
    const toml::parse_result parsed = toml::parse(text_->text(), name_);
    if (!parsed) {
      const toml::parse_error& error = parsed.error();
      Say(error.source(), "not TOML: " + AsciiText::Original(error.description()),
          "see https://toml.io; strings stand in quotation marks");
      return {};
    }
    ReadFile(parsed.table());
    return std::move(sources_);
  }

 private:
  void Say(const toml::source_region& where, std::string what, std::string mend,
           Errc code = Errc::kMalformed) {
    if (errors_.size() < limits_.max_errors) {
      errors_.push_back({code, Place(where) + ": " + std::move(what), std::move(mend)});
    }
  }

  std::string Place(const toml::source_region& where) const {
    return name_ + ":" + std::to_string(where.begin.line) + ":" +
           std::to_string(text_->OriginalColumn(where.begin.line, where.begin.column));
  }

  void ReadFile(const toml::table& file) {
    for (const auto& [key, value] : file) {
      if (key.str() != "source") {
        const bool in_source = Suggestion(key.str()).starts_with("write");
        Say(key.source(), "unknown key \"" + AsciiText::Original(key.str()) + "\"",
            in_source ? "put it under a [[source]]" : "a file of rules holds [[source]] tables");
        continue;
      }
      const toml::array* list = value.as_array();
      if (list == nullptr || !list->is_array_of_tables()) {
        Say(value.source(), "\"source\" is no list of tables", "write [[source]], in two brackets");
        continue;
      }
      if (list->size() > limits_.max_sources) {
        Say(value.source(), "over " + std::to_string(limits_.max_sources) + " sources",
            "split the file", Errc::kTooLarge);
        continue;
      }
      for (const toml::node& source : *list) ReadSource(*source.as_table());
    }
    if (sources_.empty() && errors_.empty()) {
      errors_.push_back({Errc::kMalformed, name_ + ": no [[source]] in it", "see docs/rules.md"});
    }
  }

  void ReadSource(const toml::table& source) {
    SourceRule rule;
    rule.place = name_ + ":" + std::to_string(source.source().begin.line);
    for (const auto& [key, value] : source) {
      const std::string_view name = key.str();
      const auto* field = std::find(std::begin(kFieldNames), std::end(kFieldNames), name);
      if (field != std::end(kFieldNames)) {
        ReadSelectors(name, value, rule.fields[field - std::begin(kFieldNames)]);
      } else if (name == "hosts") {
        ReadHosts(value, rule.hosts);
      } else if (name == "paths") {
        ReadPaths(value, rule.paths);
      } else if (name == "name") {
        ReadName(value, rule.name);
      } else if (name == "kind") {
        ReadKind(value, rule.kind);
      } else if (name == "date_order") {
        ReadOrder(value, rule.date_order);
      } else if (name == "timezone") {
        ReadZone(value, rule.utc_offset);
      } else {
        Say(key.source(), "unknown key \"" + AsciiText::Original(name) + "\"", Suggestion(name));
      }
    }
    if (!source.contains("hosts")) {
      Say(source.source(), "a source without hosts", "add hosts = [\"example.com\"]");
    }
    sources_.push_back(std::move(rule));
  }

  // A string, or a list of strings, each with its place.
  template <typename Callback>
  void ForEachString(std::string_view key, const toml::node& value, Callback callback) {
    if (const auto* text = value.as_string()) {
      return callback(AsciiText::Original(text->get()), value);
    }
    const toml::array* list = value.as_array();
    if (list == nullptr || list->empty()) {
      return Say(value.source(),
                 "\"" + std::string(key) + "\" is " +
                     (list != nullptr ? "an empty list" : "neither a string nor a list of strings"),
                 "put the value in quotation marks");
    }
    for (const toml::node& item : *list) {
      if (const auto* text = item.as_string()) {
        callback(AsciiText::Original(text->get()), item);
      } else {
        Say(item.source(), "\"" + std::string(key) + "\" holds something that is no string",
            "put it in quotation marks");
      }
    }
  }

  void ReadSelectors(std::string_view key, const toml::node& value,
                     std::vector<FieldSelector>& out) {
    ForEachString(key, value, [&](const std::string& text, const toml::node& where) {
      if (out.size() >= limits_.max_selectors) {
        if (out.size() == limits_.max_selectors) {
          Say(where.source(), "over " + std::to_string(limits_.max_selectors) + " selectors",
              "join them by commas, or name an element around them", Errc::kTooLarge);
        }
        return;
      }
      const auto [selector, attribute] = SplitAttribute(text);
      auto compiled = CssSelector::Compile(selector, limits_.selector);
      if (!compiled) {
        return Say(where.source(), compiled.error().detail, compiled.error().mend,
                   compiled.error().code);
      }
      if (!attribute.empty() && (key == "body" || key == "drop")) {
        return Say(where.source(), "\"" + std::string(key) + "\" takes elements, no attribute",
                   "leave \"@" + std::string(attribute) + "\" out");
      }
      out.push_back({std::move(*compiled), AsciiLower(attribute), Place(where.source())});
    });
  }

  void ReadHosts(const toml::node& value, std::vector<std::string>& out) {
    ForEachString("hosts", value, [&](const std::string& text, const toml::node& where) {
      std::string_view host = text;
      const bool below = host.starts_with("*.");
      if (below) host.remove_prefix(2);
      const auto url = Url::Parse("http://" + std::string(host) + "/");
      const bool bare = host.find_first_of("/:@?#* ") == std::string_view::npos;
      if (!url || !bare) {
        return Say(where.source(), "\"" + text + "\" is no host",
                   "write it as in \"example.com\" or \"*.example.com\", without http:// and path");
      }
      out.push_back((below ? "*." : "") + url->host());
    });
  }

  void ReadPaths(const toml::node& value, std::vector<std::string>& out) {
    ForEachString("paths", value, [&](const std::string& text, const toml::node& where) {
      if (text.empty() || (text.front() != '/' && text.front() != '*') || text.size() > 500) {
        return Say(where.source(), "\"" + text + "\" is no path",
                   "start it with \"/\"; \"*\" stands for anything: \"/news/*\"");
      }
      out.push_back(text);
    });
  }

  void ReadName(const toml::node& value, std::string& out) {
    const auto* ascii = value.as_string();
    const std::string text = ascii == nullptr ? "" : AsciiText::Original(ascii->get());
    if (TrimSpace(text).empty() || text.size() > 200) {
      return Say(value.source(), "\"name\" is no name of an outlet",
                 "write it as readers know it, in quotation marks");
    }
    out = CollapseSpace(text);
  }

  // One of `known`, by its number; nullopt with an error where it is none.
  template <std::size_t N>
  std::optional<std::size_t> ReadChoice(std::string_view key, const toml::node& value,
                                        const std::array<std::string_view, N>& known) {
    std::string all;
    for (std::size_t i = 0; i < N; ++i) {
      if (const auto* text = value.as_string(); text != nullptr && text->get() == known[i]) {
        return i;
      }
      all += (i == 0 ? "\"" : i + 1 < N ? ", \"" : " or \"") + std::string(known[i]) + "\"";
    }
    Say(value.source(), "\"" + std::string(key) + "\" is none of its values", "write " + all);
    return std::nullopt;
  }

  void ReadKind(const toml::node& value, std::optional<news::PageKind>& out) {
    constexpr std::array<std::string_view, 3> kKinds = {"article", "listing", "other"};
    if (const auto i = ReadChoice("kind", value, kKinds)) out = static_cast<news::PageKind>(*i);
  }

  void ReadOrder(const toml::node& value, std::optional<DateOrder>& out) {
    constexpr std::array<std::string_view, 3> kOrders = {"dmy", "mdy", "ymd"};
    if (const auto i = ReadChoice("date_order", value, kOrders)) out = static_cast<DateOrder>(*i);
  }

  void ReadZone(const toml::node& value, std::optional<std::chrono::minutes>& out) {
    const auto* text = value.as_string();
    const auto at = DateTime::Parse("2000-01-01T00:00:00" + (text ? text->get() : std::string()));
    if (text == nullptr || text->get().empty() || !at || !at->utc_offset) {
      return Say(value.source(), "\"timezone\" is no offset from UTC", "write \"+03:00\" or \"Z\"");
    }
    out = at->utc_offset;
  }

  const std::string& name_;
  const RuleLimits& limits_;
  std::vector<Error>& errors_;
  std::optional<AsciiText> text_;  // what is parsed
  std::vector<SourceRule> sources_;
};

bool MatchesHost(std::string_view pattern, std::string_view host) {
  if (!pattern.starts_with("*.")) return pattern == host;
  const std::string_view below = pattern.substr(1);  // ".example.com"
  return host.size() > below.size() && host.ends_with(below);
}

}  // namespace

std::string_view KeyOf(RuleField field) { return kFieldNames[static_cast<std::size_t>(field)]; }

SourceRules SourceRules::Parse(std::string_view toml, const std::string& name,
                               std::vector<Error>& errors, const RuleLimits& limits) {
  SourceRules out;
  out.sources_ = RuleFile(name, limits, errors).Read(toml);
  return out;
}

const SourceRule* SourceRules::For(const Url& url) const {
  const std::string decoded = PercentDecode(url.path());  // so that globs may be in Arabic
  const auto holds = [&](const SourceRule& rule) {
    const bool host = std::any_of(rule.hosts.begin(), rule.hosts.end(), [&](const auto& pattern) {
      return MatchesHost(pattern, url.host());
    });
    return host && (rule.paths.empty() ||
                    std::any_of(rule.paths.begin(), rule.paths.end(), [&](const auto& glob) {
                      return MatchesGlob(glob, url.path()) || MatchesGlob(glob, decoded);
                    }));
  };
  const auto at = std::find_if(sources_.begin(), sources_.end(), holds);
  return at == sources_.end() ? nullptr : &*at;
}

bool MatchesGlob(std::string_view glob, std::string_view text) {
  std::size_t g = 0, t = 0;
  std::size_t star = std::string_view::npos, star_text = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      star_text = t;
    } else if (g < glob.size() && glob[g] == text[t]) {
      ++g;
      ++t;
    } else if (star != std::string_view::npos) {  // let the last star take one more
      g = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace isnad::page
