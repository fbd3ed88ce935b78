#pragma once

// What outlets' servers do, well and badly: handlers for lab::Server. Each plays one behaviour that
// was met on the web or that somebody hostile would try.

#include <cstdint>
#include <string>

#include "lab_server.h"

namespace isnad::lab {

// A feed of `items` items in RSS 2.0, in Arabic.
[[nodiscard]] std::string SampleFeed(int items);

// Well-behaved.
[[nodiscard]] Handler Answers(int status, Fields fields, std::string body);
[[nodiscard]] Handler HonoursEtag(std::string etag, std::string body);
[[nodiscard]] Handler HonoursLastModified(std::string date, std::string body);
[[nodiscard]] Handler Compresses(std::string body);  // gzip
[[nodiscard]] Handler RedirectsTo(int status, std::string location);

// Careless.
[[nodiscard]] Handler ChangesEtagAlways(std::string body);       // the same body under a new ETag
[[nodiscard]] Handler SaysNotModifiedAlways(std::string first);  // 304 for ever after a first body
[[nodiscard]] Handler SpeaksHttp10(std::string body);            // no length, closes
[[nodiscard]] Handler SpeaksHttp09(std::string body);            // no head at all
[[nodiscard]] Handler NamesCodingThatIsNone(std::string body);   // Content-Encoding: utf-8
[[nodiscard]] Handler SaysGzipWhereNoneIs(std::string body);     // unless asked for identity
[[nodiscard]] Handler GzipsWithoutEnd(std::string body);         // the stream is cut off
[[nodiscard]] Handler PromisesMore(std::string body);            // Content-Length beyond the body
[[nodiscard]] Handler PromisesLess(std::string body);            // Content-Length inside the body
[[nodiscard]] Handler BreaksChunks(std::string body);            // a chunk size that is no number
[[nodiscard]] Handler CutsChunks(std::string body);              // closes before the last chunk
[[nodiscard]] Handler LiesAboutCharset();                 // says utf-8, sends windows-1256 bytes
[[nodiscard]] Handler RedirectsInCircle();                // to itself
[[nodiscard]] Handler RedirectsForEver();                 // "?n" to "?n+1"
[[nodiscard]] Handler SendsEarlyHints(std::string body);  // a 103 before the answer

// Hostile, or as good as.
[[nodiscard]] Handler StaysSilent();                      // takes the question, never answers
[[nodiscard]] Handler StopsInHead();                      // half a head
[[nodiscard]] Handler StopsInBody();                      // half a body
[[nodiscard]] Handler DripsBody();                        // a byte now and then
[[nodiscard]] Handler DripsHead();                        // a field now and then
[[nodiscard]] Handler SendsHeadForEver();                 // header fields without end
[[nodiscard]] Handler SendsInterimForEver();              // 103 answers without end
[[nodiscard]] Handler SendsBodyForEver();                 // chunks without end
[[nodiscard]] Handler SendsBomb(std::uint64_t bytes);     // gzip of that many spaces
[[nodiscard]] Handler SendsEmptyBlocksForEver();          // deflate blocks that hold nothing
[[nodiscard]] Handler StreamsFeed(std::uint64_t bytes);   // chunked, written as it is sent
[[nodiscard]] Handler DeclaresFeed(std::uint64_t bytes);  // the same with Content-Length
[[nodiscard]] Handler SendsVideo();  // video without end, where a page was expected
[[nodiscard]] Handler RedirectsWithEndlessBody(std::string location);

}  // namespace isnad::lab
