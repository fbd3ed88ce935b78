#include "ingest/warc.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/compress.h"
#include "base/file.h"

namespace isnad::ingest {
namespace {

std::string Record(const std::string& type, const std::string& url, const std::string& body,
                   long length_lie = 0) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nContent-Type: " + (type == "conversion" ? "text/plain" : "application/http") +
         "\r\nContent-Length: " + std::to_string(static_cast<long>(body.size()) + length_lie) +
         "\r\n\r\n" + body + "\r\n\r\n";
}

std::string Http(const std::string& body, const std::string& more = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + more + "\r\n" + body;
}

struct Outcome {
  std::vector<std::string> pages;  // "url|body"
  int errors = 0;
};

Outcome ReadArchive(const std::string& bytes, std::size_t max_page_bytes = 1 << 20) {
  const std::string path = testing::TempDir() + "isnad-warc-" +
                           ::testing::UnitTest::GetInstance()->current_test_info()->name();
  EXPECT_TRUE(WriteFileAtomic(path, bytes));
  auto stream = ByteStream::Open(path);
  std::filesystem::remove(path);
  EXPECT_TRUE(stream);
  WarcReader reader(*stream, max_page_bytes);
  Outcome outcome;
  WarcPage page;
  for (int i = 0; i < 1000; ++i) {
    const auto got = reader.Next(page);
    if (!got) {
      ++outcome.errors;
      if (reader.broken()) break;
      continue;
    }
    if (!*got) break;
    outcome.pages.push_back(page.url + "|" + page.body);
  }
  return outcome;
}

using testing::Test;

TEST(WarcReader, TakesPagesAndPassesOverTheRest) {
  const std::string archive = Record("warcinfo", "", "software: x") +
                              Record("request", "https://a.example/", "GET / HTTP/1.1\r\n\r\n") +
                              Record("response", "https://a.example/", Http("<p>one</p>")) +
                              Record("response", "https://a.example/i.png",
                                     "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG") +
                              Record("conversion", "https://a.example/2", "two lines\nof text");
  const Outcome outcome = ReadArchive(archive);
  EXPECT_EQ(outcome.errors, 0);
  EXPECT_EQ(outcome.pages, (std::vector<std::string>{"https://a.example/|<p>one</p>",
                                                     "https://a.example/2|two lines\nof text"}));
}

TEST(WarcReader, ReadsGzipByRecord) {
  const std::string archive = Gzip(Record("response", "https://a.example/1", Http("one"))) +
                              Gzip(Record("response", "https://a.example/2", Http("two")));
  EXPECT_EQ(ReadArchive(archive).pages.size(), 2U);
}

TEST(WarcReader, TakesOffTransferAndContentEncoding) {
  const std::string chunked =
      Http("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n");
  const std::string joined = Http("<p>already joined</p>", "Transfer-Encoding: chunked\r\n");
  const std::string gzipped = Http(Gzip("<p>zipped</p>"), "Content-Encoding: gzip\r\n");
  const Outcome outcome =
      ReadArchive(Record("response", "1", chunked) + Record("response", "2", joined) +
                  Record("response", "3", gzipped));
  EXPECT_EQ(outcome.pages,
            (std::vector<std::string>{"1|abcde", "2|<p>already joined</p>", "3|<p>zipped</p>"}));
}

TEST(WarcReader, TakesOffWhateverCodingAndWhatIsOnlySaidToBeOne) {
  const std::string brotli("\x0b\x06\x80<p>brotli</p>\x03", 17);  // stored, not compressed
  const Outcome outcome = ReadArchive(
      Record("response", "zstd", Http(ZstdCompress("<p>zstd</p>"), "Content-Encoding: zstd\r\n")) +
      Record("response", "br", Http(brotli, "Content-Encoding: br\r\n")) +
      Record("response", "said", Http("<p>decoded already</p>", "Content-Encoding: br\r\n")) +
      Record("response", "none", Http("\x01\x02\x03", "Content-Encoding: br\r\n")));
  EXPECT_EQ(outcome.pages.size(), 3U);
  EXPECT_EQ(outcome.pages.front(), "zstd|<p>zstd</p>");
  EXPECT_EQ(outcome.pages[1], "br|<p>brotli</p>");
  EXPECT_EQ(outcome.pages.back(), "said|<p>decoded already</p>");
  EXPECT_EQ(outcome.errors, 1);
}

TEST(WarcReader, PassesOverWhatIsNoPage) {
  const std::string moved = "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>moved";
  const std::string gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone";
  const Outcome outcome =
      ReadArchive(Record("response", "moved", moved) + Record("response", "gone", gone) +
                  Record("revisit", "again", Http("")) + Record("metadata", "m", "fetchTimeMs: 5") +
                  Record("response", "odd", "HTTP/1.1\r\n\r\n<p>no status") +
                  Record("response", "ok", Http("<p>")));
  EXPECT_EQ(outcome.pages, std::vector<std::string>{"ok|<p>"});
  EXPECT_EQ(outcome.errors, 0);
}

struct Lie {
  const char* why;
  std::string archive;
  std::vector<std::string> urls;
};

TEST(WarcReader, FindsTheNextRecordBehindALie) {
  const std::string good = Record("response", "good", Http("<p>good</p>"));
  const Lie kLies[] = {
      {"length too long swallows the next",
       Record("response", "bad", Http("bad"), 60) + good,
       {"bad", "good"}},
      {"length too short leaves a tail",
       Record("response", "bad", Http("a long enough body"), -9) + good,
       {"bad", "good"}},
      {"length beyond the end",
       Record("response", "bad", Http("bad"), 100'000) + good,
       {"bad", "good"}},
      {"length over the limit of a page",
       Record("response", "big", Http(std::string(3 << 20, 'x'))) + good,
       {"good"}},
      {"junk in front", "junk\r\nmore junk\r\n" + good, {"good"}},
      {"no length at all", "WARC/1.0\r\nWARC-Type: response\r\n\r\n" + good, {"good"}},
      {"cut in the header", good + "WARC/1.0\r\nWARC-Ty", {"good"}},
  };
  for (const auto& [why, archive, urls] : kLies) {
    SCOPED_TRACE(why);
    const Outcome outcome = ReadArchive(archive);
    std::vector<std::string> seen;
    for (const std::string& page : outcome.pages) seen.push_back(page.substr(0, page.find('|')));
    EXPECT_EQ(seen, urls);
  }
}

TEST(WarcReader, EndsOnATruncatedArchiveWithWhatItHad) {
  const std::string whole = Gzip(Record("response", "1", Http("one"))) +
                            Gzip(Record("response", "2", Http(std::string(5000, 'y'))));
  const Outcome outcome = ReadArchive(whole.substr(0, whole.size() - 12));
  EXPECT_GE(outcome.pages.size(), 1U);
  EXPECT_GE(outcome.errors, 1);
}

}  // namespace
}  // namespace isnad::ingest
