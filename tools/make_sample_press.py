#!/usr/bin/env python3
"""Writes data/sample-press: invented pages of invented outlets, their feeds, and the truth.

The texts are in tools/sample_press/stories, the templates in tools/sample_press/templates, the
outlets in tools/sample_press/outlets.py. The output depends on nothing else (no clock, no random
numbers), is committed, and serves tests, benchmarks and demonstrations.

  tools/make_sample_press.py           writes the files
  tools/make_sample_press.py --check   exits 1, naming them, if any file differs from its source
"""

import argparse
import datetime
import email.utils
import html
import json
import pathlib
import re
import sys

from sample_press import mustache
from sample_press import outlets as outlet_table
from sample_press import reader

TOOLS = pathlib.Path(__file__).resolve().parent
SOURCE = TOOLS / "sample_press"
TARGET = TOOLS.parent / "data" / "sample-press"

NOTE = ("Invented sample page of the Isnad project (Apache-2.0): outlet, people, places and events "
        "do not exist. / صفحة مختلقة لأغراض الاختبار")

CAPTIONS = {
    "commission": "أعضاء الوفدين خلال الجلسة الختامية",
    "flood": "جسر عين الطرفاء القديم بعد انهياره",
    "warning": "سحب رعدية فوق ميناء رأس اليمام",
    "wildfire": "رجال الإطفاء عند الحافة الشرقية للغابة",
    "final": "المدرجات الشرقية للملعب الكبير",
    "fx": "أوراق نقدية في مكتب للصرافة",
    "trial": "مدخل قصر العدالة بالريحانة",
}


class Press:
    """All accounts with their pages, ready to be written."""

    def __init__(self):
        self.outlets = outlet_table.all_outlets()
        self.events, self.accounts = reader.read_stories(SOURCE / "stories")
        lines = (SOURCE / "headlines.txt").read_text(encoding="utf-8").splitlines()
        self.headlines = [line for line in lines if line and not line.startswith("#")]
        for account in self.accounts.values():
            account["when"] = _time(account["date"])
            account["changed"] = _time(account.get("modified", account["date"]))
            outlet = self.outlets[account["outlet"]]
            account["text_page"] = account.get("shape") == "text"
            account["url"] = None if account["text_page"] else outlet.url(account)
            name = account["id"].split("-", 1)[1]
            day = "" if account["outlet"] == "wahaa" else account["date"][:10] + "-"
            suffix = "txt" if account["text_page"] else "html"
            account["file"] = f"pages/{outlet.slug}/{day}{name}.{suffix}"
            account["shown"] = [outlet.in_digits(text) for text in account["paragraphs"]]
            account["shown_title"] = outlet.in_digits(account["title"])
        files = [account["file"] for account in self.accounts.values()]
        if len(set(files)) != len(files):
            raise ValueError("two accounts would share one file")

    def of_outlet(self, slug):
        """The accounts of an outlet, newest first."""
        mine = [a for a in self.accounts.values() if a["outlet"] == slug]
        return sorted(mine, key=lambda a: a["when"], reverse=True)

    def filler(self, key, count):
        """`count` invented headlines, other ones for another key."""
        start = sum(key.encode()) % len(self.headlines)
        step = 7
        picked = [self.headlines[(start + i * step) % len(self.headlines)] for i in range(count)]
        return [{"title": text, "number": 20000 + (start * 131 + i * 977) % 70000}
                for i, text in enumerate(dict.fromkeys(picked))]

    def neighbours(self, account, count):
        """Other articles of the outlet, the nearest in time first."""
        outlet = self.outlets[account["outlet"]]
        others = [a for a in self.of_outlet(account["outlet"])
                  if a["id"] != account["id"] and a["title"] != account["title"] and a["url"]]
        others.sort(key=lambda a: abs(a["when"] - account["when"]))
        return [self.item(outlet, other) for other in others[:count]]

    def item(self, outlet, account):
        return {"title": account["shown_title"], "url": account["url"],
                "number": outlet.number(account), "date_text": outlet.date(account["when"]),
                "date_iso": outlet.iso(account["when"]), "lead": _lead(account),
                "clock": account["when"].strftime("%H:%M"),
                "section": account.get("section", ""), "author": account.get("author", "")}


def _time(text):
    return datetime.datetime.fromisoformat(text if "T" in text else text + "T12:00")


