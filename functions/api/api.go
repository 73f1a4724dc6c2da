package main

import (
	_ "embed"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"transom/shared/wire"
)

// prefix is where the API begins; the document's paths follow it.
const prefix = "/api/v1"

// maxBody is the longest request body, in bytes.
const maxBody = 256 << 10

// document is the OpenAPI 3.1 description of this API, written by `go test ./functions/api -run OpenAPI
// -update` and held against the code by the same test.
//
//go:embed openapi.json
var document []byte

// newAPI puts every operation on a mux and describes it.
func newAPI(d *desk) (huma.API, http.Handler) {
	huma.NewError = refusal
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true

	cfg := huma.DefaultConfig("Transom", "1")
	cfg.Info.Description = "The team inbox for customer messages: what the web client and other programs may ask."
	cfg.OpenAPIPath, cfg.DocsPath, cfg.SchemasPath = "", "", ""
	cfg.CreateHooks = nil
	cfg.RejectUnknownQueryParameters = true
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "The accessToken of a sign-in."},
	}
	mux := http.NewServeMux()
	api := humago.NewWithPrefix(mux, prefix, cfg)
	d.routes(api)
	frames(api.OpenAPI().Components.Schemas)

	mux.HandleFunc("GET "+prefix+"/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(document) // the writer is a buffer
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { writeProblem(w, problemOf(errNoRoute)) })
	return api, mux
}

// frames adds the socket's frames, so that a client's types come from one document.
func frames(r huma.Registry) {
	r.Schema(reflect.TypeFor[wire.Up](), true, "Up")
	r.Schema(reflect.TypeFor[wire.Down](), true, "Down")
}
