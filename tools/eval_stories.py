#!/usr/bin/env python3
"""Scores `isnad cluster` on the labelled stories of SaudiNewsNet, beside two rivals in the same run.

  tools/eval_stories.py [--program build/release/isnad] [--data $ISNAD_DATA] [--rivals] [--kinds] [--fresh] [--errors 20]

The program reads all 30,676 articles as one stream, in the order of the corpus; only the labelled ones
(tests/labels/saudinewsnet_stories.tsv) are scored, half by half: what was looked at while the program was made, and what was not.
`--fresh` reads the two days of each half alone, too, as a store does that has just been set up. Figures: B-cubed and pairwise precision, recall and F1. `--errors` shows wrong joins and splits of the development half.

The rivals need numpy and scipy. Both see the words of title and text as the arabic-press scorer splits them, weighed by TF-IDF:
  single pass    each article joins the nearest centroid of the last seven days, or founds a cluster
  average link   agglomerative clustering of chunks of 20,000, O(n^2), as winners of news clustering contests did it
Each is shown with the threshold that is best on the half it is shown for, which no real system could know.
"""
import argparse
import collections
import importlib.util
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LABELS = os.path.join(HERE, "..", "tests", "labels", "saudinewsnet_stories.tsv")
HALVES = ("development", "held-out")
DAYS = {"development": ("2015-07-23", "2015-07-24"), "held-out": ("2015-08-08", "2015-08-09")}
CHUNK = 20_000
WINDOW_DAYS = 7
WORDS = 150  # of an article that the rivals see: openings, as the program does


def module(path):
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def read_labels(path):
    """id -> (story, kind, half)"""
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line[0] != "#"]
    return {row[0]: tuple(row[1:]) for row in rows}


def read_articles(data):
    """As tools/saudinewsnet_to_jsonl.py gives them."""
    made = subprocess.run([sys.executable, os.path.join(HERE, "saudinewsnet_to_jsonl.py"), os.path.join(data, "saudinewsnet")],
                          capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in made.stdout.splitlines()]


def ours(program, articles):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for article in articles:
            fields = {key: article[key] for key in ("id", "title", "text", "outlet", "published")}
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")
        file.flush()
        placed = subprocess.run([program, "cluster", file.name], capture_output=True, encoding="utf-8", check=True)
    return {row["id"]: row["story"] for row in map(json.loads, placed.stdout.splitlines())}


def scores(gold, found):
    """B-cubed P, R, F1, pairwise P, R, F1 over the articles of `gold`."""
    size = collections.Counter(gold.values())
    width = collections.Counter(found[i] for i in gold)
    both = collections.Counter((gold[i], found[i]) for i in gold)
    precision = sum(both[gold[i], found[i]] / width[found[i]] for i in gold) / len(gold)
    recall = sum(both[gold[i], found[i]] / size[gold[i]] for i in gold) / len(gold)
    pairs = lambda counts: sum(k * (k - 1) / 2 for k in counts.values())
    pair_p, pair_r = pairs(both) / max(1, pairs(width)), pairs(both) / max(1, pairs(size))
    f1 = lambda p, r: 2 * p * r / max(1e-9, p + r)
    return precision, recall, f1(precision, recall), pair_p, pair_r, f1(pair_p, pair_r)


def show(name, figures):
    print("%-44s B3 P %.3f R %.3f F1 %.3f | pairwise P %.3f R %.3f F1 %.3f" % ((name,) + figures))


# ---- rivals ----------------------------------------------------------------------------------------------------

def vectors(articles, split):
    import numpy
    import scipy.sparse
    seen, rows, columns, values = {}, [], [], []
    documents = [collections.Counter(split((a["title"] or "") + " " + a["text"][:12 * WORDS])[:WORDS]) for a in articles]
    frequency = collections.Counter(word for document in documents for word in document)
    for i, document in enumerate(documents):
        for word, count in document.items():
            if frequency[word] < 2:
                continue
            rows.append(i)
            columns.append(seen.setdefault(word, len(seen)))
            values.append((1 + numpy.log(count)) * numpy.log(len(documents) / frequency[word]))
    table = scipy.sparse.csr_matrix((values, (rows, columns)), shape=(len(articles), len(seen)), dtype="float32")
    length = numpy.sqrt(table.multiply(table).sum(1)).A1 if hasattr(table.sum(1), "A1") else numpy.sqrt(
        numpy.asarray(table.multiply(table).sum(1)).ravel())
    return scipy.sparse.diags(1 / numpy.maximum(length, 1e-9)) @ table


class SinglePass:
    name = "single pass, TF-IDF"
    thresholds = [0.10, 0.14, 0.18, 0.22, 0.26, 0.30, 0.35, 0.40, 0.45, 0.50]

    def __init__(self, articles, table):
        import numpy
        self.ids = [article["id"] for article in articles]
        days = numpy.array([article["published"][:10] for article in articles], "datetime64[D]").astype(int)
        self.likeness = []  # per article: earlier ones of the window, cosines
        oldest = 0
        for begin in range(0, len(articles), 1000):
            end = min(begin + 1000, len(articles))
            while days[oldest] < days[begin] - WINDOW_DAYS:
                oldest += 1
            block = (table[begin:end] @ table[oldest:end].T).tocsr()
            for i in range(begin, end):
                row = block[i - begin]
                keep = (row.indices + oldest < i) & (row.data > 0.02)
                self.likeness.append((row.indices[keep] + oldest, row.data[keep]))

    def cluster(self, threshold):
        import numpy
        cluster_of = numpy.zeros(len(self.ids), int)
        squared = []  # length of a cluster's sum of vectors
        for i, (near, cosines) in enumerate(self.likeness):
            dots = numpy.bincount(cluster_of[near], cosines) if len(near) else numpy.zeros(0)
            lengths = numpy.sqrt(numpy.array(squared[: len(dots)])) if len(dots) else dots
            close = dots / lengths if len(dots) else dots
            best = int(close.argmax()) if len(dots) else -1
            if best < 0 or close[best] < threshold:
                best = len(squared)
                squared.append(1.0)
            else:
                squared[best] += 2 * dots[best] + 1
            cluster_of[i] = best
        return dict(zip(self.ids, cluster_of.tolist()))


