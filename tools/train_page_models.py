#!/usr/bin/env python3
"""Trains data/page/blocks.model and lines.model from pages with known article text.

  train_page_models.py blocks|lines ROWS GOLD OUT [--hold-out] [--trees N] [--depth N]
  train_page_models.py blocks ROWS GOLD OUT --folds 5 --program PAGE_ROWS --pages FOLDER

ROWS is the prefix of the files that tools/page_rows.cc wrote, GOLD a JSON (or .json.xz) of
{"id": {"type", "main_content", …}} as in the Web Content eXtraction Benchmark. Each row is labelled
by where its words stand in the gold text: long rows by their sequences of three words, along the
heaviest chain of places in order; short ones by lying between two long ones that are in it.
--hold-out trains on the ids not divisible by three and prints word F1 for both parts; without it
everything is trained on.

--folds N cross-validates instead of training what ships: N models OUT.1 to OUT.N, each blind to
every page of the web sites in its fold (--fold-by page: to the fold's pages alone). The built tool
PAGE_ROWS then extracts each page of FOLDER by the model that has not seen it, and the articles are
written to OUT.jsonl, which the benchmark's scorer reads. Prints word F1, precision and recall of
articles, the share that is exact (same words in the same sequences of four), and snippets.

Needs numpy; uses LightGBM (`pip install lightgbm`) where it is installed, which grows better trees
for their depth and is several times faster, else boosted_trees.py. blocks.model is made with it.
"""
import argparse
import bisect
import collections
import hashlib
import json
import lzma
import os
import re
import subprocess
import urllib.parse

import numpy as np

import boosted_trees

try:
    import lightgbm
except ImportError:
    lightgbm = None

WORD = re.compile(r'\w+')
SHORT = 6  # words; shorter rows are placed by their neighbours


def words(text):
    return WORD.findall((text or '').lower())


def heaviest_chain(items):
    """Indexes of `items` (start, weight) whose starts rise and whose weights sum highest."""
    starts = sorted({start for start, _ in items})
    rank = {start: i + 1 for i, start in enumerate(starts)}
    best = [(0, -1)] * (len(starts) + 1)  # Fenwick tree of prefix maxima
    score, before = [], []
    for start, weight in items:
        i, top = rank[start] - 1, (0, -1)
        while i > 0:
            top = max(top, best[i])
            i -= i & -i
        score.append(top[0] + weight)
        before.append(top[1])
        i = rank[start]
        while i < len(best):
            best[i] = max(best[i], (score[-1], len(score) - 1))
            i += i & -i
    chain, at = [], int(np.argmax(score)) if score else -1
    while at != -1:
        chain.append(at)
        at = before[at]
    return chain


def label(rows, gold):
    """The share of each row's words (lists) that is in the gold text at the row's own place."""
    places = collections.defaultdict(list)
    for i in range(len(gold) - 2):
        places[tuple(gold[i:i + 3])].append(i)
    out = np.zeros(len(rows))
    candidates, owners, share = [], [], {}
    for k, row in enumerate(rows):
        if len(row) < SHORT:
            continue
        triples = [tuple(row[i:i + 3]) for i in range(len(row) - 2)]
        hits = [i for i, triple in enumerate(triples) if triple in places]
        share[k] = len(hits) / len(triples)
        if share[k] >= 0.6:
            # Falling starts, so that the chain takes one place of a row at most.
            for place in sorted(places[triples[hits[0]]][:6], reverse=True):
                candidates.append((place - hits[0], len(row)))
                owners.append(k)
    placed = {owners[i]: max(0, candidates[i][0]) for i in heaviest_chain(candidates)}
    used = np.zeros(len(gold) + 1, dtype=bool)
    for k, start in placed.items():
        used[start:start + len(rows[k])] = True
        out[k] = share[k]
    ends = sorted(placed)
    for k, row in enumerate(rows):
        if k in placed or not row:
            continue
        if len(row) >= SHORT:
            triples = [tuple(row[i:i + 3]) for i in range(len(row) - 2)]
            free = [p for t in triples for p in places.get(t, ()) if not used[p]]
            if share[k] >= 0.6 and len(free) >= 0.6 * len(triples):
                out[k] = share[k]
                for p in free:
                    used[p:p + 3] = True
            elif 0.3 < share[k] < 0.6:
                out[k] = share[k]
            continue
        j = bisect.bisect(ends, k)
        low = placed[ends[j - 1]] + len(rows[ends[j - 1]]) - 2 if j > 0 else None
        high = placed[ends[j]] + 2 if j < len(ends) else None
        if low is None:
            low = max(0, (high if high is not None else len(gold)) - 40)
        if high is None:
            high = min(len(gold), low + 60)
        for p in range(max(0, low), min(high, len(gold)) - len(row) + 1):
            if gold[p:p + len(row)] == row and not used[p:p + len(row)].any():
                out[k] = 1
                used[p:p + len(row)] = True
                break
    return out


