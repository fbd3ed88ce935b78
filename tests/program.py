"""Runs the isnad program for the tests of this folder. Standard library only."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("ISNAD_PROGRAM", "build/release/isnad")
ROOT = pathlib.Path(__file__).resolve().parent.parent


class Run:
    """What one run of the program gave."""

    def __init__(self, done: subprocess.CompletedProcess):
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")

    @property
    def lines(self) -> list:
        return [json.loads(line) for line in self.out.splitlines()]


def isnad(*arguments, stdin: bytes = b"", timeout: float = 120, program: str = PROGRAM, **popen) -> Run:
    command = [program, *map(str, arguments)]
    return Run(subprocess.run(command, input=stdin, capture_output=True, timeout=timeout, **popen))


def clean_articles(count: int, start: int = 0, outlet: str = "منبر السدر") -> bytes:
    """Invented articles, each about something else, as clean JSON Lines."""
    places = "الريحانة السدرة الزعفران النخيل الصفصاف العرعار البلوط الياسمين".split()
    things = "جسر مدرسة مستشفى ملعب مكتبة ميناء حديقة متحف سوق مصنع".split()
    lines = []
    for number in range(start, start + count):
        place, thing = places[number % len(places)], things[number // len(places) % len(things)]
        text = (
            f"أعلنت بلدية {place} افتتاح {thing} جديد يحمل الرقم {number} بعد أشغال دامت {number % 9 + 2} أشهر.\n"
            f"وقال رئيس البلدية إن كلفة المشروع بلغت {number * 7 + 3} ألف دينار، وإن العمل فيه سيبدأ الأسبوع المقبل."
        )
        lines.append(
            json.dumps(
                {
                    "id": f"a{number}",
                    "url": f"https://sidra.example/news/{number}",
                    "title": f"افتتاح {thing} رقم {number} في {place}",
                    "text": text,
                    "outlet": outlet,
                    "published": f"2025-03-{number % 28 + 1:02d}",
                },
                ensure_ascii=False,
            )
        )
    return ("\n".join(lines) + "\n").encode("utf-8")


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own, gone afterwards."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="isnad-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.db = self.folder / "store"

    def write(self, name: str, data) -> pathlib.Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    def assert_complains(self, run: Run, code: int, *parts: str):
        """The contract of errors: `isnad: WHAT: WHY (how to mend it)`, and the exit code."""
        self.assertEqual(run.code, code, run.err)
        self.assertRegex(run.err, re.compile(r"^isnad: .+", re.M))
        for part in parts:
            self.assertIn(part, run.err)
