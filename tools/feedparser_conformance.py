#!/usr/bin/env python3
"""Runs `isnad feed` over the conformance suite of Python's feedparser and counts what agrees.

    tools/feedparser_conformance.py [--program build/release/isnad] [--part tune|held|all] [--show]

Needs $ISNAD_DATA/feedparser-tests. Only expectations about fields of our JSON are counted
(FIELDS); the suite's names are mapped to ours and these differences of purpose are levelled:
  - feedparser keeps HTML in titles, we give their text: the expected title is made text first;
  - feedparser rewrites HTML while it sanitises it, we keep it as published: both sides are
    compared as parsed tags and text, without attributes that the sanitiser drops, and relative
    links inside the content are made absolute on neither side (such cases are not counted);
  - authors are names to us: of "name (address)" the name is compared.
A third of the files (by hash of the name) is kept aside: `--part held` is for reporting only.
"""
import argparse
import collections
import concurrent.futures
import datetime
import hashlib
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

BASE = "http://127.0.0.1:8097/"  # where the suite's own server listens

# feedparser's path -> ours. A tuple is tried in order (feedparser's aliases).
FIELDS = {
    "bozo": "well_formed",
    "version": "kind",
    "feed/title": "title", "feed/title_detail/value": "title",
    "feed/link": "link", "feed/links/N/href": "link",
    "feed/description": "description", "feed/tagline": "description",
    "feed/subtitle": "description", "feed/info": "description",
    "feed/tagline_detail/value": "description", "feed/info_detail/value": "description",
    "feed/subtitle_detail/value": "description",
    "feed/language": "language",
    "feed/updated": "updated", "feed/updated_parsed": "updated",
    "feed/image/href": "image", "feed/image/url": "image", "feed/logo": "image",
    "feed/icon": "image",
    "entries/N/title": "title", "entries/N/title_detail/value": "title",
    "entries/N/link": "link",
    "entries/N/id": "id", "entries/N/guid": "id",
    "entries/N/published": "published", "entries/N/published_parsed": "published",
    "entries/N/updated": "updated", "entries/N/updated_parsed": "updated",
    "entries/N/description": ("summary", "content"), "entries/N/summary": ("summary", "content"),
    "entries/N/summary_detail/value": ("summary", "content"),
    "entries/N/content/N/value": ("content", "summary"),
    "entries/N/author": "authors", "entries/N/author_detail/name": "authors",
    "entries/N/authors/N/name": "authors",
    "entries/N/tags/N/term": "tags", "entries/N/category": "tags",
    "entries/N/image/href": "image", "entries/N/media_thumbnail/N/url": "image",
    "entries/N/enclosures/N/url": "enclosures", "entries/N/enclosures/N/href": "enclosures",
    "entries/N/enclosures/N/type": "enclosures", "entries/N/enclosures/N/length": "enclosures",
}
HTML_FIELDS = {"description", "summary", "content"}


class Flat(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_starttag(self, tag, attrs):
        self.parts.append(("<", tag, tuple(sorted((k.lower(), v or "") for k, v in attrs
                                                  if not k.startswith("xmlns")))))

    def handle_data(self, data):
        if data.strip():
            self.parts.append(" ".join(data.split()))


def flat(text):
    parser = Flat()
    parser.feed(text or "")
    parser.close()
    return parser.parts


def plain(text):
    joined = []
    for part in flat(text):
        joined.append(part if isinstance(part, str) else " ")
    return " ".join(" ".join(joined).split())


def same_text(ours, wanted, html_field):
    if ours == wanted:
        return True
    if html_field:
        return flat(ours) == flat(wanted) or plain(ours) == plain(wanted) != ""
    if ours == plain(wanted):
        return True
    return plain(ours).replace(" ", "") == plain(wanted).replace(" ", "") or \
        " ".join((ours or "").split()) == " ".join(str(wanted).split())


def same_date(ours, wanted):
    if ours is None:
        return False
    if isinstance(wanted, str):  # as written: compared by what we made of it
        import email.utils
        try:
            instant = email.utils.parsedate_to_datetime(wanted)
        except (TypeError, ValueError):
            try:
                instant = datetime.datetime.fromisoformat(wanted.replace("Z", "+00:00"))
            except ValueError:
                return False
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=datetime.timezone.utc)
        wanted = list(instant.astimezone(datetime.timezone.utc).timetuple())
    if len(ours) == 10:
        return [int(x) for x in ours.split("-")] == wanted[:3]
    instant = datetime.datetime.fromisoformat(ours.replace("Z", "+00:00"))
    return list(instant.astimezone(datetime.timezone.utc).timetuple())[:6] == wanted[:6]


def author_name(text):
    match = re.fullmatch(r"(.*?)\s*\((.*)\)", text or "")
    return match.group(1) if match else text


def lookup(feed, path):
    """Our value for feedparser's path, and the name of our field."""
    name = "/".join("N" if isinstance(p, int) else p for p in path)
    fields = FIELDS[name]
    for field in fields if isinstance(fields, tuple) else (fields,):
        here = feed
        if path[0] == "entries":
            if path[1] >= len(feed["items"]):
                return None, field
            here = feed["items"][path[1]]
        value = here.get(field)
        if field in ("authors", "tags"):
            index = path[3] if len(path) > 3 and isinstance(path[3], int) else 0
            value = value[index] if index < len(value) else None
        elif field == "enclosures":
            index = path[3]
            key = {"href": "url"}.get(path[4], path[4])
            value = value[index][key] if index < len(value) else None
        if value:
            return value, field
    return value, field


