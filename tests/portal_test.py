#!/usr/bin/env python3
"""The portal over HTTP, as a browser, a proxy and an attacker meet it."""

import gzip
import html.parser
import http.client
import json
import re
import signal
import socket
import subprocess
import time
import unittest
import urllib.parse

from program import PROGRAM, ProgramTest, clean_articles, isnad

HOSTILE = [
    {"id": "x1", "url": "https://evil.example/1", "outlet": "<script>alert(1)</script>",
     "title": "عنوان <img src=x onerror=alert(1)> \"مقتبس\" & 'آخر'",
     "text": "فقرة أولى <script>alert(2)</script> فيها كلمة مميزة هي القطمير.\nفقرة ثانية </p></article><a href=javascript:alert(3)>رابط</a>.",
     "published": "2025-03-01"},
    {"id": "x2", "url": "https://evil.example/2?a=\"><script>alert(4)</script>", "outlet": "منبر\u202eمعكوس",
     "title": "\u202eعنوان يقلب السطر\u202c " + "طويل" * 300,
     "text": "نص قصير فيه كلمة القطمير أيضا وسطر بلا نهاية " + "x" * 5000, "published": None},
]


class Markup(html.parser.HTMLParser):
    """What a page holds: tags, links, attributes that could run."""

    def __init__(self, text: str):
        super().__init__()
        self.tags, self.links, self.dangers = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.dangers.append((tag, name))
            if name in ("href", "src", "action"):
                self.links.append(value or "")
                if re.match(r"\s*(javascript|data|vbscript):", value or "", re.I):
                    self.dangers.append((tag, value))
        if tag == "script" and not re.fullmatch(r"/assets/suggest\.[0-9a-f]+\.js", dict(attrs).get("src") or ""):
            self.dangers.append((tag, ""))


