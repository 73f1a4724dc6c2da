package events

import "time"

// Function is one Lambda: functions/<Name>/main.go builds to its bootstrap.
type Function struct {
	Name    string
	Family  Family
	Does    string // one sentence for the README's table
	On      []Trigger
	May     []Right
	Memory  int // MB
	Timeout time.Duration
	// Reserved is the most environments at once; 0 leaves it to the account.
	Reserved int
}

// Family tells a reader everything about a function's duties.
type Family string

// The families.
const (
	DoorFamily    Family = "door"    // something outside asks
	ReactorFamily Family = "reactor" // a row changed
	ClockFamily   Family = "clock"   // time passed
	AsyncFamily   Family = "async"   // another function asked for it to be done later
)

var (
	coreWrite = Right{Core, []string{"GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"}}
	coreDrop  = Right{Core, []string{"DeleteItem"}} // what was kept for a time: snippets, templates, scheduled messages
	coreRead  = Right{Core, []string{"GetItem", "BatchGetItem", "Query"}}
	coreLists = Right{CoreIndexes, []string{"Query"}}
	msgsWrite = Right{Msgs, []string{"GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"}}
	msgsRead  = Right{Msgs, []string{"GetItem", "Query"}}
	liveWrite = Right{Live, []string{"GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"}}
	liveRead  = Right{Live, []string{"GetItem", "Query"}}
	secrets   = Right{Secrets, []string{"GetParameter"}}
	pushes    = Right{Sockets, []string{"ManageConnections"}}
)

