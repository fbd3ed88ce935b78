#include "arabic/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "arabic/char_class.h"

namespace isnad::arabic {
namespace {

using ::testing::ElementsAreArray;

char Letter(TokenKind kind) {
  switch (kind) {
    case TokenKind::kWord:
      return 'w';
    case TokenKind::kNumber:
      return 'n';
    case TokenKind::kLatin:
      return 'l';
    case TokenKind::kHashtag:
      return 'h';
    case TokenKind::kUrl:
      return 'u';
  }
  return '?';
}

// "w:كلمة" for each token.
std::vector<std::string> Read(std::string_view text) {
  std::vector<std::string> out;
  for (const Token& token : Tokenize(text)) {
    out.push_back(std::string(1, Letter(token.kind)) + ':' +
                  std::string(text.substr(token.begin, token.end - token.begin)));
  }
  return out;
}

struct Case {
  const char* why;
  std::string_view text;
  std::vector<std::string> tokens;
};

const Case kCases[] = {
    {"words and Arabic punctuation", "قال، «نعم»؛ ثم مضى؟", {"w:قال", "w:نعم", "w:ثم", "w:مضى"}},
    {"harakat and tatweel stay inside", "مُحَمَّدٌ الـمغرب", {"w:مُحَمَّدٌ", "w:الـمغرب"}},
    {"an article glued to a number", "ال24 ساعة", {"w:ال", "n:24", "w:ساعة"}},
    {"grouped and decimal numbers",
     "1,500 و3.5 ١٬٥٠٠ ٣٫٥",
     {"n:1,500", "w:و", "n:3.5", "n:١٬٥٠٠", "n:٣٫٥"}},
    {"a full stop behind a number is no part of it", "عام 2025.", {"w:عام", "n:2025"}},
    {"an hour is two numbers", "14:05", {"n:14", "n:05"}},
    {"letters apart", "و م ع", {"w:و", "w:م", "w:ع"}},
    {"letters with stops", "و.م.ع", {"w:و", "w:م", "w:ع"}},
    {"Latin inside Arabic", "شركة Google الأمريكية", {"w:شركة", "l:Google", "w:الأمريكية"}},
    {"Latin glued to the article", "الـBBC", {"w:الـ", "l:BBC"}},
    {"Latin with digits", "G20 4G covid19", {"l:G20", "l:4G", "l:covid19"}},
    {"accented Latin", "Élysée été", {"l:Élysée", "l:été"}},
    {"hashtag with underscores", "#كأس_العالم_2030 انطلق", {"h:#كأس_العالم_2030", "w:انطلق"}},
    {"a hash before a number is no hashtag", "#1 و # وحدها", {"n:1", "w:و", "w:وحدها"}},
    {"a left-over character reference is none either", "&#8220;نص", {"n:8220", "w:نص"}},
    {"URL ends before the sentence does",
     "انظر https://x.ma/a?b=1&c=2. ثم",
     {"w:انظر", "u:https://x.ma/a?b=1&c=2", "w:ثم"}},
    {"URL in Arabic",
     "(https://ar.wikipedia.org/wiki/المغرب)",
     {"u:https://ar.wikipedia.org/wiki/المغرب"}},
    {"www without scheme", "www.alquds.co.uk،", {"u:www.alquds.co.uk"}},
    {"bare host", "موقع hespress.com نشر", {"w:موقع", "u:hespress.com", "w:نشر"}},
    {"mail address", "راسلنا info@x.org", {"w:راسلنا", "u:info@x.org"}},
    {"a sentence end without space is no host", "Done.Next", {"l:Done", "l:Next"}},
    {"a word never holds a quote", "l'eau “نص”", {"l:l", "l:eau", "w:نص"}},
    {"bidi marks around a word are outside", "\u200Fكلمة\u200F أخرى", {"w:كلمة", "w:أخرى"}},
    {"a joiner inside is inside", "می\u200Cخواهم", {"w:می\u200Cخواهم"}},
    {"other scripts", "Москва 北京", {"w:Москва", "w:北", "w:京"}},
    {"dashes split", "المغربي-المالي ـ", {"w:المغربي", "w:المالي"}},
    {"nothing", "  …!، \n", {}},
};

TEST(Tokenize, CutsAsThePressWrites) {
  for (const auto& [why, text, tokens] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_THAT(Read(text), ElementsAreArray(tokens));
  }
}

TEST(Tokenize, StaysInsideIllFormedText) {
  const std::string text = "\xD8 كلمة\xD9";
  EXPECT_THAT(Read(text), ElementsAreArray({"w:كلمة"}));
}

std::vector<std::string> Split(std::string_view text) {
  std::vector<std::string> out;
  for (const Span& span : Sentences(text)) {
    out.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return out;
}

const Case kSentences[] = {
    {"stops and marks", "قال نعم. هل تعلم؟ حقا! ثم…", {"قال نعم.", "هل تعلم؟", "حقا!", "ثم…"}},
    {"decimal points", "بلغ 3.5 ملايين. ثم", {"بلغ 3.5 ملايين.", "ثم"}},
    {"a year ends a sentence", "في عام 2025. وأضاف", {"في عام 2025.", "وأضاف"}},
    {"a number opens a list point", "1. البند الأول", {"1. البند الأول"}},
    {"titles", "التقى د. أحمد و أ.د. محمد. ثم مضى", {"التقى د. أحمد و أ.د. محمد.", "ثم مضى"}},
    {"agency letters", "وكالة أ.ف.ب. قالت", {"وكالة أ.ف.ب. قالت"}},
    {"Latin abbreviations",
     "met Mr. Smith in the U.S. today. End",
     {"met Mr. Smith in the U.S. today.", "End"}},
    {"two stops are a dash", "سيدي بنور .. أمطار", {"سيدي بنور .. أمطار"}},
    {"three stops end", "قال... ثم", {"قال...", "ثم"}},
    {"a missing space", "انتهى الاجتماع.وأضاف المصدر", {"انتهى الاجتماع.", "وأضاف المصدر"}},
    {"the closing quote belongs in front", "قال “نحن معا.” ثم", {"قال “نحن معا.”", "ثم"}},
    {"line ends close", "عنوان\nنص\r\n\r\nنص", {"عنوان", "نص", "نص"}},
    {"hosts do not", "زر hespress.com اليوم.", {"زر hespress.com اليوم."}},
    {"white space is left out", "  قال نعم. \u00A0 ثم مضى  ", {"قال نعم.", "ثم مضى"}},
    {"nothing", " \n ", {}},
};

TEST(Sentences, EndWhereAReaderWouldStop) {
  for (const auto& [why, text, sentences] : kSentences) {
    SCOPED_TRACE(why);
    EXPECT_THAT(Split(text), ElementsAreArray(sentences));
  }
}

TEST(ClassOf, SaysOfAsciiWhatTheLookUpSays) {
  for (char32_t c = 0; c < 0x80; ++c) EXPECT_EQ(ClassOf(c), LookUpClass(c)) << unsigned{c};
}

}  // namespace
}  // namespace isnad::arabic
