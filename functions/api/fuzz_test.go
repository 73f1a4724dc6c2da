package main

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/oklog/ulid/v2"

	"transom/functions/internal/intake"
	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// FuzzNoRequestBreaksTheDoor sends anything as somebody who is signed in: it is answered, never with a 500. The
// sign-in service and the parameter store are away.
func FuzzNoRequestBreaksTheDoor(f *testing.F) {
	door, _ := lonely(f)
	f.Add("POST", "/conversations/0000000000000000/messages", "", `{"clientId":"01ARZ3NDEKTSV4RRFFQ69G5FAV","text":"x"}`)
	f.Add("GET", "/conversations", "view=mine&limit=3&cursor=x&status=open", "")
	f.Add("GET", "/conversations/x/messages/M%230000000000001%23abcdefghij/media", "", "")
	f.Add("POST", "/conversations/x/assign", "", `{"assignee":null}`)
	f.Add("POST", "/auth/sign-in", "", `{"email":"a@b.example","password":"x"}`)
	f.Add("POST", "/channels", "", `{"kind":"whatsapp","accountId":"1","name":"x","accessToken":"x"}`)
	f.Add("GET", "/messages", "platformId=%00", "")
	f.Add("PATCH", "/channels/%zz", "", `{}`)
	f.Add("G ET", "//../\x00", "%", "\xff")
	f.Add("POST", "/uploads", "", `{"conversationId":"x","name":"a.png","mime":"image/png","size":3}`)
	f.Add("POST", "/replay", "", `{"body":"{\"object\":\"page\",\"entry\":[{\"messaging\":[{}]}]}"}`)
	f.Add("POST", "/quarantine/1795000000000-x/replay", "", "")
	f.Add("GET", "/account-events", "channelId=x&cursor=x", "")
	f.Add("POST", "/channels", "", `{"kind":"webchat","name":"x","widget":{"origins":["https://[::1]:1"]}}`)
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		e := awsevents.APIGatewayV2HTTPRequest{RawPath: prefix + path, RawQueryString: query, Body: body, RequestContext: signedInAs(ada, method)}
		holds(t, door, e)
	})
}

// FuzzNoMessageBreaksTheDoor sends anything as a message of a conversation that is there.
func FuzzNoMessageBreaksTheDoor(f *testing.F) {
	door, c := lonely(f)
	for _, members := range []string{
		`"text":"x"`, `"text":"x","replyTo":"wamid.in"`, `"type":"reaction","replyTo":"wamid.in","emoji":"\ud83d\udc4d"`,
		`"type":"image","uploadId":"01ARZ3NDEKTSV4RRFFQ69G5FAV","text":"x"`, `"type":"audio","uploadId":"01ARZ3NDEKTSV4RRFFQ69G5FAV","voice":true`,
		`"type":"interactive.button","text":"x","interactive":{"buttons":[{"id":"1","title":"Yes"}]}`,
		`"type":"interactive.list","text":"x","interactive":{"open":"x","sections":[{"title":"x","rows":[{"id":"1","title":"x","description":"x"}]}]}`,
		`"type":"template","text":"x","template":{"name":"x","language":"en","header":[{"kind":"image"}],"body":[{"kind":"text","name":"a","text":"x"}],"buttons":[{"index":0,"subType":"url","text":"x"}]}`,
		`"type":"hide","replyTo":"wamid.in"`, `"private":true,"text":"x"`, `"type":"sticker","uploadId":null`, `"text":"\u0000\ud800"`,
	} {
		f.Add(members)
	}
	f.Fuzz(func(t *testing.T, members string) {
		id := ulid.MustNew(ulid.Timestamp(clock.Now()), ulid.DefaultEntropy()).String()
		holds(t, door, awsevents.APIGatewayV2HTTPRequest{
			RawPath: prefix + "/conversations/" + string(c.ID) + "/messages", Body: `{"clientId":"` + id + `",` + members + `}`,
			Headers:        map[string]string{"content-type": "application/json"},
			RequestContext: signedInAs(ada, "POST"),
		})
	})
}

func signedInAs(m rules.Member, method string) (out awsevents.APIGatewayV2HTTPRequestContext) {
	out.HTTP.Method = method
	out.Authorizer = &awsevents.APIGatewayV2HTTPRequestContextAuthorizerDescription{
		JWT: &awsevents.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: map[string]string{"sub": string(m.ID)}}}
	return out
}

// lonely is a door with one conversation behind it; everything but the store is away.
func lonely(f *testing.F) (door, rules.Conversation) {
	s := storetest.New(f)
	must := func(err error) {
		if err != nil {
			f.Fatal(err)
		}
	}
	ctx := context.Background()
	ws, err := s.CreateWorkspace(ctx, "home", "Home")
	must(err)
	must(s.PutMember(ctx, ws, ada))
	ch := rules.Channel{ID: "ch", Kind: rules.WhatsApp, AccountID: "1001", Name: "Shop", NewStatus: rules.Open, CreatedAt: clock.Now()}
	must(s.ConnectChannel(ctx, ws, ch))
	now := clock.Now().Truncate(time.Millisecond)
	got, err := s.Receive(ctx, ws, ch, store.Sender{Address: rules.Address{Phone: "34600000001"}}, []rules.Entry{{
		Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hi", PlatformID: "wamid.in", Status: rules.Received,
		Opens: true, Counts: true, At: now, ReceivedAt: now, Key: rules.MessageKey(now, "wamid.in")}})
	must(err)
	nowhere := aws.Config{Region: "eu-central-1", BaseEndpoint: aws.String("http://127.0.0.1:1"), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}
	b := media.NewBucket(s3.NewFromConfig(nowhere), "media")
	return newDoor(&desk{store: s, known: newMemory(), socketURL: "wss://socket.test/", client: "web",
		people: cognitoidentityprovider.NewFromConfig(nowhere), intake: intake.New(s, b), functions: lambda.NewFromConfig(nowhere),
		senders: map[rules.ChannelKind]channel.Sender{rules.WhatsApp: whatsapp.NewClient("http://127.0.0.1:1")},
		secrets: secret.NewKeeper(ssm.NewFromConfig(nowhere), "/test", clock.Now), bucket: b}), got.Conversation
}

// holds asks, and holds the answer against what every answer is.
func holds(t *testing.T, d door, e awsevents.APIGatewayV2HTTPRequest) {
	answer, err := d.Handle(t.Context(), e)
	if err != nil || (answer.StatusCode >= 500 && answer.StatusCode != 503) || answer.StatusCode < 200 {
		t.Fatalf("%q %q?%q %q answers %d: %v %s", e.RequestContext.HTTP.Method, e.RawPath, e.RawQueryString, e.Body, answer.StatusCode, err, answer.Body)
	}
	var problem Problem
	if answer.StatusCode >= 400 && (json.Unmarshal([]byte(answer.Body), &problem) != nil || problem.Code == "" || problem.Status != answer.StatusCode) {
		t.Fatalf("%d is no problem: %s", answer.StatusCode, answer.Body)
	}
}
