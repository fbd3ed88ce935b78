"""isnad extract as a filter: pipes, archives, order, errors by record, exit codes."""

import gzip
import json
import subprocess
import unittest
import zlib

from program import PROGRAM, ProgramTest, isnad

PAGE = """<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>
<p>أعلنت بلدية الريحانة أن أشغال توسعة الميناء تنطلق مطلع الشهر المقبل بعد أن صادق المجلس على الصفقة.</p>
<p>وقال رئيس البلدية إن الكلفة تناهز مئتي مليون دينار على مدى ثلاث سنوات، وإن المشروع يوفر ألف فرصة عمل.</p>
</body></html>"""


def record(kind: str, url: str, body: bytes, content_type: str = "application/http", lie: int = 0) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\n"
    return head.encode() + f"Content-Length: {len(body) + lie}\r\n\r\n".encode() + body + b"\r\n\r\n"


def response(number: int, encode=lambda page: (page, ""), charset: str = "utf-8") -> bytes:
    page = PAGE.format(title=f"خبر رقم {number}").replace("utf-8", charset).encode(charset)
    body, more = encode(page)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\n{more}\r\n".encode()
    return record("response", f"https://sidra.example/{number}", head + body)


def chunked(page: bytes) -> tuple:
    parts = [page[i : i + 700] for i in range(0, len(page), 700)] + [b""]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts), "Transfer-Encoding: chunked\r\n"


class Archives(ProgramTest):
    def test_every_way_a_page_stands_in_an_archive(self):
        records = [
            record("warcinfo", "", b"software: x", "application/warc-fields"),
            record("request", "https://sidra.example/0", b"GET / HTTP/1.1\r\n\r\n"),
            response(0),
            response(1, chunked),
            response(2, lambda page: (gzip.compress(page), "Content-Encoding: gzip\r\n")),
            response(3, lambda page: (zlib.compress(page), "Content-Encoding: deflate\r\n")),
            record("revisit", "https://sidra.example/0", b"HTTP/1.1 200 OK\r\n\r\n"),
            response(4, charset="windows-1256"),
            record("metadata", "https://sidra.example/4", b"fetchTimeMs: 5", "application/warc-fields"),
        ]
        for name, data in {
            "plain.warc": b"".join(records),
            "by-record.warc.gz": b"".join(map(gzip.compress, records)),
            "whole.warc.gz": gzip.compress(b"".join(records)),
        }.items():
            with self.subTest(name):
                run = isnad("extract", "--json", self.write(name, data))
                self.assertEqual((run.code, run.err), (0, ""))
                self.assertEqual([line["title"] for line in run.lines], [f"خبر رقم {n}" for n in range(5)])
                piped = isnad("extract", "--json", "-", stdin=data)
                self.assertEqual([l["text"] for l in piped.lines], [l["text"] for l in run.lines])

    def test_a_lying_record_is_named_and_the_next_one_read(self):
        bad = record("response", "https://sidra.example/b", b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x01\x02")
        archive = self.write("a.warc", response(0) + bad + b"junk\r\n" + response(1))
        run = isnad("extract", "--json", archive)
        self.assertEqual(run.code, 1)
        self.assertEqual(len(run.lines), 2)
        for line in run.err.splitlines():
            self.assertRegex(line, rf"^isnad: {archive}@\d+: ")
        self.assertGreaterEqual(len(run.err.splitlines()), 2)


class Filter(ProgramTest):
    def test_answers_each_line_while_the_pipe_stays_open(self):
        command = [PROGRAM, "extract", "--json", "--jobs", "2", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as filter_:
            for number in range(3):
                line = json.dumps({"id": number, "html": PAGE.format(title=f"خبر رقم {number}")})
                filter_.stdin.write(line.encode() + b"\n")
                filter_.stdin.flush()
                answer = json.loads(filter_.stdout.readline())
                self.assertEqual(answer["input"], str(number))
            filter_.stdin.close()
            self.assertEqual(filter_.wait(timeout=60), 0)

    def test_order_is_that_of_the_input_and_bad_lines_are_named(self):
        lines = [json.dumps({"id": f"p{n}", "html": PAGE.format(title=f"خبر {n}") * (1 + n % 7)}) for n in range(80)]
        lines[40] = "{broken"
        run = isnad("extract", "--json", "--jobs", "4", "-", stdin="\n".join(lines).encode())
        self.assertEqual(run.code, 1)
        self.assertEqual([line["input"] for line in run.lines], [f"p{n}" for n in range(80) if n != 40])
        self.assertRegex(run.err, r"^isnad: stdin:41: not JSON")

    def test_a_reader_that_goes_away_ends_it_quietly(self):
        lines = "\n".join(json.dumps({"id": n, "html": PAGE.format(title=n)}) for n in range(2000)).encode()
        path = self.write("many.jsonl", lines)
        done = subprocess.run(
            f"{PROGRAM} extract --json {path} | head -1", shell=True, capture_output=True, timeout=120
        )
        self.assertEqual(len(done.stdout.splitlines()), 1)
        self.assertEqual(done.stderr, b"")


if __name__ == "__main__":
    unittest.main()
