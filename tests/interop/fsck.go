package main

// A published log (c2sp.org/tlog-tiles) recomputed from its entries: leaf hashes, every tile, the root. Tile
// coordinates and contents come from the tlog package, not from the log. Pruned logs and stored gzip are left out.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is the tlog-tiles height: 256 hashes a tile, 256 entries a bundle.
const tileHeight = 8

// maxFile bounds what is read at once: a bundle of 256 entries of 65,535 bytes, each with its length.
const maxFile = 256 * (2 + 1<<16)

var (
	errMissing     = errors.New("missing")
	errUnreachable = errors.New("unreachable")
)

// Store reads a published file by its path; errMissing when it is not there.
type Store func(path string) ([]byte, error)

// openStore takes a folder or an http address of this machine.
func openStore(place string) (Store, error) {
	if !strings.Contains(place, "://") {
		return folder(place), nil
	}
	address, err := url.Parse(place)
	if err != nil || address.Scheme != "http" || !net.ParseIP(address.Hostname()).IsLoopback() {
		return nil, fmt.Errorf("`%s` is not an http address of this machine, such as http://127.0.0.1:8080/log", place)
	}
	return remote(strings.TrimSuffix(place, "/")), nil
}

func folder(root string) Store {
	return func(path string) ([]byte, error) {
		content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: %w", path, errMissing)
		}
		return content, err
	}
}

func remote(prefix string) Store {
	client := &http.Client{Timeout: 30 * time.Second}
	return func(path string) ([]byte, error) {
		answer, err := client.Get(prefix + "/" + path)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnreachable, err)
		}
		defer answer.Body.Close()
		switch answer.StatusCode {
		case http.StatusOK:
			return io.ReadAll(io.LimitReader(answer.Body, maxFile))
		case http.StatusNotFound:
			return nil, fmt.Errorf("%s: %w", path, errMissing)
		default:
			return nil, fmt.Errorf("%s: %w: status %d", path, errUnreachable, answer.StatusCode)
		}
	}
}

// storedHashes keeps all hashes of the tree in the order the tlog package numbers them: 64 bytes an entry.
type storedHashes []tlog.Hash

// ReadHashes gives the hashes asked for.
func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = s[index]
	}
	return found, nil
}

// FsckLog recomputes the log and prints each step that holds.
func FsckLog(store Store, trust *Trust, out io.Writer) error {
	signed, err := store("checkpoint")
	if err != nil {
		return err
	}
	checkpoint, err := trust.OpenCheckpoint(signed)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  checkpoint of `%s` is signed: size %d, root %s\n", checkpoint.Origin, checkpoint.Size, checkpoint.Root)
	hashes, err := hashEntries(store, checkpoint.Size)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(checkpoint.Size, hashes)
	if err != nil {
		return err
	}
	if root != checkpoint.Root {
		return fmt.Errorf("entries give root %s, the checkpoint says %s", root, checkpoint.Root)
	}
	fmt.Fprintf(out, "  %d entries give the signed root\n", checkpoint.Size)
	tiles, err := compareTiles(store, checkpoint.Size, hashes)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  %d tiles are as computed from the entries\n", tiles)
	return nil
}

// hashEntries reads all bundles and hashes their entries into the tree.
func hashEntries(store Store, size int64) (storedHashes, error) {
	var hashes storedHashes
	for first := int64(0); first < size; first += 1 << tileHeight {
		width := int(min(size-first, 1<<tileHeight))
		entries, err := readBundle(store, tlog.Tile{H: tileHeight, L: -1, N: first >> tileHeight, W: width})
		if err != nil {
			return nil, err
		}
		for i, entry := range entries {
			more, err := tlog.StoredHashesForRecordHash(first+int64(i), tlog.RecordHash(entry), hashes)
			if err != nil {
				return nil, err
			}
			hashes = append(hashes, more...)
		}
	}
	return hashes, nil
}

// readBundle reads the entries of one bundle: each a 16-bit big-endian length and that many bytes.
func readBundle(store Store, tile tlog.Tile) ([][]byte, error) {
	rest, stored, err := readTile(store, tile)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(rest) > 0 {
		if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
			return nil, fmt.Errorf("%s is cut short", stored.path())
		}
		end := 2 + int(binary.BigEndian.Uint16(rest))
		entries, rest = append(entries, rest[2:end]), rest[end:]
	}
	if len(entries) != stored.W {
		return nil, fmt.Errorf("%s has %d entries, not %d", stored.path(), len(entries), stored.W)
	}
	return entries[:tile.W], nil
}

// compareTiles compares every published tile with the one computed from the entries and returns their number.
func compareTiles(store Store, size int64, hashes storedHashes) (int, error) {
	tiles := tlog.NewTiles(tileHeight, 0, size)
	for _, tile := range tiles {
		expected, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return 0, err
		}
		content, stored, err := readTile(store, tile)
		if err != nil {
			return 0, err
		}
		if len(content) != stored.W*tlog.HashSize || !bytes.HasPrefix(content, expected) {
			return 0, fmt.Errorf("%s differs from the tile computed from the entries", stored.path())
		}
	}
	return len(tiles), nil
}

// published is a tile or bundle (level -1) as tlog-tiles names it.
type published tlog.Tile

// path is the tlog package's path without the height, which tlog-tiles fixes.
func (p published) path() string {
	path := strings.Replace(tlog.Tile(p).Path(), "tile/8/", "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// readTile reads a tile or bundle, and says which was read: a partial one may be gone once the full one exists.
func readTile(store Store, tile tlog.Tile) ([]byte, published, error) {
	found := published(tile)
	content, err := store(found.path())
	if errors.Is(err, errMissing) && tile.W < 1<<tileHeight {
		full := found
		full.W = 1 << tileHeight
		if content, fullErr := store(full.path()); fullErr == nil {
			return content, full, nil
		}
	}
	return content, found, err
}
