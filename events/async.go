package events

// Job is the payload of an asynchronous call of the worker.
type Job struct {
	Kind         string `json:"kind"`                   // JobDistribute, JobRecount, JobSignal, JobMail, JobTemplates, JobRearm
	Workspace    string `json:"workspace"`              // for the log only: the worker gets its workspace from User's membership
	User         string `json:"user"`                   // sign-in subject on whose behalf
	Conversation string `json:"conversation,omitempty"` // JobSignal, JobMail
	Warning      string `json:"warning,omitempty"`      // JobMail: key of the event entry that warned
	ChannelKind  string `json:"channelKind,omitempty"`  // JobTemplates: instead of User the account gives the workspace
	AccountID    string `json:"accountId,omitempty"`    // JobTemplates
	Signal       string `json:"signal,omitempty"`       // JobSignal: SignalRead, SignalTyping
}

// The jobs.
const (
	JobDistribute = "distribute" // somebody came online: wake the router for what waits
	JobRecount    = "recount"    // hold the counters against the indexes
	JobSignal     = "signal"     // show a customer that they were read, or that User types
	JobMail       = "mail"       // write User that a conversation's window closes soon
	JobTemplates  = "templates"  // load an account's message templates from the platform
	JobRearm      = "rearm"      // the plan of warnings changed: set the timers of all open windows anew
)

// The signs of life to a customer.
const (
	SignalRead   = "read"
	SignalTyping = "typing"
)

// Environment variables that every function may read; infra and the runner set them from the topology.
const (
	EnvStage          = "TRANSOM_STAGE"
	EnvTableCore      = "TRANSOM_TABLE_CORE"
	EnvTableMsgs      = "TRANSOM_TABLE_MSGS"
	EnvTableLive      = "TRANSOM_TABLE_LIVE"
	EnvBucketMedia    = "TRANSOM_BUCKET_MEDIA"
	EnvSecrets        = "TRANSOM_SECRETS"         // prefix of SSM parameters, e.g. "/transom/dev"
	EnvSocketEndpoint = "TRANSOM_SOCKET_ENDPOINT" // of the connections API, https://…
	EnvSocketURL      = "TRANSOM_SOCKET_URL"      // where browsers connect, wss://…
	EnvUserPool       = "TRANSOM_USER_POOL"
	EnvUserPoolClient = "TRANSOM_USER_POOL_CLIENT"
	EnvWorker         = "TRANSOM_FUNCTION_WORKER" // name of the worker to invoke
	EnvGraphURL       = "TRANSOM_GRAPH_URL"       // base of the Graph API with version; default https://graph.facebook.com/v26.0
	EnvInstagramURL   = "TRANSOM_INSTAGRAM_URL"   // the same of accounts connected by themselves; default https://graph.instagram.com/v26.0
	EnvMailFrom       = "TRANSOM_MAIL_FROM"       // address that warnings come from, verified with SES; empty: no e-mail
	EnvSiteURL        = "TRANSOM_SITE_URL"        // address of the web client, for links in e-mail
	EnvOrigin         = "TRANSOM_ORIGIN"          // pages that may open a socket ("https://…"), comma-separated; empty: any
	EnvMediaHosts     = "TRANSOM_MEDIA_HOSTS"     // extra "host:port" that media may come from, comma-separated; empty on AWS
)

// BotCall is the payload of an asynchronous call of the bot: one conversation of a channel.
type BotCall struct {
	ChannelKind  string `json:"channelKind"`
	AccountID    string `json:"accountId"`
	Conversation string `json:"conversation"`
}
