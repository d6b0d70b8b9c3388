#!/bin/sh
# Opens the pages in a real Chromium and runs the browser's verifier in Node, over the demonstration and the built program.
#   run.sh           all of it; installs two packages of the lock file into this folder the first time
#   run.sh missing   says what is missing on this machine, or nothing
# CHROMIUM and VEEDOR name another browser and another program.
set -eu
cd "$(dirname "$0")"
program=${VEEDOR:-${CARGO_TARGET_DIR:-../../target}/debug/veedor}

chromium_of_this_machine() {
    [ -n "${CHROMIUM:-}" ] || command -v chromium || command -v chromium-browser || command -v google-chrome
}

missing() {
    chromium_of_this_machine >/dev/null || { echo 'Chromium is missing'; return; }
    command -v npm >/dev/null || { echo 'Node and npm are missing'; return; }
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || echo 'Node is older than 20'
}

case ${1:-} in
missing) missing; exit 0 ;;
'') ;;
*) sed -n '2,5s/^# *//p' "$0" >&2; exit 2 ;;
esac

[ -x "$program" ] || { echo "$program is not built; run: cargo build -p veedor" >&2; exit 3; }
[ -d node_modules/playwright-core ] || npm ci --ignore-scripts --no-audit --no-fund
VEEDOR=$(realpath "$program") CHROMIUM=${CHROMIUM:-$(chromium_of_this_machine)} exec node --test
