#!/usr/bin/env python3
"""Measures sections decided from text alone against those that outlets' addresses name.

    eval_sections.py PROBE CORPUS.jsonl [--errors N] [--outlets A,B]

PROBE is the build's story_probe (build target of that name); CORPUS.jsonl is what
tools/saudinewsnet_to_jsonl.py prints. Addresses of four of its outlets tell the section; the probe
does not see them. `alwatan` was looked at while the words were written, the others were not.
The corpus is for evaluation only: nothing is learned from it here.
"""
import argparse
import collections
import json
import re
import subprocess
import sys
import urllib.parse

PUBLIC = {"politics", "world"}
HOME = {"local", "society"}  # what happens at home, as outlets mix them
RULES = {  # outlet -> [(pattern in the address, the sections that it allows)]
    "alwatan": [(r"/Articles/|/Discussion/", {"opinion"}), (r"/Politics/", PUBLIC), (r"/Sports/", {"sport"}),
                (r"/Economy/", {"economy"}), (r"/Culture/", {"culture"}), (r"/Local/|/Nation/", HOME | {"politics"})],
    "aljazirah": [(r"/sp\d+\.htm", {"sport"}), (r"/(ec|mt)\d+\.htm", {"economy"}),
                  (r"/(cu|at|ak|bo)\d+\.htm", {"culture"}), (r"/du\d+\.htm", PUBLIC),
                  (r"/(ar|rj|jd)\d+\.htm", {"opinion"}), (r"/is\d+\.htm", {"religion"}),
                  (r"/(ln|fe)\d+\.htm", HOME | {"politics"})],
    "3alyoum": [(r"/news/(local|regions)/", HOME | {"politics"}), (r"/news/pol/", PUBLIC),
                (r"/opinion/", {"opinion"}), (r"/culture/", {"culture"}), (r"/technology/", {"science"}),
                (r"/finance/", {"economy"}), (r"/sports/", {"sport"})],
    "arriyadiyah": [(r".", {"sport"})],
}


def gold_of(outlet, url):
    for pattern, allowed in RULES.get(outlet, []):
        if re.search(pattern, url):
            return allowed
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("probe")
    parser.add_argument("corpus")
    parser.add_argument("--errors", type=int, default=0, help="print so many of each outlet's misses")
    parser.add_argument("--outlets", default=",".join(RULES))
    options = parser.parse_args()
    articles = []
    with open(options.corpus, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            gold = gold_of(article["outlet"], urllib.parse.unquote(article["url"] or ""))
            if gold and article["title"] and article["outlet"] in options.outlets.split(","):
                articles.append((article, gold))
    given = "".join("\t".join(["", "", a["title"].replace("\t", " "),
                               a["text"].replace("\t", " ").replace("\n", "\v")]) + "\n" for a, _ in articles)
    said = subprocess.run([options.probe, "sections", "sa"], input=given, capture_output=True, text=True,
                          check=True).stdout.splitlines()
    tally = collections.defaultdict(lambda: collections.Counter())
    misses = collections.defaultdict(list)
    for (article, gold), line in zip(articles, said):
        section = line.split("\t")[0]
        name = "/".join(sorted(gold))
        fate = "unknown" if not section else "right" if section in gold else "wrong"
        for key in ((article["outlet"], name), (article["outlet"], "all")):
            tally[key][fate] += 1
        if fate != "right":
            misses[article["outlet"]].append((name, section or "?", article["title"], line.split("\t")[1:]))
    for (outlet, name), counts in sorted(tally.items()):
        decided = counts["right"] + counts["wrong"]
        total = decided + counts["unknown"]
        print(f"{outlet:12} {name:24} {total:5}  decided {decided / total:.3f}  right of those "
              f"{counts['right'] / max(1, decided):.3f}")
    for outlet, lines in misses.items():
        for name, section, title, odds in lines[:: max(1, len(lines) // max(1, options.errors))][: options.errors]:
            print(f"  {outlet} {name} -> {section}: {title}  {' '.join(odds)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
