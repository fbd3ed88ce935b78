#include "base/charset.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"

namespace isnad {
namespace {

using namespace std::string_literals;

constexpr const char* kArabic =
    "أعلنت وزارة الخارجية اليوم الجمعة أن اللجنة العسكرية المشتركة اختتمت أعمالها في العاصمة";
constexpr const char* kPersian =
    "وزير امور خارجه ايران در گفتگو با خبرگزاري گفت که پيش از اين چنين پيشنهادي داده شده است";
constexpr const char* kFrench =
    "Le président a été reçu à l'Élysée, où il a évoqué l'économie, la défense et l'élève modèle";

// UTF-8 to another encoding, by ICU.
std::string Encode(const std::string& text, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 16, '\0');
  const int32_t size = ucnv_convert(charset, "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                                    text.data(), static_cast<int32_t>(text.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status)) << charset;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

Decoded Decode(std::string_view bytes, std::string_view content_type = {},
               DocumentKind kind = DocumentKind::kHtml) {
  DecodeOptions options;
  options.content_type = content_type;
  options.kind = kind;
  Result<Decoded> decoded = DecodeToUtf8(bytes, options);
  EXPECT_TRUE(decoded) << decoded.error().detail;
  return decoded.value_or(Decoded{});
}

TEST(CharsetFromLabel, ReadsTheWhatwgTable) {
  constexpr const char* kCases[][2] = {
      {"utf-8", "utf-8"},
      {" UTF8\n", "utf-8"},
      {"unicode-1-1-utf-8", "utf-8"},
      {"cp1256", "windows-1256"},
      {"x-cp1256", "windows-1256"},
      {"Windows-1256", "windows-1256"},
      {"arabic", "iso-8859-6"},
      {"ASMO-708", "iso-8859-6"},
      {"csISOLatinArabic", "iso-8859-6"},
      {"iso-8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"gb2312", "gbk"},
      {"gb18030", "gb18030"},
      {"utf-16", "utf-16le"},
      {"unicodeFFFE", "utf-16be"},
      {"ks_c_5601-1987", "euc-kr"},
      {"hz-gb-2312", "replacement"},
      {"utf-7", ""},
      {"utf-32", ""},
      {"windows 1256", ""},
      {"", ""},
      {"  ", ""},
  };
  for (const auto& [label, name] : kCases) EXPECT_EQ(CharsetFromLabel(label), name) << label;
  EXPECT_EQ(CharsetFromLabel(std::string(100'000, 'u')), "");
}

struct Case {
  const char* why;
  std::string bytes;
  const char* content_type;
  DocumentKind kind;
  const char* charset;
  const char* decided_by;
  std::string text;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.why);
    const Decoded decoded = Decode(c.bytes, c.content_type, c.kind);
    EXPECT_EQ(decoded.charset, c.charset);
    EXPECT_EQ(decoded.decided_by, c.decided_by);
    EXPECT_EQ(decoded.text, c.text);
  }
}

TEST(DecodeToUtf8, AsksInTheOrderOfBrowsers) {
  constexpr auto kHtml = DocumentKind::kHtml;
  constexpr auto kXml = DocumentKind::kXml;
  constexpr auto kText = DocumentKind::kText;
  const std::string meta = "<meta charset=windows-1256>";
  const std::string xml = "<?xml version='1.0' encoding='windows-1256'?>";
  const std::string arabic_1256 = Encode(kArabic, "windows-1256");
  Check({
      {"nothing", "", "", kHtml, "utf-8", "utf-8", ""},
      {"ASCII", "abc", "", kText, "utf-8", "utf-8", "abc"},
      {"a mark is stronger than a header", "\xEF\xBB\xBF" + "خ"s, "text/html; charset=windows-1256",
       kHtml, "utf-8", "bom", "خ"},
      {"mark of UTF-16, little-endian", "\xFF\xFE\x2E\x06", "", kText, "utf-16le", "bom", "خ"},
      {"mark of UTF-16, big-endian", "\xFE\xFF\x06\x2E", "", kText, "utf-16be", "bom", "خ"},
      {"a header is stronger than meta", meta + "\xE9", "text/html;charset=iso-8859-1", kHtml,
       "windows-1252", "header", meta + "é"},
      {"a header in quotes", "\xC7", "text/plain; x=y; Charset = \"CP1256\"", kText, "windows-1256",
       "header", "ا"},
      {"an unknown label is none", meta + "\xC7", "text/html; charset=klingon", kHtml,
       "windows-1256", "meta", meta + "ا"},
      {"meta", meta + arabic_1256, "text/html", kHtml, "windows-1256", "meta", meta + kArabic},
      {"meta is not for XML", meta + "ا", "", kXml, "utf-8", "utf-8", meta + "ا"},
      {"XML declaration", xml + "\xC7", "", kXml, "windows-1256", "xml", xml + "ا"},
      {"XML declaration of an XHTML page", xml + "\xC7", "", kHtml, "windows-1256", "xml",
       xml + "ا"},
      {"white space before it", "\n " + xml + "\xC7", "", kXml, "windows-1256", "xml",
       "\n " + xml + "ا"},
      {"valid UTF-8", kArabic, "", kText, "utf-8", "utf-8", kArabic},
      {"nothing known", "caf\xE9", "", kText, "windows-1252", "fallback", "café"},
      {"zero bytes are dropped", "a\0b"s, "", kText, "utf-8", "utf-8", "ab"},
      {"and in other encodings", "\xC7\0\xE1"s, "text/plain; charset=windows-1256", kText,
       "windows-1256", "header", "ال"},
  });
}

TEST(DecodeToUtf8, FindsTheMetaElement) {
  constexpr auto kHtml = DocumentKind::kHtml;
  const auto reads = [](const std::string& head) {
    return Decode(head + "\xC7", "", kHtml).charset == "windows-1256";
  };
  const char* const kFound[] = {
      "<meta charset='windows-1256'>",
      "<META CHARSET = \"windows-1256\" />",
      "<meta http-equiv=Content-Type content='text/html; charset=windows-1256'>",
      "<meta content='text/html; charset=windows-1256' http-equiv='Content-Type'>",
      "<meta http-equiv=\"content-type\" content=\"text/html;charset='windows-1256'\">",
      "<!-- <meta charset=utf-8> --><meta charset=windows-1256>",
      "<!--><meta charset=windows-1256>",
      "<a title='<meta charset=gbk>'><meta charset=windows-1256>",
      "<!doctype html><html dir=rtl><head><title>x</title><meta/charset=windows-1256>",
      "<meta name=x><meta charset=none><meta charset=windows-1256>",
      "<? x ?><meta charset=windows-1256>",
  };
  for (const char* head : kFound) EXPECT_TRUE(reads(head)) << head;
  const char* const kNotFound[] = {
      "<meta name=x content='charset=windows-1256'>",
      "<metacharset=windows-1256>",
      "<!-- <meta charset=windows-1256> ",
      "<meta charset='windows-1256",
      "<a title='<meta charset=windows-1256>'>",
      "meta charset=windows-1256",
  };
  for (const char* head : kNotFound) EXPECT_FALSE(reads(head)) << head;
  EXPECT_TRUE(reads(std::string(4000, ' ') + "<meta charset=windows-1256>"));
  EXPECT_FALSE(reads(std::string(4096, ' ') + "<meta charset=windows-1256>"));
}

TEST(DecodeToUtf8, TakesUtf16InMetaForUtf8) {
  EXPECT_EQ(Decode("<meta charset=utf-16>ا").charset, "utf-8");
}

TEST(DecodeToUtf8, BelievesTheBytesBeforeTheLabel) {
  constexpr auto kText = DocumentKind::kText;
  const std::string arabic_1256 = Encode(kArabic, "windows-1256");
  const std::string arabic_iso = Encode(kArabic, "iso-8859-6");
  const std::string french_1252 = Encode(kFrench, "windows-1252");
  Check({
      {"declared UTF-8, is windows-1256", arabic_1256, "text/html; charset=utf-8", kText,
       "windows-1256", "detector", kArabic},
      {"declared UTF-8, is iso-8859-6", arabic_iso, "text/html; charset=utf-8", kText, "iso-8859-6",
       "detector", kArabic},
      {"declared windows-1256, is UTF-8", kArabic, "text/html; charset=windows-1256", kText,
       "utf-8", "utf-8", kArabic},
      {"declared Latin, is UTF-8", kArabic, "text/html; charset=iso-8859-1", kText, "utf-8",
       "utf-8", kArabic},
      {"declared Latin, is windows-1256", arabic_1256, "text/html; charset=iso-8859-1", kText,
       "windows-1256", "detector", kArabic},
      {"declared windows-1256, is iso-8859-6", arabic_iso, "text/html; charset=windows-1256", kText,
       "iso-8859-6", "detector", kArabic},
      {"declared iso-8859-6, is windows-1256", arabic_1256, "text/html; charset=iso-8859-6", kText,
       "windows-1256", "detector", kArabic},
      {"declared UTF-16, is UTF-8", kArabic, "text/html; charset=utf-16", kText, "utf-8", "utf-8",
       kArabic},
      {"Latin that is Latin", french_1252, "text/html; charset=iso-8859-1", kText, "windows-1252",
       "header", kFrench},
      {"declared UTF-8, is Latin", french_1252, "text/html; charset=utf-8", kText, "windows-1252",
       "detector", kFrench},
      {"Chinese that fits the form of UTF-8", "\xC1\xAA\xCD\xA8", "text/html; charset=gbk", kText,
       "gbk", "header", "联通"},
      {"Chinese page that is UTF-8", "国家主席会见了外国代表团", "text/html; charset=gbk", kText,
       "utf-8", "utf-8", "国家主席会见了外国代表团"},
  });
}

TEST(DecodeToUtf8, LetsMetaSpeakWhenTheHeaderLies) {
  const std::string page = "<meta charset=windows-1256>" + Encode(kArabic, "windows-1256");
  const Decoded decoded = Decode(page, "text/html; charset=utf-8");
  EXPECT_EQ(decoded.charset, "windows-1256");
  EXPECT_EQ(decoded.decided_by, "meta");
}

TEST(DecodeToUtf8, RepairsUtf8WithAFewBrokenCharacters) {
  const std::string broken = kArabic + "\xD8"s + " " + kArabic;
  for (const char* content_type : {"", "text/html; charset=utf-8"}) {
    const Decoded decoded = Decode(broken, content_type);
    EXPECT_EQ(decoded.charset, "utf-8");
    EXPECT_EQ(decoded.replaced, 1U);
    EXPECT_EQ(decoded.text, kArabic + "\uFFFD "s + kArabic);
  }
}

TEST(DecodeToUtf8, DetectsWhatDeclaresNothing) {
  struct Row {
    const char* text;
    const char* encode_as;
    const char* charset;
  };
  const Row kRows[] = {
      {kArabic, "windows-1256", "windows-1256"},
      {kArabic, "iso-8859-6", "iso-8859-6"},
      {kPersian, "windows-1256", "windows-1256"},
      {kFrench, "windows-1252", "windows-1252"},
      {"Президент России провёл встречу с членами правительства и депутатами", "windows-1251",
       "windows-1251"},
      {"ראש הממשלה נפגש היום עם נשיא ארצות הברית בבית הלבן", "windows-1255", "windows-1255"},
      {"首相は今日、国会で演説し、経済政策と安全保障について説明した。", "shift_jis", "shift_jis"},
      {"대통령은 오늘 청와대에서 외국 대표단을 만나 의견을 나누었다.", "windows-949", "euc-kr"},
  };
  for (const Row& row : kRows) {
    const Decoded decoded = Decode(Encode(row.text, row.encode_as), "", DocumentKind::kText);
    EXPECT_EQ(decoded.charset, row.charset);
    EXPECT_EQ(decoded.text, row.text);
    EXPECT_EQ(decoded.decided_by, "detector");
  }
}

TEST(DecodeToUtf8, ConvertsByTheTablesOfTheStandard) {
  struct Row {
    const char* charset;
    std::string bytes;
    const char* text;
  };
  const Row kRows[] = {
      {"windows-1256", "\x80\x81\x8D\x8E\x90\x98\x9D\xA1\xBA\xBF\xC0\xD7\xFF",
       "€پچژگک\u200C،؛؟ہ×ے"},
      {"iso-8859-6", "\xAC\xBB\xBF\xC1\xD9\xE0\xF2", "،؛؟ءعـ\u0652"},
      {"iso-8859-1", "\x80\x93\xE9", "€“é"},
      {"iso-8859-16", "\xA4\xAA\xE9\xFE", "€Șéț"},
      {"koi8-r", "\xC1\xC2", "аб"},
      {"gb18030", "\x94\x39\xDA\x33", "💩"},
      {"gbk", "\xC4\xE3", "你"},
      {"big5", "\xA4\xA4", "中"},
      {"euc-jp", "\xC6\xFC", "日"},
      {"iso-2022-jp", "\x1B$BF|\x1B(B", "日"},
      {"shift_jis", "\x93\xFA", "日"},
      {"euc-kr", "\xC7\xD1\x81\x41", "한갂"},
      {"utf-16be", "\xD8\x3D\xDE\x00"s, "😀"},
      {"utf-16le", "\x3D\xD8\x00\xDE"s, "😀"},
      {"x-user-defined", "a\x80\xFF", "a\uF780\uF7FF"},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.charset);
    EXPECT_EQ(Decode(row.bytes, "x; charset="s + row.charset, DocumentKind::kText).text, row.text);
  }
}

TEST(DecodeToUtf8, DecodesEveryByteOfEveryTable) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  for (const char* label :
       {"ibm866",       "iso-8859-2",   "iso-8859-3",     "iso-8859-4",   "iso-8859-5",
        "iso-8859-6",   "iso-8859-7",   "iso-8859-8",     "iso-8859-8-i", "iso-8859-10",
        "iso-8859-13",  "iso-8859-14",  "iso-8859-15",    "iso-8859-16",  "koi8-r",
        "koi8-u",       "macintosh",    "windows-874",    "windows-1250", "windows-1251",
        "windows-1252", "windows-1253", "windows-1254",   "windows-1255", "windows-1256",
        "windows-1257", "windows-1258", "x-mac-cyrillic", "gbk",          "gb18030",
        "big5",         "euc-jp",       "iso-2022-jp",    "shift_jis",    "euc-kr",
        "utf-16be",     "utf-16le",     "x-user-defined", "replacement"}) {
    const Decoded decoded = Decode(all, "x; charset="s + label, DocumentKind::kText);
    EXPECT_EQ(decoded.charset, label);
    EXPECT_TRUE(IsUtf8(decoded.text)) << label;
    EXPECT_FALSE(decoded.text.empty()) << label;
  }
}

TEST(DecodeToUtf8, CountsWhatItReplaces) {
  EXPECT_EQ(Decode("\xC1\xA1\xA2\xC2", "x; charset=iso-8859-6").replaced, 2U);
  EXPECT_EQ(Decode("\xDC\x00\x00"s, "x; charset=utf-16be").text, "\uFFFD\uFFFD");
  EXPECT_EQ(Decode("abc", "x; charset=hz-gb-2312").text, "\uFFFD");
}

TEST(DecodeToUtf8, KeepsToItsLimit) {
  DecodeOptions options;
  options.max_output_bytes = 10'000;
  EXPECT_TRUE(DecodeToUtf8(std::string(10'000, 'a'), options));
  EXPECT_EQ(DecodeToUtf8(std::string(10'001, 'a'), options).error().code, Errc::kTooLarge);
  options.content_type = "x; charset=windows-1256";
  EXPECT_TRUE(DecodeToUtf8(std::string(5'000, '\xC7'), options));
  EXPECT_EQ(DecodeToUtf8(std::string(5'001, '\xC7'), options).error().code, Errc::kTooLarge);
  options.content_type = "x; charset=x-user-defined";
  EXPECT_EQ(DecodeToUtf8(std::string(5'001, '\xC7'), options).error().code, Errc::kTooLarge);
}

TEST(DecodeToUtf8, KeepsPairsWholeAcrossItsBuffers) {
  std::string bytes = "\xFF\xFE"s;
  std::string text;
  for (int i = 0; i < 9000; ++i) {
    bytes += i % 3 == 0 ? "\x61\x00"s : "\x3D\xD8\x00\xDE"s;
    text += i % 3 == 0 ? "a" : "😀";
  }
  EXPECT_TRUE(Decode(bytes).text == text);
}

// How much of a text is Arabic letters, among letters.
double ArabicShare(std::string_view text) {
  std::size_t arabic = 0;
  std::size_t other = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    at += point.length_bytes;
    if (point.value >= 0x620 && point.value < 0x6FF) {
      ++arabic;
    } else if (point.value >= 0x80 && point.value != 0xA0 && (point.value & ~0xFFU) != 0x2000) {
      ++other;
    }
  }
  return static_cast<double>(arabic) / static_cast<double>(arabic + other + 1);
}

TEST(DecodeToUtf8, ReadsRealStoriesInEveryEncodingOfTheirs) {
  const char* data = std::getenv("ISNAD_DATA");
  if (data == nullptr) GTEST_SKIP() << "set ISNAD_DATA to the evaluation data";
  const Result<std::string> stories = ReadFile(data + "/arabic-press/stories.jsonl"s, 1 << 24);
  ASSERT_TRUE(stories) << stories.error().detail;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < stories->size(); ++lines) {
    const std::size_t end = std::min(stories->find('\n', at), stories->size());
    const std::string line = stories->substr(at, end - at);
    at = end + 1;
    for (const char* charset : {"windows-1256", "iso-8859-6", "utf-16le"}) {
      const std::string bytes = (charset == "utf-16le"s ? "\xFF\xFE" : "") + Encode(line, charset);
      const Decoded decoded = Decode(bytes, "text/html; charset=utf-8");
      EXPECT_EQ(decoded.charset, charset) << line;
      EXPECT_GT(ArabicShare(decoded.text), 0.9) << decoded.text;
    }
  }
  EXPECT_GT(lines, 100U);
}

}  // namespace
}  // namespace isnad
