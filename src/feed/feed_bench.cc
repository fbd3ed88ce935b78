// Feeds read whole, beside parsers that do nothing but call handlers over the same bytes: expat,
// which reads for us, and libxml2's SAX where it is installed. The feed is written to the file that
// ISNAD_FEED_COPY names (without texts where ISNAD_FEED_SHORT is set), for rivals in other
// languages.
#include <benchmark/benchmark.h>
#include <expat.h>
#ifdef ISNAD_HAS_LIBXML2
#include <libxml/parser.h>
#endif

#include <cstdlib>
#include <fstream>
#include <string>

#include "feed/feed.h"
#include "feed/xml.h"

namespace {

// An invented feed of the usual kind: items with summary and three categories, and the whole text
// of the articles (6 KB each) or not.
std::string MakeRss(bool with_texts) {
  constexpr int kItems = 50;
  std::string paragraph = "&lt;p&gt;";
  for (int i = 0; i < 40; ++i) paragraph += "اختتمت اللجنة العسكرية المشتركة أشغالها في باماكو. ";
  paragraph += "&lt;/p&gt;";
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>صحيفة</title>"
      "<link>https://news.example/</link>";
  for (int i = 0; i < kItems; ++i) {
    const std::string n = std::to_string(i);
    out += "<item><title>خبر رقم " + n + "</title><link>https://news.example/" + n +
           "</link><guid>https://news.example/?p=" + n +
           "</guid><pubDate>Fri, 21 Feb 2025 14:05:00 +0100</pubDate><dc:creator>هيئة التحرير"
           "</dc:creator><category>سياسة</category><category>دفاع</category><category>مالي"
           "</category><description>ملخص قصير للخبر</description>" +
           (with_texts ? "<content:encoded>" + paragraph + "</content:encoded>" : "") + "</item>";
  }
  return out + "</channel></rss>";
}

void Bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void BM_Parse(benchmark::State& state) {
  const std::string text = MakeRss(state.range(0) != 0);
  for (auto _ : state) benchmark::DoNotOptimize(isnad::feed::Parse(text));
  Bytes(state, text);
}
BENCHMARK(BM_Parse)->Arg(1)->Arg(0);

void BM_ParseLeniently(benchmark::State& state) {
  const std::string text = MakeRss(state.range(0) != 0) + "<";
  for (auto _ : state) benchmark::DoNotOptimize(isnad::feed::Parse(text));
  Bytes(state, text);
}
BENCHMARK(BM_ParseLeniently)->Arg(1)->Arg(0);

void BM_ExpatAlone(benchmark::State& state) {
  const std::string text = MakeRss(state.range(0) != 0);
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
BENCHMARK(BM_ExpatAlone)->Arg(1)->Arg(0);

#ifdef ISNAD_HAS_LIBXML2
void BM_Libxml2Alone(benchmark::State& state) {
  const std::string text = MakeRss(state.range(0) != 0);
  for (auto _ : state) {
    std::size_t count = 0;
    xmlSAXHandler handler = {};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* n, const xmlChar*, const xmlChar*, const xmlChar*, int,
                                const xmlChar**, int, int,
                                const xmlChar**) { ++*static_cast<std::size_t*>(n); };
    handler.endElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*) {};
    handler.characters = [](void* n, const xmlChar*, int length) {
      *static_cast<std::size_t*>(n) += static_cast<std::size_t>(length);
    };
    xmlSAXUserParseMemory(&handler, &count, text.data(), static_cast<int>(text.size()));
    benchmark::DoNotOptimize(count);
  }
  Bytes(state, text);
}
BENCHMARK(BM_Libxml2Alone)->Arg(1)->Arg(0);
#endif

[[maybe_unused]] const bool kCopied = [] {
  const char* path = std::getenv("ISNAD_FEED_COPY");
  if (path != nullptr)
    std::ofstream(path, std::ios::binary) << MakeRss(std::getenv("ISNAD_FEED_SHORT") == nullptr);
  return path != nullptr;
}();

}  // namespace
