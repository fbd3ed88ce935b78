#!/usr/bin/env python3
"""Fits data/story/pair_model.tsv: do two accounts tell of one event?

  tools/train_cluster_model.py PROBE STORIES.jsonl > data/story/pair_model.tsv

PROBE is the built story_probe, which computes the features, so that training sees what the program
sees. STORIES.jsonl holds articles {"id","title","text","published","event","saga"}. A logistic
regression with a ridge penalty, fitted by Newton's method (iteratively reweighted least squares);
needs numpy. Figures for unseen stories go to standard error: folds are whole sagas, a pair of two
folds is judged by a model that saw neither, and the clustering is the program's rule (a single pass,
best account and mean) over several orders of arrival.
"""
import json
import random
import subprocess
import sys

import numpy

FOLDS = 6
PENALTY = 100.0  # strong: there are some 240 pairs of one event
BEST_SHARE = 0.7  # as StoryChooser in src/story/story_book.h
MOST_ODDS = 3.0
TOLERANCE = 0.01
RULED_OUT = -20.0  # as LogOddsOf there


def as_lines(rows):
    clean = lambda text: (text or "").replace("\t", " ")
    return "".join("%s\t%s\t%s\t%s\n" % (r["id"], r["published"] or "", clean(r["title"]).replace("\n", " "),
                                         clean(r["text"]).replace("\n", "\v")) for r in rows)


def ask(probe, mode, lines=""):
    return subprocess.run([probe, mode], input=lines, capture_output=True, encoding="utf-8", check=True).stdout


def fit(features, same, steps=12):
    """Weights over standardised features turned back to plain ones, bias last."""
    mean, spread = features.mean(0), features.std(0) + 1e-9
    design = numpy.hstack([(features - mean) / spread, numpy.ones((len(features), 1))])
    ridge = numpy.diag([PENALTY] * features.shape[1] + [0.0])
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


def unseen_log_odds(features, same, left, right, sagas, seed):
    names = sorted(set(sagas))
    random.Random(seed).shuffle(names)
    fold_of = {name: k % FOLDS for k, name in enumerate(names)}
    folds = numpy.array([fold_of[saga] for saga in sagas])
    out = numpy.zeros(len(same))
    for a in range(FOLDS):
        for b in range(a, FOLDS):
            tested = ((folds[left] == a) & (folds[right] == b)) | ((folds[left] == b) & (folds[right] == a))
            seen = ~(numpy.isin(folds[left], [a, b]) | numpy.isin(folds[right], [a, b]))
            out[tested] = log_odds(features[tested], fit(features[seen], same[seen]))
    return out


def cluster(odds, order, threshold):
    stories, story_of = [], {}
    for i in order:
        best, choice = threshold, None
        for number, members in enumerate(stories):
            seen = numpy.minimum(odds[i, members], MOST_ODDS)
            verdict = BEST_SHARE * seen.max() + (1 - BEST_SHARE) * seen.mean()
            if verdict >= best:
                best, choice = verdict, number
        if choice is None:
            stories.append([])
            choice = len(stories) - 1
        stories[choice].append(i)
        story_of[i] = choice
    return story_of


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
    for seed in range(4):
        orders.append(list(range(count)))
        random.Random(seed).shuffle(orders[-1])
    return orders


def cross_validate(names, features, same, left, right, rows):
    events, sagas = [r["event"] for r in rows], [r["saga"] for r in rows]
    figures = {}
    apart = (features[:, names.index("day_gap")] >= 1) | (features[:, names.index("publish_gap")] >= 1)
    for seed in range(3):
        odds = numpy.full((len(rows), len(rows)), -99.0)
        unseen = unseen_log_odds(features, same, left, right, sagas, seed)
        unseen[apart] = RULED_OUT
        odds[left, right] = odds[right, left] = unseen
        for order in orders_of(rows):
            for threshold in numpy.arange(-1.0, 1.1, 0.25):
                figures.setdefault(float(threshold), []).append(score(events, cluster(odds, order, threshold)))
    return {threshold: numpy.mean(each, 0) for threshold, each in figures.items()}


def main(probe, stories):
    rows = [json.loads(line) for line in open(stories, encoding="utf-8") if line.strip()]
    names = ask(probe, "names").split()
    table = numpy.array([list(map(float, line.split("\t"))) for line in ask(probe, "pairs", as_lines(rows)).splitlines()])
    left, right, features = table[:, 0].astype(int), table[:, 1].astype(int), table[:, 2:]
    same = numpy.array([rows[i]["event"] == rows[j]["event"] for i, j in zip(left, right)])
    figures = cross_validate(names, features, same, left, right, rows)
    for threshold, (p, r, b3, pairs) in sorted(figures.items()):
        print("threshold %5.2f  B3 P %.3f R %.3f F1 %.3f  pairwise F1 %.3f" % (threshold, p, r, b3, pairs), file=sys.stderr)
    # A wrong join is worse than a missed one: the strictest threshold about as good as the best.
    best = max(each[2] for each in figures.values())
    threshold = max(t for t, each in figures.items() if each[2] > best - TOLERANCE)
    weights = fit(features, same)
    print("# Log-odds that two accounts tell of one event: weights of src/story/pair_model.h's features.")
    print("# Made by tools/train_cluster_model.py from labelled stories of our own; see PROVENANCE. Apache-2.0.")
    print("# Unseen stories (cross-validation): B3 P %.3f R %.3f F1 %.3f, pairwise F1 %.3f." % tuple(figures[threshold]))
    for name, weight in zip(names, weights):
        print("%s\t%.4f" % (name, weight))
    print("bias\t%.4f" % weights[-1])
    print("join_threshold\t%.2f" % threshold)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
