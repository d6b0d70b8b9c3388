//go:build tools

package main

// Built by run.sh and run as programs.
import (
	_ "filippo.io/torchwood/cmd/litewitness"
	_ "github.com/transparency-dev/witness/cmd/omniwitness"
)
