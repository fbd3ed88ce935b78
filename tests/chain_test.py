#!/usr/bin/env python3
"""Chains of transmission through the program: a store fed in several runs, and isnad cluster."""

import json
import unittest

from program import ProgramTest, isnad

REPORT = ("افتتحت بلدية الريحانة صباح الأربعاء جسرا جديدا يربط ضفتي النهر بعد أشغال دامت ثمانية أشهر متواصلة، وحضر حفل الافتتاح "
          "والي المدينة وممثلون عن سكان الأحياء المجاورة الذين طالبوا بالجسر منذ سنوات، ووعد رئيس البلدية بإنارته قبل نهاية الصيف")


def line(outlet: str, hour: int, text: str = REPORT, **more) -> dict:
    return {"id": outlet, "url": f"https://{outlet}.example/1", "title": "جسر جديد في الريحانة", "text": text,
            "outlet": outlet, "published": f"2031-03-12T{hour:02}:00:00Z", **more}


def as_input(*lines) -> bytes:
    return "\n".join(map(json.dumps, lines)).encode()


class Chains(ProgramTest):
    def ingest(self, *lines):
        run = isnad("ingest", "--db", self.db, "-", stdin=as_input(*lines))
        self.assertEqual(run.code, 0, run.err)

    def story(self) -> dict:
        return isnad("story", 1, "--db", self.db, "--json").lines[0]

    def assert_sound(self):
        run = isnad("check", "--db", self.db)
        self.assertEqual(run.code, 0, run.err)

    def test_accounts_of_an_agency_that_was_not_fetched_are_one_until_it_comes_in(self):
        self.ingest(line("manara", 10, credit="رويترز"))
        self.ingest(line("wahaa", 11, "القاهرة (رويترز) - " + REPORT))  # another run: as after a restart
        self.ingest(line("sariya", 12))
        story = self.story()
        self.assertEqual((story["accounts"], story["independent"]), (3, 1))
        root, = story["chain"]
        self.assertEqual((root["id"], root["agency"]), (None, "رويترز"))
        self.assertEqual([node["id"] for node in root["relayed"]], [1, 2])
        quotes = {each["quote"] for account in story["articles"] for each in account["evidence"]}
        self.assertLessEqual({"رويترز", "القاهرة (رويترز)"}, quotes)
        text = isnad("story", 1, "--db", self.db).out
        self.assertIn("رويترز  (not fetched)", text)
        self.assertIn("└─ 2", text)
        self.ingest(line("وكالة رويترز", 9))
        story = self.story()
        self.assertEqual((story["accounts"], story["independent"]), (4, 1))
        self.assertEqual([root["id"] for root in story["chain"]], [4])
        self.assertEqual({account["agency"] for account in story["articles"]}, {None})
        self.assert_sound()

    def test_an_origin_that_comes_in_late_turns_the_chain_round(self):
        self.ingest(line("wahaa", 15), line("sariya", 16))
        self.ingest(line("manara", 10))
        story = self.story()
        self.assertEqual(story["independent"], 1)
        self.assertEqual({account["id"]: account["origin"] for account in story["articles"]}, {1: 3, 2: 3, 3: None})
        self.assertTrue(all(0 < account["confidence"] <= 1 for account in story["articles"] if account["origin"]))
        self.ingest(line("nabd", 17))  # another run knows what was turned round
        last = next(account for account in self.story()["articles"] if account["id"] == 4)
        self.assertEqual(last["origin"], 3)
        self.assertGreater(last["confidence"], 0.9)
        self.assert_sound()

    def test_cluster_says_the_same(self):
        run = isnad("cluster", "-", stdin=as_input(line("wahaa", 15), line("sariya", 16, credit="نقلا عن manara"),
                                                   line("manara", 10)))
        self.assertEqual([(each["id"], each["origin"], each["copied"]) for each in run.lines],
                         [("wahaa", "manara", 1), ("sariya", "manara", 1), ("manara", None, 0)])
        self.assertEqual(set(run.lines[0]), {"id", "story", "origin", "copied"})


if __name__ == "__main__":
    unittest.main()
