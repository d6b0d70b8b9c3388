package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"filippo.io/torchwood"
	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// claim is a filing, but for its number.
const claim = `{"form": "claim", "id": "mx/keeper/claim/2026-%[1]d", "filer": "mx/keeper", "occurred": "2026-03-02",
"stage": "purchase", "kind": "purchase", "says": "Compra %[1]d", "publisher_kind": "press", "mark": "verified",
"sources": [{"title": "Compra %[1]d", "publisher": "Diario de ejemplo", "published": "2026-03-05"}]}`

// register is one of ours, whose policy asks for every witness.
type register struct {
	*world
	folder, vkey string
	// trust is torchwood's reading of the policy, without the key of ML-DSA-44, which it does not know.
	trust torchwood.Policy
	// cosigners are transparency-dev's verifiers of omniwitness's two keys.
	cosigners []note.Verifier
	desks     map[string]*desk
}

// grows has a register cosigned before and after a filing, with the filing's receipt.
func (r *register) grows() (size int64, err error) {
	address, err := r.serve(r.folder)()
	if err != nil {
		return 0, err
	}
	defer r.stop()
	begun, err := r.cosigned(address, 1)
	if err != nil {
		return 0, err
	}
	if err := r.file(address, 1); err != nil {
		return 0, err
	}
	grown, err := r.cosigned(address, begun+1)
	if err != nil {
		return 0, err
	}
	if err := r.answered(exchange{old: begun, size: grown, proved: true, status: 200}); err != nil {
		return 0, err
	}
	for name, desk := range r.desks {
		isPressed := func(e exchange) bool { return e.status == http.StatusTooManyRequests }
		if record := desk.all(); slices.ContainsFunc(record, isPressed) {
			return 0, fmt.Errorf("%s is asked too often: %+v", name, record)
		}
	}
	return grown, r.receipt(address, 1)
}

// splits starts a register that has forgotten how far the witnesses know its log, which they tell it, and a copy of it.
// What the copy takes in after the register did is another history.
func (r *register) splits(size int64) error {
	other := r.path("copy")
	if err := os.CopyFS(other, os.DirFS(r.folder)); err != nil {
		return err
	}
	first, second := r.serve(r.folder), r.serve(other)
	address, err := first()
	if err != nil {
		return err
	}
	otherAddress, err := second()
	if err != nil {
		return err
	}
	if err := r.file(address, 2); err != nil {
		return err
	}
	if _, err := r.cosigned(address, size+1); err != nil {
		return err
	}
	if err := r.answered(exchange{old: 0, size: size, status: 409}); err != nil {
		return err
	}
	if err := r.file(otherAddress, 3); err != nil {
		return err
	}
	if err := r.answered(exchange{old: size + 1, size: size + 1, status: 422}); err != nil {
		return err
	}
	if err := r.file(otherAddress, 4); err != nil {
		return err
	}
	if err := r.answered(exchange{old: size + 1, size: size + 2, proved: true, status: 422}); err != nil {
		return err
	}
	return r.alone(otherAddress, size+2)
}

func (r *register) serve(folder string) func() (string, error) {
	return r.launch("serve", "--data", folder, "--listen", "127.0.0.1:0", "--log", "error")
}

// stop ends what was started last, without a warning.
func (r *register) stop() {
	last := r.running[len(r.running)-1]
	last.Process.Kill()
	last.Wait()
}

