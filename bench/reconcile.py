#!/usr/bin/env python3
"""A million cases of one side against a million of the other, in turns within one run.

  cargo build --release -p figures --example reconcile
  bench/reconcile.py target/release/examples/reconcile [--rows N] [--rounds N] [--stubborn N]

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


def run(command):
    """What a command says, its seconds, and the largest memory in MiB."""
    with tempfile.TemporaryFile() as told:
        begun = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], stdout=told)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        if os.waitstatus_to_exitcode(status):
            sys.exit(f"{command}: exit {os.waitstatus_to_exitcode(status)}")
        told.seek(0)
        return json.loads(told.read()), seconds, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reconcile", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stubborn", type=int, default=100_000, help="filings of one and the same case")
    args = parser.parse_args()
    ours, python = args.reconcile.resolve(), peers() / "python"
    with tempfile.TemporaryDirectory() as folder:
        made, _, _ = run([ours, "make", folder, args.rows])
        programs = {
            "Veedor's ledger: each row drafted as an order, read, taken, and every gap it changes told anew": [ours, "ledger", folder],
            "plain hashing of the two columns": [ours, "hash", folder],
            "DuckDB, full outer join over the CSV": [python, "-c", SQL, folder],
        }
        taken = {name: [] for name in programs}
        for at in range(args.rounds):
            names = list(programs)[at % len(programs):] + list(programs)[: at % len(programs)]
            for name in names:
                said, seconds, memory = run(programs[name])
                alone = said["alone"] if isinstance(said, dict) else said
                if alone != [made["alone"]] * 2:
                    sys.exit(f"{name}: {alone} without a counterpart, not {made['alone']} a side")
                taken[name].append((seconds, memory, said))
    print(f"{args.rows:,} against {args.rows:,} rows, {made['alone']:,} of each without a counterpart; medians of {args.rounds}.\n")
    print("| program | seconds | largest memory, MiB |\n|---|---:|---:|")
    for name, rounds in taken.items():
        seconds = statistics.median(seconds for seconds, _, _ in rounds)
        print(f"| {name} | {seconds:.1f} | {max(memory for _, memory, _ in rounds):,.0f} |")
    said = next(iter(taken.values()))[-1][2]
    print(f"\nOf ours, reading drafts {said['reading_s']:.1f} s, taking them in and telling {said['gaps_told']:,} gaps {said['taking_s']:.1f} s.")
    print("\n| filings so far | us a filing, taken and told |\n|---:|---:|")
    for part in said["by_size"]:
        print(f"| {part['up_to']:,} | {part['micros_a_filing']:.1f} |")
    said, _, _ = run([ours, "stubborn", args.stubborn])
    quarters = ", ".join(f"{seconds:.2f}" for seconds in said["seconds_of_each_quarter"])
    print(f"\n{args.stubborn:,} filings of one case, seconds of each quarter: {quarters}.")


if __name__ == "__main__":
    main()
