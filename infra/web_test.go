package main

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"transom/infra/local/gateway"
)

func TestTheClientGetsTheHeadersThatOneMachineSends(t *testing.T) {
	dist := t.TempDir()
	if err := os.WriteFile(filepath.Join(dist, "index.html"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	const media, socket = "https://media.example", "wss://socket.example/live"
	answer := httptest.NewRecorder()
	gateway.Static(dist, media, socket).ServeHTTP(answer, httptest.NewRequest("GET", "/", nil))
	local := answer.Result().Header

	headers := synth(t, "stage=prod").web.only(t, "AWS::CloudFront::ResponseHeadersPolicy", "Headers").at("ResponseHeadersPolicyConfig")
	aws := map[string]string{
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         text(walk(headers, "SecurityHeadersConfig", "ReferrerPolicy", "ReferrerPolicy")),
		"Content-Security-Policy": policy(media, socket),
	}
	if walk(headers, "SecurityHeadersConfig", "ContentTypeOptions", "Override") != true {
		t.Error("browsers may guess types")
	}
	for _, h := range list(walk(headers, "CustomHeadersConfig", "Items")) {
		aws[text(walk(h, "Header"))] = text(walk(h, "Value"))
	}
	for name, value := range aws {
		if got := local.Get(name); got != value {
			t.Errorf("%s: one machine sends %q, AWS %q", name, got, value)
		}
	}
}

func TestTheWidgetIsForEverybodysPages(t *testing.T) {
	dist := t.TempDir()
	if err := os.WriteFile(filepath.Join(dist, "widget.js"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	gateway.Static(dist, "", "").ServeHTTP(answer, httptest.NewRequest("GET", "/widget.js", nil))
	headers := synth(t, "stage=prod").web.only(t, "AWS::CloudFront::ResponseHeadersPolicy", "Widget").at("ResponseHeadersPolicyConfig")
	for _, h := range list(walk(headers, "CustomHeadersConfig", "Items")) {
		name, value := text(walk(h, "Header")), text(walk(h, "Value"))
		if got := answer.Result().Header.Get(name); got != value {
			t.Errorf("%s: one machine sends %q, AWS %q", name, got, value)
		}
	}
	if walk(headers, "SecurityHeadersConfig", "FrameOptions") != nil || walk(headers, "SecurityHeadersConfig", "ContentSecurityPolicy") != nil {
		t.Errorf("the script carries a page's headers: %v", headers)
	}
}

func TestPagesAreStrict(t *testing.T) {
	headers := synth(t, "stage=prod").web.only(t, "AWS::CloudFront::ResponseHeadersPolicy", "Headers").at("ResponseHeadersPolicyConfig", "SecurityHeadersConfig")
	csp := walk(headers, "ContentSecurityPolicy", "ContentSecurityPolicy")
	if !hasText(csp, "default-src 'self'", "script-src 'self';", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "Media", "RegionalDomainName", "wss://${Transom-prod-App:", "/live") {
		t.Errorf("got policy %s", text(csp))
	}
	if walk(headers, "StrictTransportSecurity", "AccessControlMaxAgeSec") != 31536000.0 || walk(headers, "FrameOptions", "FrameOption") != "DENY" {
		t.Errorf("got %v", headers)
	}
}

func TestOneHostServesTheClientAndTheAPI(t *testing.T) {
	web := synth(t, "stage=prod").web
	site := web.only(t, "AWS::CloudFront::Distribution", "").at("DistributionConfig")
	if got := walk(site, "DefaultCacheBehavior", "ViewerProtocolPolicy"); got != "redirect-to-https" {
		t.Errorf("got %v for plain HTTP, want redirect-to-https", got)
	}
	const disabled, exceptHost = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "b689b0a8-53d0-40ab-baf2-68738e2966ac" // AWS's managed policies
	passed := map[string]bool{}
	for _, b := range list(walk(site, "CacheBehaviors")) {
		if walk(b, "CachePolicyId") == disabled && walk(b, "OriginRequestPolicyId") == exceptHost {
			passed[text(walk(b, "PathPattern"))] = true
		}
	}
	if len(passed) != 2 || !passed["/api/*"] || !passed["/webchat/*"] {
		t.Errorf("got %v, want the APIs of people and of visitors passed on and not kept", passed)
	}
	if walk(site, "Origins", 0, "OriginAccessControlId") == nil || walk(site, "CustomErrorResponses") != nil {
		t.Errorf("got origins %v, want access control, and no error pages that would hide the API's", walk(site, "Origins"))
	}
}

func TestFilesAreKeptByNameAndPagesAskedForAgain(t *testing.T) {
	web := synth(t, "stage=prod").web
	assets, pages := web.only(t, "Custom::CDKBucketDeployment", "Assets"), web.only(t, "Custom::CDKBucketDeployment", "Pages")
	if assets.at("SystemMetadata", "cache-control") != "public, max-age=31536000, immutable" || assets.at("Prune") != false {
		t.Errorf("got assets %v, want kept for a year and never pruned", assets.Properties)
	}
	if pages.at("SystemMetadata", "cache-control") != "no-cache" || text(pages.at("Exclude")) != "assets/*" {
		t.Errorf("got pages %v, want no-cache and assets left alone", pages.Properties)
	}
	if !hasText(pages.DependsOn, "Assets") {
		t.Errorf("pages come after %v, want after the assets", pages.DependsOn)
	}
}

func TestPathsThatAreNoFilesAreTheClients(t *testing.T) {
	for path, want := range map[string]string{
		"/": "/index.html", "/inbox": "/index.html", "/inbox/c_1.2/x": "/index.html", "/assets/index-1.js": "/assets/index-1.js",
		"/icon.svg": "/icon.svg", "/index.html": "/index.html", "/settings/": "/index.html",
	} {
		script := fallback + "\nconsole.log(JSON.stringify(handler({request: {uri: process.argv[1]}}).uri))"
		out, err := exec.Command("node", "-e", script, "--", path).Output()
		if err != nil {
			t.Fatalf("run the fallback: %v", err)
		}
		var got string
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatalf("read %s: %v", out, err)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func TestWithoutABuiltClientItsPlaceIsMadeAllTheSame(t *testing.T) {
	from, err := stubs()
	if err != nil {
		t.Fatal(err)
	}
	from.client = t.TempDir()
	app := newApp([]string{"stage=dev"}, t.TempDir())
	if err := declare(app, from); err != nil {
		t.Fatal(err)
	}
	for _, stack := range *app.Synth(nil).Stacks() {
		text, err := os.ReadFile(*stack.TemplateFullPath())
		if err != nil {
			t.Fatal(err)
		}
		var template struct{ Resources template }
		if err := json.Unmarshal(text, &template); err != nil {
			t.Fatal(err)
		}
		if n := len(template.Resources.of("Custom::CDKBucketDeployment")); n != 0 {
			t.Errorf("%s deploys %d clients, want none", *stack.StackName(), n)
		}
	}
}