def _lead(account):
    words = account["shown"][0].split(" ")
    return " ".join(words[:26]) + ("…" if len(words) > 26 else "")


def _caption(account):
    default = next((text for key, text in CAPTIONS.items() if account["event"].startswith(key)),
                   "منظر عام لمدينة الريحانة")
    return account.get("caption", default)


def _paragraphs(press, account):
    """The paragraphs with what the templates hang between them."""
    related = press.neighbours(account, 2)
    outlet = press.outlets[account["outlet"]]
    rows = []
    for index, text in enumerate(account["shown"]):
        clock = ""
        if account.get("shape") == "live":
            clock, _, text = text.partition(" | ")
        aside = related[:1] if index == 1 else related[1:2] if index == 4 else []
        rows.append({"text": text, "marked": _marked(outlet, text), "json_text": _json(text),
                     "index": index + 1, "rest": index > 0, "clock": clock, "aside": aside,
                     "advert": index == 2})
    return rows


def _marked(outlet, text):
    """The paragraph as HTML with the links and bold names that newsrooms put inside."""
    marked = html.escape(text)
    for words in ("حوض المزن", "معبر الكثيب", "نهضة الريحانة", "ميناء رأس اليمام"):
        link = f'<a href="{outlet.home}/tag/{words.replace(" ", "-")}">{words}</a>'
        marked = marked.replace(words, link, 1)
    name = html.escape(f'"{outlet.name}"')
    return marked.replace(name, f"<strong>{name}</strong>")


def _json(text):
    return json.dumps(text, ensure_ascii=False).replace("</", "<\\/")


def _context(press, account):
    outlet = press.outlets[account["outlet"]]
    when, number = account["when"], outlet.number(account)
    origin = press.accounts.get(account.get("origin"))
    source = press.outlets[origin["outlet"]] if origin else outlet
    tags = account.get("tags", account.get("section", "")).split("، ")
    paragraphs = _paragraphs(press, account)
    section = account.get("section", "")
    author = account.get("author") or (origin or {}).get("author", "") if (
        account["outlet"] == "jami") else account.get("author", "")
    lead = _lead({"shown": [row["text"] for row in paragraphs]})
    return {
        "note": NOTE, "title": account["shown_title"], "url": account["url"] or "",
        "number": number, "section": section, "lead": lead,
        "section_slug": outlet_table.SECTIONS.get(section, "news"),
        "paragraphs": paragraphs, "author": outlet.in_digits(author),
        "author_slug": "author-" + str(sum(author.encode()) % 97),
        "credit": account.get("credit", ""), "tags_text": ", ".join(tags),
        "tags": [{"name": tag, "slug": tag.replace(" ", "-")} for tag in tags],
        "comments": account["comments"],
        "has_comments": bool(account["comments"]), "comment_count": len(account["comments"]),
        "date_text": outlet.date(when), "date_iso": outlet.iso(when),
        "modified_text": outlet.date(account["changed"]),
        "modified_iso": outlet.iso(account["changed"]),
        "date_dashed": when.strftime("%d - %m - %Y"), "date_bare": when.strftime("%Y-%m-%d"),
        "date_today": f"{outlet_table.WEEKDAYS[when.weekday()]} {when.day} "
                      f"{outlet.months[when.month - 1]} {when.year}",
        "clock": when.strftime("%H:%M"), "year": outlet.in_digits(str(when.year)),
        "month": f"{when.month:02}", "caption": outlet.in_digits(_caption(account)),
        "json_title": _json(account["shown_title"]), "json_lead": _json(lead),
        "json_section": _json(section), "json_author": _json(author),
        "json_body": _json("\n".join(row["text"] for row in paragraphs)),
        "words": sum(len(text.split()) for text in account["shown"]),
        "minutes": 2 + len(account["shown"]) // 3, "reads": outlet.in_digits(str(number % 4391)),
        "visitors": outlet.in_digits(str(number % 73)), "issue": outlet.in_digits(
            str(3000 + (when.date() - datetime.date(2020, 1, 1)).days)),
        "latest": press.neighbours(account, 6), "related": press.neighbours(account, 3),
        "related_one": press.filler(account["id"] + "s", 1),
        "popular": press.filler(account["id"], 7),
        "ticker_short": press.filler(account["id"] + "t", 6),
        "ticker": press.filler(*_ticker_size(outlet, account)),
        "source_name": source.name, "source_slug": source.slug,
        "origin_url": (origin or account)["url"] or "",
        "sources": [{"slug": o.slug, "name": o.name} for o in press.outlets.values()],
        "sections": [{"slug": slug, "name": name} for name, slug in
                     list(outlet_table.SECTIONS.items())[:7]],
        "dek": account.get("dek", ""),
    }


