#pragma once

// Walks what the command line names (files, folders, "-") and hands out pages one at a time, in
// order, with constant memory: .html, .htm, .xhtml, .txt, .html.gz, .txt.gz, .jsonl[.gz],
// .warc[.gz], .wet[.gz].

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "news/article_json.h"

namespace isnad::ingest {

struct InputLimits {
  std::size_t max_page_bytes = std::size_t{64} << 20;
  std::size_t max_depth = 32;  // of folders
};

// One page (or clean article) of an input.
struct InputDocument {
  std::string name;  // "folder/a.html", "b.jsonl:17", "c.warc.gz@8842": for errors and "input"
  std::string id;    // the line's own id, if it had one
  std::string url;   // if the input knows it
  std::string content_type;  // of a WARC response
  enum class Kind : std::uint8_t { kAuto, kHtml, kText, kClean } kind = Kind::kAuto;
  std::string bytes;
  news::Article article;  // kClean only
};

struct InputProgress {
  std::size_t bytes_done = 0;
  std::size_t bytes_total = 0;  // 0: unknown (a pipe)
};

class InputSink {
 public:
  virtual ~InputSink() = default;
  // False stops the walk.
  virtual bool OnDocument(InputDocument document, const InputProgress& progress) = 0;
  // One input (or a part of one) could not be read; the walk goes on.
  virtual bool OnError(const std::string& name, const Error& error) = 0;
  // A pipe has nothing more for now: what is under way may be finished and told, so that whoever
  // waits at the other end gets an answer to what was asked.
  virtual void OnIdle() {}
};

// Folders are walked in the order of names; symbolic links to folders are not followed.
void WalkInputs(const std::vector<std::string>& paths, const InputLimits& limits, InputSink& sink);

}  // namespace isnad::ingest
