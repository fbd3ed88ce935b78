#!/usr/bin/env python3
"""Measures the whole program over SaudiNewsNet and prints the figures of docs/benchmarks.md.

  bench/measure.py ingest   articles a second on one core, peak memory, store size beside the input
  bench/measure.py search   p50 and p95 of a search page over HTTP, queries never asked before
  bench/measure.py front    requests a second of the cached front page beside nginx serving the same bytes

Needs build/release/isnad and ISNAD_DATA; `front` also wrk and nginx. Servers listen on 127.0.0.1 and are
ended by the script. The articles are converted once into --work (default: a folder under /tmp).
"""

import argparse
import http.client
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
    parser.add_argument("what", choices=["ingest", "search", "front", "all"])
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "isnad-measure")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.what in ("ingest", "all"):
        ingest(options.work, options.runs)
    if options.what in ("search", "all"):
        search(options.work)
    if options.what in ("front", "all"):
        front(options.work, options.runs)


if __name__ == "__main__":
    main()
