#include "cli/story_edit_command.h"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "base/date_time.h"
#include "base/utf8.h"
#include "cli/json_text.h"
#include "cli/line_text.h"
#include "cli/number_option.h"
#include "cli/store_access.h"
#include "store/story_edits.h"

namespace isnad::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostChanges = 1000;

struct Options {
  news::StoryId story = 0;
  news::StoryId into = 0;
  std::vector<news::ArticleId> articles;
  std::string title;
};

// Runs `edit` in a transaction of its own; what it returns is printed, or complained of.
void Edit(Context& context, const std::string& folder,
          const std::function<Result<std::string>(store::StoryEditor&)>& edit) {
  auto open = OpenOrComplain(context, folder, store::Access::kWrite);
  if (!open) return;
  std::string said;
  std::optional<Error> refused;
  const auto done = open->store->WithWriter([&](store::Connection& connection) -> Result<void> {
    store::StoryEditor editor(connection, context.clock().Now(), open->teller.get());
    Result<std::string> result = edit(editor);
    if (!result) {
      refused = result.error();
      return Fail(result.error());
    }
    said = OneLine(*result);
    return {};
  });
  if (done) return context.Print(said + "\n");
  // What cannot be done is the asker's mistake; all else is the store's trouble.
  const bool is_mistake =
      refused && (refused->code == Errc::kNotFound || refused->code == Errc::kMalformed);
  context.Complain(done.error(), is_mistake ? kSomeFailed : kStoreUnusable);
}

Result<std::string> Said(const Result<void>& done, std::string what) {
  if (!done) return Fail(done.error());
  return what;
}

std::string_view NameOf(store::StoryChange::Kind kind) {
  switch (kind) {
    case store::StoryChange::Kind::kMerged:
      return "merged";
    case store::StoryChange::Kind::kSplit:
      return "split";
    case store::StoryChange::Kind::kNamed:
      return "named";
    case store::StoryChange::Kind::kPinned:
      return "pinned";
    case store::StoryChange::Kind::kUnpinned:
      return "unpinned";
  }
  return "changed";
}

json::object ToJson(const store::StoryChange& change) {
  json::object object{{"at", DateTime::FromInstant(change.at).ToString()},
                      {"change", NameOf(change.kind)},
                      {"by", change.by_editor ? "editor" : "machine"},
                      {"story", change.story},
                      {"other", nullptr},
                      {"article", nullptr}};
  if (change.other) object["other"] = *change.other;
  if (change.article) {
    object["article"] = *change.article;
    object["likeness"] = change.likeness_0_1;
  }
  if (!change.note.empty()) object["title"] = change.note;
  return object;
}

std::string LineOf(const store::StoryChange& change) {
  std::string line = fmt::format("{}  {} by {}: story {}",
                                 DateTime::FromInstant(change.at).ToString(), NameOf(change.kind),
                                 change.by_editor ? "an editor" : "the machine", change.story);
  if (change.other) {
    const bool merged = change.kind == store::StoryChange::Kind::kMerged;
    line += fmt::format(", {} {}", merged ? "which took in" : "off which came", *change.other);
  }
  if (change.article) {
    line +=
        fmt::format(", shown by article {} (sure to {:.2f})", *change.article, change.likeness_0_1);
  }
  if (!change.note.empty()) line += ", \"" + OneLine(change.note) + '"';
  return line + '\n';
}

void Changes(Context& context, const std::string& folder, bool as_json, news::StoryId story) {
  auto open = OpenOrComplain(context, folder, store::Access::kRead);
  if (!open) return;
  const auto changes = open->store->StoryChanges(story, kMostChanges);
  if (!changes) return ComplainOfStore(context, changes.error());
  std::string out;
  for (const store::StoryChange& change : *changes) {
    out += as_json ? ToText(ToJson(change)) + "\n" : LineOf(change);
  }
  context.Print(out);
}

}  // namespace

void AddStoryEdits(CLI::App& story, Context& context, const std::string& folder,
                   const bool& as_json) {
  const auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* what, std::string_view example) {
    CLI::App* command = story.add_subcommand(name, what);
    command->fallthrough();  // --db and --json are the story command's
    AddNumber(*command, "story", options->story, "the story's number")->required();
    command->footer(fmt::format("\nExamples:\n  isnad story {} {}", name, example));
    return command;
  };

  CLI::App* merge = add("merge", "make a story a part of another", "15 12 --db press");
  AddNumber(*merge, "into", options->into, "the story that it becomes a part of")->required();
  merge->callback([=, &context, &folder] {
    Edit(context, folder, [&](store::StoryEditor& editor) {
      return Said(editor.Merge(options->story, options->into),
                  fmt::format("story {} is a part of story {}", options->story, options->into));
    });
  });

  CLI::App* split = add("split", "make articles of a story a story of their own, for good",
                        "12 40 41 --db press");
  AddNumbers(*split, "articles", options->articles, "the articles' numbers")->required();
  split->callback([=, &context, &folder] {
    Edit(context, folder, [&](store::StoryEditor& editor) -> Result<std::string> {
      const auto made = editor.Split(options->story, options->articles);
      if (!made) return Fail(made.error());
      return fmt::format("story {} has {} of the articles of story {}", *made,
                         options->articles.size(), options->story);
    });
  });

  CLI::App* rename =
      add("rename", "give a story its title", "12 'السدر والعرعار تتفقان' --db press");
  rename->add_option("title", options->title, "the title")->required();
  rename->callback([=, &context, &folder] {
    if (const auto fits = CheckShown("the title", options->title); !fits) {
      return context.Complain(fits.error(), kBadUsage);
    }
    Edit(context, folder, [&](store::StoryEditor& editor) {
      return Said(editor.Rename(options->story, options->title),
                  fmt::format("story {}: {}", options->story, options->title));
    });
  });

  for (const bool pinned : {true, false}) {
    add(pinned ? "pin" : "unpin",
        pinned ? "put a story above all others" : "let a story stand where it belongs again",
        "12 --db press")
        ->callback([=, &context, &folder] {
          Edit(context, folder, [&](store::StoryEditor& editor) {
            return Said(
                editor.Pin(options->story, pinned),
                fmt::format("story {} is {}", options->story, pinned ? "pinned" : "not pinned"));
          });
        });
  }

  add("changes", "what was done to a story, by whom and why",
      "12 --db press\n  isnad story changes 12 --db press --json | jq .change")
      ->callback(
          [=, &context, &folder, &as_json] { Changes(context, folder, as_json, options->story); });
}

}  // namespace isnad::cli
