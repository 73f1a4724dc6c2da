package events

// Right is one thing a function may do. IAM statements on AWS are rendered from it, one by one, without
// wildcards in actions.
type Right struct {
	On  Resource
	Can []string // IAM actions without the service prefix: "GetItem", "PutObject"
}

// Resource names something a right is about.
type Resource string

// The resources.
const (
	Core        Resource = "table/core"
	CoreIndexes Resource = "table/core/index"
	Msgs        Resource = "table/msgs"
	Live        Resource = "table/live"
	Media       Resource = "bucket/media"    // attachments and quarantined bodies
	Secrets     Resource = "secrets"         // SSM parameters below the stage's prefix
	Sockets     Resource = "sockets"         // the WebSocket API's connections
	People      Resource = "people"          // the Cognito user pool
	Worker      Resource = "function/worker" // asynchronous invocation
	BotFn       Resource = "function/bot"    // asynchronous invocation
	Mail        Resource = "mail"            // the address that warnings come from, in SES; nothing where there is none
)
