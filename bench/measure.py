#!/usr/bin/env python3
"""Measures the whole program over SaudiNewsNet and prints the figures of docs/benchmarks.md.

  bench/measure.py ingest   articles a second on one core, peak memory, store size beside the input
  bench/measure.py search   p50 and p95 of a search page over HTTP, queries never asked before
  bench/measure.py extract  MB/s from HTML to JSON at one and two jobs, beside bare MyHTML parsing of the same pages (and
                            trafilatura and resiliparse where --rivals names a Python that has them)
  bench/measure.py front    requests a second of the cached front page beside nginx serving the same bytes

Needs build/release/isnad and ISNAD_DATA; `extract` also build/bench/src/page/page_bench; `front` also wrk and nginx. Servers listen on 127.0.0.1 and are
ended by the script. The articles are converted once into --work (default: a folder under /tmp).
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = str(ROOT / "build/release/isnad")

# Words that readers of these weeks would have typed, from rare to frequent, one to three at once.
QUERIES = """
الملك سلمان|أسعار النفط|مجلس الوزراء|عاصفة الحزم|الهلال والنصر|وزارة التعليم|حساب المواطن|الدوري السعودي
انفجار|حريق في مستودع|أسعار الذهب اليوم|مجلس الأمن|وزير الخارجية|الاتفاق النووي|كأس الملك|سوق الأسهم
تعليق الدراسة|الأمطار والسيول|حالة الطقس|القبض على|تهريب المخدرات|حادث مروري|جامعة الملك سعود|مكة المكرمة
المدينة المنورة|موسم الحج|رمضان|عيد الفطر|وزارة الصحة|كورونا|مستشفى|التأمين الطبي|الإسكان|أرض بيضاء
اليمن|صنعاء|عدن|الحوثي|التحالف العربي|سوريا|حلب|داعش|العراق|الموصل|ليبيا|مصر|تركيا|إيران|روسيا|أوباما
الاقتصاد العالمي|البنك المركزي|اليونان|الدولار|شركة أرامكو|سابك|الاتصالات السعودية|الخطوط السعودية|مطار جدة
قطار الحرمين|توسعة الحرم|هيئة مكافحة الفساد|المحكمة العامة|النيابة|وزارة العدل|مجلس الشورى|المرأة السعودية
كرة القدم|ريال مدريد|برشلونة|المنتخب|اتحاد الكرة|انتقالات اللاعبين|محمد نور|سامي الجابر|تصفيات كأس العالم
""".replace("\n", "|").split("|")


def fresh(path: pathlib.Path) -> pathlib.Path:
    shutil.rmtree(path, ignore_errors=True)
    return path


def articles(work: pathlib.Path) -> pathlib.Path:
    data = os.environ.get("ISNAD_DATA") or sys.exit("measure: ISNAD_DATA is not set (name the folder of the data sets)")
    path = work / "saudinewsnet.jsonl"
    if not path.exists():
        part = path.with_suffix(".part")
        with open(part, "wb") as out:
            subprocess.run([sys.executable, str(ROOT / "tools/saudinewsnet_to_jsonl.py"), f"{data}/saudinewsnet"],
                           stdout=out, check=True)
        part.rename(path)
    return path


def folder_bytes(path: pathlib.Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def ingest(work: pathlib.Path, runs: int) -> None:
    source = articles(work)
    count = sum(1 for _ in open(source, "rb"))
    rates, memory = [], 0
    for _ in range(runs):
        store = fresh(work / "store")
        begun = time.monotonic()
        with subprocess.Popen(["taskset", "-c", "0", PROGRAM, "ingest", "--db", str(store), "--jobs", "1", "-q",
                               str(source)], stdout=subprocess.PIPE) as process:
            out = process.stdout.read().decode()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begun
        rates.append(count / seconds)
        memory = max(memory, usage.ru_maxrss)
        print(f"  {count / seconds:,.0f} articles/s wall, {count / (usage.ru_utime + usage.ru_stime):,.0f} a CPU second; {out.strip()}")
    size, given = folder_bytes(work / "store"), source.stat().st_size
    print(f"ingest: {count} articles, {statistics.median(rates):,.0f} articles/s on one core (median of {runs}, "
          f"{min(rates):,.0f} to {max(rates):,.0f}), peak memory {memory / 1024:,.0f} MiB, "
          f"store {size / 1e6:,.1f} MB = {size / given:.2f} of the input's {given / 1e6:,.1f} MB")


# Runs under the Python that --rivals names: pages into memory, then each library over all of them.
RIVALS = """
import json, pathlib, resource, sys
pages = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.html"))[:: int(sys.argv[2])]]
user = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_utime
def report(name, work):
    begun = user()
    for page in pages:
        try:
            work(page)
        except Exception:
            pass
    print(json.dumps([name, sum(map(len, pages)), len(pages), user() - begun]), flush=True)
