#!/bin/sh
# Holds the running program to its own description, `/openapi.json`: Schemathesis sends what it allows and what it does not, and
# looks at status, media type and headers of every answer. An answer of 500 or more is a failure, whatever is sent.
#   run.sh VEEDOR [OPTION...]    VEEDOR is the built program; options go to Schemathesis, as --seed 7 --max-examples 100
# Contracts are held to the schema of the Open Contracting Data Standard (ocds.py).
# Needs Python with venv; the first run fetches Schemathesis and that schema from PyPI.
set -eu
OCDS=ocdsextensionregistry-0.7.0
here=$(cd "$(dirname "$0")" && pwd)
veedor=$(realpath "$1")
shift
. "$here/../venv.sh"
rm -rf "$place/register"
port=$(python3 -c 'import socket; free = socket.socket(); free.bind(("127.0.0.1", 0)); print(free.getsockname()[1])')
"$veedor" --lang en demo --data "$place/register" --listen "127.0.0.1:$port" >"$place/veedor.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
# The receipt is written when everything is filed and indexed.
until [ -e "$place/register/receipt.entry" ]; do
    kill -0 $server || { cat "$place/veedor.log" >&2; exit 1; }
    sleep 1
done
cd "$place"
# The library of the Open Contracting Partnership carries the schema among its tests.
[ -e "$OCDS.tar.gz" ] || venv/bin/pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: "$(echo "$OCDS" | sed 's/-/==/')"
tar xzf "$OCDS.tar.gz" "$OCDS/tests/fixtures/release-schema.json"
venv/bin/python "$here/ocds.py" "http://127.0.0.1:$port" "$OCDS/tests/fixtures/release-schema.json"
venv/bin/schemathesis --config-file "$here/schemathesis.toml" run "http://127.0.0.1:$port/openapi.json" \
    --phases examples,coverage,fuzzing --max-examples 5 --seed 1 --continue-on-failure --no-shrink --warnings off "$@"
