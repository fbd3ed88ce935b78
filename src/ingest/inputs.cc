#include "ingest/inputs.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "ingest/byte_stream.h"
#include "ingest/warc.h"

namespace isnad::ingest {
namespace {

namespace fs = std::filesystem;

// Longer than a busy writer pauses, shorter than a person waits.
constexpr std::chrono::milliseconds kPatience{50};

enum class Shape : unsigned char { kUnknown, kHtml, kText, kJsonl, kWarc };

bool EndsWith(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && name.ends_with(ending);
}

Shape ShapeOfName(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), AsciiLower);
  std::string_view view = name;
  if (EndsWith(view, ".gz")) view.remove_suffix(3);
  for (const char* ending : {".html", ".htm", ".xhtml"}) {
    if (EndsWith(view, ending)) return Shape::kHtml;
  }
  if (EndsWith(view, ".txt")) return Shape::kText;
  if (EndsWith(view, ".jsonl") || EndsWith(view, ".ndjson")) return Shape::kJsonl;
  if (EndsWith(view, ".warc") || EndsWith(view, ".wet")) return Shape::kWarc;
  return Shape::kUnknown;
}

class Walker {
 public:
  Walker(const InputLimits& limits, InputSink& sink) : limits_(limits), sink_(sink) {}

  void Run(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) progress_.bytes_total += SizeOf(path, 0);
    for (const std::string& path : paths) {
      if (stopped_) return;
      Visit(path);
    }
  }

 private:
  // Bytes that will be read of `path`; 0 for what has no size (a pipe, a missing file).
  std::size_t SizeOf(const fs::path& path, std::size_t depth) {
    std::error_code code;
    if (!fs::is_directory(path, code)) {
      const auto size = fs::is_regular_file(path, code) ? fs::file_size(path, code) : 0;
      return code ? 0 : size;
    }
    if (depth >= limits_.max_depth) return 0;
    std::size_t sum = 0;
    for (fs::directory_iterator it(path, code), end; !code && it != end; it.increment(code)) {
      std::error_code ignored;
      if (it->is_symlink(ignored) && it->is_directory(ignored)) continue;
      if (it->is_directory(ignored)) {
        sum += SizeOf(it->path(), depth + 1);
      } else if (ShapeOfName(it->path().filename().string()) != Shape::kUnknown) {
        const auto size = it->is_regular_file(ignored) ? it->file_size(ignored) : 0;
        sum += ignored ? 0 : size;
      }
    }
    return sum;
  }

  void Visit(const std::string& path) {
    std::error_code code;
    const bool folder = path != "-" && fs::is_directory(path, code);
    if (code) {
      Report(path, FromErrno(code.value(), path));
    } else if (folder) {
      const std::size_t before = files_;
      const bool readable = VisitFolder(path, 0);
      if (readable && files_ == before && !stopped_) {
        Report(path,
               {Errc::kNotFound, path + ": no pages in this folder",
                "known are .html .htm .xhtml .txt .jsonl .warc .wet, each also with .gz; unpack "
                "or convert other archives first"});
      }
    } else {
      VisitFile(path);
    }
  }

  bool VisitFolder(const fs::path& folder, std::size_t depth) {
    if (depth >= limits_.max_depth) {
      Report(folder.string(), {Errc::kTooLarge, folder.string() + ": folders nested too deep",
                               "name the inner folder itself"});
      return false;
    }
    std::error_code code;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
      entries.push_back(*it);
    }
    if (code) {
      Report(folder.string(), FromErrno(code.value(), folder.string()));
      return false;
    }
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) {
      if (stopped_) return true;
      std::error_code ignored;
      if (entry.is_directory(ignored)) {
        if (!entry.is_symlink(ignored)) VisitFolder(entry.path(), depth + 1);
      } else if (entry.is_regular_file(ignored) &&
                 ShapeOfName(entry.path().filename().string()) != Shape::kUnknown) {
        VisitFile(entry.path().string());
      }
    }
    return true;
  }

  void VisitFile(const std::string& path) {
    ++files_;
    auto stream = ByteStream::Open(path);
    if (!stream) {
      Report(path, stream.error());
      return;
    }
    Shape shape = ShapeOfName(path);
    const std::string name = path == "-" ? "stdin" : path;
    if (shape == Shape::kUnknown) {  // a pipe, or a file of any name: what it starts with decides
      const auto start = stream->Peek(7);
      if (start && start->starts_with("WARC/1.")) shape = Shape::kWarc;
      if (start && start->starts_with('{')) shape = Shape::kJsonl;
    }
    stream_ = &*stream;
    if (path == "-") stream->OnIdle(kPatience, [this] { sink_.OnIdle(); });
    start_ = progress_.bytes_done;
    const bool many = shape == Shape::kJsonl || shape == Shape::kWarc;
    if (const auto start = stream->Peek(1); many && start && start->empty()) {
      Report(name, {Errc::kMalformed, name + ": empty", "leave it out, or fetch it again"});
    }
    switch (shape) {
      case Shape::kJsonl:
        ReadJsonLines(name);
        break;
      case Shape::kWarc:
        ReadWarc(name);
        break;
      default:
        ReadPage(name, shape);
    }
    Advance();
    stream_ = nullptr;
  }

  void ReadPage(const std::string& name, Shape shape) {
    auto bytes = stream_->ReadAll(limits_.max_page_bytes);
    if (!bytes) {
      Report(name, bytes.error());
      return;
    }
    InputDocument document;
    document.name = name;
    document.kind = shape == Shape::kHtml   ? InputDocument::Kind::kHtml
                    : shape == Shape::kText ? InputDocument::Kind::kText
                                            : InputDocument::Kind::kAuto;
    document.bytes = std::move(*bytes);
    Hand(std::move(document));
  }

  void ReadJsonLines(const std::string& name) {
    std::string line;
    for (std::size_t number = 1; !stopped_; ++number) {
      const std::string line_name = name + ":" + std::to_string(number);
      const auto got = stream_->ReadLine(line, limits_.max_page_bytes);
      if (!got) {
        Report(line_name, got.error());
        if (got.error().code != Errc::kTooLarge) return;
        continue;
      }
      if (!*got) return;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      auto parsed = news::ParseInputLine(line, limits_.max_page_bytes);
      if (!parsed) {
        Report(line_name, parsed.error());
        continue;
      }
      InputDocument document;
      document.name = line_name;
      document.id = std::move(parsed->id);
      document.url = std::move(parsed->url);
      switch (parsed->kind) {
        case news::InputLine::Kind::kHtml:
          document.kind = InputDocument::Kind::kHtml;
          document.content_type =
              "text/html; charset=utf-8";  // JSON is UTF-8, whatever <meta> says
          break;
        case news::InputLine::Kind::kTagless:
          document.kind = InputDocument::Kind::kText;
          break;
        case news::InputLine::Kind::kClean:
          document.kind = InputDocument::Kind::kClean;
          break;
      }
      document.bytes = std::move(parsed->body);
      document.article = std::move(parsed->article);
      Hand(std::move(document));
    }
  }

  void ReadWarc(const std::string& name) {
    WarcReader reader(*stream_, limits_.max_page_bytes);
    WarcPage page;
    while (!stopped_) {
      const auto got = reader.Next(page);
      if (!got) {
        Report(name + "@" + std::to_string(reader.record_offset()), got.error());
        if (reader.broken()) return;
        continue;
      }
      if (!*got) return;
      InputDocument document;
      document.name = name + "@" + std::to_string(page.offset);
      document.url = std::move(page.url);
      document.content_type = std::move(page.content_type);
      document.kind = page.is_text ? InputDocument::Kind::kText : InputDocument::Kind::kHtml;
      document.bytes = std::move(page.body);
      Hand(std::move(document));
    }
  }

  void Advance() {
    if (stream_ != nullptr) progress_.bytes_done = start_ + stream_->file_bytes_read();
  }

  void Hand(InputDocument document) {
    Advance();
    if (!sink_.OnDocument(std::move(document), progress_)) stopped_ = true;
  }

  // Every error names its input.
  void Report(const std::string& name, Error error) {
    if (!error.detail.starts_with(name)) error.detail = name + ": " + error.detail;
    if (!sink_.OnError(name, error)) stopped_ = true;
  }

  const InputLimits& limits_;
  InputSink& sink_;
  InputProgress progress_;
  ByteStream* stream_ = nullptr;  // the file being read
  std::size_t start_ = 0;         // progress before it
  std::size_t files_ = 0;
  bool stopped_ = false;
};

}  // namespace

void WalkInputs(const std::vector<std::string>& paths, const InputLimits& limits, InputSink& sink) {
  Walker(limits, sink).Run(paths);
}

}  // namespace isnad::ingest
