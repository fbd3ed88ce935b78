#include "store/body.h"

#include <zstd.h>

#include <charconv>
#include <optional>

#include "base/date_time.h"

namespace isnad::store {
namespace {

using news::Article;

// Level 3 gives 36 % of news text; 9 gives 34 % at four times the cost.
constexpr int kLevel = 3;

// Numbers are for ever: new fields take new ones.
enum Tag : std::uint8_t {
  kId = 1,
  kPageKind = 2,  // one byte; absent for an article
  kAuthor = 3,
  kOutletName = 4,
  kModified = 5,  // "day second offset", decimal, "-" for unknown
  kLanguage = 6,
  kParagraph = 7,  // its kind (one byte), then its text
  kImage = 8,
  kImageUrl = 9,       // starts an entry of `images`
  kImageCaption = 10,  // of the entry before
  kSourceUrl = 11,
  kCredit = 12,
  kSection = 13,
  kTagWord = 14,
  kHeadlineIds = 15,    // zigzag LEB128 differences
  kCommentAuthor = 16,  // starts a comment
  kCommentText = 17,
  kCommentTime = 18,
  kWarning = 19,
  kRobot = 20,
  kTdmReserved = 21,  // "0" or "1"
  kPaywalled = 22,    // the same
};

void AppendVarint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
  out += static_cast<char>(value);
}

std::optional<std::uint64_t> ReadVarint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

void AppendField(std::string& out, Tag tag, std::string_view bytes) {
  out += static_cast<char>(tag);
  AppendVarint(out, bytes.size());
  out += bytes;
}

void AppendUnlessEmpty(std::string& out, Tag tag, std::string_view bytes) {
  if (!bytes.empty()) AppendField(out, tag, bytes);
}

std::string PackTime(const DateTime& time) {
  std::string out = std::to_string(std::chrono::sys_days(time.day).time_since_epoch().count());
  out += time.time_of_day ? ' ' + std::to_string(time.time_of_day->count()) : " -";
  out += time.utc_offset ? ' ' + std::to_string(time.utc_offset->count()) : " -";
  return out;
}

std::optional<int> TakeNumber(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  int value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + end, value);
  const bool whole = error == std::errc() && rest == text.data() + end;
  text.remove_prefix(std::min(end + 1, text.size()));
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<DateTime> UnpackTime(std::string_view text) {
  const std::optional<int> day = TakeNumber(text);
  if (!day) return std::nullopt;
  DateTime time;
  time.day = std::chrono::sys_days(std::chrono::days(*day));
  if (const auto second = TakeNumber(text)) time.time_of_day = std::chrono::seconds(*second);
  if (const auto offset = TakeNumber(text)) time.utc_offset = std::chrono::minutes(*offset);
  return time;
}

void AppendHeadlineIds(std::string& out, const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return;
  std::string packed;
  std::int64_t before = 0;
  for (const std::int64_t id : ids) {
    const std::int64_t step = id - before;  // ids are small and positive: no overflow
    AppendVarint(packed,
                 (static_cast<std::uint64_t>(step) << 1) ^ static_cast<std::uint64_t>(step >> 63));
    before = id;
  }
  AppendField(out, kHeadlineIds, packed);
}

bool ReadHeadlineIds(std::string_view packed, std::vector<std::int64_t>& ids) {
  std::uint64_t id = 0;  // unsigned, so that damaged numbers wrap instead of overflowing
  while (!packed.empty()) {
    const std::optional<std::uint64_t> zigzag = ReadVarint(packed);
    if (!zigzag) return false;
    id += (*zigzag >> 1) ^ (~(*zigzag & 1) + 1);
    ids.push_back(static_cast<std::int64_t>(id));
  }
  return true;
}

void AppendFields(std::string& out, const Article& article) {
  AppendUnlessEmpty(out, kId, article.id);
  if (article.kind != news::PageKind::kArticle) {
    const char kind = static_cast<char>(article.kind);
    AppendField(out, kPageKind, {&kind, 1});
  }
  for (const std::string& author : article.authors) AppendField(out, kAuthor, author);
  AppendUnlessEmpty(out, kOutletName, article.outlet);
  if (article.modified) AppendField(out, kModified, PackTime(*article.modified));
  AppendUnlessEmpty(out, kLanguage, article.language);
  for (const news::Paragraph& paragraph : article.paragraphs) {
    out += static_cast<char>(kParagraph);
    AppendVarint(out, paragraph.text.size() + 1);
    out += static_cast<char>(paragraph.kind);
    out += paragraph.text;
  }
  AppendUnlessEmpty(out, kImage, article.image);
  for (const news::Image& image : article.images) {
    AppendField(out, kImageUrl, image.url);
    AppendUnlessEmpty(out, kImageCaption, image.caption);
  }
  AppendUnlessEmpty(out, kSourceUrl, article.source_url);
  AppendUnlessEmpty(out, kCredit, article.credit);
  AppendUnlessEmpty(out, kSection, article.section);
  for (const std::string& tag : article.tags) AppendField(out, kTagWord, tag);
  for (const news::Comment& comment : article.comments) {
    AppendField(out, kCommentAuthor, comment.author);
    AppendUnlessEmpty(out, kCommentText, comment.text);
    if (comment.published) AppendField(out, kCommentTime, PackTime(*comment.published));
  }
  for (const std::string& warning : article.warnings) AppendField(out, kWarning, warning);
  for (const std::string& robot : article.robots) AppendField(out, kRobot, robot);
  if (article.tdm_reserved) AppendField(out, kTdmReserved, *article.tdm_reserved ? "1" : "0");
  if (article.paywalled) AppendField(out, kPaywalled, *article.paywalled ? "1" : "0");
}

bool TakeParagraph(std::string_view bytes, Article& article) {
  if (bytes.empty()) return false;
  const auto kind = static_cast<unsigned char>(bytes.front());
  if (kind > static_cast<unsigned char>(news::ParagraphKind::kCaption)) return false;
  article.paragraphs.push_back(
      {static_cast<news::ParagraphKind>(kind), std::string(bytes.substr(1))});
  return true;
}

bool TakePageKind(std::string_view bytes, Article& article) {
  if (bytes.size() != 1 || bytes[0] < 0 || bytes[0] > static_cast<char>(news::PageKind::kOther)) {
    return false;
  }
  article.kind = static_cast<news::PageKind>(bytes[0]);
  return true;
}

// One field into `body`; false when it breaks the format.
bool TakeField(unsigned char tag, std::string_view bytes, Body& body) {
  Article& article = body.article;
  switch (tag) {
    case kId:
      article.id = bytes;
      return true;
    case kPageKind:
      return TakePageKind(bytes, article);
    case kAuthor:
      article.authors.emplace_back(bytes);
      return true;
    case kOutletName:
      article.outlet = bytes;
      return true;
    case kModified:
      article.modified = UnpackTime(bytes);
      return article.modified.has_value();
    case kLanguage:
      article.language = bytes;
      return true;
    case kParagraph:
      return TakeParagraph(bytes, article);
    case kImage:
      article.image = bytes;
      return true;
    case kImageUrl:
      article.images.push_back({std::string(bytes), {}});
      return true;
    case kSourceUrl:
      article.source_url = bytes;
      return true;
    case kCredit:
      article.credit = bytes;
      return true;
    case kSection:
      article.section = bytes;
      return true;
    case kTagWord:
      article.tags.emplace_back(bytes);
      return true;
    case kHeadlineIds:
      return ReadHeadlineIds(bytes, body.headlines);
    case kCommentAuthor:
      article.comments.push_back({std::string(bytes), {}, {}});
      return true;
    case kWarning:
      article.warnings.emplace_back(bytes);
      return true;
    case kRobot:
      article.robots.emplace_back(bytes);
      return true;
    case kTdmReserved:
      article.tdm_reserved = bytes == "1";
      return true;
    case kPaywalled:
      article.paywalled = bytes == "1";
      return true;
    case kImageCaption:
      if (article.images.empty()) return false;
      article.images.back().caption = bytes;
      return true;
    case kCommentText:
      if (article.comments.empty()) return false;
      article.comments.back().text = bytes;
      return true;
    case kCommentTime:
      if (article.comments.empty()) return false;
      article.comments.back().published = UnpackTime(bytes);
      return article.comments.back().published.has_value();
    default:
      return true;
  }
}

tl::unexpected<Error> Damaged(const char* what) {
  return Fail(Errc::kMalformed, std::string("the record of an article is damaged: ") + what,
              "put the last backup back (isnad restore)");
}

Result<std::string> Unpack(std::string_view bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
    return Damaged("no zstd frame");
  }
  if (size > kMaxBodyBytes) {
    return Fail(Errc::kTooLarge,
                "the record of an article unpacks to " + std::to_string(size) + " bytes");
  }
  std::string fields(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(fields.data(), fields.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) != 0 || got != fields.size()) return Damaged("the zstd frame breaks off");
  return fields;
}

}  // namespace

