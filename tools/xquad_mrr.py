#!/usr/bin/env python3
"""Measures retrieval: do questions of a SQuAD-like set find their passage among news articles?

    xquad_mrr.py ISNAD XQUAD.json DISTRACTORS.jsonl [--questions N]

Ingests the passages mixed into the distractors (clean-article lines, for instance those of
saudinewsnet_to_jsonl.py) into a store of its own, asks every question with `isnad search --any`,
and prints the mean reciprocal rank over the first ten answers.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

PREFIX = "https://passages.example/"


def passages(path: pathlib.Path):
    """(address, text, questions) of every passage."""
    number = 0
    for document in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in document["paragraphs"]:
            number += 1
            yield f"{PREFIX}{number}", paragraph["context"], [q["question"] for q in paragraph["qas"]]


def reciprocal_rank(isnad: str, store: str, question: str, wanted: str) -> float:
    run = subprocess.run(
        [isnad, "search", "--db", store, "--json", "--any", "--limit", "10", "--", question],
        capture_output=True, text=True, check=True)
    for rank, line in enumerate(run.stdout.splitlines(), 1):
        if json.loads(line)["url"] == wanted:
            return 1 / rank
    return 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("isnad")
    parser.add_argument("xquad", type=pathlib.Path)
    parser.add_argument("distractors", type=pathlib.Path)
    parser.add_argument("--questions", type=int, default=None, help="ask the first N only")
    options = parser.parse_args()
    known = list(passages(options.xquad))
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(folder, "passages.jsonl")
        with lines.open("w", encoding="utf-8") as out:
            for address, text, _ in known:
                print(json.dumps({"id": address, "url": address, "text": text}, ensure_ascii=False), file=out)
        store = folder + "/store"
        subprocess.run([options.isnad, "ingest", "--db", store, str(lines), str(options.distractors)],
                       check=True, stdout=subprocess.DEVNULL)
        asked = [(question, address) for address, _, questions in known for question in questions]
        asked = asked[:options.questions]
        ranks = [reciprocal_rank(options.isnad, store, *pair) for pair in asked]
    print(f"MRR@10 {sum(ranks) / len(ranks):.4f} over {len(ranks)} questions, "
          f"{sum(rank == 0 for rank in ranks)} not found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
