package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"transom/shared/rules"
)

// cognito is the sign-in service of one machine, started once for the tests that need it.
var cognito struct {
	once    sync.Once
	process *exec.Cmd
	dir     string
	client  *cognitoidentityprovider.Client
	err     error
}

func stopCognito() {
	if cognito.process != nil {
		_ = cognito.process.Process.Kill()
		_ = cognito.process.Wait()
	}
	if cognito.dir != "" {
		_ = os.RemoveAll(cognito.dir)
	}
}

// startCognito runs cognito-local on a free port and waits until it answers.
func startCognito() error {
	root, err := filepath.Abs("../..")
	if err != nil {
		return err
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := free.Addr().(*net.TCPAddr).Port
	_ = free.Close()
	if cognito.dir, err = os.MkdirTemp("", "cognito"); err != nil {
		return err
	}
	cmd := exec.Command("node", filepath.Join(root, "node_modules/cognito-local/lib/bin/start.js"))
	cmd.Dir = cognito.dir
	cmd.Env = append(os.Environ(), fmt.Sprintf("PORT=%d", port), "HOST=127.0.0.1")
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start cognito-local (npm ci installs it): %w", err)
	}
	cognito.process = cmd
	address := fmt.Sprintf("http://127.0.0.1:%d", port)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if r, err := http.Get(address + "/health"); err == nil {
			_ = r.Body.Close()
			break
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("cognito-local does not answer at %s", address)
		}
	}
	cfg := aws.Config{Region: "eu-central-1", Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}
	cognito.client = cognitoidentityprovider.NewFromConfig(cfg, func(o *cognitoidentityprovider.Options) { o.BaseEndpoint = aws.String(address) })
	return nil
}

// withSignIn gives a world a user pool. Its people are made by enrol.
func withSignIn(t *testing.T) (*world, *pool) {
	t.Helper()
	cognito.once.Do(func() { cognito.err = startCognito() })
	w := newWorld(t)
	w.must(cognito.err)
	ctx := context.Background()
	made, err := cognito.client.CreateUserPool(ctx, &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String(t.Name()),
		UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail}})
	w.must(err)
	client, err := cognito.client.CreateUserPoolClient(ctx, &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: made.UserPool.Id, ClientName: aws.String("web"),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserPasswordAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth}})
	w.must(err)
	w.desk.people, w.desk.client = cognito.client, *client.UserPoolClient.ClientId
	return w, &pool{w, *made.UserPool.Id}
}

type pool struct {
	w  *world
	id string
}

// enrol makes a person in the pool and the colleague that belongs to them. With permanent unset they must
// choose a new password first.
func (p *pool) enrol(m rules.Member, password string, permanent bool) rules.Member {
	p.w.Helper()
	ctx := context.Background()
	out, err := cognito.client.AdminCreateUser(ctx, &cognitoidentityprovider.AdminCreateUserInput{UserPoolId: &p.id, Username: &m.Email,
		TemporaryPassword: &password, MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &m.Email}, {Name: aws.String("email_verified"), Value: aws.String("true")}}})
	p.w.must(err)
	if permanent {
		_, err = cognito.client.AdminSetUserPassword(ctx, &cognitoidentityprovider.AdminSetUserPasswordInput{UserPoolId: &p.id, Username: &m.Email, Password: &password, Permanent: true})
		p.w.must(err)
	}
	for _, a := range out.User.Attributes {
		if *a.Name == "sub" {
			m.ID = rules.UserID(*a.Value)
		}
	}
	p.w.must(p.w.store.PutMember(ctx, p.w.home, m))
	return m
}
