// Header fields that servers send and we act on: whatever they say, waits stay within their limits
// and parts stay within the field.

#include "fetch/header_field.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fetch/caching.h"
#include "fetch/link_header.h"
#include "fetch/robot_tags.h"

namespace {

using namespace isnad;
using namespace isnad::fetch;

void Expect(bool holds) {
  if (!holds) std::abort();
}

void CheckParts(std::string_view field) {
  std::string_view rest = field;
  std::size_t parts = 0;
  while (const auto part = NextPart(rest, ',')) {
    const Parameter parameter = ReadParameter(*part);
    Expect(parameter.name.size() + parameter.value.size() <= part->size());
    Expect(++parts <= field.size() + 1);
  }
  Expect(!HasControlCharacter(FieldValue(field)));
}

void CheckWaits(std::string_view field) {
  const Instant now = Instant(std::chrono::seconds(1'772'000'000));
  const std::string text(field);
  FetchHeaders headers;
  headers.cache_control = headers.expires = headers.age = headers.retry_after = text;
  headers.date = text;
  const auto fresh = FreshFor(headers, now);
  Expect(!fresh ||
         (*fresh >= std::chrono::milliseconds(0) && *fresh <= std::chrono::hours(10 * 366 * 24)));
  const auto wait = RetryAfter(headers, now);
  Expect(!wait || (*wait >= std::chrono::milliseconds(0) && *wait <= std::chrono::hours(7 * 24)));
  if (const auto date = ParseHttpDate(field)) Expect(*date >= Instant());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view field(reinterpret_cast<const char*>(data), size);
  CheckParts(field);
  CheckWaits(field);
  Expect(ParseLinkHeader(field).size() <= 32);
  RobotTags tags = ParseRobotTags(field, "isnad");
  const RobotTags before = tags;
  tags.Merge(before);
  Expect(tags.noindex == before.noindex && tags.noarchive == before.noarchive);
  (void)ParseRobotsMeta("robots", field, "isnad");
  (void)ParseTdmReservation(field, field);
  return 0;
}
