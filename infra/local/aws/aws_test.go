package aws

import (
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdklambda "github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"transom/events"
	"transom/infra/local/lambda"
	"transom/infra/local/letters"
)

var nobody = credentials.NewStaticCredentialsProvider("local", "local", "")

func parameters(t *testing.T, path string) (*Parameters, *ssm.Client) {
	t.Helper()
	p, err := OpenParameters(path)
	if err != nil {
		t.Fatalf("open parameters: %v", err)
	}
	s := httptest.NewServer(p)
	t.Cleanup(s.Close)
	return p, ssm.New(ssm.Options{Region: "us-east-1", BaseEndpoint: awssdk.String(s.URL + "/ssm"), Credentials: nobody})
}

func TestParametersSpeakTheSDKsProtocol(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.json")
	p, client := parameters(t, path)
	name := awssdk.String("/transom/local/meta/app-secret")
	_, err := client.GetParameter(t.Context(), &ssm.GetParameterInput{Name: name, WithDecryption: awssdk.Bool(true)})
	var missing *types.ParameterNotFound
	if !errors.As(err, &missing) {
		t.Fatalf("got %v, want ParameterNotFound", err)
	}
	put := &ssm.PutParameterInput{Name: name, Value: awssdk.String("s3cret"), Type: types.ParameterTypeSecureString}
	if out, err := client.PutParameter(t.Context(), put); err != nil || out.Version != 1 {
		t.Fatalf("put: %+v %v, want version 1", out, err)
	}
	var exists *types.ParameterAlreadyExists
	if _, err := client.PutParameter(t.Context(), put); !errors.As(err, &exists) {
		t.Errorf("got %v, want ParameterAlreadyExists", err)
	}
	put.Overwrite, put.Value = awssdk.Bool(true), awssdk.String("newer")
	if out, err := client.PutParameter(t.Context(), put); err != nil || out.Version != 2 {
		t.Errorf("overwrite: %+v %v, want version 2", out, err)
	}
	_, again := parameters(t, path)
	out, err := again.GetParameter(t.Context(), &ssm.GetParameterInput{Name: name, WithDecryption: awssdk.Bool(true)})
	if err != nil || *out.Parameter.Value != "newer" || out.Parameter.Type != types.ParameterTypeSecureString || out.Parameter.LastModifiedDate == nil {
		t.Errorf("after a restart got %+v %v, want the newer value", out, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v (%v), want 0600", info.Mode(), err)
	}
	p.Fallback = func(name string) string { return strings.TrimPrefix(name, "/like/") }
	if out, err := client.GetParameter(t.Context(), &ssm.GetParameterInput{Name: awssdk.String("/like/this")}); err != nil || *out.Parameter.Value != "this" {
		t.Errorf("got %+v %v, want the fallback", out, err)
	}
}

func TestInvokeSpeaksTheSDKsProtocol(t *testing.T) {
	worker := events.Function{Name: "worker", On: []events.Trigger{events.Async{Retries: 0}}}
	service := lambda.New(lambda.Options{Functions: []events.Function{worker}, Logger: slog.New(slog.DiscardHandler),
		Bootstrap: func(string) string { return "/nowhere/bootstrap" }, Environment: func(events.Function) []string { return nil },
		API: func() string { return "127.0.0.1:1" }, Log: func(string) io.Writer { return io.Discard }})
	defer service.Close()
	dir := t.TempDir()
	box, err := letters.Open(dir)
	if err != nil {
		t.Fatalf("open letters: %v", err)
	}
	queue, err := lambda.OpenQueue(service, filepath.Join(dir, "queue"), box, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatalf("open queue: %v", err)
	}
	defer queue.Close()
	s := httptest.NewServer(Invoker{service, queue, []events.Function{worker}}.Handler())
	defer s.Close()
	client := sdklambda.New(sdklambda.Options{Region: "us-east-1", BaseEndpoint: awssdk.String(s.URL), Credentials: nobody})

	_, err = client.Invoke(t.Context(), &sdklambda.InvokeInput{FunctionName: awssdk.String("other"), Payload: []byte(`{}`)})
	var unknown *lambdatypes.ResourceNotFoundException
	if !errors.As(err, &unknown) {
		t.Errorf("got %v, want ResourceNotFoundException", err)
	}
	_, err = client.Invoke(t.Context(), &sdklambda.InvokeInput{FunctionName: awssdk.String("worker"), Payload: []byte(`{`)})
	var bad *lambdatypes.InvalidRequestContentException
	if !errors.As(err, &bad) {
		t.Errorf("got %v, want InvalidRequestContentException", err)
	}
	out, err := client.Invoke(t.Context(), &sdklambda.InvokeInput{FunctionName: awssdk.String(lambda.ARN("worker")), Payload: []byte(`{}`)})
	if err != nil || out.FunctionError == nil || !strings.Contains(string(out.Payload), "Runtime.") {
		t.Errorf("got %+v %v, want the runtime's error as the function's", out, err)
	}
	out, err = client.Invoke(t.Context(), &sdklambda.InvokeInput{FunctionName: awssdk.String("worker"), InvocationType: lambdatypes.InvocationTypeEvent, Payload: []byte(`{}`)})
	if err != nil || out.StatusCode != 202 {
		t.Errorf("got %+v %v, want 202", out, err)
	}
}
