#include "page/json_repair.h"

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

TEST(RepairJson, MakesJsonOfWhatWasMeant) {
  struct Case {
    const char* why;
    const char* script;
    const char* json;
  };
  const Case cases[] = {
      {"JSON stays", R"({"a":[1,"b",true,null]})", R"([{"a":[1,"b",true,null]}])"},
      {"trailing and doubled commas", R"({"a":1,,"b":[2,],})", R"([{"a":1,"b":[2]}])"},
      {"missing commas", "{\"a\":1 \"b\":2}", R"([{"a":1,"b":2}])"},
      {"quotes inside a text", R"({"a":"the "red" line","b":1})",
       R"([{"a":"the \"red\" line","b":1}])"},
      {"a quoted word before a comma", R"({"a":"he said "no", and left","b":1})",
       R"([{"a":"he said \"no\", and left","b":1}])"},
      {"line break in a text", "{\"a\":\"x\ny\"}", R"([{"a":"x y"}])"},
      {"single quotes and bare keys", "{a:'x', b : 'y'}", R"([{"a":"x","b":"y"}])"},
      {"an escape that JSON has not", R"({"a":"it\'s \x"})", R"([{"a":"it's x"}])"},
      {"half a surrogate pair", R"({"a":"\ud83d!"})", R"([{"a":"\ufffd!"}])"},
      {"a whole one", R"({"a":"\ud83d\ude00"})", R"([{"a":"\ud83d\ude00"}])"},
      {"values in a row", R"({"a":1}{"b":2})", R"([{"a":1},{"b":2}])"},
      {"comments", "{/* x */\"a\":1 // y\n}", R"([{"a":1}])"},
      {"no end", R"({"a":{"b":[1,"c)", R"([{"a":{"b":[1,"c"]}}])"},
      {"a key without a value", R"({"a":,"b":1})", R"([{"a":null,"b":1}])"},
      {"a bracket too many", R"({"a":1}]})", R"([{"a":1}])"},
      {"a bracket of the wrong kind", R"({"a":[1}})", R"([{"a":[1]}])"},
      {"JavaScript", "var x = {a: undefined, b: new Date()};", R"([{"a":null,"b":null}])"},
      {"nothing", "", "[]"},
  };
  for (const auto& [why, script, json] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(RepairJson(script, 30), json);
  }
}

TEST(RepairJson, StopsAtItsDepth) { EXPECT_EQ(RepairJson("[[[[1]]]]", 2), "[[[null]]]"); }

}  // namespace
}  // namespace isnad::page
