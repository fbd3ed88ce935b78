#include <boost/json.hpp>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "page/json_repair.h"

// What comes out is JSON and not much longer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  const std::string script = RepairUtf8({reinterpret_cast<const char*>(data), size});
  const std::string mended = page::RepairJson(script, 24);
  boost::system::error_code error;
  boost::json::parse(mended, error);
  if (error) std::abort();
  if (mended.size() > 8 * script.size() + 64) std::abort();
  return 0;
}