def _ticker_size(outlet, account):
    """Key and length of the aggregator's ticker on a page."""
    return account["id"] + "tt", 32 + outlet.number(account) % 17


def _template(name):
    return (SOURCE / "templates" / name).read_text(encoding="utf-8")


def _page_template(press, account):
    outlet = press.outlets[account["outlet"]]
    if account["text_page"]:
        return outlet.slug + ".txt"
    return f"{outlet.slug}-live.html" if account.get("shape") == "live" else outlet.template


def _render(press, account):
    outlet = press.outlets[account["outlet"]]
    text = mustache.render(_template(_page_template(press, account)), _context(press, account))
    return text.encode(outlet.encoding, "xmlcharrefreplace")


# Pages that are not articles: file, kind, template of the body, title, address.
OTHER_PAGES = [
    ("manara", "front", "listing", "المنارة: الصفحة الأولى", "/"),
    ("manara", "about", "other", "من نحن", "/about/"),
    ("asdaa", "section", "listing", "مجتمع", "/category/society"),
    ("sada", "front", "listing", "الصفحة الرئيسية", "/index.php"),
    ("lulu", "front", "listing", "الصفحة الرئيسية", "/ar/"),
    ("was", "contact", "other", "اتصل بنا", "/ar/contact"),
]

FEEDS = ["was", "asdaa", "marsad", "manara", "sada"]


def _cut(template, mark, body):
    """The template with what stands between {{!mark}} and {{!/mark}} replaced by `body`."""
    return re.sub(r"\{\{!" + mark + r"\}\}.*?\{\{!/" + mark + r"\}\}\n?", lambda _: body,
                  template, flags=re.S)


def _other_page(press, row):
    """(file, bytes, truth) of a page that is no article."""
    slug, name, kind, title, path = row
    outlet = press.outlets[slug]
    newest = press.of_outlet(slug)
    mine = [a for a in newest if a["url"] and (name != "section" or a["section"] == "مجتمع")]
    template = _cut(_cut(_template(outlet.template), "head", ""), "body",
                    _template(f"{slug}-{name}.html"))
    context = _context(press, newest[0])
    items = [press.item(outlet, account) for account in mine]
    context.update(title=title, url=outlet.home + path, lead="", items=items,
                   first_items=items[:1])
    page = mustache.render(template, context).encode(outlet.encoding, "xmlcharrefreplace")
    file = f"pages/{slug}/{name}.html"
    return file, page, {
        "file": file, "kind": kind, "outlet": outlet.name, "publisher": outlet.name,
        "url": outlet.home + path, "title": title, "published": None, "authors": [],
        "event": None, "origin": None, "copied": "none",
        "links": [item["url"] for item in items] if kind == "listing" else []}


def _feed(press, slug):
    """The feed of an outlet, newest first."""
    outlet = press.outlets[slug]
    items = []
    for account in press.of_outlet(slug):
        context = _context(press, account)
        context["date_rfc822"] = _rfc822(outlet, account["when"])
        context["year_plain"] = account["when"].year
        context["html_text"] = "".join(f"<p>{text}</p>" for text in account["shown"])
        items.append(context)
    newest = press.of_outlet(slug)[0]["when"]
    text = mustache.render(_template(f"feed-{slug}.xml"), {
        "note": NOTE, "items": items, "updated_rfc822": _rfc822(outlet, newest),
        "updated_iso": outlet.iso(newest)})
    return text.encode(outlet.encoding, "xmlcharrefreplace")


def _rfc822(outlet, when):
    return email.utils.format_datetime(when).replace("-0000", outlet.zone.replace(":", ""))


def _snippet(text):
    words = text.split(" ")
    return " ".join(words[3:10] if len(words) > 12 else words)


