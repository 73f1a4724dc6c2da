package main

import (
	"context"
	"encoding/json"
	"testing"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/secret"
	"transom/shared/store/storetest"
)

// FuzzNoRequestBreaksTheDoor sends anything as somebody who is signed in: it is answered, never with a 500. The
// sign-in service and the parameter store are away.
func FuzzNoRequestBreaksTheDoor(f *testing.F) {
	s := storetest.New(f)
	ws, err := s.CreateWorkspace(context.Background(), "home", "Home")
	if err == nil {
		err = s.PutMember(context.Background(), ws, ada)
	}
	if err != nil {
		f.Fatal(err)
	}
	nowhere := aws.Config{Region: "eu-central-1", BaseEndpoint: aws.String("http://127.0.0.1:1"), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}
	door := newDoor(&desk{store: s, known: newMemory(), socketURL: "wss://socket.test/", client: "web",
		people:  cognitoidentityprovider.NewFromConfig(nowhere),
		secrets: secret.NewKeeper(ssm.NewFromConfig(nowhere), "/test", clock.Now), bucket: media.NewBucket(s3.NewFromConfig(nowhere), "media")})
	f.Add("POST", "/conversations/0000000000000000/messages", "", `{"clientId":"01ARZ3NDEKTSV4RRFFQ69G5FAV","text":"x"}`)
	f.Add("GET", "/conversations", "view=mine&limit=3&cursor=x&status=open", "")
	f.Add("GET", "/conversations/x/messages/M%230000000000001%23abcdefghij/media", "", "")
	f.Add("POST", "/conversations/x/assign", "", `{"assignee":null}`)
	f.Add("POST", "/auth/sign-in", "", `{"email":"a@b.example","password":"x"}`)
	f.Add("POST", "/channels", "", `{"kind":"whatsapp","accountId":"1","name":"x","accessToken":"x"}`)
	f.Add("GET", "/messages", "platformId=%00", "")
	f.Add("PATCH", "/channels/%zz", "", `{}`)
	f.Add("G ET", "//../\x00", "%", "\xff")
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		e := awsevents.APIGatewayV2HTTPRequest{RawPath: prefix + path, RawQueryString: query, Body: body}
		e.RequestContext.HTTP.Method = method
		e.RequestContext.Authorizer = &awsevents.APIGatewayV2HTTPRequestContextAuthorizerDescription{
			JWT: &awsevents.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: map[string]string{"sub": string(ada.ID)}}}
		answer, err := door.Handle(t.Context(), e)
		if err != nil || (answer.StatusCode >= 500 && answer.StatusCode != 503) || answer.StatusCode < 200 {
			t.Fatalf("%q %q?%q answers %d: %v %s", method, path, query, answer.StatusCode, err, answer.Body)
		}
		var problem Problem
		if answer.StatusCode >= 400 && (json.Unmarshal([]byte(answer.Body), &problem) != nil || problem.Code == "" || problem.Status != answer.StatusCode) {
			t.Fatalf("%d is no problem: %s", answer.StatusCode, answer.Body)
		}
	})
}
