#!/usr/bin/env python3
"""Counts how many passages of Arabic prose hold each term: data/story/document_frequencies.tsv.

  tools/count_cluster_frequencies.py PROBE DATA > data/story/document_frequencies.tsv

PROBE is the built story_probe, DATA the folder of data sets. Read are the three sets whose licences
allow it (data/story/PROVENANCE): the texts, never their labels. A passage is 70 running words, about
as long as the opening of an article; terms in fewer than MIN_DOCUMENTS passages are left out, since
unknown terms count as rarer still.
"""
import glob
import gzip
import os
import subprocess
import sys

PASSAGE_WORDS = 70
MIN_DOCUMENTS = 12


def words_of_columns(lines):
    for line in lines:
        fields = line.split()
        if fields:
            yield fields[0].strip("\ufeff\u200e\u200f")


def passages(data):
    sources = [open(path, encoding="utf-8") for folder in ("wojood-sample", "aqmar")
               for path in sorted(glob.glob(os.path.join(data, "ner", folder, "*.txt")))]
    sources.append(gzip.open(os.path.join(data, "ner", "wikifane_gold_500k.txt.gz"), "rt", encoding="utf-8"))
    for source in sources:
        passage = []
        for word in words_of_columns(source):
            passage.append(word)
            if len(passage) == PASSAGE_WORDS:
                yield " ".join(passage)
                passage = []
        if len(passage) > PASSAGE_WORDS // 2:
            yield " ".join(passage)


def main(probe, data):
    text = "\n".join(passages(data)) + "\n"
    counted = subprocess.run([probe, "terms"], input=text, capture_output=True, encoding="utf-8",
                             check=True).stdout
    rows = [line.split("\t") for line in counted.splitlines()]
    total = next(count for key, count in rows if key == "*")
    kept = [(int(count), key) for key, count in rows if key != "*" and int(count) >= MIN_DOCUMENTS]
    print("# Terms of Arabic prose and how many passages of %d words hold them; \"*\" is their number." % PASSAGE_WORDS)
    print("# Terms are named as by TermOf in src/story/vocabulary.h. Provenance: data/story/PROVENANCE.")
    print("# Made by tools/count_cluster_frequencies.py. Licence: CC BY-SA 3.0 (it derives from Wikipedia texts).")
    print("*\t" + total)
    for count, key in sorted(kept, key=lambda row: (-row[0], row[1])):
        print("%s\t%d" % (key, count))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
