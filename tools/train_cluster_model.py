#!/usr/bin/env python3
"""Fits data/story/pair_model.tsv: do two accounts tell of one event?

  tools/train_cluster_model.py PROBE STORIES.jsonl PROGRAM data/sample-press tools/cluster_training.tsv > data/story/pair_model.tsv

PROBE is the built story_probe, which computes the features, so that training sees what the program
sees. STORIES.jsonl holds articles {"id","title","text","published","event","saga"}; PROGRAM, the built
isnad, extracts the articles of the sample press; the last file holds accounts invented for this
training. Each set is a stream of its own. A logistic
regression with a ridge penalty, fitted by Newton's method (iteratively reweighted least squares);
needs numpy. Figures for unseen stories go to standard error: folds are whole sagas, a pair of two
folds is judged by a model that saw neither, and the clustering is the program's rule (a single pass,
best account and mean; stories that turn out to be one are merged) over several orders of arrival.
"""
import json
import os
import random
import re
import subprocess
import sys

import numpy

FOLDS = 6
PENALTY = 60.0  # strong: there are some 400 pairs of one event
# A preview and a result are hardly ever one event, in any set; the strong penalty would not let it be said.
PENALTIES = {"result_of_preview": 2.0}
BEST_SHARE = 0.7  # as StoryChooser in src/story/story_book.h
MOST_ODDS = 3.0
LINK_SHARE = 0.4  # likewise
MERGE_THRESHOLD = 0.6
THRESHOLDS = numpy.arange(0.5, 1.3, 0.125)
MIN_PRECISION = 0.935
SAME_WORDING = -0.462  # ln(0.6 + 0.03), as in story_book.cc
RULED_OUT = -20.0  # as LogOddsOf there


def as_lines(rows):
    clean = lambda text: (text or "").replace("\t", " ")
    return "".join("%s\t%s\t%s\t%s\n" % (r["id"], r["published"] or "", clean(r["title"]).replace("\n", " "),
                                         clean(r["text"]).replace("\n", "\v")) for r in rows)


def ask(probe, mode, lines=""):
    return subprocess.run([probe, mode], input=lines, capture_output=True, encoding="utf-8", check=True).stdout


def fit(names, features, same, steps=12):
    """Weights over standardised features turned back to plain ones, bias last."""
    mean, spread = features.mean(0), features.std(0) + 1e-9
    design = numpy.hstack([(features - mean) / spread, numpy.ones((len(features), 1))])
    ridge = numpy.diag([PENALTIES.get(name, PENALTY) for name in names] + [0.0])
    weights = numpy.zeros(design.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + numpy.exp(-numpy.clip(design @ weights, -30, 30)))
        slope = design.T @ (same - chance) - ridge @ weights
        curve = (design * (chance * (1 - chance) + 1e-6)[:, None]).T @ design + ridge
        weights = weights + numpy.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return numpy.append(plain, weights[-1] - (plain * mean).sum())


def log_odds(features, weights):
    return features @ weights[:-1] + weights[-1]


class LabelledSet:
    """Articles of one stream and every pair of them."""

    def __init__(self, probe, rows):
        self.rows = rows
        lines = ask(probe, "pairs", as_lines(rows)).splitlines()
        table = numpy.array([list(map(float, line.split("\t"))) for line in lines])
        self.left, self.right, self.features = table[:, 0].astype(int), table[:, 1].astype(int), table[:, 2:]
        self.events = [row["event"] for row in rows]
        self.same = numpy.array([self.events[i] == self.events[j] for i, j in zip(self.left, self.right)], float)

    def deal(self, seed):
        """A fold for each article; a saga stays together."""
        names = sorted({row["saga"] for row in self.rows})
        random.Random(seed).shuffle(names)
        fold_of = {name: k % FOLDS for k, name in enumerate(names)}
        folds = numpy.array([fold_of[row["saga"]] for row in self.rows])
        self.folds = folds[self.left], folds[self.right]


def read_stories(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def read_press(program, folder):
    """The articles of data/sample-press as the program extracts them, in the order it would read the files."""
    rows = []
    for page in json.load(open(os.path.join(folder, "truth.json"), encoding="utf-8"))["pages"]:
        if page["kind"] != "article":
            continue
        path = os.path.join(folder, page["file"])
        done = subprocess.run([program, "extract", "--json", path], capture_output=True, encoding="utf-8")
        if done.returncode == 0:
            article = json.loads(done.stdout.splitlines()[0])
            rows.append({"id": page["file"], "title": article["title"], "text": article["text"],
                         "published": article["published"], "event": page["event"],
                         "saga": re.sub(r"-(\d+|preview|result)$", "", page["event"])})
    return sorted(rows, key=lambda row: row["id"])


def read_accounts(path):
    """The lines of tools/cluster_training.tsv."""
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line[0] != "#"]
    return [{"id": str(number), "saga": saga, "event": event, "published": day or None, "title": title, "text": text}
            for number, (saga, event, day, title, text) in enumerate(lines)]


def fit_all(names, sets, chosen):
    return fit(names, numpy.vstack([each.features[pairs] for each, pairs in zip(sets, chosen)]),
               numpy.concatenate([each.same[pairs] for each, pairs in zip(sets, chosen)]))


