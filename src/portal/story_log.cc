// The editor's log, as readers see it: what was done to a story, when, and by whom.

#include "portal/parts.h"

namespace isnad::portal {
namespace {

using store::StoryChange;

std::string_view KeyOf(const StoryChange& change, bool split_off) {
  switch (change.kind) {
    case StoryChange::Kind::kMerged:
      return change.by_editor ? "log.merged.editor" : "log.merged.machine";
    case StoryChange::Kind::kSplit:
      return split_off ? "log.split.off" : "log.split";
    case StoryChange::Kind::kNamed:
      return "log.named";
    case StoryChange::Kind::kPinned:
      return "log.pinned";
    case StoryChange::Kind::kUnpinned:
      return "log.unpinned";
  }
  return "log.title";
}

Html Item(const PageContext& context, news::StoryId story, const StoryChange& change) {
  const Words& words = context.words;
  // A split is told on both of its sides; the other story is the one that this is not.
  const bool split_off = change.kind == StoryChange::Kind::kSplit && change.other == story;
  Html text = Element("span", {}, Text(words[KeyOf(change, split_off)]));
  if (change.kind == StoryChange::Kind::kNamed) text += Element("span", {}, Bdi(change.note));
  if (change.kind == StoryChange::Kind::kSplit && change.other) {
    text += Link(StoryUrl(split_off ? change.story : *change.other), Text(words["log.other"]));
  }
  if (change.article) text += Link(ArticleUrl(*change.article), Text(words["log.account"]));
  return Element("li", {}, InstantHtml(words, context.moment, change.at, DateStyle::kLong), text);
}

}  // namespace

Html StoryLog(const PageContext& context, news::StoryId story,
              const std::vector<StoryChange>& changes) {
  if (changes.empty()) return {};
  Html items;
  for (const StoryChange& change : changes) items += Item(context, story, change);
  return Element("details", {Class("story-log")},
                 Element("summary", {}, Text(context.words["log.title"])),
                 Element("ol", {}, items));
}

}  // namespace isnad::portal
