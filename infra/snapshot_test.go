package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

var (
	assetHash = regexp.MustCompile(`[0-9a-f]{64}`)
)

// TestTemplatesAreAsReviewed shows every change of what is deployed in the review of the change that makes it.
// Keys are sorted (CDK writes them in passing order) and hashes of built things left out.
func TestTemplatesAreAsReviewed(t *testing.T) {
	for _, stage := range stages {
		for part, whole := range synth(t, "stage="+stage.Name).wholeTemplates {
			t.Run(stage.Name+" "+part, func(t *testing.T) {
				golden(t, stage.Name+"-"+strings.ToLower(part)+".json", reviewable(t, whole))
			})
		}
	}
}

func reviewable(t *testing.T, whole map[string]any) string {
	t.Helper()
	for _, r := range whole["Resources"].(map[string]any) {
		delete(r.(map[string]any), "Metadata")
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(whole); err != nil {
		t.Fatal(err)
	}
	return assetHash.ReplaceAllString(b.String(), "HASH")
}
