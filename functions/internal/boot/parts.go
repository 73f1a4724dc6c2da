package boot

import (
	"context"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"transom/events"
	"transom/shared/clock"
	"transom/shared/cloud"
	"transom/shared/media"
	"transom/shared/secret"
	"transom/shared/store"
)

var loadAWS = sync.OnceValues(func() (aws.Config, error) { return cloud.Config(context.Background()) })

// AWS is the configuration for every AWS client of this process; it is read once.
func AWS(context.Context) (aws.Config, error) { return loadAWS() }

// Store makes the store over the three tables that the environment names.
func Store(ctx context.Context, options ...store.Option) (*store.Store, error) {
	cfg, err := AWS(ctx)
	if err != nil {
		return nil, err
	}
	var t store.Tables
	if t.Core, err = Env(events.EnvTableCore, "the table of conversation heads, contacts and configuration"); err != nil {
		return nil, err
	}
	if t.Msgs, err = Env(events.EnvTableMsgs, "the table of the message log"); err != nil {
		return nil, err
	}
	if t.Live, err = Env(events.EnvTableLive, "the table of connections, timers and counters"); err != nil {
		return nil, err
	}
	return store.New(dynamodb.NewFromConfig(cfg), t, nil, options...), nil
}

// Bucket makes the bucket of attachments and quarantined bodies.
func Bucket(ctx context.Context) (*media.Bucket, error) {
	cfg, err := AWS(ctx)
	if err != nil {
		return nil, err
	}
	name, err := Env(events.EnvBucketMedia, "the bucket of attachments and quarantined bodies")
	if err != nil {
		return nil, err
	}
	return media.NewBucket(s3.NewFromConfig(cfg), name), nil
}

// Secrets makes the reader of the secrets below this stage's prefix.
func Secrets(ctx context.Context) (*secret.Keeper, error) {
	cfg, err := AWS(ctx)
	if err != nil {
		return nil, err
	}
	prefix, err := Env(events.EnvSecrets, "the path of this stage's secrets in the parameter store")
	if err != nil {
		return nil, err
	}
	return secret.NewKeeper(ssm.NewFromConfig(cfg), prefix, clock.Now), nil
}
