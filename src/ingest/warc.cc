#include "ingest/warc.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/content_coding.h"

namespace isnad::ingest {
namespace {

constexpr std::size_t kMaxHeaderLineBytes = std::size_t{64} << 10;
constexpr int kMaxHeaderLines = 200;

bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return AsciiLower(x) == AsciiLower(y); });
}

bool ContainsIgnoreCase(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char x, char y) { return AsciiLower(x) == AsciiLower(y); }) != text.end();
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

// "Name: value" apart; an empty name where there is no colon.
std::pair<std::string_view, std::string_view> SplitField(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {Trim(line.substr(0, colon)), Trim(line.substr(colon + 1))};
}

bool StartsRecord(std::string_view line) { return line.starts_with("WARC/1."); }

// RFC 9112, 7.1. nullopt where the bytes are not chunked after all (archives often store the body
// already put together, with the header as it was).
std::optional<std::string> Dechunk(std::string_view bytes) {
  std::string out;
  for (;;) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    std::size_t size = 0;
    const auto [stop, code] = std::from_chars(bytes.data(), bytes.data() + end, size, 16);
    if (code != std::errc{} || stop == bytes.data()) return std::nullopt;
    bytes.remove_prefix(end + 1);
    if (size == 0) return out;
    if (size > bytes.size()) return std::nullopt;
    out += bytes.substr(0, size);
    bytes.remove_prefix(size);
    while (!bytes.empty() && (bytes.front() == '\r' || bytes.front() == '\n'))
      bytes.remove_prefix(1);
  }
}

// Markup or text rather than compressed bytes.
bool LooksDecoded(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 1024);
  return head.find('<') != std::string_view::npos && head.find('\0') == std::string_view::npos &&
         std::count_if(head.begin(), head.end(), [](char c) { return c >= 0x20 && c < 0x7F; }) * 4 >
             static_cast<std::ptrdiff_t>(head.size());
}

struct HttpMessage {
  std::string_view content_type, content_encoding;
  bool chunked = false;
  bool success = true;  // status 2xx; redirects and "not found" pages are no articles
  std::string_view body;
};

HttpMessage SplitHttp(std::string_view bytes) {
  HttpMessage message;
  std::size_t end = bytes.find('\n');
  if (!bytes.starts_with("HTTP/") || end == std::string_view::npos) {
    message.body = bytes;
    return message;
  }
  const std::string_view status = bytes.substr(0, end);
  const std::size_t space = status.find(' ');
  message.success = space != std::string_view::npos && status.substr(space + 1).starts_with('2');
  bytes.remove_prefix(end + 1);
  while ((end = bytes.find('\n')) != std::string_view::npos) {
    const std::string_view line = Trim(bytes.substr(0, end));
    bytes.remove_prefix(end + 1);
    if (line.empty()) break;
    const auto [name, value] = SplitField(line);
    if (EqualsIgnoreCase(name, "content-type")) message.content_type = value;
    if (EqualsIgnoreCase(name, "content-encoding")) message.content_encoding = value;
    if (EqualsIgnoreCase(name, "transfer-encoding"))
      message.chunked = ContainsIgnoreCase(value, "chunked");
  }
  message.body = bytes;
  return message;
}

}  // namespace

struct WarcReader::Header {
  std::string type, url, content_type;
  std::optional<std::size_t> length;
};

// Stands before a record's first line afterwards; false at the end. kMalformed when something else
// stood there.
Result<bool> WarcReader::SeekRecord() {
  std::string line;
  bool junk = false;
  for (;;) {
    offset_ = stream_.bytes_taken();
    const auto start = stream_.Peek(7);
    if (!start) {
      broken_ = true;
      return Fail(start.error());
    }
    if (start->empty()) {
      if (!junk) return false;
      return Fail(Errc::kMalformed, "no record where one must start, up to the end");
    }
    if (StartsRecord(*start)) {
      if (!junk) return true;
      return Fail(Errc::kMalformed, "no record where one must start; went on at the next one");
    }
    const auto got = stream_.ReadLine(line, kMaxHeaderLineBytes);
    if (!got && got.error().code != Errc::kTooLarge) {
      broken_ = true;
      return Fail(got.error());
    }
    junk = junk || !got || !Trim(line).empty();
  }
}

