#!/usr/bin/env python3
"""Tables in and out, beside other programs, interleaved in one run.

  bench/tables.py VEEDOR TABLE [--rows N] [--rounds N] [--against NAME]

VEEDOR is a release build, TABLE a CSV file of the mapping `us-ca-esw` (docs/import.md). Needs Python with venv; installs csvkit,
frictionless and DuckDB beside the build (target/tables). Prints a table in Markdown: seconds and largest memory of each.
"""

import argparse
import csv
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ["csvkit==2.2.0", "frictionless==5.21.0", "duckdb==2.0.1"]


def peers():
    """The other programs, in a place of their own."""
    place = ROOT / "target" / "tables"
    if not (place / "bin" / "csvclean").exists():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", *PEERS], check=True)
    return place / "bin"


def run(command, ok=(0,)):
    """Seconds, and the largest memory in MiB, of one command."""
    with tempfile.TemporaryFile() as told:
        begun = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], stdout=told, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        status = os.waitstatus_to_exitcode(status)
        if status not in ok:
            told.seek(0)
            sys.exit(f"{command}: exit {status}\n{told.read()[-2000:].decode()}")
    return seconds, used.ru_maxrss / 1024


def larger(table, rows, out):
    """A made-up table of so many rows: those of a table over and over, each with a number of its own."""
    with open(table, encoding="utf-8", newline="") as read, open(out, "w", encoding="utf-8", newline="") as write:
        lines = list(csv.reader(read))
        head, body = lines[0], lines[1:]
        to = csv.writer(write)
        to.writerow(head)
        for at in range(rows):
            row = list(body[at % len(body)])
            row[1] = str(int(row[1]) + 100_000 * (at // len(body)))
            to.writerow(row)


def register(veedor, place):
    """The register of a folder, served; where there is none, the demonstration's."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if not place.exists():
        run([veedor, "demo", "--data", place, "--no-serve"])
    server = subprocess.Popen(
        [veedor, "serve", "--data", place, "--listen", f"127.0.0.1:{port}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    server.stdout.readline()
    return server, f"http://127.0.0.1:{port}"


def get(url):
    """What is at an address."""
    with urllib.request.urlopen(url, timeout=600) as answer:
        return answer.read()


def indexed(url):
    """Waits until everything published is indexed."""
    for _ in range(600):
        try:
            health = json.loads(get(f"{url}/healthz"))
            if health["indexed"] == health["published"] > 0:
                return
        except OSError:
            pass
        time.sleep(0.5)
    sys.exit(f"{url} was not ready")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("veedor", type=pathlib.Path)
    parser.add_argument("table", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=0, help="rows of a made-up table, checked beside the real one")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--against", default="", help="only the programs whose name holds this, beside ours; nothing is filed")
    parser.add_argument("--totals", action="store_true", help="only file the real table and tell its totals")
    args = parser.parse_args()
    bin = peers()
    veedor = args.veedor.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        tables = {str(sum(1 for _ in csv.reader(open(args.table, newline="")))-1): args.table}
        if args.rows:
            larger(args.table, args.rows, scratch / "large.csv")
            tables[str(args.rows)] = scratch / "large.csv"
        count = "import duckdb,sys; duckdb.sql(f\"SELECT count(*) FROM read_csv('{sys.argv[1]}', all_varchar=true)\").fetchall()"
        programs = {
            "`veedor check` (every cell read as declared, every filing's schema)": lambda t: run([veedor, "check", t, "--map", "us-ca-esw"], (0, 1)),
            "csvkit `csvclean -a` (lengths of rows)": lambda t: run([bin / "csvclean", "-a", t], (0, 1)),
            "csvkit `csvstat` (types guessed)": lambda t: run([bin / "csvstat", "--csv", t]),
            "`frictionless validate` (types guessed)": lambda t: run([bin / "frictionless", "validate", "--trusted", t], (0, 1)),
            "DuckDB `read_csv` (rows counted)": lambda t: run([bin / "python", "-c", count, t]),
        }
        ours = next(iter(programs))
        programs = {name: how for name, how in programs.items() if name == ours or args.against in name}
        if args.totals:
            filed(veedor, args.table, scratch)
            return totals(veedor, bin, scratch, args.rounds)
        print("| rows | program | seconds, median | of `veedor check` | MiB |\n|---|---|---|---|---|")
        for rows, table in tables.items():
            rounds = args.rounds if int(rows) < 100_000 else 1
            times = {name: [] for name in programs}
            for at in range(rounds):
                names = list(programs)[at % len(programs):] + list(programs)[: at % len(programs)]
                for name in names:
                    times[name].append(programs[name](table))
            own = statistics.median(seconds for seconds, _ in times[ours])
            for name, taken in times.items():
                median = statistics.median(seconds for seconds, _ in taken)
                memory = max(memory for _, memory in taken)
                print(f"| {int(rows):,} | {name} | {median:.2f} | {median / own:.1f} | {memory:.0f} |", flush=True)
        if args.against:
            return
        filed(veedor, args.table, scratch)
        totals(veedor, bin, scratch, args.rounds)


def filed(veedor, table, scratch):
    """The real table filed: signed, admitted, on disk, with each receipt verified."""
    place = scratch / "register"
    server, url = register(veedor, place)
    try:
        filer, key = "mx/observatorio-demo", place / "mx-observatorio-demo.key"
        seconds, memory = run(
            [veedor, "import", "us-ca-esw", table, "--filer", filer, "--out", scratch / "drafts", "--file", "--url", url, "--key", key], (0, 1)
        )
        receipts = sum(1 for _ in open(next((scratch / "drafts").glob("*.receipts.jsonl"))))
        print(f"\n{receipts:,} orders filed in {seconds:.1f} s, {receipts / seconds:,.0f} a second, each receipt verified; {memory:.0f} MiB.")
    finally:
        server.terminate()
        server.wait()


def totals(veedor, bin, scratch, rounds):
    """The totals of what was filed: DuckDB over the Parquet file, the page as it is made first, and the program from the log."""
    place = scratch / "register"
    run([veedor, "bulk", "--data", place, "--out", scratch / "files"])
    sql = (
        "import duckdb,sys; print(duckdb.sql(f\"SELECT sum(low) FROM (SELECT year(\\\"from\\\"), measure, unit, side, sum(low::DECIMAL) AS low "
        "FROM '{sys.argv[1]}' WHERE NOT restated GROUP BY ALL)\").fetchall()[0][0])"
    )
    theirs, page, program = [], [], []
    for _ in range(rounds):
        theirs.append(run([bin / "python", "-c", sql, scratch / "files" / "figures.parquet"])[0])
        server, url = register(veedor, place)
        try:
            indexed(url)
            begun = time.monotonic()
            get(f"{url}/en/use.json?by=year&then=measure")
            page.append(time.monotonic() - begun)
        finally:
            server.terminate()
            server.wait()
        program.append(run([veedor, "figures", "--data", place, "--by", "year", "--by", "measure"])[0])
    print(
        f"\nTotals by year and measure: DuckDB over `figures.parquet`, with its start, {statistics.median(theirs):.2f} s; the page's JSON made "
        f"from the index, {statistics.median(page):.3f} s; `veedor figures`, which reads and verifies the whole log first, {statistics.median(program):.2f} s."
    )


if __name__ == "__main__":
    main()
