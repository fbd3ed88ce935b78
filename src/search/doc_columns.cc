#include "search/doc_columns.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "arabic/fold.h"
#include "arabic/language.h"
#include "base/utf8.h"
#include "news/section.h"

namespace isnad::search {
namespace {

constexpr std::size_t kMaxSectionBytes = 100;
constexpr std::int64_t kMaxSections = 60'000;
constexpr std::int64_t kMaxChunks = std::int64_t{1} << 20;  // two thousand million articles

// Sizes of the columns of a row, as FTS5 keeps them: varints, the high bit first (SQLite's file
// format, 1.4).
std::vector<std::int64_t> ReadSizes(std::string_view bytes) {
  std::vector<std::int64_t> sizes;
  std::int64_t value = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    value = (value << 7) | (byte & 0x7F);
    if ((byte & 0x80) != 0) continue;
    sizes.push_back(value);
    value = 0;
  }
  return sizes;
}

// What a section that no page told is called.
std::string DecidedSection(std::string_view slug) {
  const std::size_t place = news::SectionIndex(slug);
  return place < news::Sections().size() ? std::string(news::Sections()[place].arabic)
                                         : std::string();
}

std::uint16_t Narrow(std::int64_t value) {
  return static_cast<std::uint16_t>(
      std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::uint16_t>::max()));
}

}  // namespace

const DocRecord DocColumns::kNone = {};

void DocTotals::Add(const DocRecord& record) {
  if (record.is_there == 0) return;
  ++articles;
  title_words += record.title_words;
  body_words += record.body_words;
  newest_day = std::max(newest_day, record.day);
}

void DocTotals::Add(const DocTotals& other) {
  articles += other.articles;
  title_words += other.title_words;
  body_words += other.body_words;
  newest_day = std::max(newest_day, other.newest_day);
}

DocTotals DocColumns::TotalsUpTo(news::ArticleId last) const {
  DocTotals totals;
  news::ArticleId first = 0;
  for (const Chunk& chunk : chunks_) {
    const auto size = static_cast<news::ArticleId>(kChunkSize);
    if (first + size - 1 <= last) {
      totals.Add(chunk.totals);
    } else {
      for (news::ArticleId id = first; id <= last && id < first + size; ++id) totals.Add(At(id));
    }
    first += size;
  }
  return totals;
}

std::uint16_t PackLanguage(std::string_view tag) {
  tag = tag.substr(0, tag.find('-'));
  if (tag.size() < 2 || tag.size() > 3) return 0;
  std::uint32_t packed = 0;
  for (const char c : tag) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (lower < 'a' || lower > 'z') return 0;
    packed = packed * 32 + static_cast<std::uint32_t>(lower - 'a' + 1);
  }
  return static_cast<std::uint16_t>(packed);
}

Result<DocColumns> DocColumns::Load(store::Connection& connection, const DocColumns& known) {
  DocColumns columns;
  auto stamps = connection.Cached("SELECT chunk, stamp FROM search_docs ORDER BY chunk");
  if (!stamps) return Fail(stamps.error());
  for (;;) {
    const Result<bool> row = (*stamps)->Step();
    if (!row) return Fail(row.error());
    if (!*row) break;
    const std::int64_t chunk = (*stamps)->Int(0);
    if (chunk < 0 || chunk > kMaxChunks) {
      return Fail(Errc::kMalformed, "search index: a chunk is out of place");
    }
    columns.chunks_.resize(static_cast<std::size_t>(chunk) + 1);
    columns.chunks_.back().stamp = (*stamps)->Int(1);
  }
  for (std::size_t i = 0; i < columns.chunks_.size(); ++i) {
    Chunk& chunk = columns.chunks_[i];
    if (i < known.chunks_.size() && known.chunks_[i].stamp == chunk.stamp) {
      chunk = known.chunks_[i];
      continue;
    }
    auto select = connection.Cached("SELECT records FROM search_docs WHERE chunk = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, static_cast<std::int64_t>(i));
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) continue;
    const std::string_view bytes = (*select)->Text(0);
    if (bytes.size() != sizeof(Records)) {
      return Fail(Errc::kMalformed, "search index: a chunk has the wrong size");
    }
    auto records = std::make_shared<Records>();
    std::memcpy(records->data(), bytes.data(), bytes.size());
    for (const DocRecord& record : *records) chunk.totals.Add(record);
    chunk.records = std::move(records);
  }
  return columns;
}

