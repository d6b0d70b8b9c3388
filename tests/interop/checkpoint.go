package main

// Checkpoints (c2sp.org/tlog-checkpoint) and who signed them: the log (signed-note, Ed25519, type 0x01) and
// witnesses (c2sp.org/tlog-cosignature, Ed25519, type 0x04). ML-DSA cosignatures are left out and ignored.

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Trust is who must have signed a checkpoint.
type Trust struct {
	log       note.Verifier
	witnesses []note.Verifier
	quorum    int
}

// Checkpoint is a log's signed statement of its size and root.
type Checkpoint struct {
	Origin    string
	Size      int64
	Root      tlog.Hash
	Witnesses int // trusted witnesses whose cosignature holds
}

func newTrust(logKey string, witnessKeys []string, quorum int) (*Trust, error) {
	log, err := note.NewVerifier(logKey)
	if err != nil {
		return nil, fmt.Errorf("the log's verifier key `%s`: %w", logKey, err)
	}
	trust := &Trust{log: log, quorum: quorum}
	for _, key := range witnessKeys {
		witness, err := newCosignatureVerifier(key)
		if err != nil {
			return nil, fmt.Errorf("the witness's verifier key `%s`: %w", key, err)
		}
		trust.witnesses = append(trust.witnesses, witness)
	}
	return trust, nil
}

// OpenCheckpoint verifies a checkpoint's signatures and reads it.
func (t *Trust) OpenCheckpoint(signed []byte) (*Checkpoint, error) {
	opened, err := note.Open(signed, note.VerifierList(append([]note.Verifier{t.log}, t.witnesses...)...))
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	fromLog, witnesses := false, 0
	for _, signature := range opened.Sigs {
		if signature.Name == t.log.Name() && signature.Hash == t.log.KeyHash() {
			fromLog = true
		} else {
			witnesses++
		}
	}
	if !fromLog {
		return nil, fmt.Errorf("checkpoint is not signed by the log `%s`", t.log.Name())
	}
	if witnesses < t.quorum {
		return nil, fmt.Errorf("checkpoint has %d of %d cosignatures asked for", witnesses, t.quorum)
	}
	checkpoint, err := parseCheckpoint(opened.Text)
	if err != nil {
		return nil, err
	}
	if checkpoint.Origin != t.log.Name() {
		return nil, fmt.Errorf("checkpoint is of `%s`, the key of `%s`", checkpoint.Origin, t.log.Name())
	}
	checkpoint.Witnesses = witnesses
	return checkpoint, nil
}

func parseCheckpoint(text string) (*Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" {
		return nil, fmt.Errorf("checkpoint has not the three lines origin, size and root")
	}
	size, err := parseDecimal(lines[1])
	if err != nil {
		return nil, fmt.Errorf("checkpoint size: %w", err)
	}
	root, err := parseHash(lines[2])
	if err != nil {
		return nil, fmt.Errorf("checkpoint root: %w", err)
	}
	return &Checkpoint{Origin: lines[0], Size: size, Root: root}, nil
}

// parseDecimal reads a number that has exactly one spelling.
func parseDecimal(text string) (int64, error) {
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < 0 || strconv.FormatInt(number, 10) != text {
		return 0, fmt.Errorf("`%s` is not a decimal number", text)
	}
	return number, nil
}

// parseHash reads a hash that has exactly one spelling.
func parseHash(text string) (tlog.Hash, error) {
	bytes, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(bytes) != tlog.HashSize || base64.StdEncoding.EncodeToString(bytes) != text {
		return tlog.Hash{}, fmt.Errorf("`%s` is not a hash in base64", text)
	}
	return tlog.Hash(bytes), nil
}

// cosignatureAlgorithm is the type byte of an Ed25519 cosignature/v1 key.
const cosignatureAlgorithm = 4

// cosignatureVerifier verifies timestamped cosignatures; the note package knows plain Ed25519 only.
type cosignatureVerifier struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosignatureVerifier(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("is not name+hash+key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != cosignatureAlgorithm {
		return nil, fmt.Errorf("is not an Ed25519 cosignature key")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if fmt.Sprintf("%x", sum[:4]) != parts[1] {
		return nil, fmt.Errorf("key ID does not fit name and key")
	}
	return &cosignatureVerifier{parts[0], binary.BigEndian.Uint32(sum[:4]), key[1:]}, nil
}

func (v *cosignatureVerifier) Name() string    { return v.name }
func (v *cosignatureVerifier) KeyHash() uint32 { return v.hash }

// Verify checks `uint64 timestamp || signature` over the dated text.
func (v *cosignatureVerifier) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	var dated bytes.Buffer
	fmt.Fprintf(&dated, "cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(v.key, dated.Bytes(), signature[8:])
}
