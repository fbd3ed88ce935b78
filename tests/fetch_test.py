#!/usr/bin/env python3
"""Following an outlet from outside: source add, fetch, serve with its hub, kill -9 in the midst of it."""

import hashlib
import hmac
import http.server
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest
import urllib.parse
import urllib.request
import xml.sax.saxutils

from program import PROGRAM, ProgramTest, clean_articles, isnad

CRASHES = int(os.environ.get("ISNAD_FETCH_CRASH_ROUNDS", "12"))
SERVERS = os.environ.get("PATH", "") + ":/usr/sbin"  # where Debian puts them
PATIENCE = 60  # seconds that a waiting test gives a program on a busy machine


class Outlet(http.server.ThreadingHTTPServer):
    """An outlet on 127.0.0.1 with a front page, a feed that honours ETags, pages, and a hub."""

    daemon_threads = True

    def __init__(self, articles):
        super().__init__(("127.0.0.1", 0), Handler)
        self.articles = articles  # dicts with title and text
        self.asked = []
        self.polled = threading.Condition()
        self.hub_forms = []
        self.with_hub = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass  # a client that was killed

    @property
    def host(self):
        return f"127.0.0.1:{self.server_port}"

    def url(self, path):
        return f"http://{self.host}{path}"

    def count(self, path):
        return sum(1 for asked, _ in self.asked if asked == path)

    def close(self):
        self.shutdown()
        self.server_close()

    def wait_for(self, what):
        with self.polled:
            return self.polled.wait_for(what, PATIENCE)

    def feed(self):
        escape = xml.sax.saxutils.escape
        items = "".join(
            f"<item><title>{escape(article['title'])}</title><link>{self.url(f'/news/{number}')}</link></item>"
            for number, article in enumerate(self.articles))
        hub = (f'<atom:link rel="hub" href="{self.url("/hub")}"/><atom:link rel="self" href="{self.url("/feed")}"/>'
               if self.with_hub else "")
        return ('<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">'
                f"<channel><title>منبر السدر</title>{hub}{items}</channel></rss>").encode()

    def page(self, number):
        article = self.articles[number]
        paragraphs = "".join(f"<p>{line}</p>" for line in article["text"].split("\n"))
        return (f"<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>{article['title']}</title>"
                f'<meta property="og:type" content="article"></head><body><article><h1>{article["title"]}</h1>'
                f"{paragraphs}</article></body></html>").encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        outlet = self.server
        with outlet.polled:
            outlet.asked.append((self.path, dict(self.headers)))
            outlet.polled.notify_all()
        if self.path == "/robots.txt":
            return self.answer(200, "text/plain", b"User-agent: *\nDisallow: /private/\n")
        if self.path == "/":
            return self.answer(200, "text/html; charset=utf-8",
                               "<html lang=ar><title>منبر السدر</title><link rel=alternate "
                               "type='application/rss+xml' href='/feed'><p>أهلا".encode())
        if self.path == "/feed":
            body = outlet.feed()
            etag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
            if self.headers["If-None-Match"] == etag:
                return self.answer(304, None, b"", etag)
            return self.answer(200, "application/rss+xml", body, etag)
        if self.path.startswith("/news/"):
            return self.answer(200, "text/html; charset=utf-8", outlet.page(int(self.path[6:])))
        return self.answer(404, "text/plain", b"no")

    def do_POST(self):
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with self.server.polled:
            self.server.hub_forms.append(dict(urllib.parse.parse_qsl(form)))
            self.server.polled.notify_all()
        self.answer(202, "text/plain", b"")

    def answer(self, status, kind, body, etag=None):
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class FetchTest(ProgramTest):
    def setUp(self):
        super().setUp()
        texts = [json.loads(line) for line in clean_articles(6).decode().splitlines()]
        more = ("وأوضح المصدر نفسه أن الأشغال جرت على ثلاث مراحل، شملت الأولى تهيئة الأرض والثانية البناء والثالثة "
                "التجهيز، وأن مراقبين من المدينة تابعوا كل مرحلة منها ورفعوا تقارير عنها.")
        self.outlet = Outlet([{"title": one["title"], "text": one["text"] + "\n" + more} for one in texts])
        self.addCleanup(self.outlet.close)
        self.net = ("--allow-host", self.outlet.host, "--gap", "0")

    def add(self, *more):
        return isnad("source", "add", "--db", self.db, *self.net, *more, self.outlet.url("/"))

    def fetch(self, *more):
        return isnad("fetch", "--once", "--db", self.db, *self.net, *more)

    def count(self):
        return isnad("check", "--db", self.db, "--json").lines[0]["articles"]

    def sources(self):
        return isnad("source", "list", "--db", self.db, "--json").lines

    def test_from_an_address_to_articles(self):
        added = self.add("--country", "MA")
        self.assertEqual((added.code, added.err), (0, ""))
        self.assertIn("chosen  feed  " + self.outlet.url("/feed"), added.out)
        self.assertIn("added as source 1", added.out)
        again = self.add("--json")
        self.assertEqual(again.code, 0, again.err)
        self.assertFalse(again.lines[0]["new"])

        fetched = self.fetch("--json")
        self.assertEqual((fetched.code, fetched.err), (0, ""))
        pages = [line for line in fetched.lines if line["what"] == "page"]
        self.assertEqual([line["outcome"] for line in pages], ["new"] * 6)
        self.assertEqual(self.count(), 6)
        again = self.fetch()
        self.assertEqual((again.code, again.out), (0, "nothing was due\n"))

        [source] = self.sources()
        self.assertEqual((source["country"], source["language"], source["resting"]), ("MA", "ar", False))
        [feed] = source["feeds"]
        self.assertEqual((feed["items"], feed["full_text_rate"], feed["last_error"]), (6, 1, None))
        self.assertIsNotNone(feed["last_success"])

        exported = isnad("source", "export", "--db", self.db)
        other = self.folder / "other"
        imported = isnad("source", "import", "--db", other, "-", stdin=exported.out.encode())
        self.assertEqual((imported.code, imported.err), (0, ""))
        self.assertIn("1 source new", imported.out)
        self.assertEqual(isnad("source", "export", "--db", other).out, exported.out)

        rests = isnad("source", "rest", "--db", self.db, "127.0.0.1")
        self.assertEqual((rests.code, rests.err), (0, ""))
        self.assertTrue(self.sources()[0]["resting"])
        removed = isnad("source", "remove", "--db", self.db, "1")
        self.assertEqual((removed.code, removed.err), (0, ""))
        self.assertEqual(self.sources(), [])
        self.assertEqual(self.count(), 6)

    def test_says_what_is_wrong(self):
        for address, part in (
            ("http://10.0.0.1/", "10.0.0.1"),  # a private network
            (self.outlet.url("/nowhere"), "HTTP status 404"),
            (self.outlet.url("/private/x"), "robots.txt does not allow it"),
            ("not an address", "no address of a site"),
        ):
            with self.subTest(address=address):
                self.assert_complains(isnad("source", "add", "--db", self.db, *self.net, address), 1, part)
        self.assert_complains(isnad("fetch", "--once", "--db", self.db), 1, "no source is followed")
        self.assert_complains(isnad("source", "remove", "--db", self.db, "7"), 1, "no source")
        self.assert_complains(isnad("source", "import", "--db", self.db), 2, "--starter")
        self.assert_complains(isnad("fetch", "--db", self.db, "--contact", "a\nb"), 2)

    def test_reads_pages_by_rules_of_their_source(self):
        rules = self.write("rules.toml", '[[source]]\nhosts = ["127.0.0.1"]\nname = "منبر القاعدة"\n'
                                         'drop = "article p:last-of-type"\n')
        self.add()
        fetched = self.fetch("--json", "--rules", rules)
        self.assertEqual((fetched.code, fetched.err), (0, ""))
        number = next(line["article"] for line in fetched.lines if line["what"] == "page")
        shown = isnad("article", number, "--db", self.db, "--json")
        self.assertEqual((shown.code, shown.err), (0, ""))
        [article] = shown.lines
        self.assertEqual(len(article["paragraphs"]), 2, article["paragraphs"])
        self.write("rules.toml", "[[source]]\nhosts = 7\n")
        for command in (("fetch", "--once"), ("ingest", "-"), ("serve",), ("source", "add", "https://a.example/")):
            with self.subTest(command=command):
                self.assert_complains(isnad(*command, "--db", self.db, "--rules", rules), 2, "rules.toml:2:")

    def test_starter_list_is_built_in(self):
        done = isnad("source", "import", "--db", self.db, "--starter")
        self.assertEqual((done.code, done.err), (0, ""))
        sources = self.sources()
        self.assertGreater(len(sources), 50)
        self.assertTrue(any(one["feeds"][0]["role"] == "site" for one in sources))
        again = isnad("source", "import", "--db", self.db, "--starter")
        self.assertIn("0 sources new, 0 addresses new", again.out)

    def test_killed_at_any_moment_it_loses_and_doubles_nothing(self):
        chance = random.Random(20250221)
        killed = 0
        self.assertEqual(self.add().code, 0)
        told = set()
        for _ in range(CRASHES):
            # As many lines as chance has it, then dead; the next one goes on from there.
            with subprocess.Popen([PROGRAM, "fetch", "--once", "--db", str(self.db), *self.net, "--json"],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                for _ in range(chance.randrange(0, 3)):
                    line = process.stdout.readline()
                    if line.endswith(b"\n"):
                        told.add(json.loads(line)["url"])
                process.send_signal(signal.SIGKILL)
                for line in process.stdout:
                    if line.endswith(b"\n"):
                        told.add(json.loads(line)["url"])
            killed += process.returncode == -signal.SIGKILL
            check = isnad("check", "--db", self.db)
            self.assertEqual((check.code, check.err), (0, ""))
        self.assertGreater(killed, 0)
        last = self.fetch()
        self.assertEqual((last.code, last.err), (0, ""))
        self.assertEqual(self.count(), 6)
        stored = isnad("search", "--db", self.db, "--json", "--limit", "50", "--any", "افتتاح بلدية الأشغال").lines
        urls = [line["url"] for line in stored]
        self.assertEqual(len(urls), len(set(urls)))
        self.assertTrue({url for url in told if "/news/" in url} <= set(urls))

    def serve(self, *more):
        process = subprocess.Popen(
            [PROGRAM, "serve", "--db", str(self.db), "--listen", "127.0.0.1:0", "--quiet", *self.net, *more],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(self.end, process)
        line = process.stdout.readline().decode()
        return process, line.split(" on ")[1].split(" ")[0]

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE)
        return process.returncode, out, err

    def get(self, url):
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read().decode()

    def until(self, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = what()
            if found:
                return found
            with self.outlet.polled:
                self.outlet.polled.wait(0.1)
        return self.fail("it did not come to pass")

    def test_serve_follows_lets_others_write_and_shows_how_it_goes(self):
        process, portal = self.serve()
        self.assertIn("لا مصادر", self.get(portal + "/sources")[2])
        added = self.add()  # while it runs: it lets us write
        self.assertEqual((added.code, added.err), (0, ""))

        def state():
            sources = json.loads(self.get(portal + "/sources.json")[2])["sources"]
            return sources and sources[0]["feeds"][0]["full_text_rate"] == 1 and sources[0]["feeds"][0]

        feed = self.until(state)
        self.assertEqual((feed["state"], feed["items"]), ("active", 6))
        status, headers, html = self.get(portal + "/sources")
        self.assertEqual((status, headers["Cache-Control"]), (200, "no-store"))
        self.assertIn("يعمل", html)
        self.assertIn("حال المصادر", self.get(portal + "/")[2])
        self.until(lambda: self.count() == 6)
        code, _, err = self.end(process)
        self.assertEqual((code, err), (0, b""))

    def test_hub_is_asked_believed_and_not_needed(self):
        self.outlet.with_hub = True
        self.assertEqual(self.add().code, 0)
        process, portal = self.serve("--public-address", "https://press.example/")
        self.assertTrue(self.outlet.wait_for(lambda: self.outlet.hub_forms))
        form = self.outlet.hub_forms[0]
        self.assertEqual((form["hub.mode"], form["hub.topic"]), ("subscribe", self.outlet.url("/feed")))
        callback = form["hub.callback"]
        self.assertTrue(callback.startswith("https://press.example/websub/"))
        here = portal + urllib.parse.urlparse(callback).path

        def confirm(**change):
            query = {"hub.mode": "subscribe", "hub.topic": self.outlet.url("/feed"), "hub.challenge": "x7",
                     "hub.lease_seconds": "864000"} | change
            return self.get(here + "?" + urllib.parse.urlencode(query))

        self.assertEqual(confirm()[2], "x7")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            confirm(**{"hub.topic": "https://other.example/"})
        self.assertEqual(refused.exception.code, 404)
        refused.exception.close()

        self.until(lambda: self.count() == 6)
        before = self.outlet.count("/feed")
        self.outlet.articles.append({"title": "خبر عاجل من السدر", "text": self.outlet.articles[0]["text"]})
        request = urllib.request.Request(here, data=b"<rss/>", method="POST", headers={
            "Content-Type": "application/rss+xml",
            "X-Hub-Signature": "sha256=" + hmac.new(form.get("hub.secret", "").encode(), b"<rss/>",
                                                    "sha256").hexdigest()})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            self.assertEqual(answer.status, 202)
        self.assertTrue(self.outlet.wait_for(lambda: self.outlet.count("/feed") > before))
        self.until(lambda: self.count() == 7)
        self.assertEqual(self.end(process)[0], 0)


class Http2Test(ProgramTest):
    """An outlet whose server speaks HTTP/2 and nothing else, over TLS with a certificate of its own."""

    def setUp(self):
        super().setUp()
        if shutil.which("nghttpd", path=SERVERS) is None:
            self.skipTest("nghttpd is not installed (package nghttp2-server)")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=lab",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.folder / "key.pem", "-out",
                        self.folder / "cert.pem"], check=True, capture_output=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.host = f"127.0.0.1:{port}"
        [line] = [json.loads(one) for one in clean_articles(1).decode().splitlines()]
        paragraphs = "".join(f"<p>{one}</p>" for one in (line["text"] * 3).split("\n"))
        self.write("site/robots.txt", "User-agent: *\nAllow: /\n")
        self.write("site/feed.xml", '<?xml version="1.0"?><rss version="2.0"><channel><title>منبر السدر</title><item>'
                                    f"<title>{line['title']}</title><link>https://{self.host}/news.html</link></item>"
                                    "</channel></rss>")
        self.write("site/news.html", f"<html lang=ar><meta charset=utf-8><title>{line['title']}</title><article>"
                                     f"<h1>{line['title']}</h1>{paragraphs}</article>")
        self.server = subprocess.Popen(
            [shutil.which("nghttpd", path=SERVERS), "-a", "127.0.0.1", "-d", self.folder / "site", "-v", str(port),
             self.folder / "key.pem", self.folder / "cert.pem"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.addCleanup(self.server.stdout.close)
        self.addCleanup(self.server.wait)
        self.addCleanup(self.server.kill)
        until = time.monotonic() + PATIENCE
        while self.server.poll() is None and time.monotonic() < until:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break

    def test_follows_it(self):
        net = ("--allow-host", self.host, "--gap", "0", "--ca-file", self.folder / "cert.pem")
        added = isnad("source", "add", "--db", self.db, *net, f"https://{self.host}/feed.xml")
        self.assertEqual((added.code, added.err), (0, ""))
        fetched = isnad("fetch", "--once", "--json", "--db", self.db, *net)
        self.assertEqual((fetched.code, fetched.err), (0, ""))
        self.assertEqual([line["outcome"] for line in fetched.lines], ["new", "new"])
        self.server.kill()
        frames = self.server.stdout.read().decode(errors="replace")
        self.assertIn(":path: /news.html", frames)  # a header of HTTP/2

    def test_trusts_no_certificate_that_it_was_not_given(self):
        net = ("--allow-host", self.host, "--gap", "0")
        self.assert_complains(isnad("source", "add", "--db", self.db, *net, f"https://{self.host}/feed.xml"), 1,
                              "certificate")


if __name__ == "__main__":
    unittest.main()
