package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"

	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

const omniwitnessName = "interop.example/omniwitness"

// omniWitness starts omniwitness (transparency-dev) with a key of each kind. It takes its keys from files and its logs from
// YAML. It asks nobody for anything, since it is given no bastion, no distributor and no list of logs to fetch; of the
// public logs that are built into it, it only knows.
func (w *world) omniWitness(log string) (foreign, error) {
	private, vkey, err := note.GenerateKey(nil, omniwitnessName)
	if err != nil {
		return foreign{}, err
	}
	if vkey, err = formats.VKeyToCosignatureV1(vkey); err != nil {
		return foreign{}, err
	}
	privateMLDSA, vkeyMLDSA, err := formats.GenerateMLDSAKey(omniwitnessName)
	if err != nil {
		return foreign{}, err
	}
	logs := fmt.Sprintf("Logs:\n  - Origin: %s\n    PublicKey: %s\n", registerOrigin, log)
	err = errors.Join(
		os.WriteFile(w.path("omniwitness.ed25519"), []byte(private), 0o600),
		os.WriteFile(w.path("omniwitness.mldsa"), []byte(privateMLDSA), 0o600),
		os.WriteFile(w.path("omniwitness.yaml"), []byte(logs), 0o644),
	)
	if err != nil {
		return foreign{}, err
	}
	port, err := freePort()
	if err != nil {
		return foreign{}, err
	}
	command := exec.Command(w.omniwitness, "--private_key_path", w.path("omniwitness.ed25519"),
		"--private_key_path", w.path("omniwitness.mldsa"), "--additional_logs", w.path("omniwitness.yaml"),
		"--db_file", w.path("omniwitness.db"), "--listen", port, "--metrics_listen", "")
	if err := w.listens(command, port); err != nil {
		return foreign{}, err
	}
	return foreign{vkey: vkey, mldsa: vkeyMLDSA, desk: newDesk(port)}, nil
}