class PortalTest(ProgramTest):
    """A server over a store, and ways to speak to it."""

    def start(self):
        self.server = subprocess.Popen([PROGRAM, "serve", "--db", str(self.db), "--listen", "127.0.0.1:0"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = self.server.stdout.readline().decode()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", line).group(1))
        self.addCleanup(self.stop)

    def stop(self):
        if self.server.poll() is None:
            self.server.terminate()
        self.server.wait(30)
        self.server.stdout.close()

    def get(self, path: str, method: str = "GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            response = connection.getresponse()
            return response.status, dict((k.lower(), v) for k, v in response.getheaders()), response.read()
        finally:
            connection.close()

    def page(self, path: str, status: int = 200) -> str:
        code, headers, body = self.get(path)
        self.assertEqual(code, status, path)
        self.assertIn("text/html", headers["content-type"])
        return body.decode("utf-8")

    def raw(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(request)
            answer = b""
            while part := connection.recv(65536):
                answer += part
            return answer

    def crawl(self) -> dict:
        """Every page that links reach from the front page."""
        pages, todo = {}, ["/"]
        while todo and len(pages) < 400:
            path = todo.pop()
            if path in pages:
                continue
            status, headers, body = self.get(path)
            pages[path] = (status, headers, body)
            if "text/html" not in headers.get("content-type", ""):
                continue
            for link in Markup(body.decode("utf-8")).links:
                if link.startswith("/") and not link.startswith("//"):
                    todo.append(urllib.parse.urldefrag(link).url)
        return pages

class Portal(PortalTest):
    def setUp(self):
        super().setUp()
        articles = clean_articles(40)
        copies = articles.replace(b'"a', b'"b').replace("منبر السدر".encode(), "صدى الزعفران".encode())
        copies = copies.replace(b"sidra.example", b"sada.example")
        hostile = "\n".join(json.dumps(line, ensure_ascii=False) for line in HOSTILE).encode()
        run = isnad("ingest", "--db", self.db, "-q", "-", stdin=articles + copies + hostile)
        self.assertEqual(run.code, 0, run.err)
        self.start()

    def test_every_link_of_ours_leads_somewhere_and_every_page_is_whole(self):
        pages = self.crawl()
        self.assertGreater(len(pages), 60)
        for path, (status, headers, body) in pages.items():
            with self.subTest(path):
                self.assertEqual(status, 200)
                self.assertEqual(headers["x-content-type-options"], "nosniff")
                if "text/html" not in headers["content-type"]:
                    continue
                text = body.decode("utf-8")
                self.assertRegex(text, r'(?i)^<!doctype html>\s*<html lang="ar" dir="rtl"')
                self.assertIn("default-src 'none'", headers["content-security-policy"])
                self.assertNotIn("unsafe-inline", headers["content-security-policy"])
                markup = Markup(text)
                self.assertEqual(markup.dangers, [])
                self.assertEqual(markup.tags.count("h1"), 1)
                self.assertEqual(markup.tags.count("main"), 1)
                self.assertLess(len(body), 100_000)

    def test_hostile_titles_are_shown_and_harmless(self):
        ids = [line["id"] for line in isnad("search", "القطمير", "--db", self.db, "--json").lines]
        self.assertEqual(len(ids), 2)
        for article in ids:
            text = self.page(f"/article/{article}")
            self.assertNotIn("<script", text)
            self.assertNotIn("<img src=x", text)
            self.assertNotIn("\u202e", text.replace("&#x202e;", ""))
        self.assertIn("&lt;img src=x", self.page(f"/article/{ids[0]}") + self.page(f"/article/{ids[1]}"))
        self.assertEqual(Markup(self.page("/search?q=" + urllib.parse.quote("\"><script>alert(1)</script>"))).dangers, [])

    def test_search_highlights_and_says_when_there_is_nothing(self):
        found = self.page("/search?q=" + urllib.parse.quote("بالريحانة"))
        self.assertIn("<mark>", found)
        nothing = self.page("/search?q=" + urllib.parse.quote("كلمةلاوجودلها"))
        self.assertNotIn("<mark>", nothing)
        self.assertEqual(Markup(nothing).tags.count("form"), Markup(found).tags.count("form"))

    def test_a_page_that_is_not_there_is_404_in_arabic(self):
        for path in ("/nothing", "/story/999999", "/article/0", "/article/x", "/outlet/nobody"):
            with self.subTest(path):
                self.assertIn('dir="rtl"', self.page(path, 404))

    def test_a_story_is_the_same_for_programs_as_on_the_command_line(self):
        story = isnad("stories", "--db", self.db, "--json", "--limit", "1").lines[0]["id"]
        status, headers, body = self.get(f"/story/{story}.json")
        self.assertEqual((status, headers["content-type"]), (200, "application/json; charset=utf-8"))
        self.assertEqual(json.loads(body), isnad("story", str(story), "--db", self.db, "--json").lines[0])
        self.assertIn(f'href="/story/{story}.json"', self.page(f"/story/{story}"))

    def test_the_differences_of_a_copy_are_linked_from_its_story(self):
        pages = self.crawl()
        compared = [body.decode("utf-8") for path, (_, _, body) in pages.items() if path.startswith("/compare/")]
        self.assertTrue(compared)
        for text in compared:
            self.assertIn('class="diff"', text)
        self.assertTrue(any("لا فرق في الكلمات" in text for text in compared), "some copies are whole")

    def test_conditional_and_compressed_and_head(self):
        status, headers, body = self.get("/")
        self.assertEqual(self.get("/", If_None_Match=headers["etag"])[0], 304)
        status, zipped, packed = self.get("/", Accept_Encoding="gzip")
        self.assertEqual(zipped.get("content-encoding"), "gzip")
        self.assertEqual(gzip.decompress(packed), body)
        status, head, nothing = self.get("/", method="HEAD")
        self.assertEqual((status, nothing, head["content-length"]), (200, b"", str(len(body))))
        self.assertEqual(self.get("/", method="DELETE")[0], 405)

    def test_what_is_ingested_while_serving_is_shown(self):
        self.assertNotIn("خبر وصل متأخرا", self.page("/search?q=" + urllib.parse.quote("متأخرا")))
        line = {"id": "late", "url": "https://sidra.example/late", "title": "خبر وصل متأخرا جدا",
                "text": "نص الخبر الذي وصل متأخرا.", "outlet": "منبر السدر", "published": None}
        run = isnad("ingest", "--db", self.db, "-", stdin=json.dumps(line).encode())
        self.assertEqual(run.code, 0, run.err)
        # Pages may be a second old: ask until it is there, for a while.
        deadline = time.monotonic() + 30
        found = ""
        while "خبر وصل متأخرا" not in found and time.monotonic() < deadline:
            found = re.sub("<[^>]*>", "", self.page("/search?q=" + urllib.parse.quote("متأخرا")))
        self.assertIn("خبر وصل متأخرا", found)

    def test_requests_that_smuggle_or_lie_are_refused(self):
        for why, request in {
            "no host": b"GET / HTTP/1.1\r\n\r\n",
            "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "length and chunks": b"POST /search HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
                                 b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "two lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
            "space before colon": b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            "out of the root": b"GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
            "not http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        }.items():
            with self.subTest(why):
                answer = self.raw(request)
                self.assertRegex(answer[:20], rb"^HTTP/1\.1 400 ")
                self.assertIn(b"close", answer.lower())
        self.assertIn(b"431", self.raw(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 100_000 + b"\r\n\r\n")[:20])

    def test_stops_when_asked(self):
        self.server.send_signal(signal.SIGTERM)
        self.assertEqual(self.server.wait(30), 0)

    def test_a_port_that_is_taken_is_said(self):
        run = isnad("serve", "--db", self.db, "--listen", f"127.0.0.1:{self.port}")
        self.assert_complains(run, 1, str(self.port))
        self.assert_complains(isnad("serve", "--db", self.db, "--listen", "nowhere"), 2, "nowhere")


class EmptyPortal(PortalTest):
    """A store without an article: every page still reads well."""

    def setUp(self):
        super().setUp()
        self.start()

    def test_the_front_page_says_how_to_begin(self):
        text = self.page("/")
        self.assertIn("isnad ingest", text)
        for path in ("/", "/search", "/search?q=x", "/outlets", "/about"):
            self.assertEqual(Markup(self.page(path)).dangers, [])


if __name__ == "__main__":
    unittest.main()
