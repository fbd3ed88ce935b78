#!/usr/bin/env python3
"""Writes a web archive of the given size to standard output, the sample press over and over: for
measuring what an archive of any size costs in memory.

    bench/warc_stream.py 2 | /usr/bin/time -v isnad extract --json - > /dev/null
"""

import pathlib
import sys


def main() -> None:
    folder = pathlib.Path(__file__).resolve().parent.parent / "data/sample-press/pages"
    pages = [path.read_bytes() for path in sorted(folder.glob("*/*.html"))]
    left = int(float(sys.argv[1]) * 1e9)
    number = 0
    while left > 0:
        page = pages[number % len(pages)]
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        record = (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://h%d.example/%d\r\n"
            b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
            % (number % 7, number, len(http), http)
        )
        sys.stdout.buffer.write(record)
        left -= len(record)
        number += 1


if __name__ == "__main__":
    main()
