#!/bin/sh
# Builds the peer into target/peers: Tessera's POSIX conformance server, its load tool (hammer) and its fsck, all from the Go module proxy
# at one fixed version, and our own small server over the same driver (bench/tessera). Nothing of the peer is kept in this repository.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
version=v1.0.4
peers=${CARGO_TARGET_DIR:-$here/target}/peers

command -v go >/dev/null || { echo "Go is missing: install Go 1.24 or later to build the peer" >&2; exit 3; }
mkdir -p "$peers"
for part in cmd/conformance/posix internal/hammer cmd/fsck; do
    GOBIN=$peers GOFLAGS=-mod=mod go install "github.com/transparency-dev/tessera/$part@$version"
done
cd "$here/tessera"
go build -o "$peers/tessera" .
echo "built in $peers: $(ls "$peers" | tr '\n' ' ')($version, $(go env GOVERSION))"
