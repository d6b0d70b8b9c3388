#!/usr/bin/env python3
"""A million cases of one side against a million of the other, in turns within one run.

  cargo build --release --bin veedor && cargo build --release -p figures --example reconcile
  bench/reconcile.py target/release/veedor target/release/examples/reconcile [--rows N] [--rounds N] [--stubborn N]

Installs DuckDB beside the build, as tables.py does. The
tables are made up, the same each time. All programs must count the same cases without a counterpart, or the run ends with an error.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import os

from tables import peers

SQL = """
import duckdb, sys
side = lambda name: f"(SELECT DISTINCT \\"case\\" AS id FROM read_csv('{sys.argv[1]}/{name}.csv', all_varchar=true))"
counts = "count(*) FILTER (WHERE agency.id IS NULL), count(*) FILTER (WHERE courts.id IS NULL)"
rows = duckdb.sql(f"SELECT {counts} FROM {side('courts')} AS courts FULL OUTER JOIN {side('agency')} AS agency ON courts.id = agency.id")
print(list(rows.fetchall()[0]))
"""


def run(command, fine=(0,)):
    """What a command says, its seconds and processor seconds, and the largest memory in MiB."""
    with tempfile.TemporaryFile() as told:
        begun = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], stdout=told)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        if os.waitstatus_to_exitcode(status) not in fine:
            sys.exit(f"{command}: exit {os.waitstatus_to_exitcode(status)}")
        told.seek(0)
        return json.loads(told.read()), seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def reconcile(veedor, folder):
    """The command over files of drafts. It ends with 1, since it finds sides that are apart."""
    drafts = [folder / f"{name}.jsonl" for name in ("bodies", "courts", "agency")]
    return run([veedor, "reconcile", "--json", *drafts], fine=(0, 1))


def apart(said):
    """How many cases of either side have no counterpart, all in one year."""
    gaps = [gap for gap in said["gaps"] if gap["gap"].startswith("cases-of-authority-and-courts/")]
    return sum(gap["apart"]["low"] for gap in gaps)


def one_case(folder, rows):
    """Tables that are of one and the same case, in ten years."""
    for at, name in enumerate(("courts", "agency")):
        days = (f"{2015 + (2 * row + at) % 10}-03-01" for row in range(rows // 2))
        lines = [f"{'ab' * 32},{day}\n" for day in days]
        (folder / f"{name}.csv").write_text("case,day\n" + "".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("veedor", type=pathlib.Path)
    parser.add_argument("reconcile", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stubborn", type=int, default=100_000, help="filings of one and the same case")
    args = parser.parse_args()
    veedor, ours, python = args.veedor.resolve(), args.reconcile.resolve(), peers() / "python"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        made, *_ = run([ours, "make", folder, args.rows])
        run([ours, "drafts", folder])
        programs = {
            "`veedor reconcile`: drafts read, sorted on disk, every gap told once": lambda: reconcile(veedor, folder),
            "Veedor's ledger: each row drafted as an order, read, taken, and every gap it changes told anew": lambda: run([ours, "ledger", folder]),
            "plain hashing of the two columns": lambda: run([ours, "hash", folder]),
            "DuckDB, full outer join over the CSV": lambda: run([python, "-c", SQL, folder]),
        }
        taken = {name: [] for name in programs}
        for at in range(args.rounds):
            names = list(programs)[at % len(programs):] + list(programs)[: at % len(programs)]
            for name in names:
                said, *measured = programs[name]()
                alone = apart(said) if "gaps" in said else sum(said["alone"] if isinstance(said, dict) else said)
                if alone != 2 * made["alone"]:
                    sys.exit(f"{name}: {alone} without a counterpart, not {2 * made['alone']}")
                taken[name].append((*measured, said))
        one_case(folder, args.stubborn)
        run([ours, "drafts", folder])
        _, stubborn, _, memory = reconcile(veedor, folder)
    print(f"{args.rows:,} against {args.rows:,} rows, {made['alone']:,} of each without a counterpart; medians of {args.rounds}.\n")
    print("| program | seconds | CPU s | largest memory, MiB |\n|---|---:|---:|---:|")
    for name, rounds in taken.items():
        seconds, cpu = (statistics.median(measured[at] for measured in rounds) for at in (0, 1))
        print(f"| {name} | {seconds:.1f} | {cpu:.1f} | {max(measured[2] for measured in rounds):,.0f} |")
    said = taken[list(programs)[1]][-1][3]
    print(f"\nOf the ledger, reading drafts {said['reading_s']:.1f} s, taking them in and telling {said['gaps_told']:,} gaps {said['taking_s']:.1f} s.")
    print("\n| filings so far | us a filing, taken and told |\n|---:|---:|")
    for part in said["by_size"]:
        print(f"| {part['up_to']:,} | {part['micros_a_filing']:.1f} |")
    said, *_ = run([ours, "stubborn", args.stubborn])
    quarters = ", ".join(f"{seconds:.2f}" for seconds in said["seconds_of_each_quarter"])
    print(f"\n{args.stubborn:,} filings of one case: in the ledger, seconds of each quarter: {quarters}; `veedor reconcile` {stubborn:.1f} s, {memory:.0f} MiB.")


if __name__ == "__main__":
    main()
