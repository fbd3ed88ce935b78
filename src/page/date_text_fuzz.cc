#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "page/date_text.h"
#include "page/page_state.h"

// Dates lie in the text, in order and apart, and are days that exist; the state's date is one too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  const std::string text = RepairUtf8({reinterpret_cast<const char*>(data), size});
  std::uint32_t end = 0;
  for (const page::TextDate& date : page::FindTextDates(text)) {
    if (date.begin >= date.end || date.end > text.size() || date.begin < end) std::abort();
    if (!date.value.day.ok() || (date.other && !date.other->ok())) std::abort();
    end = date.end;
  }
  const auto state = page::FindStateDate(text, "title of the page", {});
  if (state && !state->date.value.day.ok()) std::abort();
  return 0;
}
