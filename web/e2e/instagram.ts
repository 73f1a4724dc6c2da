// The demo's Instagram accounts, by their ids.

/** A person may answer for seven days. */
export const HUMAN = "17841400000000001";

/** Nobody may answer after a day. */
export const PLAIN = "17841500000000001";