def unseen_log_odds(names, sets, seed):
    odds = [numpy.zeros(len(each.same)) for each in sets]
    for each in sets:
        each.deal(seed)
    for a in range(FOLDS):
        for b in range(a, FOLDS):
            weights = fit_all(names, sets, [~(numpy.isin(each.folds[0], [a, b]) | numpy.isin(each.folds[1], [a, b]))
                                     for each in sets])
            for each, out in zip(sets, odds):
                x, y = each.folds
                tested = ((x == a) & (y == b)) | ((x == b) & (y == a))
                out[tested] = log_odds(each.features[tested], weights)
    return odds


def twin_of(odds, stories, story, threshold):
    """The story that tells of the same event, or None: StoryChooser::ChooseTwin."""
    best, choice = MERGE_THRESHOLD, None
    for other in stories:
        if other is story:
            continue
        links = odds[numpy.ix_(story, other)]
        if links.max() < threshold:
            continue
        both = (links.max(0).mean() + links.max(1).mean()) / 2
        verdict = LINK_SHARE * both + (1 - LINK_SHARE) * links.mean()
        if verdict >= best:
            best, choice = verdict, other
    return choice


def cluster(odds, order, threshold):
    """A story's number for each article."""
    odds = numpy.minimum(odds, MOST_ODDS)
    stories = []
    for i in order:
        best, choice = threshold, None
        for members in stories:
            seen = odds[i, members]
            verdict = BEST_SHARE * seen.max() + (1 - BEST_SHARE) * seen.mean()
            if verdict >= best:
                best, choice = verdict, members
        if choice is None:
            choice = []
            stories.append(choice)
        choice.append(i)
        while (twin := twin_of(odds, stories, choice, threshold)) is not None:
            choice += twin
            stories = [story for story in stories if story is not twin]
    return {i: number for number, members in enumerate(stories) for i in members}


def score(events, story_of):
    """B-cubed precision, recall and F1, pairwise F1."""
    n = len(events)
    together = [[story_of[i] == story_of[j] for j in range(n)] for i in range(n)]
    true = [[events[i] == events[j] for j in range(n)] for i in range(n)]
    together, true = numpy.array(together), numpy.array(true)
    both = together & true
    precision = (both.sum(1) / together.sum(1)).mean()
    recall = (both.sum(1) / true.sum(1)).mean()
    f = lambda p, r: 2 * p * r / max(p + r, 1e-9)
    pair_p = (both.sum() - n) / max(together.sum() - n, 1)
    pair_r = (both.sum() - n) / (true.sum() - n)
    return precision, recall, f(precision, recall), f(pair_p, pair_r)


def orders_of(rows):
    count = len(rows)
    orders = [list(range(count)), sorted(range(count), key=lambda i: (rows[i]["published"] or "9999", rows[i]["id"]))]
    for seed in range(2):
        orders.append(list(range(count)))
        random.Random(seed).shuffle(orders[-1])
    return orders


def rule_out(names, features):
    """LogOddsOf of src/story/story_book.h, near enough: gaps of ten days, other editions of a form."""
    of = lambda name: features[:, names.index(name)]
    edition = (of("cosine") > SAME_WORDING) & (of("other_day") > 0) & (of("shared_numbers") < 1)
    return (of("day_gap") >= 1) | (of("publish_gap") >= 1) | edition


def cross_validate(names, sets):
    """By threshold: a row of figures for each set."""
    figures = {}
    for seed in range(3):
        for number, (each, unseen) in enumerate(zip(sets, unseen_log_odds(names, sets, seed))):
            unseen[rule_out(names, each.features)] = RULED_OUT
            odds = numpy.full((len(each.rows), len(each.rows)), -99.0)
            odds[each.left, each.right] = odds[each.right, each.left] = unseen
            for order in orders_of(each.rows):
                for threshold in THRESHOLDS:
                    found = figures.setdefault(float(threshold), [[] for _ in sets])
                    found[number].append(score(each.events, cluster(odds, order, threshold)))
    return {threshold: [numpy.mean(part, 0) for part in found] for threshold, found in figures.items()}


def main(probe, stories, program, press, accounts):
    names = ask(probe, "names").split()
    sets = [LabelledSet(probe, rows) for rows in (read_stories(stories), read_press(program, press),
                                                  read_accounts(accounts))]
    figures = cross_validate(names, sets)
    show = lambda found: " | ".join("B3 P %.3f R %.3f F1 %.3f, pairwise F1 %.3f" % tuple(each) for each in found)
    for threshold, found in sorted(figures.items()):
        print("threshold %5.2f  %s" % (threshold, show(found)), file=sys.stderr)
    # A wrong join is worse than a missed one: the laxest threshold that is precise enough on the
    # first set, whose events are the harder to tell apart.
    threshold = min((t for t, found in figures.items() if found[0][0] >= MIN_PRECISION), default=max(figures))
    weights = fit_all(names, sets, [slice(None)] * len(sets))
    print("# Log-odds that two accounts tell of one event: weights of src/story/pair_model.h's features.")
    print("# Made by tools/train_cluster_model.py from labelled stories of our own; see PROVENANCE. Apache-2.0.")
    print("# Unseen stories (cross-validation), a line for each set:")
    for found in figures[threshold]:
        print("#   " + show([found]) + ".")
    for name, weight in zip(names, weights):
        print("%s\t%.4f" % (name, weight))
    print("bias\t%.4f" % weights[-1])
    print("join_threshold\t%.2f" % threshold)
    print("merge_threshold\t%.2f" % MERGE_THRESHOLD)


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
