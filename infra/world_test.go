package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
)

var update = flag.Bool("update", false, "write the golden files again")

// TestMain cleans up. With CDK_VALIDATION=false in the environment (make test-infra) the tests take half the time:
// the engine of the built-in rules costs 8 seconds, and TestRulesOfCloudFormation starts it in any case, in a
// process of its own.
func TestMain(m *testing.M) {
	code := m.Run()
	jsii.Close()
	os.RemoveAll(scratch())
	os.Exit(code)
}

// scratch is a folder for what the tests of this process share.
var scratch = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "transom-infra-")
	if err != nil {
		panic(err)
	}
	return dir
})

// template is a stack's template.
type template map[string]resource

type resource struct {
	Type                string
	Properties          map[string]any
	DeletionPolicy      string
	UpdateReplacePolicy string
	DependsOn           any
}

// stacks are the templates of one synthesis by the last part of their names.
type stacks struct {
	dir             string
	data, app, web  template
	wholeTemplates  map[string]map[string]any
	terminationSafe map[string]bool
}

var synthesized sync.Map // context → func() (stacks, error)

// synth declares the app with this context ("stage=dev", …) and gives its templates. What was declared once in
// a process is not declared again.
func synth(t *testing.T, context ...string) stacks {
	t.Helper()
	once, _ := synthesized.LoadOrStore(strings.Join(context, " "), sync.OnceValues(func() (stacks, error) { return declared(context) }))
	s, err := once.(func() (stacks, error))()
	if err != nil {
		t.Fatalf("declare %v: %v", context, err)
	}
	return s
}

func declared(context []string) (stacks, error) {
	dir, err := os.MkdirTemp(scratch(), "out-")
	if err != nil {
		return stacks{}, err
	}
	app := newApp(context, dir)
	from, err := stubs()
	if err != nil {
		return stacks{}, err
	}
	if err := declare(app, from); err != nil {
		return stacks{}, err
	}
	assembly := app.Synth(nil)
	s := stacks{dir: dir, wholeTemplates: map[string]map[string]any{}, terminationSafe: map[string]bool{}}
	for _, stack := range *assembly.Stacks() {
		name := *stack.StackName()
		part := name[strings.LastIndex(name, "-")+1:]
		text, err := os.ReadFile(*stack.TemplateFullPath())
		if err != nil {
			return stacks{}, err
		}
		var t struct{ Resources template }
		var whole map[string]any
		if err := json.Unmarshal(text, &t); err != nil {
			return stacks{}, err
		}
		if err := json.Unmarshal(text, &whole); err != nil {
			return stacks{}, err
		}
		s.wholeTemplates[part], s.terminationSafe[part] = whole, *stack.TerminationProtection()
		*map[string]*template{"Data": &s.data, "App": &s.app, "Web": &s.web}[part] = t.Resources
	}
	return s, nil
}

// newApp makes an app with the context of cdk.json, as the command line does, and more.
func newApp(more []string, out string) awscdk.App {
	text, err := os.ReadFile("../cdk.json")
	if err != nil {
		panic(err)
	}
	var file struct{ Context map[string]any }
	if err := json.Unmarshal(text, &file); err != nil {
		panic(err)
	}
	for _, pair := range more {
		key, value, _ := strings.Cut(pair, "=")
		file.Context[key] = value
	}
	return awscdk.NewApp(&awscdk.AppProps{Context: &file.Context, Outdir: jsii.String(out)})
}

// stubs are built functions and a built client that hold next to nothing, so that the tests need no build.
func stubs() (folders, error) {
	dir, err := os.MkdirTemp(scratch(), "stubs-")
	if err != nil {
		return folders{}, err
	}
	files := map[string]string{"dist/index.html": "<!doctype html>", "dist/assets/index-1.js": "0"}
	for _, fn := range events.Topology {
		files["build/"+fn.Name+"/bootstrap"] = fn.Name
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return folders{}, err
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			return folders{}, err
		}
	}
	return folders{functions: filepath.Join(dir, "build"), client: filepath.Join(dir, "dist")}, nil
}

// of gives the resources of a type by logical id.
func (t template) of(kind string) map[string]resource {
	found := map[string]resource{}
	for id, r := range t {
		if r.Type == kind {
			found[id] = r
		}
	}
	return found
}

// only gives the one resource of a type whose logical id begins with prefix.
func (t template) only(tb testing.TB, kind, prefix string) resource {
	tb.Helper()
	var found []resource
	for id, r := range t.of(kind) {
		if strings.HasPrefix(id, prefix) {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		tb.Fatalf("got %d resources %s %s…, want one", len(found), kind, prefix)
	}
	return found[0]
}

// at walks into properties: at("Code", "S3Key"), at("Replicas", 0). Missing is nil.
func (r resource) at(path ...any) any { return walk(r.Properties, path...) }

func walk(v any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			l, _ := v.([]any)
			if s >= len(l) {
				return nil
			}
			v = l[s]
		}
	}
	return v
}

// text renders a value of a template as people write it: references as ${…}, joins joined.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = text(e)
		}
		return strings.Join(parts, " ")
	case map[string]any:
		if ref, ok := v["Ref"].(string); ok {
			return "${" + ref + "}"
		}
		if get, ok := v["Fn::GetAtt"].([]any); ok {
			return "${" + text(get[0]) + "." + text(get[1]) + "}"
		}
		if imported, ok := v["Fn::ImportValue"]; ok {
			return "${" + text(imported) + "}"
		}
		if join, ok := v["Fn::Join"].([]any); ok {
			var parts []string
			for _, e := range join[1].([]any) {
				parts = append(parts, text(e))
			}
			return strings.Join(parts, text(join[0]))
		}
	}
	out, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(out)
}

// list gives a value that CloudFormation lets stand alone as a list.
func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	if v == nil {
		return nil
	}
	return []any{v}
}

// hasText reports whether a's text holds every part.
func hasText(v any, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(text(v), p) {
			return false
		}
	}
	return true
}
