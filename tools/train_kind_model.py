#!/usr/bin/env python3
"""Trains data/page/kind.model: is a page a list of other pages, or an article?

  train_kind_model.py PAGES GOLD OUT --program PAGE_ROWS --blocks PREFIX [--folds 5]

PAGES is a folder of ID.html, GOLD a JSON (or .json.xz) of {"id": {"type", "url", …}} as in the Web
Content eXtraction Benchmark. PREFIX.1 to PREFIX.N are the block models that `train_page_models.py
blocks … --folds N` wrote: each page is measured (PAGE_ROWS --kinds) with the one that has not seen
its site, as pages will be that nobody has seen.

Listings are learned against articles and documentation; forums are left out, being both. Every
article stands in twice more at half the weight, with but the first paragraphs of its text, and that
below a long ticker: short news must stay articles. Prints, out of fold by site and averaged over four
partitions, how many listings are told and how many short articles stay at a share of articles that
stay; the threshold that is written keeps KEEP of them. Needs numpy.
"""
import argparse
import hashlib
import json
import lzma
import os
import subprocess

import numpy as np

import boosted_trees
from train_page_models import site

KEEP = 0.983
SHARES = (0.99, KEEP, 0.98, 0.97)
OPTIONS = dict(trees=120, depth=3, rate=0.05, row_share=0.7, feature_share=0.15, min_hessian=0.5,
               l2=3.0)
HEADER = ('Boosted trees that tell listings from articles, by what is measured of a whole page.\n'
          'Written by tools/train_kind_model.py; see PROVENANCE.')


def number(text):
    return int(hashlib.sha1(text.encode()).hexdigest(), 16)


class Pages:
    """The rows of all pages, measured by block models that are blind to them."""

    def __init__(self, args):
        opener = lzma.open if args.gold.endswith('.xz') else open
        with opener(args.gold, 'rt', encoding='utf8') as file:
            gold = json.load(file)
        ids = sorted(i for i in gold if os.path.exists(os.path.join(args.pages, i + '.html')))
        key = {i: number(site(gold[i].get('url') or i)) for i in ids}
        self.names, rows, self.type, self.short, self.ticker, self.site = [], [], [], [], [], []
        for fold in range(args.folds):
            paths = [os.path.join(args.pages, i + '.html') for i in ids if
                     key[i] % args.folds == fold]
            done = subprocess.run([args.program, '--kinds', '%s.%d' % (args.blocks, fold + 1)]
                                  + paths, check=True, capture_output=True, text=True,
                                  encoding='utf8')
            lines = [line.split('\t') for line in done.stdout.splitlines()]
            self.names = lines[0][1:]
            for name, *values in lines[1:]:
                page, _, short = name.partition('/')
                rows.append([float(value) for value in values])
                self.type.append(gold[page]['type'])
                self.short.append(bool(short))
                self.ticker.append(short == 'ticker')
                self.site.append(key[page] % 1000003)
        self.rows = np.array(rows, dtype=np.float32)
        self.type, self.short = np.array(self.type), np.array(self.short)
        self.ticker, self.site = np.array(self.ticker), np.array(self.site)
        self.target = (self.type == 'listing').astype(float)
        self.weight = np.where(self.short, 0.5, 1.0)
        self.usable = (self.type != 'forum') & (~self.short | (self.type == 'article'))

    def train(self, chosen):
        chosen = chosen & self.usable
        return boosted_trees.train(self.rows[chosen], self.target[chosen], self.weight[chosen],
                                   **OPTIONS)

    def out_of_fold(self, turn, folds=10):
        fold = (self.site * (7919 + 2 * turn) + 31 * turn) % 1000003 % folds
        margin = np.zeros(len(self.rows))
        for k in range(folds):
            margin[fold == k] = self.train(fold != k).margin(self.rows[fold == k])
        return margin

    def threshold(self, margin, share):
        """What `share` of the articles do not pass."""
        return np.quantile(margin[(self.type == 'article') & ~self.short], share)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('pages')
    parser.add_argument('gold')
    parser.add_argument('out')
    parser.add_argument('--program', required=True)
    parser.add_argument('--blocks', required=True)
    parser.add_argument('--folds', type=int, default=5)
    args = parser.parse_args()
    pages = Pages(args)
    margins = [pages.out_of_fold(turn) for turn in range(4)]
    listing = (pages.type == 'listing') & ~pages.short
    short = (pages.type == 'article') & pages.short & ~pages.ticker
    ticker = (pages.type == 'article') & pages.ticker
    for share in SHARES:
        cuts = [pages.threshold(margin, share) for margin in margins]
        print('of %d articles kept %.3f: of %d listings told %.3f, of short articles kept '
              '%.3f, below tickers %.3f' % (
            ((pages.type == 'article') & ~pages.short).sum(), share, listing.sum(),
            np.mean([(m[listing] > t).mean() for m, t in zip(margins, cuts)]),
            np.mean([(m[short] <= t).mean() for m, t in zip(margins, cuts)]),
            np.mean([(m[ticker] <= t).mean() for m, t in zip(margins, cuts)])))
    forest = pages.train(np.ones(len(pages.rows), dtype=bool))
    forest.bias -= float(np.mean([pages.threshold(margin, KEEP) for margin in margins]))
    forest.write(args.out, pages.names, HEADER)


if __name__ == '__main__':
    main()