import trafilatura
for mode in ({"fast": True}, {"no_fallback": True}):
    try:
        trafilatura.extract("<p>a", **mode)
    except TypeError:
        continue
    report("trafilatura " + " ".join(mode), lambda page: trafilatura.extract(page, with_metadata=True, output_format="json", **mode))
    break
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
report("resiliparse", lambda page: extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True))
"""


def timed_extract(pages: pathlib.Path, jobs: int) -> tuple[float, float, int]:
    """CPU seconds, wall seconds and peak KiB of one run over the folder."""
    begun = time.monotonic()
    process = subprocess.Popen([PROGRAM, "extract", "--json", "--jobs", str(jobs), str(pages)], stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss


def extract(pages: pathlib.Path, runs: int, rivals: str | None) -> None:
    size = sum(path.stat().st_size for path in pages.glob("*.html"))
    bench = str(ROOT / "build/bench/src/page/page_bench")
    for path in pages.glob("*.html"):  # into the page cache
        path.read_bytes()
    bare, ours, walls, peak = [], [], {1: [], 2: []}, 0
    for _ in range(runs):
        out = subprocess.run([bench, "--benchmark_filter=ParseAndWalk", "--benchmark_format=json"], check=True,
                             capture_output=True, env={**os.environ, "ISNAD_PAGES": str(pages)}).stdout
        bare.append(json.loads(out)["benchmarks"][0]["cpu_time"] / 1000)
        for jobs in (1, 2):
            cpu, wall, memory = timed_extract(pages, jobs)
            walls[jobs].append(wall)
            peak = max(peak, memory)
            if jobs == 1:
                ours.append(cpu)
    limit, own = statistics.median(bare), statistics.median(ours)
    one, two = (statistics.median(walls[jobs]) for jobs in (1, 2))
    print(f"extract: {size / 1e6:,.1f} MB of HTML, CPU time, median of {runs}")
    print(f"  MyHTML, parse and walk  {size / limit / 1e6:7.1f} MB/s")
    print(f"  isnad extract, 1 job    {size / own / 1e6:7.1f} MB/s, {limit / own:.2f} of the limit, peak {peak / 1024:,.0f} MiB")
    print(f"  isnad extract, 2 jobs   {one / two:.2f} times as fast as 1 by the clock")
    if rivals:
        step = 9  # they take minutes for all
        out = subprocess.run([rivals, "-c", RIVALS, str(pages), str(step)], capture_output=True, text=True).stdout
        for line in out.splitlines():
            name, total, count, seconds = json.loads(line)
            print(f"  {name:<22}  {total / seconds / 1e6:7.2f} MB/s over every {step}th page ({count}): "
                  f"isnad {seconds / total * size / own:,.1f} times as fast")


class Server:
    def __init__(self, store: pathlib.Path, *options: str):
        self.process = subprocess.Popen([PROGRAM, "serve", "--db", str(store), "--listen", "127.0.0.1:0", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port = int(re.search(rb":(\d+)", self.process.stdout.readline().split(b"http://")[1]).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()


def filled_store(work: pathlib.Path) -> pathlib.Path:
    store = work / "store"
    if not store.exists():
        ingest(work, 1)
    return store


def search(work: pathlib.Path) -> None:
    queries = [query.strip() for query in QUERIES if query.strip()]
    words = sorted({word for query in queries for word in query.split()})
    queries += [f"{a} {b}" for a, b in zip(words, words[7:])] + [f"{a} {b} {c}" for a, b, c in zip(words, words[11:], words[29:])]
    times = []
    with Server(filled_store(work)) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        for query in queries:
            begun = time.perf_counter()
            connection.request("GET", "/search?q=" + urllib.parse.quote(query))
            response = connection.getresponse()
            response.read()
            times.append((time.perf_counter() - begun) * 1000)
            assert response.status == 200, (query, response.status)
    times.sort()
    at = lambda share: times[min(len(times) - 1, int(share * len(times)))]
    print(f"search: {len(times)} queries over HTTP, each once: p50 {at(0.50):.1f} ms, p95 {at(0.95):.1f} ms, "
          f"p99 {at(0.99):.1f} ms, worst {times[-1]:.1f} ms")


def wrk(url: str, *headers: str) -> float:
    flags = [flag for header in headers for flag in ("-H", header)]
    out = subprocess.run(["wrk", "-t1", "-c32", "-d5s", *flags, url], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in out, out
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def front(work: pathlib.Path, runs: int) -> None:
    """Ours and nginx in turn, server on core 0, wrk on core 1, the same bytes uncompressed and gzipped."""
    store = filled_store(work)
    with Server(store, "--threads", "1") as server, socket.socket() as probe:
        os.sched_setaffinity(server.process.pid, {0})
        for task in os.listdir(f"/proc/{server.process.pid}/task"):
            os.sched_setaffinity(int(task), {0})
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        folder = pathlib.Path(tempfile.mkdtemp(prefix="isnad-nginx-"))
        url, rival = f"http://127.0.0.1:{server.port}/", f"http://127.0.0.1:{port}/index.html"
        for name, header in (("index.html", {}), ("index.html.gz", {"Accept-Encoding": "gzip"})):
            connection = http.client.HTTPConnection("127.0.0.1", server.port)
            connection.request("GET", "/", headers=header)
            (folder / name).write_bytes(connection.getresponse().read())
        folder.chmod(0o755)
        (folder / "nginx.conf").write_text(
            f"daemon off; worker_processes 1; worker_cpu_affinity 01; pid {folder}/pid; error_log {folder}/error.log;\n"
            f"events {{ worker_connections 1024; }}\n"
            f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; gzip_static on; open_file_cache max=10;\n"
            f"  types {{ text/html html; }} server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n")
        nginx = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                with socket.socket() as s:
                    if s.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            os.sched_setaffinity(0, {1})  # this script and wrk
            for what, headers in (("plain", []), ("gzip", ["Accept-Encoding: gzip"])):
                ratios = []
                for _ in range(runs):
                    ours, theirs = wrk(url, *headers), wrk(rival, *headers)
                    ratios.append(ours / theirs)
                    print(f"  {what}: isnad {ours:,.0f}/s, nginx {theirs:,.0f}/s, ratio {ours / theirs:.2f}")
                size = (folder / ("index.html" if what == "plain" else "index.html.gz")).stat().st_size
                print(f"front: {what}, {size:,} bytes: {statistics.median(ratios):.2f} of nginx (median of {runs}, "
                      f"{min(ratios):.2f} to {max(ratios):.2f})")
        finally:
            nginx.terminate()
            nginx.wait(30)
            shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["ingest", "search", "extract", "front", "all"])
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "isnad-measure")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=pathlib.Path, help="for extract: a folder of .html files")
    parser.add_argument("--rivals", help="for extract: a Python with trafilatura and resiliparse", default=os.environ.get("ISNAD_RIVALS"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.what in ("ingest", "all"):
        ingest(options.work, options.runs)
    if options.what in ("search", "all"):
        search(options.work)
    if options.what == "extract" or (options.what == "all" and options.pages):
        extract(options.pages or parser.error("extract needs --pages FOLDER"), options.runs, options.rivals)
    if options.what in ("front", "all"):
        front(options.work, options.runs)


if __name__ == "__main__":
    main()
