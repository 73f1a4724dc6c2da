package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"

	"transom/shared/store"
)

// data is the stack of what must not be lost.
type data struct {
	stack  awscdk.Stack
	tables map[string]awsdynamodb.TableV2 // by the name in store.Schema
	media  awss3.Bucket
	logs   awss3.Bucket // who read which object
	pool   awscognito.UserPool
	client awscognito.UserPoolClient
}

func newData(stack awscdk.Stack, stage Stage) *data {
	d := &data{stack: stack, tables: map[string]awsdynamodb.TableV2{}}
	for _, t := range store.Schema {
		d.tables[t.Name] = newTable(stack, stage, t)
	}
	d.logs = newAccessBucket(stack, stage)
	d.media = newMedia(stack, stage, d.logs)
	d.pool, d.client = newPeople(stack, stage)
	output(stack, "UserPool", "where people are invited", d.pool.UserPoolId())
	output(stack, "SecretsPath", "put secrets below this path of the parameter store", jsii.String(stage.secrets()))
	return d
}

func newTable(stack awscdk.Stack, stage Stage, t store.Table) awsdynamodb.TableV2 {
	props := &awsdynamodb.TablePropsV2{
		PartitionKey:        column(store.PartitionKey),
		SortKey:             column(store.SortKey),
		TimeToLiveAttribute: jsii.String(store.TTL),
		Billing: awsdynamodb.Billing_OnDemand(&awsdynamodb.MaxThroughputProps{
			MaxReadRequestUnits: jsii.Number(stage.Fuse), MaxWriteRequestUnits: jsii.Number(stage.Fuse),
		}),
		Encryption:         awsdynamodb.TableEncryptionV2_DynamoOwnedKey(),
		DeletionProtection: jsii.Bool(stage.Keep),
		RemovalPolicy:      stage.removal(),
		PointInTimeRecoverySpecification: &awsdynamodb.PointInTimeRecoverySpecification{
			PointInTimeRecoveryEnabled: jsii.Bool(t.Backup),
		},
	}
	if t.Stream {
		props.DynamoStream = awsdynamodb.StreamViewType_NEW_AND_OLD_IMAGES
	}
	var indexes []*awsdynamodb.GlobalSecondaryIndexPropsV2
	for _, index := range t.Indexes {
		indexes = append(indexes, indexProps(index, stage))
	}
	if len(indexes) > 0 {
		props.GlobalSecondaryIndexes = &indexes
	}
	return awsdynamodb.NewTableV2(stack, jsii.String("Table-"+t.Name), props)
}

// mostIncluded is how many columns an index may name (DynamoDB API reference, Projection: 20 a list, read
// 2026-11-20; CloudFormation refuses a longer one). An index that wants more gets whole items: a head is at
// most 1 KB, and most of it is what a row shows.
const mostIncluded = 20

func indexProps(index store.Index, stage Stage) *awsdynamodb.GlobalSecondaryIndexPropsV2 {
	props := &awsdynamodb.GlobalSecondaryIndexPropsV2{
		IndexName:            jsii.String(index.Name),
		PartitionKey:         column(index.PartitionKey),
		SortKey:              column(index.SortKey),
		ProjectionType:       awsdynamodb.ProjectionType_KEYS_ONLY,
		MaxReadRequestUnits:  jsii.Number(stage.Fuse),
		MaxWriteRequestUnits: jsii.Number(stage.Fuse),
	}
	switch n := len(index.Include); {
	case n > mostIncluded:
		props.ProjectionType = awsdynamodb.ProjectionType_ALL
	case n > 0:
		props.ProjectionType = awsdynamodb.ProjectionType_INCLUDE
		props.NonKeyAttributes = jsii.Strings(index.Include...)
	}
	return props
}

// column is a key column; every key of the system is text.
func column(name string) *awsdynamodb.Attribute {
	return &awsdynamodb.Attribute{Name: jsii.String(name), Type: awsdynamodb.AttributeType_STRING}
}
