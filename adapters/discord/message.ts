import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/**
 * A message as discord.js sends it. Every part is always there: an edit that leaves a part out would
 * leave what stood there before.
 */
export interface Message {
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly Row[];
  /** Nothing that the bot says may ping anybody. */
  readonly allowedMentions: { readonly parse: readonly [] };
}

export function message(parts: Partial<Omit<Message, 'allowedMentions'>>): Message {
  return { content: '', embeds: [], components: [], ...parts, allowedMentions: { parse: [] } };
}
