package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	formats "github.com/transparency-dev/formats/note"
	client "github.com/transparency-dev/witness/client/http"
	"github.com/transparency-dev/witness/witness"
	"golang.org/x/mod/sumdb/note"
)

const feederOrigin = "interop.example/feeder"

// feedOurs asks our witness with the client by which transparency-dev feeds logs to witnesses.
func feedOurs(address, vkey, key string) error {
	at, err := url.Parse(address)
	if err != nil {
		return err
	}
	verifier, err := formats.NewVerifierForCosignatureV1(vkey)
	if err != nil {
		return err
	}
	known, err := note.NewSigner(key)
	if err != nil {
		return err
	}
	impostor, stranger := newSigner(feederOrigin), newSigner("interop.example/stranger")
	five, nine, other := grown("one", 5), grown("one", 9), grown("other", 9)
	for _, step := range []struct {
		says   string
		tree   *tree
		old    int64
		signer note.Signer
		err    error
		size   uint64
	}{
		{says: "a first checkpoint", tree: five, signer: known},
		{says: "a larger one", tree: nine, old: 5, signer: known},
		{says: "the same again", tree: nine, old: 9, signer: known},
		{says: "an old size that is not the last", tree: nine, old: 5, signer: known, err: witness.ErrCheckpointStale, size: 9},
		{says: "another history of the same size", tree: other, old: 9, signer: known, err: witness.ErrInvalidProof},
		{says: "another history that is larger", tree: grown("other", 12), old: 9, signer: known, err: witness.ErrInvalidProof},
		{says: "an old size beyond the log", tree: five, old: 6, signer: known, err: witness.ErrOldSizeInvalid},
		{says: "another key of the same name", tree: nine, old: 9, signer: impostor, err: witness.ErrNoValidSignature},
		{says: "a log it does not know", tree: nine, signer: stranger, err: witness.ErrUnknownLog},
	} {
		checkpoint, err := step.tree.checkpoint(step.signer)
		if err != nil {
			return err
		}
		proof, err := step.tree.proof(min(step.old, step.tree.size))
		if err != nil {
			return err
		}
		hashes := make([][]byte, len(proof))
		for i := range proof {
			hashes[i] = proof[i][:]
		}
		lines, size, err := client.NewWitness(at, http.DefaultClient).Update(context.Background(), uint64(step.old), checkpoint, hashes)
		if !errors.Is(err, step.err) || size != step.size {
			return fmt.Errorf("%s: %v, size %d", step.says, err, size)
		}
		if err != nil {
			continue
		}
		if err := signedByAll(append(checkpoint, lines...), []note.Verifier{verifier}); err != nil {
			return fmt.Errorf("%s: %w", step.says, err)
		}
	}
	return nil
}

func grown(leaves string, size int64) *tree {
	t := &tree{}
	for t.size < size {
		t.add(fmt.Sprint(leaves, t.size))
	}
	return t
}

func newSigner(origin string) note.Signer {
	key, _, err := note.GenerateKey(nil, origin)
	if err != nil {
		panic(err)
	}
	signer, err := note.NewSigner(key)
	if err != nil {
		panic(err)
	}
	return signer
}
