// Tessera serves a log kept by the published Tessera module's POSIX driver, with the same two addresses as
// that module's conformance server: POST /add (raw leaf, answered with its decimal index once it is sequenced
// and integrated) and GET of the tiles. The conformance server fixes a batch age of one second, so a single
// writer gets one append a second; here batch size, batch age and checkpoint interval are flags, so that the
// comparison is with the peer at its best. It leaves out antispam, HTTP/2 and witnesses.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

// maxLeaf is the longest entry a tlog-tiles bundle can hold.
const maxLeaf = 1<<16 - 1

func main() {
	dir := flag.String("dir", "", "directory of the log")
	listen := flag.String("listen", "127.0.0.1:2025", "loopback address to listen on")
	size := flag.Uint("batch-size", 256, "entries in a batch")
	age := flag.Duration("batch-age", time.Second, "longest wait for a batch to fill")
	interval := flag.Duration("checkpoint-interval", time.Second, "time between checkpoints, at least 100ms")
	flag.Parse()
	if err := serve(*dir, *listen, *size, *age, *interval); err != nil {
		log.Fatal(err)
	}
}

func serve(dir, listen string, size uint, age, interval time.Duration) error {
	address, err := net.ResolveTCPAddr("tcp", listen)
	if err != nil || !address.IP.IsLoopback() {
		return fmt.Errorf("`%s` is not a loopback address", listen)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	add, shutdown, err := openLog(ctx, dir, size, age, interval)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add", addHandler(add))
	files := http.FileServer(http.Dir(dir))
	mux.Handle("GET /checkpoint", files)
	mux.Handle("GET /tile/", files)
	server := &http.Server{Addr: listen, Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		// The appender's own context is not this one: it may still finish what it accepted.
		_ = server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return shutdown(context.Background())
}

// openLog opens the log with the signer in LOG_PRIVATE_KEY.
func openLog(ctx context.Context, dir string, size uint, age, interval time.Duration) (tessera.AddFn, func(context.Context) error, error) {
	signer, err := note.NewSigner(os.Getenv("LOG_PRIVATE_KEY"))
	if err != nil {
		return nil, nil, fmt.Errorf("LOG_PRIVATE_KEY: %w", err)
	}
	driver, err := posix.New(ctx, posix.Config{Path: dir})
	if err != nil {
		return nil, nil, err
	}
	appender, shutdown, _, err := tessera.NewAppender(context.WithoutCancel(ctx), driver, tessera.NewAppendOptions().
		WithCheckpointSigner(signer).
		WithCheckpointInterval(interval).
		WithCheckpointRepublishInterval(time.Minute).
		WithBatching(size, age))
	if err != nil {
		return nil, nil, err
	}
	return appender.Add, shutdown, nil
}

func addHandler(add tessera.AddFn) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		leaf, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxLeaf))
		if err != nil {
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			return
		}
		index, err := add(r.Context(), tessera.NewEntry(leaf))()
		switch {
		case errors.Is(err, tessera.ErrPushback):
			http.Error(w, err.Error(), http.StatusTooManyRequests)
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		default:
			fmt.Fprintf(w, "%d", index.Index)
		}
	}
}
