#!/bin/sh
# Writes the signed, clearly synthetic filings that bench/run.sh sends to Veedor: filings.sh [HOW MANY]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/target}
mkdir -p "$target"
rm -f "$target/filings.bin" "$target/filings.bin.key"
exec "$here/../target/release/veedor" demo --synthetic "${1:-1000000}" --seed 1 --bodies "$target/filings.bin" --lang en
