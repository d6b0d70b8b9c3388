//go:build tools

package main

// Built by run.sh and run as a program.
import _ "filippo.io/torchwood/cmd/litewitness"
