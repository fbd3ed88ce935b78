#include "arabic/language.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::arabic {
namespace {

struct Case {
  std::string_view language;
  std::string_view text;
};

constexpr Case kCases[] = {
    {"ar", "عقدت اللجنة العسكرية المشتركة بين المغرب ومالي اجتماعها الأول"},
    {"ar", "المغرب يفوز"},
    {"ar", "قال الرئيس الفرنسي Emmanuel Macron إن بلاده"},
    {"ar", "علي الصعيد الوطني اکد الوزير ان الحكومة ملتزمة"},
    {"fa", "رئیس جمهور ایران در این دیدار گفت که مردم باید"},
    {"ur", "وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرے گی"},
    {"ckb", "سەرۆکی هەرێمی کوردستان لە هەولێر پێشوازی لە شاندێک کرد"},
    {"ps", "د افغانستان ولسمشر وویل چې دوی به خپل هېواد ته کار وکړي ښه"},
    {"en", "The president said that the government will not be able to do this"},
    {"fr", "Le président de la République a déclaré que les travaux sont terminés"},
    {"es", "El presidente dijo que las obras no se han terminado en la ciudad"},
    {"de", "Der Präsident hat gesagt, dass die Arbeiten nicht beendet sind"},
    {"it", "Il presidente ha detto che i lavori non sono finiti nella città"},
    {"pt", "O presidente disse que as obras não foram concluídas na cidade"},
    {"tr", "Cumhurbaşkanı yeni bir açıklama yaptı ve bu konuda daha çok çalışacağını dedi"},
    {"nl", "De president heeft gezegd dat het werk niet is afgerond in de stad"},
    {"ru", "Президент заявил, что работы ещё не были завершены в городе"},
    {"uk", "Президент заявив, що роботи ще не завершені в місті Київ"},
    {"he", "הנשיא אמר היום כי הממשלה תפעל"},
    {"el", "Ο πρόεδρος δήλωσε σήμερα"},
    {"zh", "总统今天表示政府将继续努力"},
    {"ja", "大統領は今日、政府が努力を続けると述べました"},
    {"ko", "대통령은 오늘 정부가 노력을 계속할 것이라고 말했다"},
    {"hi", "राष्ट्रपति ने आज कहा कि सरकार"},
    {"zgh", "ⴰⵎⴰⵣⵉⵖ ⵜⴰⵎⴰⵣⵉⵖⵜ"},
    {"", ""},
    {"", "123 456"},
    {"", "ab"},
    {"", "Xyzzy Plugh Qwertz"},
};

TEST(DetectLanguage, TellsLanguagesOfThePress) {
  for (const auto& [language, text] : kCases) EXPECT_EQ(DetectLanguage(text), language) << text;
}

TEST(DetectLanguage, ReadsABoundedPrefix) {
  std::string text = "هذا نص عربي ";
  for (int i = 0; i < 12; ++i) text += text;
  text += std::string(100'000, 'x');
  EXPECT_EQ(DetectLanguage(text), "ar");
}

}  // namespace
}  // namespace isnad::arabic
