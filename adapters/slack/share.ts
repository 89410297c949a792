import type { KnownBlock, RichTextElement } from '@slack/types';
import { code, plain, type Reply } from '../../src/bot/reply.ts';
import { asManyAsFit, richText } from './blocks.ts';
import { IN_NO_CHANNEL } from './callers.ts';
import { cardBlocks, cardOf, FULL, type Setting } from './card.ts';
import type { Desk } from './desk.ts';
import { LIMITS } from './limits.ts';
import { NO_UNFURLS } from './message.ts';
import { encodePress, type Press } from './press.ts';
import { fallbackText, renderReply } from './render.ts';
import { obeyingRetryAfter } from './retry-after.ts';

export interface Share {
  readonly channelId: string;
  /** Who shares. */
  readonly userId: string;
  readonly press: Press;
}

/** @returns whether there is something in the reply that a channel could want to see */
function canBeShared(reply: Reply): boolean {
  return reply.kind === 'results' || reply.kind === 'paper' || reply.kind === 'inspiration';
}

/**
 * Posts a page of results or one paper of it to the channel, with who asked and for what.
 * @returns null, or what is there instead of results by now, for the caller to be shown
 */
export async function share(desk: Desk, { channelId, userId, press }: Share): Promise<Reply | null> {
  const { command } = press;
  const reply = await desk.bot.answer(command, IN_NO_CHANNEL);
  if (!canBeShared(reply)) return reply;
  const setting: Setting = {
    place: 'channel',
    command,
    encode: encoded => encodePress(encoded, desk.kept),
  };
  const asked = askedBy(userId, command);
  const blocks =
    press.kind === 'share-card'
      ? [...asked, ...(await sharedCard(desk, reply, press.paper, setting))]
      : renderReply(reply, setting, asked);
  await obeyingRetryAfter(() =>
    desk.client.chat.postMessage({
      channel: channelId,
      text: fallbackText(reply),
      blocks: asManyAsFit(blocks),
      ...NO_UNFURLS,
    }),
  );
  return null;
}

/** The card as the caller saw it, with its passages; by itself where the same search no longer shows it. */
async function sharedCard(desk: Desk, reply: Reply, id: string, setting: Setting): Promise<KnownBlock[]> {
  const found = reply.kind === 'results' ? reply.cards.find(card => card.id === id) : undefined;
  if (found !== undefined) return cardBlocks(found, FULL, setting);
  const alone = reply.kind === 'paper' ? reply : await desk.bot.answer(`paper ${id}`, IN_NO_CHANNEL);
  return alone.kind === 'paper'
    ? cardBlocks(cardOf(alone.paper), FULL, setting)
    : renderReply(alone, setting);
}

function askedBy(userId: string, command: string): KnownBlock[] {
  const user: RichTextElement = { type: 'user', user_id: userId };
  return richText([plain(' asked '), code(`/iclr ${command}`)], LIMITS.header, [user]);
}
