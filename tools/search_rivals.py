#!/usr/bin/env python3
"""Measures what other ways of searching Arabic find, beside ours.

    search_rivals.py pairs
    search_rivals.py mrr XQUAD.json DISTRACTORS.jsonl [--questions N]

Rivals: `plain` is SQLite's FTS5 with its tokenizer unicode61; `snowball` the Arabic stemmer of Snowball in FTS5
(needs the package snowballstemmer); `lucene` what Lucene's ArabicAnalyzer does (normaliser, stop words, and the light
stemmer of Larkey, Ballesteros and Connell as Lucene has it), in FTS5. All rank by FTS5's BM25, any word of the question.

`pairs` reads tests/data/arabic/stem_same.txt and stem_apart.txt, whose pairs our own tests hold one by one, and prints how
many each rival joins and keeps apart. `mrr` prints the mean reciprocal rank over the first ten answers, as tools/xquad_mrr.py
does for us.
"""
import argparse
import json
import pathlib
import re
import sqlite3
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
WORD = re.compile(r"[^\W_]+", re.UNICODE)
# The commonest of Lucene's list, which is Jacques Savoy's.
STOP = set("""من ومن منها منه في وفي فيها فيه و ف ثم او أو ب بها به ا أ اى اي أي أى لا ولا الا ألا إلا لكن ما وما كما فما عن مع اذا إذا ان أن إن
انها أنها إنها انه أنه إنه بان بأن فان فأن وان وأن وإن التى التي الذى الذي الذين الى الي إلى إلي على عليها عليه اما أما إما ايضا أيضا كل وكل لم ولم
لن ولن هى هي هو وهى وهي وهو فهى فهي فهو انت أنت لك لها له هذه هذا تلك ذلك هناك كانت كان يكون تكون وكانت وكان غير بعض قد نحو بين بينما منذ ضمن حيث
الان الآن خلال بعد قبل حتى عند عندما لدى جميع""".split())


def plain(word: str) -> str:
    return word.lower()


def normalised(word: str) -> str:
    word = MARKS.sub("", word)
    word = re.sub("[آأإ]", "ا", word)
    return word.replace("ى", "ي").replace("ة", "ه")


def lucene(word: str) -> str:
    """ArabicNormalizer and ArabicStemmer."""
    word = normalised(word.lower())
    for prefix in ("ال", "وال", "بال", "كال", "فال", "لل", "و"):
        if prefix == "و" and len(word) < 4:
            continue
        if word.startswith(prefix) and len(word) >= len(prefix) + 2:
            word = word[len(prefix):]
            break
    for suffix in ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"):
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[:-len(suffix)]
    return word


def rivals() -> dict:
    known = {"plain": plain, "lucene": lucene}
    try:
        import snowballstemmer
        stemmer = snowballstemmer.stemmer("arabic")
        known["snowball"] = lambda word: stemmer.stemWord(word.lower())
    except ImportError:
        print("snowballstemmer is not there: left out", file=sys.stderr)
    return known


def families(name: str):
    for line in (ROOT / "tests/data/arabic" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, *others = line.split()
            for other in others:
                yield first, other


def pairs() -> None:
    same, apart = list(families("stem_same.txt")), list(families("stem_apart.txt"))
    print(f"isnad: joins {len(same)} of {len(same)}, keeps {len(apart)} of {len(apart)} apart (stem_test)")
    for name, stem in rivals().items():
        joined = sum(stem(a) == stem(b) for a, b in same)
        kept = sum(stem(a) != stem(b) for a, b in apart)
        print(f"{name}: joins {joined} of {len(same)}, keeps {kept} of {len(apart)} apart")


class Cached(dict):
    def __init__(self, stem, stop):
        super().__init__()
        self.stem, self.stop = stem, stop

    def __missing__(self, word):
        self[word] = "" if word in self.stop else self.stem(word)
        return self[word]

    def terms(self, text: str) -> list:
        return [term for term in (self[word] for word in WORD.findall(text)) if term]


def measure(name: str, stem, known: list, distractors: pathlib.Path, limit) -> None:
    begun = time.process_time()
    cache = Cached(stem, STOP if name == "lucene" else set())
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE t USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 0')")
    insert = "INSERT INTO t (rowid, title, body) VALUES (?, ?, ?)"
    for number, (text, _) in enumerate(known, 1):
        table.execute(insert, (number, "", " ".join(cache.terms(text))))
    with distractors.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, len(known) + 1):
            article = json.loads(line)
            table.execute(insert, (number, " ".join(cache.terms(article.get("title") or "")),
                                   " ".join(cache.terms(article["text"]))))
    asked = [(question, number) for number, (_, questions) in enumerate(known, 1) for question in questions][:limit]
    total = 0.0
    for question, wanted in asked:
        match = " OR ".join(f'"{term}"' for term in dict.fromkeys(cache.terms(question)))
        rows = table.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, 4.0, 1.0) LIMIT 10", (match,)) if match else ()
        for rank, (number,) in enumerate(rows, 1):
            if number == wanted:
                total += 1 / rank
    print(f"{name}: MRR@10 {total / len(asked):.4f} over {len(asked)} questions ({time.process_time() - begun:.0f} s)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parts = parser.add_subparsers(dest="what", required=True)
    parts.add_parser("pairs")
    mrr = parts.add_parser("mrr")
    mrr.add_argument("xquad", type=pathlib.Path)
    mrr.add_argument("distractors", type=pathlib.Path)
    mrr.add_argument("--questions", type=int, default=None)
    options = parser.parse_args()
    if options.what == "pairs":
        pairs()
        return 0
    known = []
    for document in json.loads(options.xquad.read_text(encoding="utf-8"))["data"]:
        for paragraph in document["paragraphs"]:
            known.append((paragraph["context"], [q["question"] for q in paragraph["qas"]]))
    for name, stem in rivals().items():
        measure(name, stem, known, options.distractors, options.questions)
    return 0


if __name__ == "__main__":
    sys.exit(main())
