#include "page/explain.h"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>

#include "base/utf8.h"

namespace isnad::page {
namespace {

constexpr std::size_t kShownBytes = 140;

std::string Shorten(std::string_view text) {
  if (text.size() <= kShownBytes) return std::string(text);
  return std::string(TruncateUtf8(text, kShownBytes)) + "…";
}

std::string Padded(std::string text, std::size_t width) {
  const std::size_t length = CountCodePoints(text);
  if (length < width) text.append(width - length, ' ');
  return text;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

std::string Score(double score) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%+6.2f", score);
  return buffer;
}

boost::json::value TextOrNull(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

}  // namespace

Explanation Explain(const ExplainedPage& page) {
  Explanation out;
  if (page.rule != nullptr) out.rule = page.rule->rule().place;
  out.fields = ExplainFields(page);
  out.blocks = ExplainBlocks(page);
  return out;
}

std::string ToText(const Explanation& explanation) {
  std::string out = "rule: " + (explanation.rule.empty() ? "none" : explanation.rule) + "\n";
  if (!explanation.note.empty()) out += explanation.note + "\n";
  for (const FieldChoice& field : explanation.fields) {
    if (field.value.empty() && field.candidates.empty()) continue;
    out += Padded(field.field, 10) + (field.value.empty() ? "-" : Shorten(field.value)) + "\n";
    for (const Candidate& candidate : field.candidates) {
      out += std::string(candidate.chosen ? "  * " : "    ") + Padded(candidate.source, 26) + " " +
             Shorten(candidate.value) + (candidate.why.empty() ? "" : "  [" + candidate.why + "]") +
             "\n";
    }
  }
  const auto kept = std::count_if(explanation.blocks.begin(), explanation.blocks.end(),
                                  [](const BlockNote& block) { return block.kept; });
  out += "blocks: " + std::to_string(kept) + " of " + std::to_string(explanation.blocks.size()) +
         " kept (+), with the score of each and what speaks for or against it\n";
  for (const BlockNote& block : explanation.blocks) {
    out += std::string(block.kept ? "+ " : "- ") + Score(block.score) + "  " + block.path + "\n";
    out += "          " + Shorten(block.text) + "\n";
    if (!block.reasons.empty()) out += "          [" + Joined(block.reasons) + "]\n";
  }
  return out + "\n";
}

std::string ToJson(const Explanation& explanation) {
  boost::json::array fields, blocks;
  for (const FieldChoice& field : explanation.fields) {
    boost::json::array candidates;
    for (const Candidate& candidate : field.candidates) {
      candidates.push_back({{"source", candidate.source},
                            {"value", candidate.value},
                            {"chosen", candidate.chosen},
                            {"why", TextOrNull(candidate.why)}});
    }
    fields.push_back({{"field", field.field},
                      {"value", TextOrNull(field.value)},
                      {"candidates", std::move(candidates)}});
  }
  for (const BlockNote& block : explanation.blocks) {
    boost::json::array reasons(block.reasons.begin(), block.reasons.end());
    blocks.push_back({{"path", block.path},
                      {"text", block.text},
                      {"words", block.words},
                      {"link_share", block.link_share_0_1},
                      {"score", block.score},
                      {"kept", block.kept},
                      {"reasons", std::move(reasons)}});
  }
  const boost::json::object out{{"rule", TextOrNull(explanation.rule)},
                                {"note", TextOrNull(explanation.note)},
                                {"fields", std::move(fields)},
                                {"blocks", std::move(blocks)}};
  return boost::json::serialize(out);
}

}  // namespace isnad::page
