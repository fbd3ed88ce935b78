#include "fetch/robot_tags.h"

#include <algorithm>

#include "base/url_text.h"
#include "fetch/header_field.h"

namespace isnad::fetch {
namespace {

constexpr int kMaxDirectives = 64;
constexpr std::size_t kMaxPolicyBytes = 4096;

// Directives that have a colon of their own; before any other colon stands a robot's name.
constexpr std::string_view kWithValue[] = {"max-snippet", "max-image-preview", "max-video-preview",
                                           "unavailable_after"};

bool IsRobotName(std::string_view text) {
  return !text.empty() &&
         std::none_of(std::begin(kWithValue), std::end(kWithValue),
                      [&](std::string_view known) { return SameToken(known, text); });
}

void TakeDirective(std::string_view part, RobotTags& tags) {
  const std::size_t colon = part.find(':');
  const std::string_view name = TrimField(part.substr(0, colon));
  const std::string_view value = colon == part.npos ? "" : TrimField(part.substr(colon + 1));
  if (SameToken(name, "none")) tags.noindex = tags.nofollow = true;
  if (SameToken(name, "noindex")) tags.noindex = true;
  if (SameToken(name, "nofollow")) tags.nofollow = true;
  if (SameToken(name, "noarchive") || SameToken(name, "nocache")) tags.noarchive = true;
  if (SameToken(name, "nosnippet")) tags.nosnippet = true;
  if (SameToken(name, "noimageindex")) tags.noimageindex = true;
  if (SameToken(name, "unavailable_after")) tags.unavailable_after = value;
  if (SameToken(name, "max-snippet")) {
    if (value == "-1") tags.max_snippet = -1;
    if (const auto count = ReadDecimal(value)) {
      tags.max_snippet = static_cast<std::int64_t>(std::min<std::uint64_t>(*count, 1U << 30));
    }
    if (tags.max_snippet == 0) tags.nosnippet = true;
  }
}

}  // namespace

void RobotTags::Merge(const RobotTags& other) {
  noindex = noindex || other.noindex;
  noarchive = noarchive || other.noarchive;
  nofollow = nofollow || other.nofollow;
  nosnippet = nosnippet || other.nosnippet;
  noimageindex = noimageindex || other.noimageindex;
  if (other.max_snippet && (!max_snippet || *max_snippet < 0 ||
                            (*other.max_snippet >= 0 && *other.max_snippet < *max_snippet))) {
    max_snippet = other.max_snippet;
  }
  if (unavailable_after.empty()) unavailable_after = other.unavailable_after;
}

RobotTags ParseRobotTags(std::string_view fields, std::string_view token) {
  RobotTags tags;
  bool ours = true;
  for (int i = 0; i < kMaxDirectives && !fields.empty(); ++i) {
    const std::size_t end = std::min(fields.find_first_of(",\n"), fields.size());
    std::string_view directive = TrimField(fields.substr(0, end));
    // A robot's name counts for what follows on its line.
    const std::size_t colon = directive.find(':');
    if (colon != directive.npos && IsRobotName(TrimField(directive.substr(0, colon)))) {
      const std::string_view name = TrimField(directive.substr(0, colon));
      ours = name == "*" || SameToken(name, token) || SameToken(name, "robots");
      directive = TrimField(directive.substr(colon + 1));
    }
    if (ours) TakeDirective(directive, tags);
    if (end < fields.size() && fields[end] == '\n') ours = true;
    fields.remove_prefix(std::min(end + 1, fields.size()));
  }
  return tags;
}

RobotTags ParseRobotsMeta(std::string_view name, std::string_view content, std::string_view token) {
  RobotTags tags;
  name = TrimField(name);
  if (!SameToken(name, "robots") && !SameToken(name, token)) return tags;
  for (int i = 0; i < kMaxDirectives; ++i) {
    const auto part = NextPart(content, ',');
    if (!part) break;
    TakeDirective(*part, tags);
  }
  return tags;
}

TdmReservation ParseTdmReservation(std::string_view reservation, std::string_view policy) {
  TdmReservation out;
  out.reserved = TrimField(reservation) == "1";
  policy = TrimField(policy);
  if (out.reserved && policy.size() <= kMaxPolicyBytes) out.policy = policy;
  return out;
}

}  // namespace isnad::fetch
