#!/bin/sh
# Opens the pages in a real Chromium and runs the browser's verifier in Node, over the demonstration and the built program.
#   run.sh           all of it
#   run.sh install   fetches the two packages of the lock file into this folder; no browser
#   run.sh missing   says what is missing on this machine, or nothing
# CHROMIUM and VEEDOR name another browser and another program.
set -eu
here=$(dirname "$0")
program=${VEEDOR:-${CARGO_TARGET_DIR:-$here/../../target}/debug/veedor}
case $program in /*) ;; *) program=$PWD/$program ;; esac
cd "$here"

chromium_of_this_machine() {
    if [ -n "${CHROMIUM:-}" ]; then echo "$CHROMIUM"; else command -v chromium || command -v chromium-browser || command -v google-chrome; fi
}

missing() {
    chromium_of_this_machine >/dev/null || { echo 'Chromium is missing'; return; }
    command -v npm >/dev/null || { echo 'Node and npm are missing'; return; }
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || { echo 'Node is older than 20'; return; }
    cmp -s package-lock.json node_modules/.installed || echo 'the packages of tests/browser/package-lock.json are not there'
}

case ${1:-} in
'') ;;
install) npm ci --ignore-scripts --no-audit --no-fund; exec cp package-lock.json node_modules/.installed ;;
missing) missing; exit 0 ;;
*) sed -n '2,6s/^# *//p' "$0" >&2; exit 2 ;;
esac

why=$(missing)
[ -z "$why" ] || { echo "tests/browser: $why" >&2; exit 3; }
[ -x "$program" ] || { echo "tests/browser: $program is not built; run: cargo build -p veedor" >&2; exit 3; }
VEEDOR=$(realpath "$program") CHROMIUM=$(chromium_of_this_machine) exec node --test
