#!/bin/sh
# Drives and checks any log with Tessera's own load tool: hammer.sh URL VKEY [WRITERS] [LEAVES].
# The log must take raw leaves at URL/add, or at $WRITE_URL/add where writing and reading have different prefixes. Needs bench/tessera.sh first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 2 ] || { echo "usage: hammer.sh URL VKEY [WRITERS] [LEAVES]" >&2; exit 2; }
case $1${WRITE_URL:-http://127.0.0.1} in
http://127.0.0.1*http://127.0.0.1*) ;;
*) echo "hammer.sh: only http://127.0.0.1 addresses are driven" >&2; exit 2 ;;
esac
exec "${CARGO_TARGET_DIR:-$here/target}/peers/hammer" --log_url="$1" --write_log_url="${WRITE_URL:-$1}" --log_public_key="$2" \
    --num_writers="${3:-64}" --leaf_write_goal="${4:-5000}" --max_write_ops=100000 --max_read_ops=20 \
    --leaf_min_size=600 --dup_chance=0 --show_ui=false --max_runtime=60s
