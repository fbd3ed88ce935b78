#!/usr/bin/env python3
"""Prints the SaudiNewsNet corpus as clean-article JSON Lines, as `isnad ingest` and the benchmarks read them.

    saudinewsnet_to_jsonl.py FOLDER [--limit N] > articles.jsonl

FOLDER holds the corpus as it is published: one zip a day, each with a JSON array of
{"source", "url", "date_extracted", "title", "author", "content"}. Articles without a text are
left out. `published` is when the corpus took the article (no field says when it came out): with
its hour where there is one, without an offset, since none is given.
Licence of the corpus: CC BY-NC-SA 4.0, for evaluation only.
"""
import argparse
import html
import json
import pathlib
import re
import sys
import zipfile

LINE_BREAK = re.compile(r"<\s*(?:br|/p|/div)\s*/?\s*>", re.I)
TAG = re.compile(r"<[^<>]{1,200}>")


def clean(text: str) -> str:
    """The text with one paragraph a line; breaks and entities that slipped through undone."""
    if "<" in text:
        text = TAG.sub("", LINE_BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def articles(folder: pathlib.Path):
    """Every article of every day, in the order of days and as the day's file has them."""
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".json"):
                    yield from json.loads(archive.read(name).decode("utf-8"))


def published(extracted: str):
    day, _, hour = (extracted or "").strip().partition(" ")
    if not day:
        return None
    return f"{day}T{hour}" if hour else day


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=None, help="articles to print")
    options = parser.parse_args()
    count = 0
    for article in articles(options.folder):
        text = clean(article["content"])
        if not text:
            continue
        if options.limit is not None and count >= options.limit:
            break
        count += 1
        line = {
            "id": f"snn-{count}",
            "url": article["url"] or None,
            "title": clean(article["title"]) or None,
            "text": text,
            "outlet": article["source"],
            "published": published(article["date_extracted"]),
        }
        print(json.dumps(line, ensure_ascii=False))
    if count == 0:
        print(f"{options.folder}: no articles found", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
