package main

// The own fixed vector (log seed 0x01 x 32, witness seed 0x02 x 32, the five first leaves of the Certificate
// Transparency test tree) and logs made on the spot, each checked whole and then with one thing wrong at a time.

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	logKey     = "log.example/register+35024710+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
	witnessKey = "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
	checkpoint = `log.example/register
5
Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=

— log.example/register NQJHEN/LIF+BTdsIkonNnYFteaGM/rwkw0VRWTVKNgo9Oc6M/NHXyKvvEG+yjoDk/oPpSJfcjTRj8VNNwF5seWWMiQI=
— witness.example/w1 3xwKNQAAAABkGFDLk+dWK1qGycxgfK1ObVPdffjPHcmhEWDRsAhKbXeUnHQ0gbzKQ4JFx4bE2/GWefP+lLq/whbhX0WTg2IjYcITDQ==
`
)

// ctLeaves are the first leaves of the Certificate Transparency test tree, in hex.
var ctLeaves = []string{"", "00", "10", "2021", "3031"}

// receipts are the five entries' receipts without their checkpoint, fixed once: a change in how they are read would show.
var receipts = []string{
	"index 0\nlqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=\nXwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=\nvBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n",
	"index 1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\nXwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=\nvBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n",
	"index 2\nB1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=\n+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=\nvBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n",
	"index 3\nApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=\n+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=\nvBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n",
	"index 4\n037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n",
}

func entry(t *testing.T, index int) []byte {
	t.Helper()
	leaf, err := hex.DecodeString(ctLeaves[index])
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}

func trust(t *testing.T, quorum int) *Trust {
	t.Helper()
	trust, err := newTrust(logKey, []string{witnessKey}, quorum)
	if err != nil {
		t.Fatal(err)
	}
	return trust
}

func receipt(index int) string {
	return receiptHeader + "\n" + receipts[index] + "\n" + checkpoint
}

func TestFixedReceipts(t *testing.T) {
	for index := range receipts {
		if err := VerifyReceipt([]byte(receipt(index)), entry(t, index), trust(t, 1), io.Discard); err != nil {
			t.Errorf("entry %d: %v", index, err)
		}
	}
}

func TestEveryChangedByteOfAReceiptIsRefused(t *testing.T) {
	whole := []byte(receipt(3))
	for at := range whole {
		changed := bytes.Clone(whole)
		changed[at] ^= 1
		if err := VerifyReceipt(changed, entry(t, 3), trust(t, 1), io.Discard); err == nil {
			t.Errorf("byte %d changed from %q to %q was not noticed", at, whole[at], changed[at])
		}
	}
}

func TestReceiptsThatDoNotHold(t *testing.T) {
	whole := receipt(3)
	for name, c := range map[string]struct{ old, new, says string }{
		"other index":     {"index 3", "index 2", "not at index 2"},
		"zero in front":   {"index 3", "index 03", "`03` is not a decimal number"},
		"index past size": {"index 3", "index 5", "not at index 5"},
		"extra broken":    {"index 3", "extra !\nindex 3", "extra line is not base64"},
		"no header":       {receiptHeader + "\n", "", "does not begin with"},
		"one hash less":   {strings.Split(receipts[3], "\n")[1] + "\n", "", "not at index 3"},
		"one hash more":   {"\n\nlog", "\nTju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=\n\nlog", "not at index 3"},
		"other size":      {"register\n5\n", "register\n6\n", "invalid signature"},
		"unsigned":        {"— log", "— dog", "not signed by the log"},
		"no empty line":   {"\n\n", "\n", "is not a hash in base64"},
		"carriage return": {"index 3\n", "index 3\r\n", "is not a decimal number"},
		"many hashes":     {"\n\nlog", strings.Repeat("\nTju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=", 64) + "\n\nlog", "more than any tree"},
	} {
		text := strings.Replace(whole, c.old, c.new, 1)
		err := VerifyReceipt([]byte(text), entry(t, 3), trust(t, 1), io.Discard)
		if text == whole || err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want `%s`", name, err, c.says)
		}
	}
	if err := VerifyReceipt([]byte(whole), []byte("another"), trust(t, 1), io.Discard); err == nil {
		t.Error("another entry was accepted")
	}
}

