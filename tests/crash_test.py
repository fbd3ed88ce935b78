#!/usr/bin/env python3
"""kill -9 at any moment of an ingest: nothing told is lost, nothing is there twice, no repair needed."""

import json
import os
import random
import signal
import subprocess
import unittest

from program import PROGRAM, ProgramTest, clean_articles, isnad

ROUNDS = int(os.environ.get("ISNAD_CRASH_ROUNDS", "50"))
ARTICLES = 240


class KillNine(ProgramTest):
    def test_no_moment_loses_or_doubles_an_article(self):
        articles = clean_articles(ARTICLES)
        chance = random.Random(20250219)
        told_when_killed = []
        for number in range(ROUNDS):
            with self.subTest(round=number):
                told_when_killed.append(self.round(articles, self.folder / f"store-{number}", chance))
        # The moments must have been spread over the whole run, or the test shows nothing.
        self.assertGreater(len(set(told_when_killed)), 3, told_when_killed)
        self.assertLess(min(told_when_killed), ARTICLES)

    def round(self, articles: bytes, db, chance: random.Random) -> int:
        # The articles come through a pipe, part by part, so that the moment of death is ours to choose:
        # after a random number of bytes, while the program is at work on what it has.
        told = {}
        with subprocess.Popen(
            [PROGRAM, "ingest", "--db", str(db), "--json", "--batch", "8", "--jobs", "1", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as process:
            cut = chance.randrange(len(articles) // 8, len(articles))
            process.stdin.write(articles[:cut])
            process.stdin.flush()
            wanted = chance.randrange(0, articles[:cut].count(b"\n") * 3 // 4)
            while len(told) < wanted:
                line = process.stdout.readline()
                if not line:
                    break
                outcome = json.loads(line)
                told[outcome["title"]] = outcome["article"]
            process.send_signal(signal.SIGKILL)
            for line in process.stdout:  # what it had said before it died
                if line.endswith(b"\n"):
                    outcome = json.loads(line)
                    told[outcome["title"]] = outcome["article"]
            process.stdin = None if process.stdin is None else self.close(process.stdin)

        if not db.exists() or not (db / "isnad.db").exists():
            self.assertEqual(told, {})
        else:
            check = isnad("check", "--db", db, "--json")
            if check.code != 0:  # killed before the first migration was on the disk
                self.assertEqual(told, {}, check.err)
        again = isnad("ingest", "--db", db, "--json", "-", stdin=articles)
        self.assertEqual((again.code, again.err), (0, ""))
        self.assertEqual(len(again.lines), ARTICLES)
        for outcome in again.lines:
            if outcome["title"] in told:
                self.assertEqual((outcome["outcome"], outcome["article"]),
                                 ("duplicate", told[outcome["title"]]))
            else:
                self.assertIn(outcome["outcome"], ("new", "duplicate"))
        whole = isnad("check", "--db", db, "--json")
        self.assertEqual((whole.code, whole.err), (0, ""))
        self.assertEqual(whole.lines[0]["articles"], ARTICLES)
        return len(told)

    @staticmethod
    def close(pipe):
        try:
            pipe.close()
        except BrokenPipeError:
            pass


if __name__ == "__main__":
    unittest.main()
