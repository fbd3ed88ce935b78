// Feeds read whole, beside expat doing nothing but calling handlers over the same bytes.
#include <benchmark/benchmark.h>
#include <expat.h>

#include <string>

#include "feed/feed.h"
#include "feed/xml.h"

namespace {

// An invented feed of the usual kind: 50 items with summary, content and three categories.
std::string MakeRss(int items) {
  std::string paragraph = "&lt;p&gt;";
  for (int i = 0; i < 40; ++i) paragraph += "اختتمت اللجنة العسكرية المشتركة أشغالها في باماكو. ";
  paragraph += "&lt;/p&gt;";
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>صحيفة</title>"
      "<link>https://news.example/</link>";
  for (int i = 0; i < items; ++i) {
    const std::string n = std::to_string(i);
    out += "<item><title>خبر رقم " + n + "</title><link>https://news.example/" + n +
           "</link><guid>https://news.example/?p=" + n +
           "</guid><pubDate>Fri, 21 Feb 2025 14:05:00 +0100</pubDate><dc:creator>هيئة التحرير"
           "</dc:creator><category>سياسة</category><category>دفاع</category><category>مالي"
           "</category><description>ملخص قصير للخبر</description><content:encoded>" +
           paragraph + "</content:encoded></item>";
  }
  return out + "</channel></rss>";
}

void Bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void BM_Parse(benchmark::State& state) {
  const std::string text = MakeRss(50);
  for (auto _ : state) benchmark::DoNotOptimize(isnad::feed::Parse(text));
  Bytes(state, text);
}
BENCHMARK(BM_Parse);

void BM_ParseLeniently(benchmark::State& state) {
  const std::string text = MakeRss(50) + "<";
  for (auto _ : state) benchmark::DoNotOptimize(isnad::feed::Parse(text));
  Bytes(state, text);
}
BENCHMARK(BM_ParseLeniently);

void BM_ExpatAlone(benchmark::State& state) {
  const std::string text = MakeRss(50);
  for (auto _ : state) {
    XML_Parser parser = XML_ParserCreate("UTF-8");
    std::size_t count = 0;
    XML_SetUserData(parser, &count);
    XML_SetElementHandler(
        parser, [](void* n, const XML_Char*, const XML_Char**) { ++*static_cast<std::size_t*>(n); },
        [](void*, const XML_Char*) {});
    XML_SetCharacterDataHandler(parser, [](void* n, const XML_Char*, int length) {
      *static_cast<std::size_t*>(n) += static_cast<std::size_t>(length);
    });
    XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1);
    benchmark::DoNotOptimize(count);
    XML_ParserFree(parser);
  }
  Bytes(state, text);
}
BENCHMARK(BM_ExpatAlone);

}  // namespace
