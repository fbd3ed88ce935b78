#!/usr/bin/env python3
"""Measures `isnad cluster`.

  tools/eval_clusters.py [--program build/release/isnad] [--data $ISNAD_DATA]
      stories.jsonl in three orders of arrival, scored with the data set's own scorer
  tools/eval_clusters.py --copies PROBE FOLDER [--first 4000]
      copies found by story_probe among the first articles of SaudiNewsNet, against brute force
  tools/eval_clusters.py --lines FOLDER > FILE
      SaudiNewsNet as lines for story_probe and cluster_bench
"""
import argparse
import collections
import glob
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import zipfile


def saudi_lines(folder):
    clean = lambda text, feed: (text or "").replace("\t", " ").replace("\r", "").replace("\n", feed)
    number = 0
    for path in sorted(glob.glob(os.path.join(folder, "*.zip"))):
        archive = zipfile.ZipFile(path)
        for row in json.loads(archive.read(archive.namelist()[0])):
            yield "%d\t%s\t%s\t%s" % (number, row["date_extracted"][:10], clean(row["title"], " "), clean(row["content"], "\v"))
            number += 1


def ask(command, text):
    return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout


def evaluate_copies(probe, folder, first):
    lines = []
    for line in saudi_lines(folder):
        lines.append(line)
        if len(lines) == first:
            break
    text = "\n".join(lines) + "\n"
    found = {}
    for line in ask([probe, "place"], text).splitlines():
        name, _, origin, share, _ = line.split("\t")
        if origin and float(share) >= 0.5:
            found[name] = origin
    days = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    holders, sets, true = collections.defaultdict(list), {}, {}
    for line in ask([probe, "shingles"], text).splitlines():
        name, *shingles = line.split("\t")
        shared = collections.Counter(other for shingle in set(shingles) for other in holders[shingle])
        sets[name] = set(shingles)
        origins = [o for o, n in shared.items() if n >= 0.5 * len(sets[name]) and days[o] <= days[name]]
        if origins:
            true[name] = min(origins, key=lambda o: (-shared[o], int(o)))
        for shingle in set(shingles):
            holders[shingle].append(name)
    right = sum(name in true for name in found)
    good = sum(len(sets[n] & sets[o]) >= 0.5 * len(sets[n]) for n, o in found.items())
    print("articles %d, copies %d, found %d: recall %.4f precision %.4f, same origin %.4f" % (
        len(lines), len(true), len(found), right / max(1, len(true)), good / max(1, len(found)),
        sum(true.get(n) == o for n, o in found.items()) / max(1, len(found))))


def evaluate_stories(program, data):
    folder = os.path.join(data, "arabic-press")
    spec = importlib.util.spec_from_file_location("score_clusters", os.path.join(folder, "score_clusters.py"))
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = scorer.load(os.path.join(folder, "stories.jsonl"))
    gold = {row["id"]: row["event"] for row in rows}
    shuffled = list(rows)
    random.Random(0).shuffle(shuffled)
    orders = {"as given": rows, "by date": sorted(rows, key=lambda r: (r["published"] or "9999", r["id"])),
              "shuffled": shuffled}
    for name, order in orders.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for row in order:
                fields = {key: row[key] for key in ("id", "title", "text", "outlet", "published")}
                file.write(json.dumps(fields, ensure_ascii=False) + "\n")
            file.flush()
            placed = [json.loads(line) for line in ask([program, "cluster", file.name], "").splitlines()]
        story_of = {row["id"]: row["story"] for row in placed}
        missing = [name for name in gold if name not in story_of]
        if missing:
            sys.exit("isnad cluster left out: " + " ".join(missing))
        scorer.show(scorer.scores(gold, story_of), name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/isnad")
    parser.add_argument("--data", default=os.environ.get("ISNAD_DATA"))
    parser.add_argument("--copies", nargs=2, metavar=("PROBE", "FOLDER"))
    parser.add_argument("--lines", metavar="FOLDER")
    parser.add_argument("--first", type=int, default=4000)
    options = parser.parse_args()
    if options.lines:
        for line in saudi_lines(options.lines):
            print(line)
    elif options.copies:
        evaluate_copies(*options.copies, options.first)
    elif options.data:
        evaluate_stories(options.program, options.data)
    else:
        parser.error("set ISNAD_DATA or give --data")


if __name__ == "__main__":
    main()