def judge(feed, check):
    path, op, wanted = check["path"], check["op"], check.get("value")
    if path == ["bozo"]:
        broken = any("well-formed" in w or "not declared" in w or "no utf" in w or
                     "replaced" in w or "character set" in w or "served as" in w for w in feed["warnings"])
        return broken == (op == "true")
    if path == ["version"]:
        kind = "rdf" if wanted in ("rss10", "rss090") else \
            "atom" if wanted.startswith("atom") else "rss"
        return feed["kind"] == kind
    ours, field = lookup(feed, path)
    if field in ("published", "updated"):
        return same_date(ours, wanted)
    if op in ("true", "has_key", "ne"):
        return bool(ours) != bool(check.get("neg"))
    if op == "false":
        return not ours
    if isinstance(wanted, (int, float)):
        return str(ours) == str(wanted)
    if wanted in (None, ""):
        return not ours
    if field == "authors":
        return author_name(wanted) == ours or wanted == ours
    if field == "enclosures":
        return str(ours) == str(wanted)
    if field in ("link", "image"):
        return ours == wanted or (ours or "").rstrip("/") == str(wanted).rstrip("/")
    return same_text(ours, wanted, field in HTML_FIELDS)


def concerns_us(case, check):
    name = "/".join("N" if isinstance(p, int) else str(p) for p in check["path"])
    area = case["file"].rsplit("/", 1)[0]
    if name not in FIELDS or check["op"] not in ("eq", "true", "false", "has_key", "ne"):
        return False
    if area == "wellformed/cdf":  # Microsoft's CDF is none of ours
        return False
    if name.endswith("links/N/href") and len(check["path"]) > 2 and check["path"][2] != 0:
        return False
    if area == "wellformed/sanitize" and name != "bozo":
        return False  # we keep what was published; the sanitiser is elsewhere
    value = check.get("value")
    if isinstance(value, str) and ("href=" in value or "src=" in value) and \
            ("base" in case["file"] or "relative_uri" in case["file"] or "rel_uri" in case["file"]):
        return False  # links rewritten inside content
    return True


def held(name):
    return hashlib.sha256(name.encode()).digest()[0] % 3 == 0


def run(program, root, case):
    headers = {k.lower(): v for k, v in case["headers"].items()}
    command = [program, "feed", "--json"]
    # The suite's server answers with text/xml unless a case says otherwise; feedparser takes
    # the file itself when no header is given.
    if "content-type" in headers:
        command += ["--content-type", headers["content-type"]]
    if "content-language" in headers:
        command += ["--content-language", headers["content-language"]]
    url = BASE + case["file"]
    location = headers.get("content-location", "")
    if location.startswith("http"):
        url = location
    elif location.startswith("/"):
        url = BASE.rstrip("/") + location
    command += ["--url", url, str(root / case["file"])]
    done = subprocess.run(command, capture_output=True)
    if done.returncode < 0:
        raise SystemExit(f"{case['file']}: the program died with signal {-done.returncode}")
    return json.loads(done.stdout) if done.returncode == 0 else None, done.stderr.decode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="build/release/isnad")
    parser.add_argument("--part", choices=("tune", "held", "all"), default="all")
    parser.add_argument("--show", action="store_true", help="name each failure")
    options = parser.parse_args()
    data = os.environ.get("ISNAD_DATA")
    if not data:
        raise SystemExit("set ISNAD_DATA to the folder of evaluation data")
    folder = pathlib.Path(data) / "feedparser-tests"
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    if options.part != "all":
        cases = [c for c in cases if held(c["file"]) == (options.part == "held")]
    passed, total = collections.Counter(), collections.Counter()
    whole, cases_of = collections.Counter(), collections.Counter()  # cases, by whether they are well-formed
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(folder / "feeds.tar.xz") as archive:
            archive.extractall(scratch, filter="data")
        root = pathlib.Path(scratch)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(lambda case: run(options.program, root, case), cases))
    for case, (feed, error) in zip(cases, results):
        checks = [check for check in case["asserts"] if concerns_us(case, check)]
        area = case["file"].rsplit("/", 1)[0].replace("wellformed/", "")
        broken = any(check["path"] == ["bozo"] and check["op"] == "true" for check in case["asserts"])
        kind_of_case = "ill-formed cases" if broken else "well-formed cases"
        cases_of[kind_of_case] += bool(checks)
        missed = 0
        for check in checks:
            kind = "bozo" if check["path"] == ["bozo"] else area
            total[kind] += 1
            good = feed is not None and judge(feed, check)
            if feed is None and check["path"] == ["bozo"]:
                good = check["op"] == "true"
            passed[kind] += good
            missed += not good
            if options.show and not good:
                ours = error.strip() if feed is None else feed["warnings"] \
                    if check["path"] in (["bozo"], ["version"]) else lookup(feed, check["path"])[0]
                print(f"{case['file']}: {check['path']} {check['op']} "
                      f"{json.dumps(check.get('value'), ensure_ascii=False)} but {ours!r}")
        whole[kind_of_case] += bool(checks) and missed == 0
    for kind in sorted(total):
        print(f"{kind:24} {passed[kind]:5} of {total[kind]:5}  {passed[kind] / total[kind]:6.1%}")
    fields = sum(total.values()) - total["bozo"]
    good = sum(passed.values()) - passed["bozo"]
    print(f"{'fields':24} {good:5} of {fields:5}  {good / max(fields, 1):6.1%}")
    for kind in sorted(cases_of):
        print(f"{kind:24} {whole[kind]:5} of {cases_of[kind]:5}  {whole[kind] / cases_of[kind]:6.1%}")
    print(f"{'well-formedness':24} {passed['bozo']:5} of {total['bozo']:5}  "
          f"{passed['bozo'] / max(total['bozo'], 1):6.1%}")


if __name__ == "__main__":
    sys.exit(main())
