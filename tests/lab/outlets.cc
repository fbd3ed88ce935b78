#include "outlets.h"

#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace isnad::lab {
namespace {

constexpr std::chrono::milliseconds kDripEvery{10};
const char kFeedType[] = "application/rss+xml; charset=utf-8";

std::string Chunk(std::string_view bytes) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return size + std::string(bytes) + "\r\n";
}

Fields Feed(std::string_view name, std::string_view value) {
  return {{"Content-Type", kFeedType}, {std::string(name), std::string(value)}};
}

// gzip as it goes, so that a bomb needs no memory here.
class GzipWriter {
 public:
  explicit GzipWriter(Peer& peer) : peer_(peer) {
    deflateInit2(&stream_, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  }
  ~GzipWriter() { deflateEnd(&stream_); }
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  // False once the client is gone.
  bool Write(std::string_view bytes, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      char out[16384];
      stream_.next_out = reinterpret_cast<Bytef*>(out);
      stream_.avail_out = sizeof out;
      deflate(&stream_, flush);
      if (!peer_.Send({out, sizeof out - stream_.avail_out})) return false;
    } while (stream_.avail_out == 0);
    return true;
  }

 private:
  Peer& peer_;
  z_stream stream_{};
};

void SendFeedItems(Peer& peer, std::uint64_t bytes, bool chunked) {
  const std::string piece = SampleFeed(400);
  const std::string sent = chunked ? Chunk(piece) : piece;
  for (std::uint64_t total = 0; total < bytes; total += piece.size()) {
    if (!peer.Send(sent)) return;
  }
  if (chunked) peer.Send("0\r\n\r\n");
}

}  // namespace

std::string SampleFeed(int items) {
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel>"
      "<title>منبر المختبر</title><link>http://lab.example/</link>\n";
  for (int i = 0; i < items; ++i) {
    feed += "<item><title>خبر رقم " + std::to_string(i) + "</title><link>http://lab.example/" +
            std::to_string(i) + "</link></item>\n";
  }
  return feed + "</channel></rss>\n";
}

Handler Answers(int status, Fields fields, std::string body) {
  return [=](const Request&, Peer& peer) { peer.Answer(status, fields, body); };
}

Handler HonoursEtag(std::string etag, std::string body) {
  return [=](const Request& request, Peer& peer) {
    const bool same = request.Field("if-none-match") == etag;
    peer.Answer(same ? 304 : 200, Feed("ETag", etag), body);
  };
}

Handler HonoursLastModified(std::string date, std::string body) {
  return [=](const Request& request, Peer& peer) {
    const bool same = request.Field("if-modified-since") == date;
    peer.Answer(same ? 304 : 200, Feed("Last-Modified", date), body);
  };
}

Handler Compresses(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Encoding", "gzip"));
    GzipWriter(peer).Write(body, Z_FINISH);
  };
}

Handler RedirectsTo(int status, std::string location) {
  return [=](const Request&, Peer& peer) { peer.Answer(status, {{"Location", location}}, "→"); };
}

Handler ChangesEtagAlways(std::string body) {
  auto count = std::make_shared<std::atomic<int>>(0);
  return [=](const Request&, Peer& peer) {
    peer.Answer(200, Feed("ETag", "\"" + std::to_string(++*count) + "\""), body);
  };
}

Handler SaysNotModifiedAlways(std::string first) {
  return [=](const Request& request, Peer& peer) {
    peer.Answer(request.Field("if-none-match").empty() ? 200 : 304, Feed("ETag", "\"x\""), first);
  };
}

Handler SpeaksHttp10(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Close();
    peer.Send("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body);
  };
}

Handler SpeaksHttp09(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Close();
    peer.Send(body);
  };
}

Handler NamesCodingThatIsNone(std::string body) {
  return Answers(200, Feed("Content-Encoding", "utf-8"), std::move(body));
}

Handler SaysGzipWhereNoneIs(std::string body) {
  return [=](const Request& request, Peer& peer) {
    const bool plain = request.Field("accept-encoding") == "identity";
    peer.Answer(200, plain ? Fields{} : Feed("Content-Encoding", "gzip"), body);
  };
}

Handler GzipsWithoutEnd(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Encoding", "gzip"));
    GzipWriter(peer).Write(body, Z_SYNC_FLUSH);
  };
}

Handler PromisesMore(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Length", std::to_string(body.size() + 100)));
    peer.Send(body);
  };
}

Handler PromisesLess(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Length", std::to_string(body.size() / 2)));
    peer.Send(body);
  };
}

Handler BreaksChunks(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Transfer-Encoding", "chunked"));
    peer.Send(Chunk(body) + "many\r\n" + body);
  };
}

