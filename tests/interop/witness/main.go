// Programs that do not know each other's code: a register of ours cosigned by litewitness (filippo.io/torchwood) and
// omniwitness (github.com/transparency-dev/witness) beside our own witness, and our witness asked by clients made of Go's
// sumdb/tlog and of transparency-dev's code. Checked with torchwood and transparency-dev's code throughout.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/torchwood"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

const (
	registerOrigin = "interop.example/register"
	clientOrigin   = "interop.example/client"
	emptyRoot      = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: witness VEEDOR LITEWITNESS OMNIWITNESS")
		os.Exit(2)
	}
	w := &world{veedor: os.Args[1], litewitness: os.Args[2], omniwitness: os.Args[3]}
	err := w.run()
	for _, command := range w.running {
		command.Process.Kill()
		command.Wait()
	}
	os.RemoveAll(w.folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, "failed:", err)
		os.Exit(1)
	}
}

type world struct {
	veedor, litewitness, omniwitness, folder string
	running                                  []*exec.Cmd
}

func (w *world) run() error {
	folder, err := os.MkdirTemp("", "interop")
	if err != nil {
		return err
	}
	w.folder = folder
	register := w.path("register")
	if _, err := w.call("init", "--data", register, "--origin", registerOrigin, "--registrar", "mx/keeper",
		"--name-es", "Prueba", "--name-en", "Test"); err != nil {
		return err
	}
	registerKey, err := publicKey(filepath.Join(register, "log.key"))
	if err != nil {
		return err
	}
	clientSigner, clientKey, err := note.GenerateKey(nil, clientOrigin)
	if err != nil {
		return err
	}
	feeder, feederKey, err := note.GenerateKey(nil, feederOrigin)
	if err != nil {
		return err
	}
	ours, oursAt, err := w.ourWitness(registerKey, clientKey, feederKey)
	if err != nil {
		return fmt.Errorf("our witness: %w", err)
	}
	litewitness, err := w.liteWitness(registerKey)
	if err != nil {
		return fmt.Errorf("litewitness: %w", err)
	}
	omniwitness, err := w.omniWitness(registerKey)
	if err != nil {
		return fmt.Errorf("omniwitness: %w", err)
	}
	witnessed, err := w.witnessed(register, registerKey, ours+" "+oursAt, litewitness, omniwitness)
	if err != nil {
		return err
	}
	size, err := witnessed.grows()
	if err != nil {
		return fmt.Errorf("the register: %w", err)
	}
	fmt.Println("ok: a register that grows publishes the cosignatures of litewitness, omniwitness and our witness; torchwood and transparency-dev's code accept it and a receipt")
	if err := witnessed.splits(size); err != nil {
		return fmt.Errorf("two histories of the register: %w", err)
	}
	fmt.Println("ok: when it starts again they tell it how far they know its log, and none cosigns a copy of it that goes on otherwise")
	if err := askOurs(oursAt, ours, clientSigner); err != nil {
		return fmt.Errorf("a client of our witness: %w", err)
	}
	fmt.Println("ok: our witness answers a client in Go as the specification says, and refuses a second history")
	if err := feedOurs(oursAt, ours, feeder); err != nil {
		return fmt.Errorf("transparency-dev's client of our witness: %w", err)
	}
	fmt.Println("ok: transparency-dev's client has its logs cosigned by our witness and understands each of its refusals")
	if err := w.askOursMLDSA(clientSigner, clientKey); err != nil {
		return fmt.Errorf("ML-DSA-44: %w", err)
	}
	fmt.Println("ok: transparency-dev's code accepts our ML-DSA-44 cosignatures, and our program accepts theirs")
	return nil
}

func (w *world) path(name string) string { return filepath.Join(w.folder, name) }

func (w *world) call(arguments ...string) (string, error) {
	out, err := exec.Command(w.veedor, append([]string{"--json"}, arguments...)...).CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("veedor %s: %w: %s", strings.Join(arguments, " "), err, out)
	}
	return string(out), nil
}

