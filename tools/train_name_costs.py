#!/usr/bin/env python3
"""Learns how alike Arabic letters sound to those who write foreign names: data/arabic/name_costs.tsv.

  train_name_costs.py PAIRS OUT

PAIRS holds lines of an Arabic name, a tab and its spelling in Latin letters. Each Arabic letter is
aligned with none to three Latin ones by expectation maximisation over all segmentations (Ristad and
Yianilos, "Learning string-edit distance", 1998; Li, Zhang, Su, "A joint source-channel model for
machine transliteration", 2004). Two Arabic letters are as near as the Latin spellings they share: the
cost of one for the other is -ln of the Bhattacharyya coefficient of their distributions. Leaving a
letter out costs -ln of how often its sound stands in Latin with no Arabic letter behind it.
Standard library only; some minutes.
"""
import argparse
import collections
import math
import re
import sys

FOLDS = {**{c: 'ا' for c in 'أإآٱ'}, 'ى': 'ي', 'ة': 'ه', 'ؤ': 'و', 'ئ': 'ي', 'پ': 'ب', 'ڤ': 'ف',
         'ڨ': 'ق', 'گ': 'ك', 'ڭ': 'ك', 'چ': 'ج'}
LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'
NOTHING = '-'
LONGEST = 3
ROUNDS = 8
DEAREST = 4.0


def read_pairs(path):
    pairs = []
    for line in open(path, encoding='utf8'):
        arabic, latin = line.rstrip('\n').split('\t')[:2]
        arabic = ''.join(FOLDS.get(c, c) for c in arabic)
        arabic = ''.join(c for c in arabic if c in LETTERS)
        latin = re.sub('[^a-z]', '', latin.lower())
        if arabic and latin:
            pairs.append((arabic, latin))
    return pairs


def steps(arabic, latin, i, j):
    """What may be read at (i, j): (letter, chunk, next i, next j)."""
    if j < len(latin):
        yield NOTHING, latin[j], i, j + 1
    if i < len(arabic):
        for size in range(min(LONGEST, len(latin) - j) + 1):
            yield arabic[i], latin[j:j + size], i + 1, j + size


def expect(pairs, probability):
    """Expected counts of (letter, chunk) over all alignments, by forward and backward sums."""
    counts = collections.Counter()
    for arabic, latin in pairs:
        n, m = len(arabic), len(latin)
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = 1.0
        for i in range(n + 1):
            for j in range(m + 1):
                for letter, chunk, k, l in steps(arabic, latin, i, j):
                    forward[k][l] += forward[i][j] * probability(letter, chunk)
        if forward[n][m] <= 0:
            continue
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward[n][m] = 1.0
        for i in range(n, -1, -1):
            for j in range(m, -1, -1):
                for letter, chunk, k, l in steps(arabic, latin, i, j):
                    weight = probability(letter, chunk) * backward[k][l]
                    counts[letter, chunk] += forward[i][j] * weight / forward[n][m]
                    backward[i][j] += weight
    return counts


def learn(pairs):
    def first(letter, chunk):
        return (0.1, 0.5, 0.2, 0.05)[len(chunk)] / 26 ** len(chunk)

    table, probability = {}, first
    for round_number in range(ROUNDS):
        counts = expect(pairs, probability)
        totals = collections.Counter()
        for (letter, _), count in counts.items():
            totals[letter] += count
        table = {key: count / totals[key[0]] for key, count in counts.items()
                 if count / totals[key[0]] > 1e-5}
        probability = lambda letter, chunk: table.get((letter, chunk), 1e-7)
        print('round %d of %d' % (round_number + 1, ROUNDS), file=sys.stderr)
    return table


def costs(table):
    spellings = collections.defaultdict(dict)
    for (letter, chunk), share in table.items():
        spellings[letter][chunk] = share
    silent = spellings[NOTHING]
    for a in LETTERS:
        left_out = sum(share if chunk == '' else min(share, silent.get(chunk, 0.0))
                       for chunk, share in spellings[a].items())
        yield a, NOTHING, -math.log(max(left_out, 1e-9))
        for b in LETTERS:
            if a < b:
                shared = sum(math.sqrt(share * spellings[b].get(chunk, 0.0))
                             for chunk, share in spellings[a].items())
                yield a, b, -math.log(max(shared, 1e-9))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('pairs')
    parser.add_argument('out')
    options = parser.parse_args()
    table = learn(read_pairs(options.pairs))
    with open(options.out, 'w', encoding='utf8') as out:
        out.write('# What it costs to write one letter of a name for another, or to leave it out (-), in nats; dearer\n'
                  '# pairs than %g are not listed. Learned by tools/train_name_costs.py; see PROVENANCE.\n' % DEAREST)
        for a, b, cost in costs(table):
            if cost < DEAREST:
                out.write('%s\t%s\t%.2f\n' % (a, b, cost))


if __name__ == '__main__':
    main()