// Topology is the whole system: nothing runs that is not listed here.
var Topology = []Function{
	{
		Name: "webhook", Family: DoorFamily, Does: "Checks and stores what platforms send.",
		On:     []Trigger{HTTP{FunctionURL, "GET", "/webhooks/meta", true}, HTTP{FunctionURL, "POST", "/webhooks/meta", true}},
		May:    []Right{coreWrite, msgsWrite, liveWrite, secrets, {Media, []string{"PutObject"}}},
		Memory: 256, Timeout: 10 * time.Second, Reserved: 200,
	},
	{
		Name: "api", Family: DoorFamily, Does: "Answers the web client and other programs.",
		On: []Trigger{
			HTTP{API, "ANY", "/api/v1/auth/{proxy+}", true},
			HTTP{API, "GET", "/api/v1/openapi.json", true},
			HTTP{API, "ANY", "/api/v1/{proxy+}", false},
		},
		May: []Right{coreWrite, coreDrop, coreLists, msgsWrite, liveWrite, secrets,
			{Media, []string{"GetObject", "PutObject", "DeleteObject"}},
			{Secrets, []string{"PutParameter", "DeleteParameter"}},
			{People, []string{"AdminCreateUser", "AdminUserGlobalSignOut", "RevokeToken"}},
			{Worker, []string{"InvokeFunction"}}},
		Memory: 512, Timeout: 15 * time.Second,
	},
	{
		Name: "visitor", Family: DoorFamily, Does: "Answers the web chat on other people's pages.",
		On: []Trigger{HTTP{API, "ANY", "/webchat/v1/{proxy+}", true}},
		May: []Right{coreWrite, msgsWrite, liveWrite, secrets, pushes,
			{Media, []string{"GetObject", "PutObject"}}},
		Memory: 256, Timeout: 10 * time.Second, Reserved: 50,
	},
	{
		Name: "socket", Family: DoorFamily, Does: "Lets browsers in, says what they missed, knows who is here.",
		On:     []Trigger{Socket{"$connect"}, Socket{"$disconnect"}, Socket{"$default"}},
		May:    []Right{coreRead, liveWrite, pushes, {Worker, []string{"InvokeFunction"}}},
		Memory: 256, Timeout: 10 * time.Second, Reserved: 100,
	},
	{
		Name: "router", Family: ReactorFamily, Does: "Gives a waiting conversation to an agent.",
		On: []Trigger{Stream{
			Table:   "core",
			Filters: []Filter{{Ops: []Op{Insert, Modify}, Image: map[string][]Cond{"et": {Is("C")}, "rt": {Is("1")}}}},
			Batch:   50, Parallel: 2, Retries: 10, MaxAge: 6 * time.Hour, Bisect: true, PartialFail: true,
		}},
		May:    []Right{coreWrite, msgsWrite, liveRead},
		Memory: 256, Timeout: 30 * time.Second, Reserved: 20,
	},
	{
		Name: "notifier", Family: ReactorFamily, Does: "Tells the browsers, and keeps the counters.",
		On: []Trigger{Stream{
			Table:   "msgs",
			Filters: []Filter{{Ops: []Op{Insert, Modify}, Image: map[string][]Cond{"et": {Is("M")}}}},
			Batch:   48, Parallel: 1, Retries: 5, MaxAge: 5 * time.Minute, Bisect: true, PartialFail: true,
		}},
		May:    []Right{coreRead, msgsRead, liveWrite, pushes},
		Memory: 256, Timeout: 30 * time.Second, Reserved: 20,
	},
	{
		Name: "courier", Family: ReactorFamily, Does: "Sends what agents wrote, fetches what customers attached.",
		On: []Trigger{Stream{
			Table: "msgs",
			Filters: []Filter{
				{Ops: []Op{Insert, Modify}, Image: map[string][]Cond{"et": {Is("M")}, "st": {Is("queued")}}},
				{Ops: []Op{Insert}, Image: map[string][]Cond{"et": {Is("M")}, "ms": {Is("pending")}}},
				{Ops: []Op{Modify}, Image: map[string][]Cond{"et": {Is("M")}, "ms": {Is("doomed")}}},
				{Ops: []Op{Insert}, Image: map[string][]Cond{"et": {Is("M")}, "an": {Is("1")}}},
			},
			Batch: 25, Parallel: 4, Retries: 10, MaxAge: 6 * time.Hour, Bisect: true, PartialFail: true,
		}},
		May:    []Right{coreWrite, msgsWrite, liveWrite, secrets, {Media, []string{"GetObject", "PutObject", "DeleteObject"}}},
		Memory: 256, Timeout: 60 * time.Second, Reserved: 30,
	},
	{
		Name: "expirer", Family: ReactorFamily, Does: "Sets timers for what a late message brings, and for snoozes.",
		On: []Trigger{Stream{
			Table:   "core",
			Filters: []Filter{{Ops: []Op{Insert, Modify}, Image: map[string][]Cond{"et": {Is("C")}, "wc": {Is("1")}}}},
			Batch:   100, Parallel: 1, Retries: 10, MaxAge: 6 * time.Hour, Bisect: true, PartialFail: true,
		}},
		May:    []Right{coreRead, liveWrite},
		Memory: 128, Timeout: 30 * time.Second, Reserved: 10,
	},
	{
		Name: "closer", Family: ClockFamily, Does: "Does what is due, every minute: warns, makes last calls, ends windows, releases scheduled messages, finds stuck ones.",
		On: []Trigger{Every{time.Minute}},
		May: []Right{coreWrite, coreDrop, coreLists, msgsWrite, liveWrite,
			{Media, []string{"GetObject", "PutObject"}},
			{Worker, []string{"InvokeFunction"}}},
		Memory: 3008, Timeout: 55 * time.Second, Reserved: 1,
	},
	{
		Name: "bot", Family: AsyncFamily, Does: "Answers in place of a human where a channel says so.",
		On:     []Trigger{Async{Retries: 2}},
		May:    []Right{coreRead, msgsRead},
		Memory: 256, Timeout: time.Minute, Reserved: 10,
	},
	{
		Name: "worker", Family: AsyncFamily, Does: "Does long work piece by piece: recounts, redistribution, templates; shows customers that somebody reads and types, writes e-mail to colleagues.",
		On:     []Trigger{Async{Retries: 2}},
		May:    []Right{coreWrite, coreDrop, coreLists, msgsWrite, liveWrite, secrets, {Mail, []string{"SendEmail"}}},
		Memory: 512, Timeout: 5 * time.Minute, Reserved: 10,
	},
}
