package store

// Column names are short because they are paid for with every item. No other file and no other package
// spells one, except the stream filters of events.Topology (et, rt, wc, st, ms).
const (
	colType    = "et" // "C" head, "M" log entry, "P" contact; what a stream filter tells items apart by
	colVersion = "v"
	colStatus  = "st" // heads: O, P, C; entries: the delivery state in words

	// heads
	colHandler     = "hd"
	colUser        = "u"
	colAssignee    = "ow" // "u:" a colleague, "g:" a team
	colContact     = "ct"
	colChannel     = "ch"
	colOn          = "on"
	colKind        = "kd"
	colName        = "nm"
	colUserID      = "ui"
	colPhone       = "ph"
	colUsername    = "un"
	colProfile     = "pf" // when each of name, user id, phone and user name was last told, base 36
	colCreated     = "ca"
	colLastIn      = "li"
	colLastOut     = "lo"
	colWaiting     = "w0"
	colAssigned    = "as"
	colClosed      = "cl"
	colSnoozed     = "sn"
	colWindow      = "wd"
	colHumanWindow = "wh" // absent when it equals wd
	colPreview     = "pv" // a map of the preview, the labels and an ad's times: see encodeShown
	colUnread      = "ur"
	colMarks       = "mk" // letters and a digit: see marks
	colEpisode     = "ep"
	colMerged      = "mg" // the conversation in which this one goes on
	colRoute       = "rt" // "1" while the router is asked for an assignee
	colWantsTimer  = "wc" // "1" in the transaction that asks for timers
	colList        = "l1"
	colListSort    = "s1"
	colOwner       = "l2"
	colOwnerSort   = "s2"
	colDeadline    = "l3"
	colDeadlineSrt = "s3"

	// log entries
	colEntryKind  = "k"
	colDirection  = "d"
	colEntryType  = "y"
	colText       = "tx"
	colMedia      = "md"
	colMediaState = "ms" // "pending" or "doomed" if any attachment is: stream filters match on it
	colMore       = "mo" // the second and later attachments
	colPlatformID = "pid"
	colReplyTo    = "rp"
	colDetails    = "dx"
	colLabel      = "lb"
	colFlags      = "f" // letters: o opens the window, c counts as unanswered, p private, a by an ad
	colComment    = "cm"
	colChoices    = "ia" // buttons or a list
	colTemplate   = "tp"
	colVia        = "vi"
	colReactions  = "rx"
	colVersions   = "vs"
	colDeleted    = "dd"
	colHidden     = "hi"
	colShown      = "sh"
	colPrivately  = "pa" // when a comment was answered privately
	colRevision   = "rv" // counts what happened to the message later, so that two who change it meet
	colBy         = "by"
	colClientID   = "ci"
	colEvent      = "ev"
	colError      = "er"
	colAt         = "at"
	colReceived   = "rcv"
	colSentAt     = "ts"
	colDelivered  = "td"
	colReadAt     = "tr"
	colDeltas     = "dl"
	colLease      = "lu" // the courier's lease, until
	colTries      = "tn"
	colAsksName   = "an" // "1": the courier asks the platform who this is; a stream filter matches on it
	colClaim      = "cn" // which claim holds the lease

	// configuration and the rest
	colWorkspace    = "ws"
	colTitle        = "name"
	colEmail        = "email"
	colRole         = "role"
	colTeams        = "teams"
	colLimit        = "max"
	colDisabled     = "off"
	colAccount      = "acct"
	colNewStatus    = "ns"
	colDistribution = "dist"
	colOnExpiry     = "exp"
	colHolder       = "hold"
	colLogin        = "login"
	colHumanAgent   = "agent"
	colWidget       = "wid"
	colHealth       = "hs"
	colHealthReason = "hr"
	colQuality      = "hq"
	colHealthSince  = "ht"
	colField        = "fld"
	colSubject      = "sub"
	colCode         = "code"
	colCount        = "n"
	colConversation = "c"
	colEntryKey     = "e"
	colThread       = "thr" // an identity: the contact its thread was derived from, where that is another one
	colAwaiting     = "wt"  // a set: messages about one that has not come yet
	colSequence     = "q"
	colRing         = "r"
	colUntil        = "til"
	colViewing      = "vw"
	colState        = "s"
	colSince        = "sc"
	colDirty        = "dirty"
	colOrigin       = "from" // of a visitor's page
	colDue          = "due"
	colMark         = "wm"
	colReason       = "why"
	colObject       = "obj"
	colSize         = "size"
)