Handler CutsChunks(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Transfer-Encoding", "chunked"));
    peer.Send(Chunk(body));
  };
}

Handler LiesAboutCharset() {
  // "خبر" in windows-1256.
  return Answers(200, {{"Content-Type", "text/html; charset=utf-8"}}, "<p>\xCE\xC8\xD1</p>");
}

Handler RedirectsInCircle() {
  return [](const Request& request, Peer& peer) {
    peer.Answer(302, {{"Location", request.target}}, "");
  };
}

Handler RedirectsForEver() {
  return [](const Request& request, Peer& peer) {
    const std::size_t mark = request.target.find('?');
    const int n = mark == request.target.npos ? 0 : std::atoi(request.target.c_str() + mark + 1);
    peer.Answer(302, {{"Location", "?" + std::to_string(n + 1)}}, "");
  };
}

Handler SendsEarlyHints(std::string body) {
  return [=](const Request&, Peer& peer) {
    peer.Send("HTTP/1.1 103 Early Hints\r\nETag: \"not this one\"\r\nLink: </x>\r\n\r\n");
    peer.Answer(200, Feed("ETag", "\"this one\""), body);
  };
}

Handler StaysSilent() {
  return [](const Request&, Peer& peer) { peer.HoldUntilClosed(); };
}

Handler StopsInHead() {
  return [](const Request&, Peer& peer) {
    peer.Send("HTTP/1.1 200 OK\r\nContent-Type: te");
    peer.HoldUntilClosed();
  };
}

Handler StopsInBody() {
  return [](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Length", "1000"));
    peer.Send("<rss>");
    peer.HoldUntilClosed();
  };
}

Handler DripsBody() {
  return [](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Length", "100000"));
    while (!peer.ClosedWithin(kDripEvery) && peer.Send("<")) {
    }
  };
}

Handler DripsHead() {
  return [](const Request&, Peer& peer) {
    peer.Send("HTTP/1.1 200 OK\r\n");
    while (!peer.ClosedWithin(kDripEvery) && peer.Send("X-Slow: 1\r\n")) {
    }
    peer.Close();
  };
}

Handler SendsHeadForEver() {
  return [](const Request&, Peer& peer) {
    peer.Send("HTTP/1.1 200 OK\r\n");
    while (peer.Send("X-More: " + std::string(500, 'x') + "\r\n")) {
    }
  };
}

Handler SendsInterimForEver() {
  return [](const Request&, Peer& peer) {
    while (peer.Send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")) {
    }
  };
}

Handler SendsBodyForEver() {
  return [](const Request&, Peer& peer) {
    peer.Head(200, Feed("Transfer-Encoding", "chunked"));
    const std::string chunk = Chunk(std::string(16384, ' '));
    while (peer.Send(chunk)) {
    }
  };
}

Handler SendsBomb(std::uint64_t bytes) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Encoding", "gzip"));
    GzipWriter writer(peer);
    const std::string spaces(1U << 20, ' ');
    for (std::uint64_t sent = 0; sent < bytes; sent += spaces.size()) {
      if (!writer.Write(spaces, Z_NO_FLUSH)) return;
    }
    writer.Write("", Z_FINISH);
  };
}

Handler SendsEmptyBlocksForEver() {
  return [](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Encoding", "gzip"));
    peer.Send(std::string("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10));  // RFC 1952, 2.3
    std::string blocks;
    // A stored block of no bytes that is not the last (RFC 1951, 3.2.4).
    for (int i = 0; i < 4096; ++i) blocks.append("\0\0\0\xFF\xFF", 5);
    while (peer.Send(blocks)) {
    }
  };
}

Handler StreamsFeed(std::uint64_t bytes) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Transfer-Encoding", "chunked"));
    SendFeedItems(peer, bytes, true);
  };
}

Handler DeclaresFeed(std::uint64_t bytes) {
  return [=](const Request&, Peer& peer) {
    peer.Head(200, Feed("Content-Length", std::to_string(bytes)));
    SendFeedItems(peer, bytes, false);
  };
}

Handler SendsVideo() {
  return [](const Request&, Peer& peer) {
    peer.Head(200, {{"Content-Type", "video/mp4"}});
    const std::string bytes(65536, '\x42');
    while (peer.Send(bytes)) {
    }
  };
}

Handler RedirectsWithEndlessBody(std::string location) {
  return [=](const Request&, Peer& peer) {
    peer.Head(302, {{"Location", location}});
    const std::string bytes(65536, ' ');
    while (peer.Send(bytes)) {
    }
  };
}

}  // namespace isnad::lab
