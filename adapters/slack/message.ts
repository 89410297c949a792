import type { RespondFn } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Reply, Text } from '../../src/bot/reply.ts';
import type { Place } from './card.ts';
import type { Desk } from './desk.ts';
import { encodePress } from './press.ts';
import { fallbackText, renderReply } from './render.ts';

/** What a message is made of, wherever it goes. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Addresses in a message are papers that it already shows. */
export const NO_UNFURLS = { unfurl_links: false, unfurl_media: false } as const;

/** @param command what gave the reply */
export function messageOf(desk: Pick<Desk, 'kept'>, reply: Reply, command: string, place: Place): Message {
  return {
    text: fallbackText(reply),
    blocks: renderReply(reply, { place, command, encode: press => encodePress(press, desk.kept) }),
  };
}

/**
 * Answers through the response_url, which works in channels that the bot is not in, too, and is seen by
 * the caller alone.
 * @param inPlace whether the message that was clicked is changed, or a new one made
 */
export async function respondWith(respond: RespondFn, message: Message, inPlace: boolean): Promise<void> {
  await respond({
    ...message,
    ...NO_UNFURLS,
    ...(inPlace ? {} : { response_type: 'ephemeral' }),
    replace_original: inPlace,
  });
}

/** @returns the words as a reply of their own */
export function noticeOf(text: Text): Reply {
  return { kind: 'notice', text, examples: [] };
}
