"""Reads the stories of the sample press (stories/*.txt) into plain dicts.

A file is a run of lines. '#' at the start of a line makes it a comment.
  == EVENT | TITLE             opens an event
  ! WHAT | ID=VALUE | ID=VALUE a contradiction inside it; each VALUE must stand in that account
  -- OUTLET-NAME               opens an account; the outlet is what precedes the first hyphen
  key: value                   its fields; 'replace: OLD => NEW' and 'comment: NAME | TEXT' repeat
  {{ID:1-3,5}}                 takes those paragraphs of another account; 'replace' works on them
  anything else                one paragraph a line, as it will stand on the page
Each OLD of a 'replace' must be found, so that a light rewrite cannot silently become a copy.
"""

import pathlib
import re

_FIELDS = {"title", "date", "modified", "section", "credit", "author", "tags", "origin", "copied",
           "shape", "caption", "dek"}
_BORROW = re.compile(r"^\{\{([\w-]+):([\d,-]+)\}\}$")


def _numbers(text):
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _borrow(account, accounts, match):
    replaced = []
    source = accounts[match.group(1)]["paragraphs"]
    for number in _numbers(match.group(2)):
        text = source[number - 1]
        for index, (old, new) in enumerate(account["replace"]):
            if old in text:
                text = text.replace(old, new)
                account["replaced"].add(index)
        replaced.append(text)
    return replaced


def _finish(account, accounts):
    account["replaced"] = set()
    paragraphs = []
    for line in account.pop("lines"):
        match = _BORROW.match(line)
        paragraphs += _borrow(account, accounts, match) if match else [line]
    missed = set(range(len(account["replace"]))) - account.pop("replaced")
    if missed:
        raise ValueError(f"{account['id']}: not found: {[account['replace'][i] for i in missed]}")
    account["paragraphs"] = paragraphs
    if not paragraphs or "title" not in account or "date" not in account:
        raise ValueError(f"{account['id']}: needs a title, a date and a text")


def _line(line, account):
    key, colon, value = line.partition(": ")
    if colon and key == "replace":
        old, arrow, new = value.partition(" => ")
        if not arrow:
            raise ValueError(f"{account['id']}: replace without =>")
        account["replace"].append((old, new))
    elif colon and key == "comment":
        name, _, text = value.partition(" | ")
        account["comments"].append({"name": name, "text": text})
    elif colon and key in _FIELDS:
        account[key] = value
    else:
        account["lines"].append(line)


def read_stories(folder):
    """(events, accounts): two dicts by id, in the order of the files."""
    events, accounts = {}, {}
    event = account = None
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line.startswith(("== ", "-- ")) and account:
                _finish(account, accounts)
                account = None
            if line.startswith("== "):
                name, _, title = line[3:].partition(" | ")
                event = events[name] = {"id": name, "title": title, "contradictions": []}
            elif line.startswith("! "):
                what, *values = line[2:].split(" | ")
                event["contradictions"].append(
                    {"what": what, "values": dict(v.split("=", 1) for v in values)})
            elif line.startswith("-- "):
                name = line[3:]
                if name in accounts:
                    raise ValueError(f"{name}: told twice")
                account = {"id": name, "outlet": name.split("-")[0], "event": event["id"],
                           "lines": [], "replace": [], "comments": []}
                accounts[name] = account
            else:
                _line(line, account)
        if account:
            _finish(account, accounts)
            account = None
    return events, accounts