Result<DocColumns> ColumnCache::Get(store::Connection& connection) {
  DocColumns known;
  {
    const std::lock_guard lock(mutex_);
    known = columns_;
  }
  Result<DocColumns> columns = DocColumns::Load(connection, known);
  if (columns) {
    const std::lock_guard lock(mutex_);
    columns_ = *columns;
  }
  return columns;
}

void ColumnWriter::Add(news::ArticleId id, const news::Article& article) {
  std::uint16_t language = PackLanguage(article.language);
  if (language == 0) language = PackLanguage(arabic::DetectLanguage(article.Text()));
  articles_.push_back({id, language, article.section});
}

Result<std::uint16_t> ColumnWriter::SectionId(store::Connection& connection,
                                              const std::string& name) {
  const std::string shown(TrimSpace(TruncateUtf8(name, kMaxSectionBytes)));
  const std::string folded = arabic::Fold(shown);
  if (folded.empty()) return std::uint16_t{0};
  auto select = connection.Cached("SELECT id FROM search_sections WHERE folded = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, folded);
  const Result<bool> known = (*select)->Step();
  if (!known) return Fail(known.error());
  if (*known) return Narrow((*select)->Int(0));
  // Sections come from pages: their number is not theirs to choose.
  const Result<std::int64_t> count = connection.QueryInt("SELECT count(*) FROM search_sections");
  if (!count) return Fail(count.error());
  if (*count >= kMaxSections) return std::uint16_t{0};
  auto insert = connection.Cached("INSERT INTO search_sections (folded, name) VALUES (?1, ?2)");
  if (!insert) return Fail(insert.error());
  (*insert)->Bind(1, folded).Bind(2, shown);
  if (auto done = (*insert)->Run(); !done) return Fail(done.error());
  return Narrow(connection.LastRowId());
}

Result<DocRecord> ColumnWriter::Read(store::Connection& connection, const Waiting& waiting) {
  DocRecord record;
  record.is_there = 1;
  record.language = waiting.language;
  std::string section = waiting.section;
  auto select = connection.Cached(
      "SELECT a.outlet, ifnull(a.published_day, a.first_seen / 86400000), d.sz, a.section"
      " FROM articles a"
      " LEFT JOIN search_docsize d ON d.id = a.id WHERE a.id = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, waiting.id);
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  if (!*row) return record;
  record.outlet = static_cast<std::uint32_t>((*select)->Int(0));
  record.day = Narrow((*select)->Int(1));
  const std::vector<std::int64_t> sizes = ReadSizes((*select)->Text(2));
  if (sizes.size() >= 2) {
    record.title_words = Narrow(sizes[0]);
    record.body_words = Narrow(sizes[1]);
  }
  if (section.empty()) section = DecidedSection((*select)->Text(3));
  const Result<std::uint16_t> id = SectionId(connection, section);
  if (!id) return Fail(id.error());
  record.section = *id;
  return record;
}

Result<void> ColumnWriter::Flush(store::Connection& connection) {
  for (const Waiting& waiting : articles_) {
    const Result<DocRecord> record = Read(connection, waiting);
    if (!record) return Fail(record.error());
    const auto size = static_cast<std::int64_t>(DocColumns::kChunkSize);
    pending_[waiting.id / size].emplace_back(waiting.id % size, *record);
  }
  for (const auto& [chunk, records] : pending_) {
    std::string bytes(DocColumns::kChunkSize * sizeof(DocRecord), '\0');
    std::int64_t stamp = 0;
    {
      auto select = connection.Cached("SELECT stamp, records FROM search_docs WHERE chunk = ?1");
      if (!select) return Fail(select.error());
      (*select)->Bind(1, chunk);
      const Result<bool> row = (*select)->Step();
      if (!row) return Fail(row.error());
      if (*row) {
        stamp = (*select)->Int(0);
        if ((*select)->Text(1).size() == bytes.size()) bytes = (*select)->Text(1);
      }
    }
    for (const auto& [place, record] : records) {
      std::memcpy(bytes.data() + place * sizeof(DocRecord), &record, sizeof(DocRecord));
    }
    auto insert = connection.Cached("INSERT OR REPLACE INTO search_docs VALUES (?1, ?2, ?3)");
    if (!insert) return Fail(insert.error());
    (*insert)->Bind(1, chunk).Bind(2, stamp + 1).BindBlob(3, bytes);
    if (auto done = (*insert)->Run(); !done) return done;
  }
  Forget();
  return {};
}

}  // namespace isnad::search