// start runs a server of ours and gives the address it says it listens on.
func (w *world) start(arguments ...string) (string, error) {
	return w.launch(arguments...)()
}

// launch runs a server of ours; what it gives waits for its address.
func (w *world) launch(arguments ...string) func() (string, error) {
	command := exec.Command(w.veedor, append([]string{"--json"}, arguments...)...)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		return func() (string, error) { return "", err }
	}
	w.running = append(w.running, command)
	return func() (string, error) {
		var said struct{ Address string }
		if err := json.NewDecoder(out).Decode(&said); err != nil {
			return "", err
		}
		go io.Copy(io.Discard, out)
		return said.Address, nil
	}
}

func (w *world) ourWitness(logs ...string) (vkey, address string, err error) {
	out, err := w.call("witness", "init", "--data", w.path("witness"), "--name", "interop.example/ours")
	if err != nil {
		return "", "", err
	}
	var said struct{ Vkey string }
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		return "", "", err
	}
	list := "quorum none\n"
	for _, log := range logs {
		list += "log " + log + "\n"
	}
	if err := os.WriteFile(w.path("witness/logs"), []byte(list), 0o644); err != nil {
		return "", "", err
	}
	address, err = w.start("witness", "serve", "--data", w.path("witness"), "--listen", "127.0.0.1:0", "--log", "error")
	return said.Vkey, address, err
}

// liteWitness starts litewitness, which takes its key from an agent and its logs from its database.
func (w *world) liteWitness(log string) (foreign, error) {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return foreign{}, err
	}
	signer, err := torchwood.NewCosignatureSigner("interop.example/litewitness", key)
	if err != nil {
		return foreign{}, err
	}
	keyring := agent.NewKeyring()
	if err := keyring.Add(agent.AddedKey{PrivateKey: key}); err != nil {
		return foreign{}, err
	}
	listener, err := net.Listen("unix", w.path("agent"))
	if err != nil {
		return foreign{}, err
	}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go agent.ServeAgent(keyring, connection)
		}
	}()
	public, err := ssh.NewPublicKey(key.Public())
	if err != nil {
		return foreign{}, err
	}
	if err := addLog(w.path("litewitness.db"), log); err != nil {
		return foreign{}, err
	}
	port, err := freePort()
	if err != nil {
		return foreign{}, err
	}
	command := exec.Command(w.litewitness, "-name", "interop.example/litewitness", "-db", w.path("litewitness.db"),
		"-ssh-agent", w.path("agent"), "-key", ssh.FingerprintSHA256(public), "-listen", port)
	if err := w.listens(command, port); err != nil {
		return foreign{}, err
	}
	return foreign{vkey: signer.Verifier().String(), desk: newDesk(port)}, nil
}

// listens runs a program of others, quietly, and waits until it listens.
func (w *world) listens(command *exec.Cmd, port string) error {
	var said bytes.Buffer
	command.Stderr = &said
	if err := command.Start(); err != nil {
		return err
	}
	w.running = append(w.running, command)
	for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if connection, err := net.Dial("tcp", port); err == nil {
			return connection.Close()
		}
		if time.Since(begun) > 20*time.Second {
			return fmt.Errorf("it does not listen: %s", said.String())
		}
	}
}

// addLog does what `witnessctl add-log` and `add-key` do.
func addLog(path, vkey string) error {
	db, err := sqlite.OpenConn(path)
	if err != nil {
		return err
	}
	defer db.Close()
	return sqlitex.ExecuteScript(db, fmt.Sprintf(`
		CREATE TABLE log (origin TEXT PRIMARY KEY, tree_size INTEGER NOT NULL, tree_hash TEXT NOT NULL);
		CREATE TABLE key (origin TEXT NOT NULL, key TEXT NOT NULL, FOREIGN KEY(origin) REFERENCES log(origin));
		INSERT INTO log VALUES ('%[1]s', 0, '%[2]s');
		INSERT INTO key VALUES ('%[1]s', '%[3]s');`, registerOrigin, emptyRoot, vkey), nil)
}

func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}

