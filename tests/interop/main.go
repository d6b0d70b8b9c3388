// Interop checks what a Veedor log publishes with code that Veedor does not contain: Go's own
// golang.org/x/mod/sumdb/note and tlog packages, the smallest independent client of the same formats.
// It shares no code, test data or author of proofs with the Rust crates. It leaves out what filings say.
//
//	interop verify-receipt [-witness VKEY]... [-quorum N] RECEIPT ENTRY VKEY
//	interop fsck-log DIR|URL VKEY
//	interop all DIR VKEY
//
// Exit codes: 0 everything holds, 1 something does not, 2 usage, 3 cannot read.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const usage = `usage:
  interop verify-receipt [-witness VKEY]... [-quorum N] RECEIPT ENTRY VKEY
      checks that ENTRY (the entry's bytes) is in the log of VKEY, as RECEIPT (.tlog-proof) says
  interop fsck-log DIR|URL VKEY
      recomputes a whole published log (tlog-tiles, at http://127.0.0.1... or in a folder) from its entries
  interop all DIR VKEY
      both: the log in DIR/log (or DIR itself), and every NAME.tlog-proof under DIR with NAME.entry beside it
`

// errUsage marks a command line that cannot be understood.
var errUsage = errors.New("wrong arguments")

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run does what the arguments ask and returns the exit code.
func run(args []string, out, errOut io.Writer) int {
	err := dispatch(args, out)
	var pathErr *fs.PathError
	switch {
	case err == nil:
		fmt.Fprintln(out, "everything holds")
		return 0
	case errors.Is(err, errUsage):
		fmt.Fprint(errOut, usage)
		return 2
	case errors.As(err, &pathErr), errors.Is(err, errUnreachable):
		fmt.Fprintln(errOut, "cannot read:", err)
		return 3
	default:
		fmt.Fprintln(out, "FAILED:", err)
		return 1
	}
}

func dispatch(args []string, out io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	switch mode, rest := args[0], args[1:]; {
	case mode == "verify-receipt":
		return verifyReceiptCommand(rest, out)
	case mode == "fsck-log" && len(rest) == 2:
		return fsckLogCommand(rest[0], rest[1], out)
	case mode == "all" && len(rest) == 2:
		return allCommand(rest[0], rest[1], out)
	default:
		return errUsage
	}
}

func verifyReceiptCommand(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("verify-receipt", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var witnesses []string
	flags.Func("witness", "a witness's verifier key", func(vkey string) error {
		witnesses = append(witnesses, vkey)
		return nil
	})
	quorum := flags.Int("quorum", -1, "how many witnesses must have cosigned; all of them if not given")
	if flags.Parse(args) != nil || flags.NArg() != 3 || *quorum > len(witnesses) {
		return errUsage
	}
	if *quorum < 0 {
		*quorum = len(witnesses)
	}
	trust, err := newTrust(flags.Arg(2), witnesses, *quorum)
	if err != nil {
		return err
	}
	return verifyReceiptFiles(flags.Arg(0), flags.Arg(1), trust, out)
}

func verifyReceiptFiles(receiptPath, entryPath string, trust *Trust, out io.Writer) error {
	receipt, err := os.ReadFile(receiptPath)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryPath)
	if err != nil {
		return err
	}
	return VerifyReceipt(receipt, entry, trust, out)
}

func fsckLogCommand(place, vkey string, out io.Writer) error {
	trust, err := newTrust(vkey, nil, 0)
	if err != nil {
		return err
	}
	store, err := openStore(place)
	if err != nil {
		return err
	}
	return FsckLog(store, trust, out)
}

// allCommand checks the log in a folder and every receipt under it. A folder with neither is a failure:
// a check that looked at nothing must not say that everything holds.
func allCommand(dir, vkey string, out io.Writer) error {
	trust, err := newTrust(vkey, nil, 0)
	if err != nil {
		return err
	}
	checked := 0
	for _, place := range []string{dir, filepath.Join(dir, "log")} {
		if _, err := os.Stat(filepath.Join(place, "checkpoint")); err != nil {
			continue
		}
		checked++
		if err := FsckLog(folder(place), trust, out); err != nil {
			return err
		}
	}
	err = filepath.WalkDir(dir, func(path string, item fs.DirEntry, err error) error {
		stem, isReceipt := strings.CutSuffix(path, ".tlog-proof")
		if err != nil || !isReceipt {
			return err
		}
		checked++
		fmt.Fprintln(out, "receipt", path)
		return verifyReceiptFiles(path, stem+".entry", trust, out)
	})
	if err == nil && checked == 0 {
		return fmt.Errorf("no log and no receipt in `%s`", dir)
	}
	return err
}
