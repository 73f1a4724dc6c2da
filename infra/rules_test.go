package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAwsSolutionsRulesHoldOrAreExcusedByName reads the reports of cdk-nag: every finding is excused with a
// reason, and every excuse is needed.
func TestAwsSolutionsRulesHoldOrAreExcusedByName(t *testing.T) {
	needed := map[string]bool{}
	checked := 0
	for _, stage := range stages {
		s := synth(t, "stage="+stage.Name, "nag=1", "mailFrom=warnings@example.com")
		reports, err := filepath.Glob(filepath.Join(s.dir, "AwsSolutions-*-NagReport.csv"))
		if err != nil || len(reports) != 3 {
			t.Fatalf("got reports %v, %v, want one for each stack", reports, err)
		}
		for _, report := range reports {
			for _, line := range readCSV(t, report)[1:] {
				checked++
				rule, where, outcome, reason := line[0], line[1], line[2], line[3]
				switch outcome {
				case "Compliant", "N/A":
				case "Suppressed":
					_, why, several := strings.Cut(reason, "] ") // "[Resource::*] X-Ray knows…"
					if !several {
						why = reason
					}
					needed[why] = true
				default:
					t.Errorf("%s at %s: %s: %s", rule, where, outcome, line[5])
				}
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d findings were looked at", checked)
	}
	for _, e := range append(excuses, publicDoors()...) {
		if !needed[e.reason] {
			t.Errorf("nothing needs the excuse %s %s %s: %s", e.stack, e.path, e.rule, e.reason)
		}
	}
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatalf("read %s: %v", path, err)
	}
	return lines
}

// validating is set in the process that runs CloudFormation's own rules.
const validating = "TRANSOM_TEST_VALIDATING"

// TestRulesOfCloudFormation synthesizes both stages with the rules that come with CDK (schemas and cfn-lint's,
// offline), in a process of its own, and wants no finding at all, as cdk synth --strict does.
func TestRulesOfCloudFormation(t *testing.T) {
	if os.Getenv(validating) != "" {
		for _, stage := range stages {
			s := synth(t, "stage="+stage.Name, "mailFrom=warnings@example.com")
			report, err := os.ReadFile(filepath.Join(s.dir, "validation-report.json"))
			if err != nil {
				t.Fatalf("read the report: %v", err)
			}
			var found struct{ PluginReports []json.RawMessage }
			if err := json.Unmarshal(report, &found); err != nil {
				t.Fatalf("read the report: %v", err)
			}
			if len(found.PluginReports) > 0 {
				t.Errorf("%s: %s", stage.Name, report)
			}
		}
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestRulesOfCloudFormation$", "-test.v")
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "CDK_VALIDATION=") {
			cmd.Env = append(cmd.Env, pair)
		}
	}
	cmd.Env = append(cmd.Env, validating+"=1", "CDK_VALIDATION=true")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