def _truth(press, account, page):
    """What a perfect extraction of the page says, checked against the page itself."""
    outlet = press.outlets[account["outlet"]]
    origin = press.accounts.get(account.get("origin"))
    live = account.get("shape") == "live"
    paragraphs = [t.partition(" | ")[2] if live else t for t in account["shown"]]
    whole = "\n".join(paragraphs)
    picks = dict.fromkeys(_snippet(paragraphs[i]) for i in (0, len(paragraphs) // 2, -1))
    furniture = [text for text in outlet.furniture if _on_page(text, page, outlet)]
    if account["outlet"] == "jami":
        furniture += [h["title"] for h in press.filler(account["id"] + "tt", 3)]
    wrong = [text for text in furniture if text in whole]
    if wrong or not furniture:
        raise ValueError(f"{account['id']}: furniture in the article or none: {wrong}")
    publisher = press.outlets[origin["outlet"]] if account["outlet"] == "jami" else outlet
    if origin and outlet.iso(account["when"])[:10] < origin["date"][:10]:
        raise ValueError(f"{account['id']}: older than its origin")
    aggregator = account["outlet"] == "jami"
    ticker = [h["title"] for h in press.filler(*_ticker_size(outlet, account))]
    return {
        "file": account["file"], "kind": "article", "outlet": publisher.name,
        "publisher": outlet.name, "url": account["url"], "title": account["shown_title"],
        "published": outlet.published(account["when"]),
        "modified": outlet.published(account["changed"]) if "modified" in account else None,
        "authors": _authors(press, account, origin),
        "source_url": origin["url"] if aggregator and not account["text_page"] else None,
        "credit": account.get("credit"), "headlines": ticker if aggregator else [],
        "event": account["event"], "origin": origin["file"] if origin else None,
        "copied": account.get("copied", "none"), "first_words": " ".join(whole.split()[:5]),
        "last_words": " ".join(whole.split()[-5:]), "paragraphs": len(paragraphs),
        "comments": len(account["comments"]) if outlet.slug in ("asdaa", "malaeb") else 0,
        "must_contain": list(picks), "must_not_contain": furniture,
    }


def _authors(press, account, origin):
    """The authors as the page shows them, without place and formula."""
    author = account.get("author") or (origin or {}).get("author", "")
    if account["outlet"] != "jami":
        author = account.get("author", "")
    if not author or account["text_page"]:
        return []
    author = author.removeprefix("كتب - ").split(" – ")[0]
    return [press.outlets[account["outlet"]].in_digits(author)]


def _on_page(text, page, outlet):
    return text in page.decode(outlet.encoding)


def _event_truth(press, event):
    """An event with its contradictions by file; every value must stand in that account."""
    rows = []
    for row in event["contradictions"]:
        values = {}
        for name, value in row["values"].items():
            account = press.accounts[name]
            shown = press.outlets[account["outlet"]].in_digits(value)
            if shown not in account["shown_title"] + "\n" + "\n".join(account["shown"]):
                raise ValueError(f"{name}: does not say {shown}")
            values[account["file"]] = shown
        rows.append({"what": row["what"], "values": values})
    return {"id": event["id"], "title": event["title"], "contradictions": rows}


def build():
    """Every file of the sample press: {path below TARGET: bytes}."""
    press = Press()
    files, pages = {}, []
    for account in press.accounts.values():
        page = _render(press, account)
        files[account["file"]] = page
        pages.append(_truth(press, account, page))
    for row in OTHER_PAGES:
        file, page, told = _other_page(press, row)
        files[file] = page
        pages.append(told)
    for slug in FEEDS:
        files[f"feeds/{slug}.xml"] = _feed(press, slug)
    truth = {"about": "Invented sample press; see README.md", "pages": pages,
             "events": [_event_truth(press, event) for event in press.events.values()]}
    files["truth.json"] = (json.dumps(truth, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def _existing():
    found = {}
    for folder in ("pages", "feeds"):
        for path in (TARGET / folder).rglob("*"):
            if path.is_file():
                found[path.relative_to(TARGET).as_posix()] = path
    return found


def check(files):
    """The paths that differ from their source, or are on disk without one."""
    different = [p for p, data in files.items()
                 if not (TARGET / p).is_file() or (TARGET / p).read_bytes() != data]
    return different + [p for p in _existing() if p not in files]


def write(files):
    for path, found in _existing().items():
        if path not in files:
            found.unlink()
    for path, data in files.items():
        (TARGET / path).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / path).write_bytes(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    files = build()
    if not arguments.check:
        write(files)
        print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")
        return 0
    different = check(files)
    for path in different:
        print(f"make_sample_press: {path}: differs from its source (run without --check)",
              file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
