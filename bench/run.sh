#!/bin/sh
# Measures Veedor beside its peers and writes a Markdown table and JSON: run.sh [OPTIONS OF compare], for example
#   bench/run.sh --rounds 3 --seconds 10 --writers 1,64,1024 --only tessera
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/target}
[ -x "$target/peers/posix" ] || "$here/tessera.sh"
cargo build --quiet --release --manifest-path "$here/Cargo.toml"
exec "$target/release/compare" --set target="$target" "$@"
