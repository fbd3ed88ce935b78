#!/usr/bin/env python3
"""The sample press through the whole house, held against the truth that lies beside it."""

import collections
import json
import os
import pathlib
import re
import unittest

from program import ROOT, ProgramTest, isnad

PRESS = ROOT / "data" / "sample-press"


def words(text: str) -> list:
    return re.findall(r"\w+", text)


def flat(text: str) -> str:
    return " ".join(words(text))


def b_cubed(predicted: dict, gold: dict) -> tuple:
    """B-cubed precision, recall and F1 (Bagga and Baldwin, 1998) over the keys of `gold`."""
    clusters, events = collections.defaultdict(set), collections.defaultdict(set)
    for key in gold:
        clusters[predicted[key]].add(key)
        events[gold[key]].add(key)
    precision = recall = 0.0
    for key in gold:
        both = len(clusters[predicted[key]] & events[gold[key]])
        precision += both / len(clusters[predicted[key]])
        recall += both / len(events[gold[key]])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


class SamplePress(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.truth = json.loads((PRESS / "truth.json").read_text(encoding="utf-8"))
        cls.pages = {page["file"]: page for page in cls.truth["pages"]}
        run = isnad("extract", "--json", PRESS / "pages")
        cls.run_of_extract = run
        cls.got = {str(pathlib.Path(line["input"]).relative_to(PRESS)): line for line in run.lines}

    def articles(self):
        for name, page in self.pages.items():
            if page["kind"] == "article":
                yield name, page, self.got[name]

    def wrong(self, describe) -> list:
        return [f"{name}: {found}" for name, page, got in self.articles() if (found := describe(page, got))]

    def test_there_is_enough_of_it(self):
        self.assertGreaterEqual(len(self.pages), 60)
        articles = [page for page in self.pages.values() if page["kind"] == "article"]
        self.assertGreaterEqual(len({page["outlet"] for page in articles}), 8)
        self.assertGreaterEqual(len({page["event"] for page in articles}), 12)
        self.assertEqual(self.run_of_extract.code, 0, self.run_of_extract.err)
        self.assertEqual(set(self.pages), set(self.got))

    def test_kinds_are_told_apart(self):
        wrong = [f"{name}: {self.got[name]['kind']}, not {page['kind']}"
                 for name, page in self.pages.items() if self.got[name]["kind"] != page["kind"]]
        self.assertEqual(wrong, [])

    def test_titles(self):
        self.assertEqual(self.wrong(
            lambda page, got: flat(got["title"] or "") != flat(page["title"]) and got["title"]), [])

    def test_dates(self):
        self.assertEqual(self.wrong(
            lambda page, got: (got["published"] or "")[:10] != (page["published"] or "")[:10]
            and f"{got['published']}, not {page['published']}"), [])

    def test_outlets(self):
        # A page may name no outlet; a wrong one it must not get.
        self.assertEqual(self.wrong(
            lambda page, got: flat(got["outlet"] or page["outlet"]) != flat(page["outlet"]) and got["outlet"]), [])

    def test_the_whole_article_and_nothing_but_the_article(self):
        def describe(page, got):
            text = flat(got["text"])
            missing = [part for part in page["must_contain"] if flat(part) not in text]
            surplus = [part for part in page["must_not_contain"] if flat(part) in text]
            return (missing or surplus) and f"missing {missing}, surplus {surplus}"

        self.assertEqual(self.wrong(describe), [])

    def test_stories_and_copies(self):
        ingest = isnad("ingest", "--db", self.db, "--json", PRESS / "pages")
        self.assertEqual(ingest.code, 0, ingest.err)
        name_of = {}
        for line in ingest.lines:
            if line["article"] is not None:
                name = str(pathlib.Path(line["input"]).relative_to(PRESS))
                name_of.setdefault(line["article"], name)
        # As the store tells it in the end: stories become one after their articles were reported.
        story_of = {name_of[account["id"]]: story["id"]
                    for story in isnad("stories", "--db", self.db, "--json", "--limit", 1000).lines
                    for account in isnad("story", story["id"], "--db", self.db, "--json").lines[0]["articles"]}
        events = {name: page["event"] for name, page in self.pages.items()
                  if page["kind"] == "article" and name in story_of}
        precision, recall, f1 = b_cubed(story_of, events)
        print(f"stories of the sample press: B3 precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
        # Floors under what was measured (0.973 and 0.890), so that a change for the worse is seen.
        self.assertGreaterEqual(precision, 0.93)
        self.assertGreaterEqual(f1, 0.87)

        # An original that comes in after its copy cannot be named as the copy's origin.
        order = {name: at for at, name in enumerate(name_of.values())}
        missed, wrong = [], []
        for article, name in name_of.items():
            page = self.pages[name]
            got = isnad("article", article, "--db", self.db, "--json").lines[0]
            original_first = page["origin"] in order and order[page["origin"]] < order[name]
            if page["copied"] == "verbatim" and original_first and got["origin"] is None:
                missed.append(name)
            if page["copied"] == "none" and got["origin"] is not None:
                wrong.append(f"{name}: from {name_of.get(got['origin'])}")
        self.assertEqual(missed, [])
        originals = {page["origin"] for page in self.pages.values() if page.get("origin")}
        self.assertEqual([line for line in wrong if line.split(":")[0] not in originals], [])


class Seeds(ProgramTest):
    """Two real tag-less pages; they stand outside the repository."""

    def test_two_clean_articles_in_one_story(self):
        data = os.environ.get("ISNAD_DATA")
        seeds = sorted(pathlib.Path(data, "..", "seeds").glob("*.txt")) if data else []
        if len(seeds) != 2:
            self.skipTest("ISNAD_DATA is not set: the two pages are not at hand")
        run = isnad("ingest", "--db", self.db, "--json", *seeds)
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual([line["outcome"] for line in run.lines], ["new", "new"])
        self.assertEqual(len({line["story"] for line in run.lines}), 1)
        first, second = (isnad("article", line["article"], "--db", self.db, "--json").lines[0]
                         for line in run.lines)
        self.assertEqual(first["outlet"], "الدار")
        self.assertEqual(first["published"], "2025-02-21")
        self.assertEqual(len(first["paragraphs"]), 8)
        self.assertEqual(len(first["headlines"]), 53)
        self.assertTrue(first["title"].startswith("مذكرة تفاهم بين المغرب ومالي"))
        self.assertIsNone(second["published"])
        self.assertEqual(len(second["paragraphs"]), 7)
        for article in (first, second):
            for furniture in ("الإبلاغ", "انقر هنا", "تعليقاً", "زر الذهاب", "نشر في"):
                self.assertNotIn(furniture, article["text"])


if __name__ == "__main__":
    unittest.main()
