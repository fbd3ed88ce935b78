"""Rules of sources: read with exact errors, applied by address, checked, explained."""

import unittest

from program import ROOT, ProgramTest, isnad

RULES = ROOT / "data/sources/rules.toml"
PAGES = ROOT / "data/sample-press/pages"
FLOOD = PAGES / "manara/2025-09-29-flood.html"


class Rules(ProgramTest):
    def test_the_shipped_rules_match_the_pages_they_are_for(self):
        run = isnad("extract", "--rules", RULES, "--check", PAGES / "manara", PAGES / "malaeb")
        self.assertEqual((run.code, run.err), (0, ""))
        self.assertIn("body       on 10 of 10", run.out)
        self.assertIn("links      on 1 of 1", run.out)

    def test_a_rule_decides_what_the_article_is(self):
        plain = isnad("extract", "--json", FLOOD).lines[0]
        ruled = isnad("extract", "--json", "--rules", RULES, FLOOD).lines[0]
        self.assertEqual(ruled["section"], "شؤون محلية")
        self.assertEqual(ruled["paragraphs"], plain["paragraphs"])
        self.assertEqual(ruled["warnings"], [])

    def test_links_of_a_front_page_are_those_of_the_rule(self):
        run = isnad("extract", "--json", "--rules", RULES, PAGES / "manara/front.html")
        page = run.lines[0]
        self.assertEqual(page["kind"], "listing")
        self.assertEqual(len(page["headlines"]), 10)
        for headline in page["headlines"]:
            self.assertRegex(headline["url"], r"^https://www\.al-manara\.example/20\d\d/")

    def test_a_bad_file_is_told_line_by_line_and_nothing_is_read(self):
        bad = self.folder / "bad.toml"
        bad.write_text('[[source]]\nhosts = "a.example"\ntitel = "h1"\nbody = "div >"\n')
        run = isnad("extract", "--json", "--rules", bad, FLOOD)
        self.assertEqual((run.code, run.out), (2, ""))
        lines = run.err.splitlines()
        self.assertEqual(len(lines), 2)
        self.assertIn(f'isnad: {bad}:3:1: unknown key "titel" (write "title")', lines)
        self.assertTrue(any(f"{bad}:4:8: selector" in line for line in lines), lines)

    def test_a_selector_that_matches_nowhere_is_named_by_the_check(self):
        rules = self.folder / "old.toml"
        rules.write_text('[[source]]\nhosts = "www.al-manara.example"\nbody = ".gone"\n')
        run = isnad("extract", "--rules", rules, "--check", FLOOD)
        self.assertEqual(run.code, 1)
        self.assertIn(f"{rules}:3:8: body matches on none of 1 pages", run.err)

    def test_a_rule_that_does_not_match_warns_and_leaves_the_page_as_it_was(self):
        rules = self.folder / "old.toml"
        rules.write_text('[[source]]\nhosts = "www.al-manara.example"\nbody = ".gone"\n')
        plain = isnad("extract", "--json", FLOOD).lines[0]
        ruled = isnad("extract", "--json", "--rules", rules, FLOOD).lines[0]
        self.assertEqual(ruled["text"], plain["text"])
        self.assertIn("body: nothing matches", ruled["warnings"][0])


class Explain(unittest.TestCase):
    def test_json_says_for_every_field_and_block_what_won(self):
        page = isnad("extract", "--json", "--explain", "--rules", RULES, FLOOD).lines[0]
        explained = page["explain"]
        self.assertIn("rules.toml:", explained["rule"])
        title = next(f for f in explained["fields"] if f["field"] == "title")
        winners = [c for c in title["candidates"] if c["chosen"]]
        self.assertEqual(len(winners), 1)
        self.assertIn("rule (", winners[0]["source"])
        kept = [b for b in explained["blocks"] if b["kept"]]
        self.assertEqual(len(kept), len(page["paragraphs"]))
        dropped = [b for b in explained["blocks"] if any("drops" in r for r in b["reasons"])]
        self.assertTrue(any("اقرأ أيضاً" in b["text"] for b in dropped))

    def test_explaining_changes_nothing_else(self):
        plain = isnad("extract", "--json", FLOOD).lines[0]
        explained = isnad("extract", "--json", "--explain", FLOOD).lines[0]
        del explained["explain"]
        self.assertEqual(plain, explained)


if __name__ == "__main__":
    unittest.main()
