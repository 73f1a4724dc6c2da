import type { Channel, NewChannel, Widget } from "../../state/model";
import type { Policy } from "./PolicyFields";
import { usualPolicy } from "./PolicyFields";

/** What a person fills in to connect or change a channel. */
export interface Account {
  kind: Channel["kind"];
  accountId: string;
  holderId: string;
  login: "facebook" | "instagram";
  name: string;
  accessToken: string;
  humanAgent: boolean;
  widget: Widget;
  policy: Policy;
}

export const kinds = ["whatsapp", "messenger", "instagram", "webchat"] as const;

export function blank(kind: Channel["kind"]): Account {
  return {
    kind,
    accountId: "",
    holderId: "",
    login: "facebook",
    name: "",
    accessToken: "",
    humanAgent: false,
    widget: { origins: [] },
    policy: usualPolicy,
  };
}

export function accountOf(channel: Channel): Account {
  return {
    kind: channel.kind,
    accountId: channel.accountId,
    holderId: channel.holderId ?? "",
    login: channel.login ?? "facebook",
    name: channel.name,
    accessToken: "",
    humanAgent: channel.humanAgent,
    widget: channel.widget ?? { origins: [] },
    policy: channel,
  };
}

/** A web chat gets its id from us; everything else is known by the platform's. */
export function complete(account: Account): boolean {
  return account.name.trim() !== "" && (account.kind === "webchat" || account.accountId.trim() !== "");
}

/** The members that both connecting and changing take. */
export function settingsOf(account: Account) {
  const { newConversationStatus, distribution, onExpiry } = account.policy;
  const meta = account.kind === "messenger" || account.kind === "instagram";
  return {
    name: account.name.trim(),
    newConversationStatus,
    distribution,
    onExpiry,
    ...(account.holderId.trim() ? { holderId: account.holderId.trim() } : {}),
    ...(account.kind === "instagram" ? { login: account.login } : {}),
    ...(meta ? { humanAgent: account.humanAgent } : {}),
    ...(account.kind === "webchat" ? { widget: account.widget } : {}),
    ...(account.accessToken.trim() ? { accessToken: account.accessToken.trim() } : {}),
  };
}

export function newChannelOf(account: Account): NewChannel {
  return { kind: account.kind, accountId: account.accountId.trim(), ...settingsOf(account) };
}

/** The first line that is no origin; browsers send scheme, host and port and nothing else. */
export function badOrigin(origins: readonly string[]): string | undefined {
  return origins.find((origin) => {
    if (!URL.canParse(origin)) return true;
    const { protocol, origin: own } = new URL(origin);
    return own !== origin || (protocol !== "https:" && protocol !== "http:");
  });
}