func TestCosignatures(t *testing.T) {
	lines := strings.SplitAfter(checkpoint, "\n")
	without := strings.Join(lines[:len(lines)-2], "")
	if _, err := trust(t, 1).OpenCheckpoint([]byte(without)); err == nil {
		t.Error("a missing cosignature was accepted")
	}
	if _, err := trust(t, 0).OpenCheckpoint([]byte(without)); err != nil {
		t.Error("no cosignature was asked for:", err)
	}
	if _, err := newTrust(logKey, []string{strings.Replace(witnessKey, "w1", "w2", 1)}, 1); err == nil {
		t.Error("a key whose ID does not fit was accepted")
	}
}

func TestExtraIsReadAndNotTrusted(t *testing.T) {
	text := strings.Replace(receipt(3), "index", "extra aGVsbG8=\nindex", 1)
	var out bytes.Buffer
	if err := VerifyReceipt([]byte(text), entry(t, 3), trust(t, 1), &out); err != nil || !strings.Contains(out.String(), "5 extra bytes") {
		t.Error(err, out.String())
	}
}

// writeLog writes a whole published log of these entries, signed with a fixed key, and returns its verifier key.
func writeLog(t *testing.T, dir string, entries [][]byte) string {
	t.Helper()
	signer := testSigner(t)
	var hashes storedHashes
	for i, entry := range entries {
		more, err := tlog.StoredHashes(int64(i), entry, hashes)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, more...)
	}
	for _, tile := range tlog.NewTiles(tileHeight, 0, int64(len(entries))) {
		content, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, published(tile).path(), content)
		if tile.L > 0 {
			continue
		}
		bundle := published{H: tileHeight, L: -1, N: tile.N, W: tile.W}
		var packed []byte
		for _, entry := range entries[tile.N<<tileHeight:][:tile.W] {
			packed = append(binary.BigEndian.AppendUint16(packed, uint16(len(entry))), entry...)
		}
		write(t, dir, bundle.path(), packed)
	}
	root, err := tlog.TreeHash(int64(len(entries)), hashes)
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("log.example/register\n%d\n%s\n", len(entries), root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "checkpoint", signed)
	return logKey
}

