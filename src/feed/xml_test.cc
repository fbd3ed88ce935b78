// The two readers of XML beside each other: what is well formed must mean the same to both.

#include "feed/xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "feed/entities.h"
#include "feed/text.h"

namespace isnad::feed {
namespace {

class Trace final : public XmlEvents {
 public:
  bool OnStart(std::string_view name, std::span<const XmlAttribute> attributes) override {
    out += "<" + std::string(name);
    for (const auto& [key, value] : attributes) {
      out += " " + std::string(key) + "=" + std::string(value);
    }
    out += ">";
    ++open;
    return true;
  }
  void OnEnd(std::string_view name) override {
    out += "</" + std::string(name) + ">";
    --open;
  }
  void OnText(std::string_view text) override { out += text; }

  std::string out;
  int open = 0;
};

std::string Lenient(std::string_view text) {
  Trace trace;
  ReadLenient(text, trace);
  EXPECT_EQ(trace.open, 0);
  return trace.out;
}

TEST(Xml, BothReadersAgreeOnWhatIsWellFormed) {
  for (const char* text : {
           "<a/>",
           "<?xml version='1.0'?><!-- c --><a b='1' c=\"&lt;2&gt;\">t&amp;<b>x</b>&#x62E;</a>",
           "<a><![CDATA[<b>&amp;]]></a>",
           "<!DOCTYPE a [<!ELEMENT a ANY>]><a x:y='z' xmlns:x='u'>خبر</a>",
       }) {
    Trace strict;
    ASSERT_TRUE(ReadStrict(text, strict).has_value()) << text;
    EXPECT_EQ(strict.out, Lenient(text));
  }
}

TEST(Xml, TheLenientReaderForgives) {
  struct Case {
    const char* why;
    const char* text;
    const char* events;
  };
  constexpr Case kCases[] = {
      {"no quotes", "<a b=1 c>x</a>", "<a b=1 c=>x</a>"},
      {"one quote missing", "<a b=\"1>x</a>", "<a b=1>x</a>"},
      {"crossed tags", "<a><b>x</a></b>", "<a><b>x</b></a>"},
      {"never closed", "<a><b>x", "<a><b>x</b></a>"},
      {"an end without a start", "<a></b>x</a>", "<a>x</a>"},
      {"a sign", "<a>1 < 2</a>", "<a>1 < 2</a>"},
      {"a comment without end", "<a><!-- x <b>y</b></a>", "<a>y</a>"},
      {"a tag without end", "<a <b>y</b></a>", "<a><b>y</b></a>"},
      {"void elements", "<a>x<br>y</a>", "<a>x<br></br>y</a>"},
      {"case of end tags", "<A>x</a>", "<A>x</A>"},
      {"attributes twice", "<a b=1 b=2/>", "<a b=1></a>"},
  };
  for (const auto& [why, text, events] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Lenient(text), events);
  }
}

// Each repeats a start whose end is missing: what is looked for again and again would be quadratic
// and take minutes here.
TEST(Xml, TheLenientReaderIsLinear) {
  for (const char* part : {"<![CDATA[", "<!--", "<?", "<!DOCTYPE [", "<a b=\"", "<", "</", "&",
                           "<a", "<a>", "&#", "<a b='x", "<!x \""}) {
    std::string text = "<rss>";
    while (text.size() < 2'000'000) text += part;
    Trace trace;
    ReadLenient(text, trace);
    EXPECT_EQ(trace.open, 0) << part;
  }
}

TEST(PlainText, IsLinear) {
  for (const char* part :
       {"<!--", "<a b=\"", "<a b='\"", "<script>", "<style></", "<", "&", "<a \"", "<a =\" \""}) {
    std::string text;
    while (text.size() < 2'000'000) text += part;
    EXPECT_LE(PlainText(text).size(), text.size());
    (void)LooksLikeHtml(text);
  }
}

TEST(Entities, AreThoseOfHtml) {
  struct Case {
    const char* why;
    const char* text;
    const char* decoded;
  };
  constexpr Case kCases[] = {
      {"named", "&eacute;&laquo;", "\u00E9\u00AB"},
      {"two code points", "&NotEqualTilde;", "\u2242\u0338"},
      {"no semicolon", "a&nbsp b", "a\u00A0 b"},
      {"a parameter", "?a=1&copy=2", "?a=1&copy=2"},
      {"unknown", "&bogus; &", "&bogus; &"},
      {"numbers", "&#1582;&#x62E;", "\u062E\u062E"},
      {"windows-1252", "&#146;", "\u2019"},
      {"outside Unicode", "&#x110000;&#99999999999;&#0;", "\uFFFD\uFFFD\uFFFD"},
      {"no digits", "&#;&#x;", "&#;&#x;"},
  };
  for (const auto& [why, text, decoded] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(DecodeReferences(text, BareNames::kRead), decoded);
  }
}

TEST(PersonName, KeepsTheName) {
  EXPECT_EQ(PersonName("a@b.example (عمر ديارا)"), "عمر ديارا");
  EXPECT_EQ(PersonName("Omar (a@b.example)"), "Omar");
  EXPECT_EQ(PersonName("Omar <a@b.example>"), "Omar");
  EXPECT_EQ(PersonName("a@b.example"), "a@b.example");
  EXPECT_EQ(PersonName("Omar (Bamako)"), "Omar (Bamako)");
}

TEST(Base64, ReadsOnlyBase64) {
  std::string out;
  EXPECT_TRUE(DecodeBase64("RXhh\nbXBsZQ==", out));
  EXPECT_EQ(out, "Example");
  EXPECT_FALSE(DecodeBase64("a-b", out));
}

}  // namespace
}  // namespace isnad::feed
