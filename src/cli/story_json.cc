#include "cli/story_json.h"

#include <utility>
#include <vector>

#include "cli/chain_text.h"
#include "cli/json_text.h"

namespace isnad::cli {
namespace {

namespace json = boost::json;

json::object ToJson(const news::Account& account) {
  return {{"id", account.article},
          {"title", OrNull(account.title)},
          {"url", OrNull(account.url)},
          {"outlet", OrNull(account.outlet_name)},
          {"published", OrNull(account.published)},
          {"first_seen", Stamp(account.first_seen)},
          {"lead", OrNull(account.lead)},
          {"section", OrNull(account.section)},
          {"origin", OrNull(account.origin)},
          {"copied", account.copied_0_1},
          {"confidence", account.origin_confidence_0_1},
          {"agency", OrNull(account.agency)},
          {"evidence", EvidenceJson(account)}};
}

json::array ToJson(const std::vector<news::StoryLink>& links) {
  json::array array;
  for (const news::StoryLink& link : links) {
    array.push_back({{"id", link.id}, {"title", OrNull(link.title)}, {"at", Stamp(link.at)}});
  }
  return array;
}

json::array SummaryOf(const news::Story& story) {
  json::array summary;
  for (const news::SummarySentence& sentence : story.summary) {
    summary.push_back(json::object{{"text", sentence.text}, {"article", sentence.article}});
  }
  return summary;
}

}  // namespace

json::object StoryObject(const news::Story& story) {
  json::object object{{"id", story.id},
                      {"title", OrNull(story.title)},
                      {"section", OrNull(story.section)},
                      {"accounts", story.account_count},
                      {"independent", story.independent_count},
                      {"outlets", story.outlet_count},
                      {"first", Stamp(story.first)},
                      {"latest", Stamp(story.latest)},
                      {"template", story.is_template}};
  json::array members;
  for (const news::Account& account : story.accounts) members.push_back(ToJson(account));
  object["articles"] = std::move(members);
  return object;
}

std::string StoryToJson(const news::Story& story) {
  json::object object = StoryObject(story);
  object["summary"] = SummaryOf(story);
  object["chain"] = ChainJson(story);
  object["earlier"] = ToJson(story.earlier);
  object["later"] = ToJson(story.later);
  return ToText(object);
}

}  // namespace isnad::cli
