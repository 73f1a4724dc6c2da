// Package transom_test holds the house together: who may import whom, and that every package says what it
// knows.
package transom_test

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// part says what packages below a folder may import, beyond the standard library and what stands beneath the
// same folder. The first part that fits a package counts.
type part struct {
	under string
	may   []string
}

const (
	aws     = "github.com/aws/"
	anybody = "*"
)

// house is read from the strictest to the freest.
var house = []part{
	{"events", []string{"golang.org/x/"}},
	{"shared/fault", []string{"golang.org/x/"}},
	{"shared/rules", []string{"golang.org/x/", "transom/shared/fault"}},
	{"shared/clock", nil},
	{"shared/wire", []string{"transom/shared/rules"}},
	{"shared/cloud", []string{aws}},
	{"shared/store", []string{aws, "golang.org/x/", "transom/shared/rules", "transom/shared/fault", "transom/shared/cloud", "transom/shared/clock", "github.com/oklog/ulid/v2"}},
	{"shared/channel", []string{"golang.org/x/", "transom/shared/rules", "transom/shared/fault", "github.com/nyaruka/phonenumbers"}},
	{"shared/live", []string{aws, "golang.org/x/", "transom/shared/wire", "transom/shared/fault", "transom/shared/cloud"}},
	{"shared/media", []string{aws, "golang.org/x/", "transom/shared/fault", "transom/shared/cloud", "transom/shared/rules", "github.com/gabriel-vasile/mimetype"}},
	{"shared/mail", []string{aws, "transom/shared/rules", "transom/shared/fault"}},
	{"shared/secret", []string{aws, "golang.org/x/", "transom/shared/rules", "transom/shared/fault", "transom/shared/cloud", "transom/shared/clock"}},
	{"functions", []string{anybody}},
	{"infra", []string{anybody}},
	{"", nil},
}

// never lists what a folder must not import even where its part is free.
var never = map[string][]string{
	"functions": {"transom/infra", "github.com/aws/aws-cdk-go"},
	"infra":     {"transom/functions"},
}

type pkg struct {
	Dir, ImportPath                    string
	GoFiles                            []string
	Imports, TestImports, XTestImports []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=Dir,ImportPath,GoFiles,Imports,TestImports,XTestImports", "./...").Output()
	if err != nil {
		t.Fatalf("list packages: %v", err)
	}
	var all []pkg
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("read package list: %v", err)
		}
		all = append(all, p)
	}
}

func TestEveryPackageImportsOnlyWhatItsPartOfTheHouseMay(t *testing.T) {
	longest := pkg{}
	for _, p := range packages(t) {
		if len(p.Imports) > len(longest.Imports) {
			longest = p
		}
		folder := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "transom"), "/")
		for _, imported := range p.Imports {
			if !allowed(folder, imported) {
				t.Errorf("%s imports %s, which its part of the house does not allow", p.ImportPath, imported)
			}
		}
	}
	t.Logf("longest import list: %s with %d", longest.ImportPath, len(longest.Imports))
}

func TestNoFunctionImportsAnother(t *testing.T) {
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "transom/functions/") && !strings.HasPrefix(imported, "transom/functions/internal/") &&
				!strings.HasPrefix(imported, p.ImportPath+"/") {
				t.Errorf("%s imports the function %s", p.ImportPath, imported)
			}
		}
	}
}

func allowed(folder, imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") && first != "transom" {
		return true // the standard library
	}
	top, _, _ := strings.Cut(folder, "/")
	for _, bad := range never[top] {
		if within(imported, bad) {
			return false
		}
	}
	for _, p := range house {
		if p.under != "" && folder != p.under && !strings.HasPrefix(folder, p.under+"/") {
			continue
		}
		if within(imported, "transom/"+p.under) {
			return true
		}
		return slices.ContainsFunc(p.may, func(may string) bool { return may == anybody || within(imported, may) })
	}
	return false
}

func within(imported, prefix string) bool {
	return imported == prefix || strings.HasPrefix(imported, strings.TrimSuffix(prefix, "/")+"/")
}

func TestEveryPackageSaysWhatItKnows(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) == 0 {
			continue
		}
		documented := slices.ContainsFunc(p.GoFiles, func(name string) bool {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.PackageClauseOnly|parser.ParseComments)
			return err == nil && f.Doc != nil && len(f.Doc.Text()) > 40
		})
		if !documented {
			t.Errorf("%s has no package comment that says what it knows", p.ImportPath)
		}
	}
}

func TestNoFileGrowsBeyondOneIdea(t *testing.T) {
	const most = 400
	for _, p := range packages(t) {
		for _, name := range p.GoFiles {
			text, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatalf("read %s: %v", name, err)
			}
			if n := strings.Count(string(text), "\n"); n > most {
				t.Errorf("%s/%s has %d lines, more than %d", p.ImportPath, name, n, most)
			}
		}
	}
}
