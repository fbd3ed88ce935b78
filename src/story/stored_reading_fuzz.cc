#include "story/stored_reading.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "story/clusterer.h"

// Whatever the store holds: it is refused, or packs to what reads as the same, and the clusterer
// lives with it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad::story;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto reading = UnpackReading(bytes);
  static Clusterer clusterer({.max_articles = 64});
  static std::int64_t id = 0;
  ++id;
  const bool taken =
      clusterer.Restore({.id = id, .title = "", .text = ""}, {.story = id, .chain = {}}, bytes);
  if (taken != reading.has_value()) std::abort();
  if (!reading) return 0;
  const std::string packed = PackReading(reading->stored);
  const auto again = UnpackReading(packed);
  if (!again || PackReading(again->stored) != packed) std::abort();
  if (!UnpackReading(clusterer.NewestReading())) std::abort();
  static_cast<void>(clusterer.Add({.id = ++id, .title = "", .text = "وقع الوزير مذكرة تفاهم"}));
  return 0;
}
