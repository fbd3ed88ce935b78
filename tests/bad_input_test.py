#!/usr/bin/env python3
"""Everything from outside is hostile: a clear error that names it, the rest done, nothing lost."""

import gzip
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import unittest

import heavy_pages
from program import PROGRAM, ProgramTest, clean_articles, isnad
from commands_test import PAGE

MIB = 1 << 20
NOBODY = 65534


def limit_file_sizes():
    """What a child sets on itself before it becomes the program."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MIB, 2 * MIB))


# The sanitizers reserve more address space than any limit here.
SANITIZED = b"__asan_init" in pathlib.Path(PROGRAM).read_bytes()


def limit_time_and_memory():
    """Far over what any of the pages takes: this stops what grows with the square of its input."""
    resource.setrlimit(resource.RLIMIT_CPU, (100, 100) if SANITIZED else (20, 20))
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (2048 * MIB, 2048 * MIB))


# Starts the program from a process that is smaller than it: a child's peak begins with its parent's size.
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


class HeavyPages(ProgramTest):
    """Pages made to cost their reader time or memory: each is read or refused within bounds, and the next is read."""

    def test_each_is_done_within_its_bounds(self):
        good = self.write("z-good.html", PAGE)
        for name, data, why in heavy_pages.pages():
            with self.subTest(why, page=name):
                bad = self.write(name, data)
                run = subprocess.run([sys.executable, "-c", LAUNCHER, PROGRAM, "extract", "--json", "--jobs", "1",
                                      str(bad), str(good)],
                                     capture_output=True, preexec_fn=limit_time_and_memory, timeout=300)
                self.assertIn(run.returncode, (0, 1), run.stderr[-500:])
                self.assertEqual(json.loads(run.stdout.splitlines()[-1])["input"], str(good))
                size = 64 * MIB if name.endswith(".gz") else len(data)
                peak = int(run.stderr.splitlines()[-1]) * 1024
                if not SANITIZED:
                    self.assertLessEqual(peak - size, 64 * MIB)
                bad.unlink()


class BadPages(ProgramTest):
    """One bad page among good ones: it alone is refused, by name."""

    def check(self, name: str, data: bytes, refused: bool = True, *parts: str):
        shutil.rmtree(self.folder / "pages", ignore_errors=True)
        shutil.rmtree(self.db, ignore_errors=True)
        bad = self.write("pages/" + name, data)
        self.write("pages/a-good.html", PAGE)
        self.write("pages/z-good.html", PAGE.replace("الريحانة", "السدرة"))
        extract = isnad("extract", "--json", self.folder / "pages")
        ingest = isnad("ingest", "--db", self.db, "--json", self.folder / "pages")
        inputs = [line["input"] for line in extract.lines]
        for good in ("a-good.html", "z-good.html"):
            self.assertIn(str(self.folder / "pages" / good), inputs)
        good = [line for line in ingest.lines if "good" in line["input"]]
        self.assertEqual([line["outcome"] for line in good], ["new", "new"])
        if refused:
            self.assert_complains(extract, 1, str(bad), *parts)
            self.assert_complains(ingest, 1, str(bad), *parts)
        else:
            self.assertIn(extract.code, (0, 1))
            self.assertIn(ingest.code, (0, 1))
        self.assertEqual(isnad("check", "--db", self.db).code, 0)
        return extract

    def test_an_empty_file(self):
        self.check("empty.html", b"", True, "empty")

    def test_a_binary(self):
        noise = bytes(range(256)) * 64
        self.check("b.html", b"\x7fELF\x02\x01\x01" + noise, True, "binary")
        self.check("b.txt", b"\x89PNG\r\n\x1a\n" + noise, True, "binary")

    def test_a_line_of_100_mb(self):
        self.check("long.txt", "كلمة ".encode() * (100 * MIB // 9), True, "64 MiB")

    def test_a_million_nested_tags(self):
        self.check("deep.html", b"<div>" * 1_000_000 + b"text", False)
        self.check("deep2.html", b"<b><i><font><a href=x>" * 250_000, False)

    def test_a_script_of_60_mb(self):
        self.check("script.html", PAGE.encode() + b"<script>" + b"x=1;" * (15 * MIB), False)

    def test_a_tag_of_50_000_attributes(self):
        attributes = "".join(f" a{i}='{i}'" for i in range(50_000)).encode()
        self.check("attributes.html", b"<p" + attributes + b">" + PAGE.encode(), False)

    def test_broken_utf8_is_repaired(self):
        page = PAGE.encode().replace("صباح".encode(), "صبا".encode() + b"\xd8\xff\xc0\x80")
        run = self.check("broken.html", page, False)
        broken = [line for line in run.lines if line["input"].endswith("broken.html")]
        self.assertEqual(len(broken), 1)
        self.assertEqual(len(broken[0]["paragraphs"]), 3)

    def test_nul_bytes(self):
        self.check("nul.html", PAGE.encode().replace(b"<p>", b"<p>\0\0"), False)

    def test_a_truncated_gzip(self):
        whole = gzip.compress(PAGE.encode())
        self.check("cut.html.gz", whole[: len(whole) // 2], True, "cut off")

    def test_a_gzip_bomb(self):
        self.check("bomb.html.gz", gzip.compress(b"\0" * (200 * MIB)), True, "64 MiB")

    def test_broken_lines_in_json(self):
        lines = clean_articles(2).splitlines()
        path = self.write("a.jsonl", b"\n".join(
            [lines[0], b"{", b"[" * 100_000, b'{"id":"x"}', b'{"id":"y","text":7}', b"\xff\xfe", lines[1]]))
        run = isnad("ingest", "--db", self.db, "--json", path)
        self.assert_complains(run, 1, "a.jsonl:2", "a.jsonl:3", "a.jsonl:4", "a.jsonl:5", "a.jsonl:6")
        self.assertEqual([line["outcome"] for line in run.lines],
                         ["new"] + ["refused"] * 5 + ["new"])


class BadPlaces(ProgramTest):
    def test_a_missing_file_is_named_and_the_rest_is_done(self):
        good = self.write("good.html", PAGE)
        run = isnad("extract", "--json", self.folder / "missing.html", good)
        self.assert_complains(run, 1, "missing.html", "check the path")
        self.assertEqual(len(run.lines), 1)

    def test_a_folder_without_permission(self):
        locked = self.folder / "pages" / "locked"
        self.write("pages/locked/page.html", PAGE)
        self.write("pages/z.html", PAGE)
        locked.chmod(0)
        self.addCleanup(locked.chmod, 0o755)
        self.folder.chmod(0o755)
        who = {"user": NOBODY} if os.geteuid() == 0 else {}
        run = isnad("extract", "--json", self.folder / "pages", **who)
        self.assert_complains(run, 1, "locked", "Permission denied", "grant the permission")
        self.assertEqual(len(run.lines), 1)

    def test_a_store_without_permission(self):
        (self.folder / "ro").mkdir()
        self.folder.chmod(0o755)
        (self.folder / "ro").chmod(0o555)
        who = {"user": NOBODY} if os.geteuid() == 0 else {}
        run = isnad("ingest", "--db", self.folder / "ro" / "store", "-", stdin=clean_articles(1), **who)
        self.assert_complains(run, 3, "ro/store", "Permission denied")

    def test_a_store_that_is_none(self):
        self.write("store/isnad.db", b"this is no database, whatever its name says. " * 100)
        for command in (["stories"], ["check"], ["ingest", self.folder]):
            with self.subTest(command):
                self.assert_complains(isnad(*command, "--db", self.db), 3, "store")
        self.assertTrue(self.db.joinpath("isnad.db").read_bytes().startswith(b"this is no"))

    def test_a_file_in_the_store_s_place(self):
        self.write("store", b"x")
        self.assert_complains(isnad("ingest", "--db", self.db, "-", stdin=clean_articles(1)), 3, "store")

    def test_a_second_writer_is_told_who_holds_the_store(self):
        with subprocess.Popen([PROGRAM, "ingest", "--db", str(self.db), "--json", "--batch", "1",
                               "--jobs", "1", "-"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
            first.stdin.write(clean_articles(1))
            first.stdin.flush()
            self.assertEqual(json.loads(first.stdout.readline())["outcome"], "new")
            second = isnad("ingest", "--db", self.db, "-", stdin=clean_articles(1, 1))
            self.assert_complains(second, 3, str(first.pid))
            # Readers are not kept out.
            self.assertEqual(len(isnad("stories", "--db", self.db, "--json").lines), 1)
            first.stdin.close()
            self.assertEqual(first.wait(60), 0)
        third = isnad("ingest", "--db", self.db, "-", stdin=clean_articles(1, 1))
        self.assertEqual(third.code, 0)


class FullDisk(ProgramTest):
    def ingest_until_full(self, **popen):
        run = isnad("ingest", "--db", self.db, "--json", "--batch", "20", "-",
                    stdin=clean_articles(5000), **popen)
        self.assertEqual(run.code, 3, run.err)
        self.assertRegex(run.err, r"isnad: .*\(.+\)\n$")
        told = [line for line in run.lines if line["outcome"] == "new"]
        self.assertLess(len(told), 5000)
        return told

    def check_nothing_told_is_lost(self, told):
        check = isnad("check", "--db", self.db, "--json")
        self.assertEqual(check.code, 0, check.err)
        self.assertGreaterEqual(check.lines[0]["articles"], len(told))
        again = isnad("ingest", "--db", self.db, "--json", "-", stdin=clean_articles(5000))
        self.assertEqual(again.code, 0, again.err)
        ids = {line["title"]: line["article"] for line in again.lines}
        for line in told:
            self.assertEqual(ids[line["title"]], line["article"])
        self.assertEqual(isnad("check", "--db", self.db, "--json").lines[0]["articles"], 5000)

    def test_a_limit_on_file_sizes(self):
        told = self.ingest_until_full(preexec_fn=limit_file_sizes)
        self.assertGreater(len(told), 0)
        self.check_nothing_told_is_lost(told)

    def test_a_device_that_is_full(self):
        mount = self.folder / "small"
        mount.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "isnad-test", str(mount)],
                              capture_output=True)
        if done.returncode != 0:
            self.skipTest("cannot mount a small file system here: needs root")
        self.addCleanup(subprocess.run, ["umount", str(mount)])
        small, self.db = mount / "store", mount / "store"
        told = self.ingest_until_full()
        self.assertGreater(len(told), 0)
        self.assertEqual(isnad("check", "--db", small).code, 0)
        self.db = self.folder / "grown"
        shutil.copytree(small, self.db)
        self.check_nothing_told_is_lost(told)

    def test_an_output_that_cannot_be_written(self):
        page = self.write("page.html", PAGE)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "extract", "--json", str(page)], stdout=full,
                                  stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        self.assertIn("No space left", done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
