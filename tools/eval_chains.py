#!/usr/bin/env python3
"""Measures the chains of the sample press: is the account that a copy was taken from found, and are a story's
independent accounts counted right?

  tools/eval_chains.py [--program build/release/isnad] [--press data/sample-press] [--order time|reverse|SEED]

The pages come in by the day and hour they were published, those without an hour at the end of their day (or the other way round, or
shuffled by a seed: a chain that is turned round when its origin comes in late ends up the same). A copy is an article whose truth
names another page as its origin; its parent is found where the program names that article, or another copy of the
same text. An event's independent accounts are its articles without an origin; the count is exact where the story
that holds most of the event's articles has as many. The last line leaves the stories aside and counts the event's articles alone.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile


def lines_of(*command):
    run = subprocess.run(command, capture_output=True, encoding="utf-8")
    if run.returncode > 1:
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/isnad")
    parser.add_argument("--press", default="data/sample-press")
    parser.add_argument("--order", default="time")
    options = parser.parse_args()
    with open(os.path.join(options.press, "truth.json"), encoding="utf-8") as file:
        truth = {page["file"]: page for page in json.load(file)["pages"] if page["kind"] == "article"}
    moment = lambda name: (truth[name]["published"] or "9999").ljust(len("2025-09-22T"), "~")
    order = sorted(truth, key=lambda name: (moment(name), name))
    if options.order == "reverse":
        order.reverse()
    elif options.order != "time":
        random.Random(int(options.order)).shuffle(order)
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "store")
        paths = [os.path.join(options.press, name) for name in order]
        name_of = {}
        for line in lines_of(options.program, "ingest", "--db", store, "--json", *paths):
            if line["article"] is not None:
                name_of.setdefault(line["article"], os.path.relpath(line["input"], options.press))
        stories = [lines_of(options.program, "story", str(story["id"]), "--db", store, "--json")[0]
                   for story in lines_of(options.program, "stories", "--db", store, "--json", "--limit", "100000")]

    def source(name):
        """Where a text began."""
        while truth[name]["origin"] in truth:
            name = truth[name]["origin"]
        return name

    found = collections.Counter()
    for story in stories:
        for account in story["articles"]:
            name = name_of[account["id"]]
            kind = truth[name]["copied"] if truth[name]["origin"] in truth else "own"
            parent = name_of.get(account["origin"])
            right = parent is None if kind == "own" else parent is not None and source(parent) == source(name)
            found[kind, right] += 1
            if not right:
                print("%s (%s): parent %s, not %s" % (name, kind, parent, truth[name]["origin"]), file=sys.stderr)
    for kind in sorted({kind for kind, _ in found}):
        right = found[kind, True]
        total = right + found[kind, False]
        print("%-10s right %d of %d (%.3f)" % (kind, right, total, right / total))
    exact, alone, events = 0, 0, collections.defaultdict(list)
    has_origin = {name_of[account["id"]]: account["origin"] is not None
                  for story in stories for account in story["articles"]}
    for name in name_of.values():
        events[truth[name]["event"]].append(name)
    for event, names in events.items():
        independent = sum(truth[name]["origin"] not in truth for name in names)
        held = lambda story: sum(name_of[account["id"]] in names for account in story["articles"])
        exact += max(stories, key=held)["independent"] == independent
        alone += sum(not has_origin[name] for name in names) == independent
    print("independent accounts exact in %d of %d events (%.3f)" % (exact, len(events), exact / len(events)))
    print("%-27s in %d of %d events (%.3f)" % ("their articles alone", alone, len(events), alone / len(events)))


if __name__ == "__main__":
    main()
