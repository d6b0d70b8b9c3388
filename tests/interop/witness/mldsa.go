package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

// askOursMLDSA asks a witness of ours that signs with both kinds of key, and opens its answer with transparency-dev's code
// over filippo.io/mldsa. It also gives our program a cosignature of that code to check.
func (w *world) askOursMLDSA(clientSigner, clientKey string) error {
	folder := w.path("both")
	out, err := w.call("witness", "init", "--data", folder, "--name", "interop.example/both", "--algorithm", "both")
	if err != nil {
		return err
	}
	var said struct{ Vkeys []string }
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		return err
	}
	if err := os.WriteFile(folder+"/logs", []byte("log "+clientKey+"\nquorum none\n"), 0o644); err != nil {
		return err
	}
	address, err := w.start("witness", "serve", "--data", folder, "--listen", "127.0.0.1:0", "--log", "error")
	if err != nil {
		return err
	}
	verifiers := make([]note.Verifier, len(said.Vkeys))
	for i, vkey := range said.Vkeys {
		if verifiers[i], err = formats.NewVerifierForCosignatureV1(vkey); err != nil {
			return fmt.Errorf("%s: %w", vkey, err)
		}
	}
	signer, err := note.NewSigner(clientSigner)
	if err != nil {
		return err
	}
	var ours tree
	var old int64
	for _, size := range []int64{1, 3, 15} {
		for ours.size < size {
			if err := ours.add(fmt.Sprint(ours.size)); err != nil {
				return err
			}
		}
		if err := cosignBoth(&ours, old, signer, verifiers, address); err != nil {
			return err
		}
		old = size
	}
	return w.verifyTheirs(signer, clientKey)
}

// cosignBoth has a tree cosigned; every key must have signed what stands there, just now.
func cosignBoth(t *tree, old int64, signer note.Signer, verifiers []note.Verifier, address string) error {
	body, signed, err := t.request(old, signer)
	if err != nil {
		return err
	}
	status, answer, err := post(address, body)
	if err != nil || status != 200 {
		return fmt.Errorf("from %d to %d: %d %s %v", old, t.size, status, answer, err)
	}
	opened, err := note.Open([]byte(signed+answer), note.VerifierList(verifiers...))
	if err != nil {
		return err
	}
	if len(opened.Sigs) != len(verifiers) {
		return fmt.Errorf("%d of %d keys signed", len(opened.Sigs), len(verifiers))
	}
	for _, signature := range opened.Sigs {
		at, err := formats.CoSigV1Timestamp(signature)
		if err != nil || time.Since(at).Abs() > time.Minute {
			return fmt.Errorf("cosigned at %v: %v", at, err)
		}
	}
	return nil
}

// verifyTheirs has our program verify a receipt under a checkpoint that their code cosigned with ML-DSA-44, and refuse it
// once one byte of the cosignature is another.
func (w *world) verifyTheirs(signer note.Signer, clientKey string) error {
	private, vkey, err := formats.GenerateMLDSAKey("interop.example/theirs-mldsa")
	if err != nil {
		return err
	}
	cosigner, err := formats.NewSignerForCosignatureV1(private)
	if err != nil {
		return err
	}
	one := &tree{}
	if err := one.add("entry"); err != nil {
		return err
	}
	_, signed, err := one.request(0, signer)
	if err != nil {
		return err
	}
	opened, err := note.Open([]byte(signed), note.VerifierList(verifierOf(clientKey)))
	if err != nil {
		return err
	}
	checkpoint, err := note.Sign(opened, cosigner)
	if err != nil {
		return err
	}
	policy := fmt.Sprintf("log %s\nwitness W %s\nquorum W\n", clientKey, vkey)
	good := "c2sp.org/tlog-proof@v1\nindex 0\n\n" + string(checkpoint)
	changed := []byte(good)
	changed[len(changed)-20] ^= 1
	return errors.Join(
		w.verifies("good", good, policy, true),
		w.verifies("changed", string(changed), policy, false),
	)
}

func verifierOf(vkey string) note.Verifier {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		panic(err)
	}
	return verifier
}

// verifies runs `veedor verify`; of its steps that of the witnesses counts, since the entry is no filing.
func (w *world) verifies(name, receipt, policy string, wanted bool) error {
	files := map[string]string{"receipt": receipt, "entry": "entry", "policy": policy}
	for ending, content := range files {
		if err := os.WriteFile(w.path(name+"."+ending), []byte(content), 0o644); err != nil {
			return err
		}
	}
	out, _ := w.call("verify", w.path(name+".receipt"), "--entry", w.path(name+".entry"), "--policy", w.path(name+".policy"))
	var said struct {
		Steps []struct{ Step, Outcome string }
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		return fmt.Errorf("%s: %w", out, err)
	}
	for _, step := range said.Steps {
		if step.Step == "witnesses" && (step.Outcome == "passed") != wanted {
			return fmt.Errorf("the cosignature of %s: %s", name, step.Outcome)
		}
	}
	return nil
}
