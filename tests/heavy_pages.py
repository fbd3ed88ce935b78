"""Pages made to cost their reader time or memory: (name, bytes, what is hard about it)."""

import collections.abc
import gzip

MIB = 1 << 20
TEXT = "قال الناطق باسم الوزارة إن العمل في الجسر الجديد سينتهي قبل حلول الشتاء. "
HEAD = "<!doctype html><html lang=ar><head><meta charset=utf-8><title>خبر</title></head><body><h1>خبر طويل عن الجسر</h1>"
ARTICLE = "<article>" + f"<p>{TEXT * 3}</p>" * 8 + "</article>"


def page(body: str) -> bytes:
    return (HEAD + ARTICLE + body + "</body></html>").encode()


def warc(records: list[tuple[bytes, int]]) -> bytes:
    """HTTP responses whose Content-Length says what the second of each pair says."""
    out = b""
    for number, (body, claimed) in enumerate(records):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        length = claimed if claimed >= 0 else len(http)
        out += (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://press.example/{number}\r\n"
                f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n").encode()
        out += http + b"\r\n\r\n"
    return out


def pages() -> collections.abc.Iterator[tuple[str, bytes, str]]:
    charsets = ["utf-8", "windows-1256", "iso-8859-6", "utf-16le", "gbk", "x-mac-cyrillic"]
    yield "attributes.html", page("<p " + " ".join(f"a{i}=b" for i in range(50_000)) + ">x"), "50,000 attributes on a tag"
    yield "nested-div.html", page("<div>" * 100_000 + TEXT), "100,000 nested elements"
    yield "nested-million.html", page("<div><span>" * 500_000), "a million nested elements"
    yield "script.html", page("<script>" + "var a='<b>';" * (50 * MIB // 12) + "</script>"), "50 MiB of script"
    yield "too-long-script.html", page("<script>" + "var a='<b>';" * (100 * MIB // 12) + "</script>"), "over the limit of a page"
    yield "open-script.html", page("<script>" + "</scrip <!--" * 500_000), "a script that never ends"
    yield "zeros.html", page("\0<p\0>a\0" * 300_000), "zero bytes in markup"
    yield "charsets.html", (HEAD.encode() + b"".join(f"<meta charset={c}><p>".encode() + TEXT.encode("utf-8" if c != "windows-1256" else "cp1256", "replace")
                                                     for c in charsets * 2000)), "six encodings in a page"
    yield "json-ld.html", page('<script type="application/ld+json">[' + ",".join('{"@type":"NewsArticle","headline":"x","author":[{"name":"y"}]}' for _ in range(160_000)) + "]</script>"), "10 MB of JSON-LD"
    yield "json-deep.html", page('<script type="application/ld+json">' + '{"a":[' * 500_000 + "</script>"), "JSON nested a million deep"
    yield "big-json-ld.html", page('<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"' + TEXT * (50 * MIB // len(TEXT.encode())) + '"}</script>'), "50 MiB of text in JSON-LD"
    yield "title.html", page("<title>" + TEXT * (50 * MIB // len(TEXT.encode())) + "</title>"), "a title of 50 MiB"
    yield "texts.html", page(f"<p>{TEXT * (900_000 // len(TEXT.encode()))}</p>" * 50), "50 paragraphs of 900 KB"
    yield "address.html", page("<a href='" + "/a" * (25 * MIB) + "'>x</a>"), "an address of 50 MiB"
    yield "one-line.html", page("<p>" + TEXT * (50 * MIB // len(TEXT.encode()))), "a line of 50 MiB"
    yield "blocks.html", page("<p>خبر</p>" * 100_000), "100,000 tiny blocks"
    yield "links.html", page("".join(f"<li><a href='/a/{i}'>عنوان خبر قصير من الأخبار رقم {i}</a></li>" for i in range(30_000))), "30,000 links"
    yield "no-space.html", page("<p>" + "كلمة" * (10 * MIB // 8)), "10 MiB of text without a space"
    yield "no-space-text.txt", ("كلمة" * (10 * MIB // 8)).encode(), "the same without tags"
    yield "lists.html", page("<ul><li>" * 50_000 + TEXT), "50,000 nested lists"
    yield "formatting.html", page("<a><b><i>" * 50_000 + TEXT), "unclosed formatting elements"
    yield "formatting-blocks.html", page("<b><i><p>" * 30_000 + TEXT), "formatting elements reopened in each block"
    yield "misnested.html", page("<b><div></b>" * 50_000 + TEXT), "the adoption agency 50,000 times"
    yield "fonts.html", page("".join(f"<font size={i}><p>" for i in range(30_000)) + TEXT), "formatting elements that all differ"
    yield "table.html", page("<table>" + "<tr>" + "<td>خلية<td>1" * 10 + "</tr>" * 20_000 + "</table>"), "a table of 20,000 rows"
    yield "nested-tables.html", page("<table><tr><td>" * 30_000 + TEXT), "30,000 nested tables"
    yield "foster.html", page("<table>" + "a<b>" * 100_000), "text where a table has no place for it"
    yield "comments.html", page("<!-- a --!" * 300_000), "comments that never end"
    yield "open-tags.html", page("<a href='" * 200_000), "attributes that never end"
    yield "less-than.html", page("<" * (5 * MIB)), "nothing but <"
    yield "references.html", page("<p>" + "&amp;&notit;&#x110000;&" * 300_000), "character references"
    yield "svg.html", page("<svg><g><title>" * 50_000), "drawings that never end"
    yield "options.html", page("<select>" + "<option>a" * 300_000), "300,000 options"
    yield "classes.html", page("".join(f"<div class='c{i} comment-{i}'>x</div>" for i in range(100_000))), "100,000 classes"
    yield "cut.html.gz", gzip.compress(page(TEXT * 20_000))[:-200], "a gzip file cut off"
    yield "bomb.html.gz", gzip.compress(page("<p>" + " " * (300 * MIB))), "300 MiB in a small gzip file"
    good = page("")
    yield "lying.warc", warc([(good, -1), (good, 10), (good, -1), (good, 1 << 40)]), "records with lying lengths"
