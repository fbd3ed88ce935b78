#!/usr/bin/env python3
"""Fails when a folder of src/ includes a folder that is not below it.

The table is the one of docs/architecture.md. `ingest` joins the stages; `cli` may see anything.
"""
import pathlib
import re
import sys

ANY = None
MAY_INCLUDE = {  # folder -> folders it may include, besides itself
    "base": set(),
    "arabic": {"base"},
    "news": {"base"},
    "fetch": {"base", "news"},
    "feed": {"base", "news", "arabic"},
    "page": {"base", "news", "arabic"},
    "story": {"base", "news", "arabic"},
    "facts": {"base", "news", "arabic"},
    "store": {"base", "news"},
    "search": {"base", "news", "arabic", "store"},
    "ingest": {"base", "arabic", "news", "fetch", "feed", "page", "story", "facts", "store", "search"},
    "web": {"base"},
    "portal": {"base", "news", "arabic", "store", "search", "web"},
    "api": {"base", "news", "arabic", "store", "search", "web"},
    "cli": ANY,
}

SQL = re.compile(r'"\s*(SELECT|INSERT|UPDATE|DELETE FROM|CREATE (VIRTUAL )?TABLE|PRAGMA)\s', re.I)
SQL_FOLDERS = {"store", "search"}


def main(root: pathlib.Path) -> int:
    bad = []
    files = 0
    for path in sorted(root.rglob("*")):
        if path.suffix not in (".h", ".cc"):
            continue
        files += 1
        here = path.relative_to(root).parts[0]
        text = path.read_text(encoding="utf-8")
        if here not in MAY_INCLUDE:
            bad.append(f"{path}: folder {here} has no row in the table of tools/check_layers.py")
            continue
        allowed = MAY_INCLUDE[here]
        for target in re.findall(r'^#include "(\w+)/', text, re.M):
            if allowed is not ANY and target != here and target not in allowed:
                bad.append(f"{path}: {here} may not include {target}")
        if here not in SQL_FOLDERS and SQL.search(text):
            bad.append(f"{path}: SQL outside store and search")
    if files == 0:
        bad.append(f"{root}: no source files found")
    print("\n".join(bad) if bad else f"layers: {files} files keep to the table")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
