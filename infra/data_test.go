package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"transom/shared/store"
)

func TestTablesAreThoseOfTheSchema(t *testing.T) {
	for _, stage := range stages {
		tables := synth(t, "stage="+stage.Name).data
		if got := len(tables.of("AWS::DynamoDB::GlobalTable")); got != len(store.Schema) {
			t.Fatalf("got %d tables, want %d", got, len(store.Schema))
		}
		for _, want := range store.Schema {
			t.Run(stage.Name+" "+want.Name, func(t *testing.T) {
				table := tables.only(t, "AWS::DynamoDB::GlobalTable", "Table"+want.Name)
				checkTable(t, table, want)
				checkKept(t, table, stage)
				if got := table.at("Replicas", 0, "DeletionProtectionEnabled"); got != stage.Keep {
					t.Errorf("got deletion protection %v, want %v", got, stage.Keep)
				}
			})
		}
	}
}

func checkTable(t *testing.T, table resource, want store.Table) {
	t.Helper()
	if got := text(table.at("KeySchema")); got != `{"AttributeName":"pk","KeyType":"HASH"} {"AttributeName":"sk","KeyType":"RANGE"}` {
		t.Errorf("got key %s", got)
	}
	if got := table.at("BillingMode"); got != "PAY_PER_REQUEST" {
		t.Errorf("got billing %v, want on demand", got)
	}
	for _, fuse := range []any{table.at("WriteOnDemandThroughputSettings", "MaxWriteRequestUnits"),
		table.at("Replicas", 0, "ReadOnDemandThroughputSettings", "MaxReadRequestUnits")} {
		if units, ok := fuse.(float64); !ok || units <= 0 {
			t.Errorf("got cost fuse %v, want one", fuse)
		}
	}
	wantStream := any(nil)
	if want.Stream {
		wantStream = "NEW_AND_OLD_IMAGES"
	}
	if got := table.at("StreamSpecification", "StreamViewType"); got != wantStream {
		t.Errorf("got stream %v, want %v", got, wantStream)
	}
	if got := table.at("Replicas", 0, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"); got != want.Backup {
		t.Errorf("got backup %v, want %v", got, want.Backup)
	}
	if got := table.at("TimeToLiveSpecification"); text(got) != `{"AttributeName":"ttl","Enabled":true}` {
		t.Errorf("got time to live %v, want column ttl", got)
	}
	checkIndexes(t, table, want)
}

func checkIndexes(t *testing.T, table resource, want store.Table) {
	t.Helper()
	columns := []string{store.PartitionKey, store.SortKey}
	var indexes []string
	for _, index := range want.Indexes {
		columns = append(columns, index.PartitionKey, index.SortKey)
		projection := "KEYS_ONLY"
		switch {
		case len(index.Include) > mostIncluded:
			projection = "ALL"
		case len(index.Include) > 0:
			projection = fmt.Sprint("INCLUDE ", index.Include)
		}
		indexes = append(indexes, fmt.Sprint(index.Name, " ", index.PartitionKey, " ", index.SortKey, " ", projection))
	}
	var gotIndexes []string
	for _, index := range list(table.at("GlobalSecondaryIndexes")) {
		projection := text(walk(index, "Projection", "ProjectionType"))
		if included := walk(index, "Projection", "NonKeyAttributes"); included != nil {
			projection += " [" + text(included) + "]"
		}
		gotIndexes = append(gotIndexes, fmt.Sprint(walk(index, "IndexName"), " ", walk(index, "KeySchema", 0, "AttributeName"), " ",
			walk(index, "KeySchema", 1, "AttributeName"), " ", projection))
	}
	if diff := cmp.Diff(gotIndexes, indexes); diff != "" {
		t.Errorf("indexes differ (-got +want):\n%s", diff)
	}
	var defined []string
	for _, a := range list(table.at("AttributeDefinitions")) {
		if walk(a, "AttributeType") != "S" {
			t.Errorf("column %v is not text", walk(a, "AttributeName"))
		}
		defined = append(defined, text(walk(a, "AttributeName")))
	}
	slices.Sort(columns)
	slices.Sort(defined)
	if diff := cmp.Diff(defined, columns); diff != "" {
		t.Errorf("defined columns differ from key columns (-got +want):\n%s", diff)
	}
}

func checkKept(t *testing.T, r resource, stage Stage) {
	t.Helper()
	want := "Delete"
	if stage.Keep {
		want = "Retain"
	}
	if r.DeletionPolicy != want || r.UpdateReplacePolicy != want {
		t.Errorf("%s: got policies %s, %s, want %s", r.Type, r.DeletionPolicy, r.UpdateReplacePolicy, want)
	}
}

