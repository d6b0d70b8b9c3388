#!/bin/sh
# Checks the bulk files of the demonstration with programs that are not ours: DuckDB reads all formats and finds the same rows,
# Frictionless validates the descriptor, csvw the labels; the examples of docs/data.md are run and must print what stands there.
#   run.sh VEEDOR [write]    VEEDOR is the built program; `write` puts into the documents what the examples print
# Needs Python with venv; the first run fetches the three programs from PyPI.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
veedor=$(realpath "$1")
. "$here/../venv.sh"
rm -rf "$place/register" "$place/files"
"$veedor" --lang en demo --data "$place/register" --no-serve >/dev/null
"$veedor" --lang en bulk --data "$place/register" --out "$place/files" >/dev/null
exec "$place/venv/bin/python" "$here/check.py" "$place/files" "$here/../../docs" ${2:+"$2"}