func publicKey(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	verifier, err := torchwood.NewVerifierFromSigner(strings.TrimSpace(string(text)))
	if err != nil {
		return "", err
	}
	parts := strings.SplitN(strings.TrimSpace(string(text)), "+", 5)
	seed, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil {
		return "", err
	}
	public := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(verifier.Name(), public)
}

func get(url string) ([]byte, error) {
	answer, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	return io.ReadAll(answer.Body)
}

// tree is a log in memory.
type tree struct {
	hashes []tlog.Hash
	size   int64
}

func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = t.hashes[index]
	}
	return found, nil
}

func (t *tree) add(entry string) error {
	hashes, err := tlog.StoredHashes(t.size, []byte(entry), t)
	t.hashes, t.size = append(t.hashes, hashes...), t.size+1
	return err
}

// checkpoint is the present one, of the log that the signer is named after.
func (t *tree) checkpoint(signer note.Signer) ([]byte, error) {
	root, err := tlog.TreeHash(t.size, t)
	if err != nil {
		return nil, err
	}
	text := torchwood.Checkpoint{Origin: signer.Name(), Tree: tlog.Tree{N: t.size, Hash: root}}.String()
	return note.Sign(&note.Note{Text: text}, signer)
}

// proof shows that the tree begins with its first `old` entries.
func (t *tree) proof(old int64) (tlog.TreeProof, error) {
	if old == 0 {
		return nil, nil
	}
	return tlog.ProveTree(t.size, old, t)
}

// request is the body of add-checkpoint from one size of a tree to its present one.
func (t *tree) request(old int64, signer note.Signer) (string, string, error) {
	signed, err := t.checkpoint(signer)
	if err != nil {
		return "", "", err
	}
	proof, err := t.proof(old)
	if err != nil {
		return "", "", err
	}
	body := fmt.Sprintf("old %d\n", old)
	for _, hash := range proof {
		body += hash.String() + "\n"
	}
	return body + "\n" + string(signed), string(signed), nil
}

func askOurs(address, vkey, clientSigner string) error {
	signer, err := note.NewSigner(clientSigner)
	if err != nil {
		return err
	}
	verifier, err := torchwood.NewCosignatureVerifier(vkey)
	if err != nil {
		return err
	}
	var ours, other tree
	var old int64
	for i := range 300 {
		if err := errors.Join(ours.add(fmt.Sprint(i)), other.add(fmt.Sprint("other", i))); err != nil {
			return err
		}
		if i%37 != 0 {
			continue
		}
		if err := cosign(&ours, old, signer, verifier, address); err != nil {
			return err
		}
		if status, err := refused(&other, ours.size, signer, address); err != nil || status != 422 {
			return fmt.Errorf("a second history of size %d: %d %v", other.size, status, err)
		}
		if status, err := refused(&ours, 0, signer, address); err != nil || status != 409 {
			return fmt.Errorf("another old size: %d %v", status, err)
		}
		old = ours.size
	}
	return nil
}

func cosign(t *tree, old int64, signer note.Signer, verifier note.Verifier, address string) error {
	body, signed, err := t.request(old, signer)
	if err != nil {
		return err
	}
	status, answer, err := post(address, body)
	if err != nil || status != 200 {
		return fmt.Errorf("from %d to %d: %d %s %v", old, t.size, status, answer, err)
	}
	opened, err := note.Open([]byte(signed+answer), note.VerifierList(verifier))
	if err != nil {
		return err
	}
	at, err := torchwood.CosignatureTimestamp(opened.Sigs[0])
	if err == nil && time.Since(time.Unix(at, 0)).Abs() > time.Minute {
		err = fmt.Errorf("cosigned at %d", at)
	}
	return err
}

func refused(t *tree, old int64, signer note.Signer, address string) (int, error) {
	body, _, err := t.request(old, signer)
	if err != nil {
		return 0, err
	}
	status, _, err := post(address, body)
	return status, err
}

func post(address, body string) (int, string, error) {
	answer, err := http.Post(address+"/add-checkpoint", "text/plain", strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	bytes, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(bytes), err
}
