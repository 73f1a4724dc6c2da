package stream

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// record is a change as Lambda gets it.
type record struct {
	sequence string
	json     []byte
	lane     uint32 // hash of the item's key
	at       int64  // Unix seconds of the change
}

type wireRecord struct {
	EventID        string        `json:"eventID"`
	EventName      string        `json:"eventName"`
	EventVersion   string        `json:"eventVersion"`
	EventSource    string        `json:"eventSource"`
	AWSRegion      string        `json:"awsRegion"`
	DynamoDB       wireChange    `json:"dynamodb"`
	UserIdentity   *wireIdentity `json:"userIdentity,omitempty"`
	EventSourceARN string        `json:"eventSourceARN"`
}

type wireIdentity struct {
	Type        string `json:"type"`
	PrincipalID string `json:"principalId"`
}

type wireChange struct {
	At             float64        `json:"ApproximateCreationDateTime"`
	Keys           map[string]any `json:"Keys"`
	NewImage       map[string]any `json:"NewImage,omitempty"`
	OldImage       map[string]any `json:"OldImage,omitempty"`
	SequenceNumber string         `json:"SequenceNumber"`
	SizeBytes      int64          `json:"SizeBytes"`
	StreamViewType string         `json:"StreamViewType"`
}

// render turns the stream API's record into the JSON that Lambda hands to functions.
func render(r types.Record, source string) (record, error) {
	d := r.Dynamodb
	at := aws.ToTime(d.ApproximateCreationDateTime)
	w := wireRecord{
		EventID: aws.ToString(r.EventID), EventName: string(r.EventName), EventVersion: "1.1",
		EventSource: "aws:dynamodb", AWSRegion: "us-east-1", EventSourceARN: source,
		DynamoDB: wireChange{At: float64(at.Unix()), Keys: image(d.Keys), NewImage: image(d.NewImage), OldImage: image(d.OldImage),
			SequenceNumber: aws.ToString(d.SequenceNumber), SizeBytes: aws.ToInt64(d.SizeBytes), StreamViewType: string(d.StreamViewType)},
	}
	if r.UserIdentity != nil { // the engine spells its members in a way the SDK does not read; only TTL sets it
		w.UserIdentity = &wireIdentity{"Service", "dynamodb.amazonaws.com"}
	}
	text, err := json.Marshal(w)
	if err != nil {
		return record{}, fmt.Errorf("render record %s: %w", w.DynamoDB.SequenceNumber, err)
	}
	key, err := json.Marshal(w.DynamoDB.Keys) // maps render sorted
	if err != nil {
		return record{}, fmt.Errorf("render key of record %s: %w", w.DynamoDB.SequenceNumber, err)
	}
	h := fnv.New32a()
	_, _ = h.Write(key) // never fails
	return record{sequence: w.DynamoDB.SequenceNumber, json: text, lane: h.Sum32(), at: at.Unix()}, nil
}

func image(item map[string]types.AttributeValue) map[string]any {
	if item == nil {
		return nil
	}
	out := make(map[string]any, len(item))
	for name, v := range item {
		out[name] = value(v)
	}
	return out
}

// value renders an attribute in DynamoDB's typed JSON.
func value(v types.AttributeValue) any {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return map[string]string{"S": v.Value}
	case *types.AttributeValueMemberN:
		return map[string]string{"N": v.Value}
	case *types.AttributeValueMemberBOOL:
		return map[string]bool{"BOOL": v.Value}
	case *types.AttributeValueMemberNULL:
		return map[string]bool{"NULL": v.Value}
	case *types.AttributeValueMemberB:
		return map[string]string{"B": base64.StdEncoding.EncodeToString(v.Value)}
	case *types.AttributeValueMemberSS:
		return map[string][]string{"SS": v.Value}
	case *types.AttributeValueMemberNS:
		return map[string][]string{"NS": v.Value}
	case *types.AttributeValueMemberBS:
		return map[string][][]byte{"BS": v.Value}
	case *types.AttributeValueMemberM:
		return map[string]any{"M": image(v.Value)}
	case *types.AttributeValueMemberL:
		list := make([]any, len(v.Value))
		for i, e := range v.Value {
			list[i] = value(e)
		}
		return map[string]any{"L": list}
	default:
		return map[string]bool{"NULL": true}
	}
}
