package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write openapi.json from the code")

// describe renders the document as it is committed.
func describe(t *testing.T) []byte {
	t.Helper()
	api, _ := newAPI(&desk{})
	raw, err := json.Marshal(api.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

func TestOpenAPIDocumentIsWhatTheCodeSays(t *testing.T) {
	got := describe(t)
	if *update {
		if err := os.WriteFile("openapi.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(got, document) {
		t.Error("openapi.json is stale: run go test ./functions/api -run OpenAPI -update and look at the difference")
	}
}
