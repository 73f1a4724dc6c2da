package faults

// bySubcode and byCode are Messenger's "Common Error Codes" (2026-06-25) with what Instagram's "Private
// Replies" (2026-06-24) and rate pages add (read 2026-11-20). The same subcode comes with several codes, so
// it decides.
var bySubcode = map[int]Reason{
	458: Unauthorized, 459: Unauthorized, 460: Unauthorized, 463: Unauthorized, 464: Unauthorized, 467: Unauthorized, 492: Unauthorized,
	33:      "target_missing",
	2018278: "window_closed", 2534022: "window_closed", 2018065: "window_closed",
	2018108: "recipient_away", 1545041: "recipient_away",
	2534077: "link_broken", 2534013: "link_broken",
	2018300: "thread_elsewhere", 2018321: "thread_elsewhere", 2534037: "thread_elsewhere",
	1893063: "page_restricted", 2534029: "page_restricted", 2022: "page_restricted", 2018338: "spam_limit",
	2018001: "recipient_missing", 2534014: "recipient_missing",
	2018276: "tag_not_approved", 1893061: "tag_not_approved",
	2018218: "profile_missing",
	2018028: "app_not_live",
	2018012: "platform_down", 1545133: "platform_down",
	2534040: Throttled,
	2018047: "media_type",
	2018008: "media_upload", 2018294: "media_upload",
	2018109: "media_too_large", 2018074: "media_type",
	2534025: "private_reply_used",
	2534015: BadRequest,
	2534041: "messages_off",
	2534001: "thread_gone",
	2534122: "page_restricted",
}

var byCode = map[int]Reason{
	190: Unauthorized, 102: Unauthorized, 0: Unauthorized,
	1: "platform_down", 2: "platform_down", 1200: "platform_down",
	3: forbidden, 10: forbidden, 200: forbidden, 299: forbidden,
	4: Throttled, 17: Throttled, 32: Throttled, 613: Throttled, 80002: Throttled, 80006: Throttled,
	100:     BadRequest,
	368:     "channel_blocked",
	551:     "recipient_away",
	9010:    "recipient_missing",
	9000001: "target_missing",
}

// instagram holds the codes that mean something else on Instagram than on Messenger: 230 asks there for the
// person's consent ("User Profile API", 2026-04-01), and is a permission otherwise.
var instagram = map[int]Reason{230: "consent_required"}
