package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// foreign is a witness that is not ours, behind a desk.
type foreign struct {
	// vkey is its key of Ed25519, mldsa that of ML-DSA-44 if it has one.
	vkey, mldsa string
	desk        *desk
}

// desk hands on what a witness is asked and answers, unchanged, and keeps a record.
type desk struct {
	address string
	mutex   sync.Mutex
	record  []exchange
}

// exchange is one request to cosign a checkpoint with the answer's status.
type exchange struct {
	old, size int64
	// proved is true where hashes came along, to show that the checkpoint follows from the old size.
	proved bool
	status int
}

func newDesk(port string) *desk {
	d := &desk{}
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: port})
	proxy.Transport = d
	d.address = httptest.NewServer(proxy).URL
	return d
}

// RoundTrip asks the witness.
func (d *desk) RoundTrip(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	asked, err := readRequest(string(body))
	if err != nil {
		return nil, err
	}
	request.Body = io.NopCloser(bytes.NewReader(body))
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	asked.status = answer.StatusCode
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.record = append(d.record, asked)
	return answer, nil
}

func readRequest(body string) (asked exchange, err error) {
	head, checkpoint, _ := strings.Cut(body, "\n\n")
	asked.proved = strings.Contains(head, "\n")
	if _, err := fmt.Sscanf(head, "old %d", &asked.old); err != nil {
		return asked, err
	}
	_, err = fmt.Sscanf(checkpoint, registerOrigin+"\n%d\n", &asked.size)
	return asked, err
}

// saw waits for an exchange.
func (d *desk) saw(wanted exchange) error {
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		record := d.all()
		if slices.Contains(record, wanted) {
			return nil
		}
		if time.Since(begun) > 20*time.Second {
			return fmt.Errorf("expected %+v among %+v", wanted, record)
		}
	}
}

func (d *desk) all() []exchange {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return slices.Clone(d.record)
}