def word_f1(predicted, gold):
    if not predicted or not gold:
        return float(predicted == gold)
    shared = sum((collections.Counter(predicted) & collections.Counter(gold)).values())
    return 2 * shared / (len(predicted) + len(gold))


def as_foreign(rows, names):
    """Line rows as they would be on a page in a language that there are no phrases for, and whose
    script has no capitals: half of what the lines are trained on, so that neither is needed."""
    out = rows.copy()
    for i, name in enumerate(names):
        if name in ('capitals', 'starts_lower') or name.startswith('p_') or name.endswith('_phrase'):
            out[:, i] = np.minimum(out[:, i], 0)
        elif name in ('since_marker', 'to_marker'):
            out[:, i] = 100
    return out


def worth_learning(rows, names, target):
    """Which lines to learn from: entries of menus far from any text teach nothing after the first
    few thousand, and make most of a page; one in four of them is enough."""
    column = {name: rows[:, i] for i, name in enumerate(names)}
    far = ((target == 0) & (column['words'] < np.log1p(8)) & (column['since_prose'] >= 4)
           & (column['to_prose'] >= 4))
    return ~far | (np.arange(len(rows)) % 4 == 0)


def line_examples(rows, names, target, weight):
    """The lines worth learning from, as they are and as_foreign."""
    keep = worth_learning(rows, names, target)
    rows, target, weight = rows[keep], target[keep], weight[keep]
    return (np.concatenate([rows, as_foreign(rows, names)]), np.tile(target, 2),
            np.tile(weight, 2))


class Corpus:
    def __init__(self, prefix, gold_path):
        opener = lzma.open if gold_path.endswith('.xz') else open
        with opener(gold_path, 'rt', encoding='utf8') as file:
            gold = self.described = json.load(file)
        with open(prefix + '.names', encoding='utf8') as file:
            self.names = file.read().split()
        self.rows = np.fromfile(prefix + '.bin', dtype=np.float32).reshape(-1, len(self.names))
        texts = collections.OrderedDict()
        with open(prefix + '.tsv', encoding='utf8') as file:
            for line in file:
                page, _, text = line.rstrip('\n').split('\t', 2)
                texts.setdefault(page, []).append(words(text))
        known = [page in gold for page in texts]
        keep = np.concatenate([[k] * len(r) for k, r in zip(known, texts.values())]).astype(bool)
        self.rows = self.rows[keep]
        self.ids = [page for page in texts if page in gold]
        self.words = [texts[page] for page in self.ids]
        self.gold = [words(gold[page]['main_content']) for page in self.ids]
        self.article = np.array([gold[page]['type'] == 'article' for page in self.ids])
        self.page = np.concatenate([[i] * len(r) for i, r in enumerate(self.words)])
        self.start = np.concatenate([[0], np.cumsum([len(r) for r in self.words])])
        self.target = np.concatenate([label(r, g) for r, g in zip(self.words, self.gold)])
        # A row weighs what its words weigh in the page's F1, and a little for being there at all.
        size = np.array([len(row) for rows in self.words for row in rows])
        length = np.array([len(g) for g in self.gold])
        weight = (size + 8) / (length[self.page] + 300)
        weight = np.where(self.article[self.page], weight, weight * 0.5)
        self.weight = weight / weight.mean()

    def score(self, margin, pages, threshold=0.0):
        out = []
        for i in pages:
            kept = margin[self.start[i]:self.start[i + 1]] > threshold
            out.append(word_f1([w for row, k in zip(self.words[i], kept) if k for w in row],
                               self.gold[i]))
        return float(np.mean(out))