// answered waits until each witness of others was asked this and answered so.
func (r *register) answered(wanted exchange) error {
	for name, desk := range r.desks {
		if err := desk.saw(wanted); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// cosigned waits until the published checkpoint has a size and satisfies the policy, by torchwood's own reading of both, and
// bears both cosignatures of omniwitness.
func (r *register) cosigned(address string, size int64) (int64, error) {
	for begun := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		published, err := get(address + "/log/checkpoint")
		var checkpoint torchwood.Checkpoint
		if err == nil {
			checkpoint, _, err = torchwood.VerifyCheckpoint(published, r.trust)
		}
		if err == nil && checkpoint.N < size {
			err = fmt.Errorf("size %d, expected %d", checkpoint.N, size)
		}
		if err == nil {
			err = signedByAll(published, r.cosigners)
		}
		if err == nil {
			return checkpoint.N, nil
		}
		if time.Since(begun) > 20*time.Second {
			return 0, fmt.Errorf("%w\n%s", err, published)
		}
	}
}

func signedByAll(published []byte, verifiers []note.Verifier) error {
	opened, err := note.Open(published, note.VerifierList(verifiers...))
	if err == nil && len(opened.Sigs) != len(verifiers) {
		err = fmt.Errorf("%d of %d keys signed", len(opened.Sigs), len(verifiers))
	}
	return err
}

// alone waits for a published checkpoint of a size, which nobody but its log may have signed.
func (r *register) alone(address string, size int64) error {
	log := torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(registerOrigin), torchwood.SingleVerifierPolicy(verifierOf(r.vkey)))
	for begun := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		published, err := get(address + "/log/checkpoint")
		var checkpoint torchwood.Checkpoint
		var opened *note.Note
		if err == nil {
			checkpoint, opened, err = torchwood.VerifyCheckpoint(published, log)
		}
		if err == nil && checkpoint.N == size {
			if len(opened.UnverifiedSigs) > 0 {
				return fmt.Errorf("a second history is cosigned:\n%s", published)
			}
			return nil
		}
		if time.Since(begun) > 20*time.Second {
			return fmt.Errorf("size %d, expected %d: %w", checkpoint.N, size, err)
		}
	}
}

func (r *register) file(address string, number int) error {
	draft := r.path(fmt.Sprintf("claim-%d.json", number))
	if err := os.WriteFile(draft, fmt.Appendf(nil, claim, number), 0o644); err != nil {
		return err
	}
	_, err := r.call("file", draft, "--key", filepath.Join(r.folder, "registrar.key"), "--url", address, "--vkey", r.vkey)
	return err
}

// receipt fetches a receipt that enough witnesses vouch for, and has it verified by torchwood and by our program.
func (r *register) receipt(address string, number int) error {
	folder := r.path("receipts")
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	id := fmt.Sprintf("mx/keeper/claim/2026-%d", number)
	if _, err := r.call("receipt", id, "--url", address, "--vkey", r.vkey, "--out", folder); err != nil {
		return err
	}
	found, err := filepath.Glob(folder + "/*.tlog-proof")
	if err != nil || len(found) != 1 {
		return fmt.Errorf("receipts of %s: %v %v", id, found, err)
	}
	proof, err := os.ReadFile(found[0])
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(found[0][:len(found[0])-len("tlog-proof")] + "entry")
	if err != nil {
		return err
	}
	if err := torchwood.VerifyProof(r.trust, tlog.RecordHash(entry), proof); err != nil {
		return err
	}
	_, err = r.call("verify", found[0], "--policy", filepath.Join(r.folder, "policy"))
	return err
}

// witnessed writes a register's policy.
func (w *world) witnessed(folder, vkey, ours string, litewitness, omniwitness foreign) (*register, error) {
	witnesses := fmt.Sprintf("log %s\nwitness ours %s\nwitness litewitness %s %s\nwitness omniwitness %s %s\n", vkey, ours,
		litewitness.vkey, litewitness.desk.address, omniwitness.vkey, omniwitness.desk.address)
	trust, err := torchwood.ParsePolicy([]byte(witnesses + "group all all ours litewitness omniwitness\nquorum all\n"))
	if err != nil {
		return nil, err
	}
	second := fmt.Sprintf("witness ml-dsa %s %s\n", omniwitness.mldsa, omniwitness.desk.address)
	policy := witnesses + second + "group all all ours litewitness omniwitness ml-dsa\nquorum all\n"
	if err := os.WriteFile(filepath.Join(folder, "policy"), []byte(policy), 0o644); err != nil {
		return nil, err
	}
	r := &register{world: w, folder: folder, vkey: vkey, trust: trust,
		desks: map[string]*desk{"litewitness": litewitness.desk, "omniwitness": omniwitness.desk}}
	for _, vkey := range []string{omniwitness.vkey, omniwitness.mldsa} {
		verifier, err := formats.NewVerifierForCosignatureV1(vkey)
		if err != nil {
			return nil, err
		}
		r.cosigners = append(r.cosigners, verifier)
	}
	return r, nil
}