class AverageLink:
    name = "average link, TF-IDF, chunks of 20,000"
    thresholds = [0.06, 0.08, 0.10, 0.12, 0.14, 0.17, 0.20, 0.24, 0.28, 0.33, 0.40]

    def __init__(self, articles, table):
        import numpy
        import scipy.cluster.hierarchy
        self.ids = [article["id"] for article in articles]
        self.trees = []
        for begin in range(0, len(articles), CHUNK):
            part = table[begin:begin + CHUNK]
            count = part.shape[0]
            distances = numpy.empty(count * (count - 1) // 2, "float32")
            at = 0
            for i in range(0, count, 500):
                block = 1 - (part[i:i + 500] @ part.T).toarray()
                for k in range(block.shape[0]):
                    row = block[k, i + k + 1:]
                    distances[at:at + len(row)] = row
                    at += len(row)
            self.trees.append((begin, scipy.cluster.hierarchy.linkage(numpy.maximum(distances, 0), "average")))

    def cluster(self, threshold):
        import scipy.cluster.hierarchy
        found = {}
        for begin, tree in self.trees:
            flat = scipy.cluster.hierarchy.fcluster(tree, 1 - threshold, "distance")
            found.update({self.ids[begin + i]: (begin, int(k)) for i, k in enumerate(flat)})
        return found


def show_rival(rival, golds):
    tried = {threshold: rival.cluster(threshold) for threshold in rival.thresholds}
    for half, gold in golds.items():
        best = max(tried, key=lambda t: scores(gold, tried[t])[2])
        show("%s, %s (%.2f)" % (half, rival.name, best), scores(gold, tried[best]))


# ---- what went wrong -------------------------------------------------------------------------------------------

def show_errors(gold, found, titles, most):
    wrong = collections.defaultdict(list)
    for i in gold:
        wrong["joined", found[i]].append(i)
        wrong["split", gold[i]].append(i)
    other = {"joined": gold, "split": found}
    worst = []
    for (error, _), members in wrong.items():
        parts = collections.Counter(other[error][i] for i in members)
        pairs = (len(members) ** 2 - sum(k * k for k in parts.values())) // 2
        if pairs:
            worst.append((pairs, error, members))
    for pairs, error, members in sorted(worst, key=lambda each: (-each[0], each[2]))[:most]:
        print("%s: %d pairs" % (error, pairs))
        for i in sorted(members, key=lambda i: (str(other[error][i]), i)):
            print("  %-10s %-22s %s" % (i, other[error][i], titles[i][:90]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/isnad")
    parser.add_argument("--data", default=os.environ.get("ISNAD_DATA"))
    parser.add_argument("--labels", default=LABELS)
    parser.add_argument("--rivals", action="store_true", help="TF-IDF single pass and average link, too (minutes, 4 GB)")
    parser.add_argument("--kinds", action="store_true", help="figures for each kind of story")
    parser.add_argument("--fresh", action="store_true", help="the days of each half alone, too")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="the N worst clusters and stories of the development half")
    options = parser.parse_args()
    if not options.data:
        sys.exit("eval_stories: no data: ISNAD_DATA is not set (or give --data)")
    labels = read_labels(options.labels)
    articles = read_articles(options.data)
    golds = {half: {i: row[0] for i, row in labels.items() if row[2] == half} for half in HALVES}
    found = ours(options.program, articles)
    for half, gold in golds.items():
        sizes = collections.Counter(gold.values())
        print("%s: %d articles, %d stories, %d of two accounts or more" % (
            half, len(gold), len(sizes), sum(k > 1 for k in sizes.values())))
    if options.fresh:
        for half, gold in golds.items():
            days = [article for article in articles if article["published"][:10] in DAYS[half]]
            placed = ours(options.program, days)
            show("%s, isnad, its days alone (%d)" % (half, len(days)),
                 scores({i: story for i, story in gold.items() if i in placed}, placed))
    for half, gold in golds.items():
        show(half + ", isnad", scores(gold, found))
    if options.kinds:
        for kind in sorted({row[1] for row in labels.values()}):
            gold = {i: row[0] for i, row in labels.items() if row[1] == kind}
            show("  %s (%d)" % (kind, len(gold)), scores(gold, found))
    if options.errors:
        show_errors(golds["development"], found, {a["id"]: a["title"] or "" for a in articles}, options.errors)
    if options.rivals:
        table = vectors(articles, module(os.path.join(options.data, "arabic-press", "score_clusters.py")).toks)
        for rival in (SinglePass, AverageLink):
            show_rival(rival(articles, table), golds)


if __name__ == "__main__":
    main()
