// Any bytes as XML: starts and ends are paired and text stays UTF-8, in both readers.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "feed/xml.h"

namespace {

class Counter final : public isnad::feed::XmlEvents {
 public:
  bool OnStart(std::string_view, std::span<const isnad::feed::XmlAttribute>) override {
    ++open;
    return true;
  }
  void OnEnd(std::string_view) override {
    if (--open < 0) std::abort();
  }
  void OnText(std::string_view text) override {
    if (!isnad::IsUtf8(text)) std::abort();
  }
  int open = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = isnad::RepairUtf8({reinterpret_cast<const char*>(data), size});
  Counter lenient;
  isnad::feed::ReadLenient(text, lenient);
  if (lenient.open != 0) std::abort();
  Counter strict;
  (void)isnad::feed::ReadStrict(text, strict);
  return 0;
}
