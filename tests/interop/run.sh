#!/bin/sh
# Checks a Veedor log and its receipts with the independent Go client in this folder.
#   run.sh DIR VKEY        the log in DIR/log (or DIR), and each NAME.tlog-proof under DIR with NAME.entry beside it
#   run.sh MODE ARGS...    one mode of the program: verify-receipt, fsck-log, all
#   run.sh test            the client's own tests
#   run.sh witness VEEDOR  a register cosigned by litewitness and omniwitness, and our witness asked by clients in Go (folder witness/)
# Says "skipped: Go is missing" and ends with 0 where Go is missing. The first run fetches modules (one, golang.org/x/mod, but for `witness`); later runs need no network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v go >/dev/null || { echo "skipped: Go is missing"; exit 0; }

case ${1:-} in
test)
    cd "$here"
    exec go test ./...
    ;;
witness)
    [ $# -eq 2 ] || { sed -n '2,6s/^# *//p' "$0" >&2; exit 2; }
    veedor=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
    programs=$(mktemp -d)
    trap 'rm -rf "$programs"' EXIT
    cd "$here/witness"
    go build -o "$programs/" . filippo.io/torchwood/cmd/litewitness github.com/transparency-dev/witness/cmd/omniwitness
    "$programs/witness" "$veedor" "$programs/litewitness" "$programs/omniwitness"
    exit
    ;;
verify-receipt | fsck-log | all) ;;
*)
    [ $# -eq 2 ] || { sed -n '2,6s/^# *//p' "$0" >&2; exit 2; }
    set -- all "$@"
    ;;
esac
program=$(mktemp -d)
trap 'rm -rf "$program"' EXIT
# Built first and then run: `go run` would turn every exit code into 1.
(cd "$here" && go build -o "$program/interop" .)
"$program/interop" "$@"