Result<bool> WarcReader::ReadHeader(Header& header) {
  std::string line;
  for (int i = 0; i < kMaxHeaderLines; ++i) {
    const auto got = stream_.ReadLine(line, kMaxHeaderLineBytes);
    if (!got) {
      broken_ = got.error().code != Errc::kTooLarge;
      return Fail(got.error());
    }
    if (!*got) return Fail(Errc::kMalformed, "the record ends inside its header");
    if (Trim(line).empty()) return true;
    const auto [name, value] = SplitField(line);
    if (EqualsIgnoreCase(name, "warc-type")) header.type = value;
    if (EqualsIgnoreCase(name, "content-type")) header.content_type = value;
    if (EqualsIgnoreCase(name, "warc-target-uri")) {
      const bool bracketed = value.starts_with('<') && value.ends_with('>');  // WARC 1.0 drafts
      header.url = bracketed ? value.substr(1, value.size() - 2) : value;
    }
    if (EqualsIgnoreCase(name, "content-length")) {
      std::size_t length = 0;
      const auto [stop, code] = std::from_chars(value.data(), value.data() + value.size(), length);
      if (code == std::errc{} && stop == value.data() + value.size()) header.length = length;
    }
  }
  return Fail(Errc::kMalformed, "a record's header has over 200 lines");
}

Result<std::string> WarcReader::ReadBody(const Header& header) {
  if (!header.length) return Fail(Errc::kMalformed, "a record without Content-Length");
  std::string body;
  if (*header.length > max_page_bytes_) {
    const auto skipped = stream_.Skip(*header.length);
    if (!skipped) {
      broken_ = true;
      return Fail(skipped.error());
    }
    return Fail(Errc::kTooLarge, "a record of " + std::to_string(*header.length) + " bytes",
                "raise the limit, or leave it out");
  }
  const auto got = stream_.Read(body, *header.length);
  if (!got) {
    broken_ = true;
    return Fail(got.error());
  }
  const auto after = stream_.Peek(16);
  std::string_view next = after ? *after : std::string_view{};
  while (!next.empty() && (next.front() == '\r' || next.front() == '\n')) next.remove_prefix(1);
  const bool whole = *got == *header.length && (next.empty() || next.starts_with("WARC/"));
  if (!whole) {  // the length lies: did it swallow the next record?
    const std::size_t swallowed = body.find("\nWARC/1.");
    if (swallowed != std::string::npos) {
      stream_.Unread(std::string_view(body).substr(swallowed + 1));
      body.resize(swallowed);
      while (!body.empty() && (body.back() == '\r' || body.back() == '\n')) body.pop_back();
    }
  }
  return body;
}

Result<bool> WarcReader::Next(WarcPage& page) {
  for (;;) {
    const auto found = SeekRecord();
    if (!found || !*found) return found;
    Header header;
    if (const auto read = ReadHeader(header); !read) return read;
    auto body = ReadBody(header);
    if (!body) {
      const bool wanted = header.type == "response" || header.type == "conversion";
      if (!wanted && !broken_ && body.error().code == Errc::kTooLarge) continue;
      return Fail(body.error());
    }
    page = {.offset = offset_, .url = header.url, .content_type = {}, .is_text = false, .body = {}};
    if (header.type == "conversion" && ContainsIgnoreCase(header.content_type, "text/plain")) {
      page.content_type = "text/plain; charset=utf-8";
      page.is_text = true;
      page.body = std::move(*body);
      return true;
    }
    if (header.type == "resource" && ContainsIgnoreCase(header.content_type, "html")) {
      page.content_type = header.content_type;
      page.body = std::move(*body);
      return true;
    }
    if (header.type != "response") continue;
    const HttpMessage message = SplitHttp(*body);
    const bool html =
        message.content_type.empty() || ContainsIgnoreCase(message.content_type, "html");
    if (!html || !message.success) continue;
    page.content_type = message.content_type;
    auto dechunked = message.chunked ? Dechunk(message.body) : std::nullopt;
    const std::string_view bytes = dechunked ? *dechunked : message.body;
    auto plain = DecodeContent(bytes, message.content_encoding, max_page_bytes_);
    if (plain) {
      page.body = std::move(*plain);
    } else if (plain.error().code != Errc::kTooLarge && LooksDecoded(bytes)) {
      page.body = bytes;  // crawlers that store decoded bodies keep the header
    } else {
      return Fail(plain.error());
    }
    return true;
  }
}

}  // namespace isnad::ingest