def thinned(corpus, share=0.2):
    """Which rows to train on, and their weights: of links that nobody takes for text, a fifth."""
    easy = (corpus.target < 0.01) & (corpus.rows[:, corpus.names.index('link_share')] > 0.9)
    keep = ~easy | (np.random.default_rng(0).random(len(easy)) < share)
    return keep, np.where(easy, corpus.weight / share, corpus.weight)


def as_any_script(rows, names):
    """Block rows without what only some scripts have, so that no tree asks for it."""
    out = rows.copy()
    out[:, names.index('capitals')] = 0
    return out


class LightForest:
    """A LightGBM model, written in the form of boosted_trees.Forest."""

    def __init__(self, model):
        self.model = model

    def margin(self, rows):
        return self.model.predict(rows, raw_score=True)

    def write(self, path, names, header):
        with open(path, 'w', encoding='utf8') as out:
            for line in header.strip().split('\n'):
                out.write('# ' + line + '\n')
            out.write('features\t' + '\t'.join(names) + '\nbias\t0\n')
            for tree in self.model.dump_model()['tree_info']:
                nodes = [tree['tree_structure']]  # breadth first: the right child follows the left
                lines = []
                for node in nodes:
                    if 'leaf_value' in node:
                        lines.append('=\t%.4g\n' % node['leaf_value'])
                        continue
                    left = len(nodes)
                    nodes += [node['left_child'], node['right_child']]
                    lines.append('%d\t%.7g\t%d\t%d\n' % (node['split_feature'], node['threshold'],
                                                         left, left + 1))
                out.write('tree\t%d\n' % len(lines))
                out.writelines(lines)


def train(corpus, chosen, args):
    """Trees from the rows of `chosen` (by page)."""
    rows = chosen[corpus.page]
    if args.kind == 'lines':
        examples = line_examples(corpus.rows[rows], corpus.names, corpus.target[rows],
                                 corpus.weight[rows])
    else:
        keep, weight = thinned(corpus)
        rows &= keep
        examples = as_any_script(corpus.rows[rows], corpus.names), corpus.target[rows], weight[rows]
    if args.kind == 'lines' or lightgbm is None:
        return boosted_trees.train(*examples, trees=args.trees, depth=args.depth, rate=args.rate)
    options = dict(objective='cross_entropy', num_leaves=min(31, 2**args.depth),
                   max_depth=args.depth,
                   learning_rate=args.rate, feature_fraction=0.15, bagging_fraction=0.5,
                   bagging_freq=1, min_data_in_leaf=60, min_sum_hessian_in_leaf=2, lambda_l2=10,
                   max_bin=63, num_threads=1, seed=1, verbose=-1, deterministic=True,
                   force_col_wise=True)
    data = lightgbm.Dataset(examples[0], examples[1], weight=examples[2])
    return LightForest(lightgbm.train(options, data, args.trees))


def site(url):
    """The registrable domain, near enough to keep a site's pages in one fold."""
    parts = (urllib.parse.urlparse(url).hostname or url).lower().split('.')
    return '.'.join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


def fold_of(corpus, folds, by):
    keys = [site(corpus.described[page]['url'] or page) if by == 'site' else page
            for page in corpus.ids]
    return np.array([int(hashlib.sha1(key.encode()).hexdigest(), 16) % folds for key in keys])


def fours(text):
    text = words(text)
    return collections.Counter(tuple(text[i:i + 4]) for i in range(max(1, len(text) - 3)))