func testSigner(t *testing.T) note.Signer {
	t.Helper()
	seed := bytes.Repeat([]byte{1}, ed25519.SeedSize)
	private := "PRIVATE+KEY+log.example/register+35024710+" + base64.StdEncoding.EncodeToString(append([]byte{1}, seed...))
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func write(t *testing.T, dir, path string, content []byte) {
	t.Helper()
	full := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func numbered(count int) [][]byte {
	entries := make([][]byte, count)
	for i := range entries {
		entries[i] = fmt.Appendf(nil, "entry %d", i)
	}
	return entries
}

func runIt(args ...string) (int, string) {
	var out bytes.Buffer
	code := run(args, &out, &out)
	return code, out.String()
}

func TestLogsOfManySizes(t *testing.T) {
	for _, size := range []int{0, 1, 255, 256, 257, 511, 700, 65_536 + 256 + 3} {
		dir := t.TempDir()
		key := writeLog(t, dir, numbered(size))
		if code, out := runIt("fsck-log", dir, key); code != 0 {
			t.Errorf("size %d: %s", size, out)
		}
	}
}

func TestTheEmptyLogHasTheEmptyHash(t *testing.T) {
	dir := t.TempDir()
	key := writeLog(t, dir, nil)
	if _, out := runIt("fsck-log", dir, key); !strings.Contains(out, "size 0, root 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=") {
		t.Error(out)
	}
}

func TestTheOwnVectorAsALog(t *testing.T) {
	dir := t.TempDir()
	var leaves [][]byte
	for index := range ctLeaves {
		leaves = append(leaves, entry(t, index))
	}
	writeLog(t, dir, leaves)
	write(t, dir, "checkpoint", []byte(checkpoint))
	for index := range receipts {
		write(t, dir, fmt.Sprintf("receipts/%d.tlog-proof", index), []byte(receipt(index)))
		write(t, dir, fmt.Sprintf("receipts/%d.entry", index), entry(t, index))
	}
	if code, out := runIt("all", dir, logKey); code != 0 || strings.Count(out, "receipt reads") != len(ctLeaves) {
		t.Error(code, out)
	}
	write(t, dir, "receipts/2.entry", []byte("another"))
	if code, out := runIt("all", dir, logKey); code != 1 || !strings.Contains(out, "FAILED: entry is not at index 2") {
		t.Error(code, out)
	}
	if code, out := runIt("all", t.TempDir(), logKey); code != 1 || !strings.Contains(out, "no log and no receipt") {
		t.Error(code, out)
	}
}

func TestAFlippedBitInAnyFileIsFound(t *testing.T) {
	dir := t.TempDir()
	key := writeLog(t, dir, numbered(600))
	files := 0
	err := filepath.WalkDir(dir, func(path string, item os.DirEntry, err error) error {
		if err != nil || item.IsDir() {
			return err
		}
		files++
		whole, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, at := range []int{0, len(whole) / 2, len(whole) - 2} {
			changed := bytes.Clone(whole)
			changed[at] ^= 4
			write(t, "", path, changed)
			if code, out := runIt("fsck-log", dir, key); code != 1 {
				t.Errorf("%s, byte %d: code %d\n%s", path, at, code, out)
			}
		}
		write(t, "", path, whole[:len(whole)-1])
		if code, _ := runIt("fsck-log", dir, key); code != 1 {
			t.Errorf("%s cut short: code %d", path, code)
		}
		os.Remove(path)
		if code, _ := runIt("fsck-log", dir, key); code != 1 {
			t.Errorf("%s missing: code %d", path, code)
		}
		write(t, "", path, whole)
		return nil
	})
	if err != nil || files != 8 {
		t.Fatalf("%d files, %v", files, err)
	}
	if code, out := runIt("fsck-log", dir, key); code != 0 {
		t.Error("whole again:", out)
	}
}

func TestAPartialMayGiveWayToTheFullTile(t *testing.T) {
	dir := t.TempDir()
	writeLog(t, dir, numbered(100))
	old, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	os.RemoveAll(filepath.Join(dir, "tile"))
	key := writeLog(t, dir, numbered(256))
	write(t, dir, "checkpoint", old)
	if code, out := runIt("fsck-log", dir, key); code != 0 {
		t.Error(out)
	}
}

func TestOverHTTPOnThisMachineOnly(t *testing.T) {
	dir := t.TempDir()
	key := writeLog(t, dir, numbered(300))
	server := httptest.NewServer(http.StripPrefix("/log", http.FileServer(http.Dir(dir))))
	defer server.Close()
	if code, out := runIt("fsck-log", server.URL+"/log/", key); code != 0 {
		t.Error(out)
	}
	server.Close()
	if code, out := runIt("fsck-log", server.URL+"/log", key); code != 3 {
		t.Error(code, out)
	}
	for _, other := range []string{"http://192.0.2.1/log", "https://127.0.0.1/log", "http://example.com/log", "http://localhost/log"} {
		if code, out := runIt("fsck-log", other, key); code != 1 || !strings.Contains(out, "not an http address of this machine") {
			t.Error(other, code, out)
		}
	}
}

func TestCommandLine(t *testing.T) {
	for _, args := range [][]string{{}, {"help"}, {"fsck-log"}, {"all", "x"}, {"verify-receipt", "a", "b"}, {"verify-receipt", "-quorum", "1", "a", "b", logKey}} {
		if code, out := runIt(args...); code != 2 || !strings.HasPrefix(out, "usage:") {
			t.Error(args, code, out)
		}
	}
	if code, out := runIt("verify-receipt", "/nowhere", "/nowhere", logKey); code != 3 {
		t.Error(code, out)
	}
	if code, out := runIt("fsck-log", t.TempDir(), "log.example/register+00000000+AYqI"); code != 1 {
		t.Error(code, out)
	}
}
