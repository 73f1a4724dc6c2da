import { Camera, Globe, MessageCircle, Zap, type LucideIcon } from "lucide-react";

import type { Conversation } from "../../state/model";

// Plain signs rather than logos: names are read, not logos.
const glyphs: Record<Conversation["channelKind"], LucideIcon> = {
  whatsapp: MessageCircle,
  messenger: Zap,
  instagram: Camera,
  webchat: Globe,
};

export function ChannelGlyph({ kind, size = 12 }: { kind: Conversation["channelKind"]; size?: number }) {
  const Glyph = glyphs[kind];
  return <Glyph size={size} strokeWidth={2.25} aria-hidden />;
}