struct BodyEncoder::Context {
  Context() : zstd(ZSTD_createCCtx()) {
    ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 0);  // the content's hash is in its row
  }
  ~Context() { ZSTD_freeCCtx(zstd); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  ZSTD_CCtx* zstd;
};

BodyEncoder::BodyEncoder() : context_(std::make_unique<Context>()) {}
BodyEncoder::~BodyEncoder() = default;

Result<std::string> BodyEncoder::Encode(const Article& article,
                                        const std::vector<std::int64_t>& headlines) {
  fields_.clear();
  AppendFields(fields_, article);
  AppendHeadlineIds(fields_, headlines);
  if (fields_.size() > kMaxBodyBytes) {
    return Fail(Errc::kTooLarge, "an article of " + std::to_string(fields_.size()) +
                                     " bytes is over the limit of " +
                                     std::to_string(kMaxBodyBytes));
  }
  std::string out(ZSTD_compressBound(fields_.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context_->zstd, out.data(), out.size(), fields_.data(), fields_.size());
  if (ZSTD_isError(size) != 0) return Fail(Errc::kIo, ZSTD_getErrorName(size));
  out.resize(size);
  return out;
}

Result<Body> DecodeBody(std::string_view bytes) {
  Result<std::string> fields = Unpack(bytes);
  if (!fields) return Fail(fields.error());
  Body body;
  std::string_view rest = *fields;
  while (!rest.empty()) {
    const auto tag = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    const std::optional<std::uint64_t> length = ReadVarint(rest);
    if (!length || *length > rest.size()) return Damaged("a field is cut off");
    const auto length_bytes = static_cast<std::size_t>(*length);
    if (!TakeField(tag, rest.substr(0, length_bytes), body)) return Damaged("an impossible field");
    rest.remove_prefix(length_bytes);
  }
  return body;
}

}  // namespace isnad::store