func TestDataOutliveTheirStackInProductionOnly(t *testing.T) {
	for _, stage := range stages {
		data := synth(t, "stage="+stage.Name).data
		for _, kind := range []string{"AWS::S3::Bucket", "AWS::Cognito::UserPool"} {
			for _, r := range data.of(kind) {
				checkKept(t, r, stage)
			}
		}
		want := "INACTIVE"
		if stage.Keep {
			want = "ACTIVE"
		}
		if got := data.only(t, "AWS::Cognito::UserPool", "").at("DeletionProtection"); got != want {
			t.Errorf("%s: got deletion protection of people %v, want %s", stage.Name, got, want)
		}
	}
}

func TestBucketsAreClosedAndEncrypted(t *testing.T) {
	s := synth(t, "stage=prod")
	for _, part := range []template{s.data, s.web} {
		for id, bucket := range part.of("AWS::S3::Bucket") {
			if got := text(bucket.at("PublicAccessBlockConfiguration")); got != `{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}` {
				t.Errorf("%s: got public access %s, want none", id, got)
			}
			if got := bucket.at("BucketEncryption", "ServerSideEncryptionConfiguration", 0, "ServerSideEncryptionByDefault", "SSEAlgorithm"); got != "AES256" {
				t.Errorf("%s: got encryption %v", id, got)
			}
			if !deniesPlain(part, id) {
				t.Errorf("%s: may be read without TLS", id)
			}
			if bucket.at("VersioningConfiguration") != nil {
				t.Errorf("%s: keeps versions of what was erased", id)
			}
		}
	}
}

func deniesPlain(part template, bucket string) bool {
	for _, p := range part.of("AWS::S3::BucketPolicy") {
		if text(p.at("Bucket")) != "${"+bucket+"}" {
			continue
		}
		for _, statement := range list(p.at("PolicyDocument", "Statement")) {
			if walk(statement, "Effect") == "Deny" && walk(statement, "Action") == "s3:*" &&
				walk(statement, "Condition", "Bool", "aws:SecureTransport") == "false" {
				return true
			}
		}
	}
	return false
}

func TestMediaForgetsQuarantinedBodiesAndUploadsOnly(t *testing.T) {
	media := synth(t, "stage=prod").data.only(t, "AWS::S3::Bucket", "Media")
	expired := map[string]any{}
	for _, rule := range list(media.at("LifecycleConfiguration", "Rules")) {
		if days := walk(rule, "ExpirationInDays"); days != nil {
			expired[text(walk(rule, "Prefix"))] = days
		}
	}
	if diff := cmp.Diff(expired, map[string]any{"quarantine/": 30.0, "u/": 1.0}); diff != "" {
		t.Errorf("what expires differs (-got +want):\n%s", diff)
	}
	if got := text(media.at("CorsConfiguration", "CorsRules", 0, "AllowedMethods")); got != "GET PUT" {
		t.Errorf("got methods from other origins %q, want GET and PUT", got)
	}
	if any := media.at("CorsConfiguration", "CorsRules", 1); text(walk(any, "AllowedMethods")) != "PUT" || text(walk(any, "AllowedOrigins")) != "*" {
		t.Errorf("got %v, want that visitors of any page may put what was signed, and read nothing", any)
	}
}

func TestPeopleAreInvitedAndSignInWithAPassword(t *testing.T) {
	data := synth(t, "stage=prod").data
	pool, client := data.only(t, "AWS::Cognito::UserPool", ""), data.only(t, "AWS::Cognito::UserPoolClient", "")
	if got := pool.at("AdminCreateUserConfig", "AllowAdminCreateUserOnly"); got != true {
		t.Errorf("got invited only %v, want true", got)
	}
	for name, want := range map[string]any{
		"GenerateSecret": false, "PreventUserExistenceErrors": "ENABLED", "EnableTokenRevocation": true,
		"AccessTokenValidity": 30.0, "AllowedOAuthFlowsUserPoolClient": false,
	} {
		if got := client.at(name); got != want {
			t.Errorf("got %s %v, want %v", name, got, want)
		}
	}
	if got := text(client.at("ExplicitAuthFlows")); got != "ALLOW_USER_PASSWORD_AUTH ALLOW_REFRESH_TOKEN_AUTH" {
		t.Errorf("got ways to sign in %q", got)
	}
}
