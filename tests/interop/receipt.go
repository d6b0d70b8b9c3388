package main

// Receipts (c2sp.org/tlog-proof@v1): one entry's index, inclusion proof and checkpoint in a text file.

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const receiptHeader = "c2sp.org/tlog-proof@v1"

// maxProof is the longest inclusion proof: a tree of 2^63 leaves has paths of 63 hashes.
const maxProof = 63

// Receipt is a parsed receipt; nothing in it is verified yet.
type Receipt struct {
	Extra      []byte // not covered by any signature
	Index      int64
	Proof      tlog.RecordProof
	Checkpoint []byte
}

// ParseReceipt reads the text form, strictly.
func ParseReceipt(text []byte) (*Receipt, error) {
	head, checkpoint, found := strings.Cut(string(text), "\n\n")
	if !found {
		return nil, fmt.Errorf("receipt has no empty line before the checkpoint")
	}
	lines := strings.Split(head, "\n")
	if lines[0] != receiptHeader {
		return nil, fmt.Errorf("receipt does not begin with `%s`", receiptHeader)
	}
	lines = lines[1:]
	receipt := &Receipt{Checkpoint: []byte(checkpoint)}
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		extra, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[0], "extra "))
		if err != nil {
			return nil, fmt.Errorf("receipt's extra line is not base64")
		}
		receipt.Extra, lines = extra, lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return nil, fmt.Errorf("receipt has no index line")
	}
	index, err := parseDecimal(strings.TrimPrefix(lines[0], "index "))
	if err != nil {
		return nil, fmt.Errorf("receipt index: %w", err)
	}
	receipt.Index = index
	if len(lines)-1 > maxProof {
		return nil, fmt.Errorf("receipt has %d proof hashes, more than any tree needs", len(lines)-1)
	}
	for _, line := range lines[1:] {
		hash, err := parseHash(line)
		if err != nil {
			return nil, fmt.Errorf("receipt proof: %w", err)
		}
		receipt.Proof = append(receipt.Proof, hash)
	}
	return receipt, nil
}

// VerifyReceipt checks that the entry is in the log, and prints each step that holds.
func VerifyReceipt(text, entry []byte, trust *Trust, out io.Writer) error {
	receipt, err := ParseReceipt(text)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  receipt reads: index %d, %d proof hashes, %d extra bytes (not authenticated)\n",
		receipt.Index, len(receipt.Proof), len(receipt.Extra))
	checkpoint, err := trust.OpenCheckpoint(receipt.Checkpoint)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  checkpoint of `%s` is signed: size %d, root %s, %d trusted cosignatures\n",
		checkpoint.Origin, checkpoint.Size, checkpoint.Root, checkpoint.Witnesses)
	leaf := tlog.RecordHash(entry)
	fmt.Fprintf(out, "  entry of %d bytes has leaf hash %s\n", len(entry), leaf)
	if err := tlog.CheckRecord(receipt.Proof, checkpoint.Size, checkpoint.Root, receipt.Index, leaf); err != nil {
		return fmt.Errorf("entry is not at index %d of the signed tree: %w", receipt.Index, err)
	}
	fmt.Fprintf(out, "  inclusion proof leads from entry %d to the signed root\n", receipt.Index)
	return nil
}