def report(corpus, lines):
    """Prints what `isnad extract` lines come to."""
    by_type, exact, snippets = collections.defaultdict(list), [], []
    for line in lines:
        article = json.loads(line)
        gold = corpus.described[os.path.basename(article['input']).split('.')[0]]
        got, wanted = words(article['text']), words(gold['main_content'])
        shared = sum((collections.Counter(got) & collections.Counter(wanted)).values())
        by_type[gold['type']].append((word_f1(got, wanted), shared / max(1, len(got)),
                                      shared / max(1, len(wanted))))
        if gold['type'] != 'article':
            continue
        exact.append(fours(article['text']) == fours(gold['main_content']))
        flat = ' '.join(got)
        held = [' '.join(words(s)) in flat for s in gold.get('with') or []]
        spurious = [' '.join(words(s)) in flat for s in gold.get('without') or []]
        if held or spurious:
            snippets.append(all(held) and not any(spurious))
    for kind, values in sorted(by_type.items()):
        print('out of fold, %s %d: word F1 %.4f, precision %.4f, recall %.4f'
              % (kind, len(values), *np.mean(values, axis=0)))
    print('articles that are exact: %.3f; snippets all right: %.3f'
          % (np.mean(exact), np.mean(snippets)))


def cross_validate(corpus, args):
    fold = fold_of(corpus, args.folds, args.fold_by)
    lines = []
    for k in range(args.folds):
        path = '%s.%d' % (args.out, k + 1)
        train(corpus, fold != k, args).write(path, corpus.names, HEADER % (args.kind, args.trees,
                                                                           args.depth))
        pages = [os.path.join(args.pages, corpus.ids[i] + '.html')
                 for i in np.nonzero(fold == k)[0]]
        done = subprocess.run([args.program, '--extract', path] + pages, check=True,
                              capture_output=True, text=True, encoding='utf8')
        lines += done.stdout.splitlines()
    with open(args.out + '.jsonl', 'w', encoding='utf8') as out:
        out.writelines(line + '\n' for line in lines)
    report(corpus, lines)


HEADER = ('Boosted trees that tell the %s of an article from the rest of its page.\n'
          'Written by tools/train_page_models.py (%d trees of depth %d); see PROVENANCE.')


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('kind', choices=('blocks', 'lines'))
    parser.add_argument('rows')
    parser.add_argument('gold')
    parser.add_argument('out')
    parser.add_argument('--hold-out', action='store_true')
    parser.add_argument('--trees', type=int)
    parser.add_argument('--depth', type=int)
    parser.add_argument('--rate', type=float)
    parser.add_argument('--folds', type=int)
    parser.add_argument('--fold-by', choices=('site', 'page'), default='site')
    parser.add_argument('--program')
    parser.add_argument('--pages')
    args = parser.parse_args()
    args.trees = args.trees or (220 if args.kind == 'blocks' else 160)
    args.depth = args.depth or (4 if args.kind == 'blocks' else 6)
    args.rate = args.rate or (0.1 if args.kind == 'blocks' else 0.08)
    corpus = Corpus(args.rows, args.gold)
    if args.folds:
        if not args.program or not args.pages:
            parser.error('--folds needs --program and --pages')
        cross_validate(corpus, args)
        return
    held = np.array([args.hold_out and int(page) % 3 == 0 for page in corpus.ids])
    forest = train(corpus, ~held, args)
    forest.write(args.out, corpus.names, HEADER % (args.kind, args.trees, args.depth))
    margin = forest.margin(corpus.rows)
    for name, part in (('trained on', ~held), ('held out', held)):
        for kind, of_kind in (('articles', corpus.article), ('others', ~corpus.article)):
            pages = np.nonzero(part & of_kind)[0]
            if len(pages) > 0:
                print('%s %s %d: word F1 %.4f' % (name, kind, len(pages),
                                                  corpus.score(margin, pages)))


if __name__ == '__main__':
    main()
