"""Lines that the pages of one host repeat are learned while ingesting and dropped from later articles."""

import json
import unittest

from program import ROOT, ProgramTest, isnad

PLACES = "الريحانة السدرة الزعفران النخيل الصفصاف العرعار البلوط الياسمين".split()
THINGS = "جسر مدرسة مستشفى ملعب مكتبة ميناء حديقة متحف سوق مصنع".split()
SLOGAN = "نحن معكم في كل مكان وزمان"


def page(number: int) -> str:
    place, thing = PLACES[number % 8], THINGS[number // 8 % 10]
    body = "".join(
        f"<p>أعلنت بلدية {place} أن أشغال بناء {thing} جديد يحمل الرقم {number * 7 + part} تنطلق مطلع الشهر المقبل، وأن"
        f" كلفتها تناهز {number + part + 20} مليون دينار على مدى ثلاث سنوات كاملة يشارك فيها أبناء المنطقة.</p>"
        for part in range(4)
    )
    return (
        f"<!doctype html><html lang=ar><title>{thing} {number} في {place}</title><body><article>"
        f"<h1>انطلاق بناء {thing} رقم {number} في {place}</h1>{body}<p>{SLOGAN}</p></article>"
    )


class Lines(ProgramTest):
    def text_of(self, article: int) -> str:
        return isnad("article", str(article), "--db", self.db, "--json").lines[0]["text"]

    def test_a_slogan_goes_once_enough_pages_had_it(self):
        lines = [{"url": f"https://sidra.example/{n}", "html": page(n)} for n in range(40)]
        alone = isnad("extract", "--json", "-", stdin="\n".join(map(json.dumps, lines[:1])).encode()).lines[0]
        self.assertIn(SLOGAN, alone["text"], "the page is to be one that extraction alone does not clean")
        pages = self.write("pages.jsonl", "\n".join(map(json.dumps, lines)))
        run = isnad("ingest", "--db", self.db, "--json", "--batch", "10", pages)
        self.assertEqual([line["outcome"] for line in run.lines], ["new"] * 40)
        texts = [self.text_of(line["article"]) for line in run.lines]
        self.assertIn(SLOGAN, texts[0])
        for text in texts[10:]:
            self.assertNotIn(SLOGAN, text)
            self.assertEqual(len(text.split("\n")), 4)

    def test_the_sample_press_loses_nothing(self):
        folder = ROOT / "data/sample-press/pages"
        plain = {line["input"]: line["text"] for line in isnad("extract", "--json", folder).lines}
        run = isnad("ingest", "--db", self.db, "--json", "--batch", "1", folder)
        told = [line for line in run.lines if line["outcome"] == "new"]
        self.assertGreater(len(told), 60)
        for line in told:
            self.assertEqual(self.text_of(line["article"]), plain[line["input"]], line["input"])


if __name__ == "__main__":
    unittest.main()
