#include "ingest/line_memory.h"

#include <algorithm>
#include <vector>

#include "base/url.h"
#include "page/text.h"

namespace isnad::ingest {
namespace {

using news::Paragraph;

std::string HostOf(const news::Article& article) {
  if (const auto url = Url::Parse(article.url)) return url->host();
  const std::string outlet = page::FoldedWords(article.outlet);
  return outlet.empty() ? std::string() : "outlet:" + outlet;
}

bool CanBeFurniture(const page::TextMeasure& measure, const LineMemoryLimits& limits) {
  return measure.words > 0 && measure.words <= limits.most_words;
}

// The paragraphs at the edges, inwards up to the first that is running prose and was not seen
// before. `seen` tells that.
template <typename Seen>
std::vector<std::size_t> Edges(const news::Article& article, const LineMemoryLimits& limits,
                               Seen seen) {
  const std::vector<Paragraph>& all = article.paragraphs;
  std::vector<std::size_t> out;
  const auto take = [&](std::size_t i) {
    const page::TextMeasure measure = page::Measure(all[i].text);
    if (!CanBeFurniture(measure, limits)) return false;
    if (std::find(out.begin(), out.end(), i) == out.end() && seen(i, measure)) out.push_back(i);
    return true;
  };
  for (std::size_t i = 0; i < std::min(all.size(), limits.first_paragraphs) && take(i); ++i) {
  }
  for (std::size_t n = 1; n <= std::min(all.size(), limits.last_paragraphs); ++n) {
    if (!take(all.size() - n)) break;
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool IsRepeated(std::int64_t pages, std::int64_t of_pages, const page::TextMeasure& measure,
                const LineMemoryLimits& limits) {
  const bool sentence = measure.ends_sentence && measure.words > limits.sentence_words;
  const double share =
      static_cast<double>(pages) / static_cast<double>(std::max<std::int64_t>(of_pages, 1));
  return sentence ? pages >= limits.sentence_pages && share >= limits.sentence_share_0_1
                  : pages >= limits.pages && share >= limits.share_0_1;
}

}  // namespace

std::uint64_t FingerprintOf(std::string_view line) {
  const std::string folded = page::FoldedWords(line);
  std::string numberless;
  for (const char c : folded) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) {
      numberless += c;
    } else if (numberless.empty() || numberless.back() != '#') {
      numberless += '#';
    }
  }
  return page::Hash(numberless);
}

store::SeenLines LinesToLearn(const news::Article& article, const LineMemoryLimits& limits) {
  store::SeenLines out;
  if (article.kind != news::PageKind::kArticle) return out;
  out.host = HostOf(article);
  out.title = FingerprintOf(article.title);
  for (const std::size_t i :
       Edges(article, limits, [](std::size_t, const page::TextMeasure&) { return true; })) {
    const std::uint64_t line = FingerprintOf(article.paragraphs[i].text);
    if (std::find(out.lines.begin(), out.lines.end(), line) == out.lines.end()) {
      out.lines.push_back(line);
    }
  }
  return out;
}

std::size_t DropRepeatedLines(const store::HostLines& known, news::Article& article,
                              const LineMemoryLimits& limits) {
  if (known.lines.empty() || article.kind != news::PageKind::kArticle) return 0;
  const std::vector<std::size_t> drop =
      Edges(article, limits, [&](std::size_t i, const page::TextMeasure& measure) {
        const auto at = known.lines.find(FingerprintOf(article.paragraphs[i].text));
        return at != known.lines.end() && IsRepeated(at->second, known.pages, measure, limits);
      });
  // Where nearly everything repeats it is the page that is odd, not its lines.
  if (drop.empty() || 2 * drop.size() > article.paragraphs.size()) return 0;
  for (auto i = drop.rbegin(); i != drop.rend(); ++i) {
    article.paragraphs.erase(article.paragraphs.begin() + static_cast<std::ptrdiff_t>(*i));
  }
  article.warnings.push_back(std::to_string(drop.size()) +
                             " lines dropped that pages of this host repeat");
  return drop.size();
}

store::SeenLines LineMemory::Clean(news::Article& article) {
  store::SeenLines seen = LinesToLearn(article);
  if (seen.host.empty()) return seen;
  const auto [at, fresh] = known_.try_emplace(seen.host);
  if (fresh) {
    if (auto lines = store_.LinesOf(seen.host, LineMemoryLimits{}.pages))
      at->second = std::move(*lines);
  }
  DropRepeatedLines(at->second, article);
  return seen;
}

}  // namespace isnad::ingest
