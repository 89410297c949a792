import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Caller } from '../../src/bot/caller.ts';
import { code, plain, type Reply } from '../../src/bot/reply.ts';
import { asManyAsFit, richText } from './blocks.ts';
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
  /** The same, in no channel: nothing but a search or a paper is shared. */
  readonly caller: Caller;
  readonly press: Exclude<Press, { readonly kind: 'change' }>;
}

/** @returns whether there is something in the reply that a channel could want to see */
function canBeShared(reply: Reply): boolean {
  return reply.kind === 'results' || reply.kind === 'paper' || reply.kind === 'inspiration';
}

/**
 * Posts a page of results or one paper of it to the channel, with who asked and for what.
 * @returns null, or what is there instead of results by now, for the caller to be shown
 */
export async function share(desk: Desk, { channelId, userId, caller, press }: Share): Promise<Reply | null> {
  const { command } = press;
  const reply = await desk.bot.answer(command, caller);
  if (!canBeShared(reply)) return reply;
  const shown = press.kind === 'share-card' ? await paperAlone(desk, caller, reply, press.paper) : reply;
  if (!canBeShared(shown)) return shown;
  const setting: Setting = {
    place: 'channel',
    command,
    encode: encoded => encodePress(encoded, desk.kept),
  };
  const asked = askedBy(userId, command);
  const blocks =
    press.kind === 'share-card'
      ? [...asked, ...sharedCard(shown, press.paper, setting)]
      : renderReply(shown, setting, asked);
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

/** @returns the reply, where it shows the paper; else the paper, or what is there instead of it */
async function paperAlone(desk: Desk, caller: Caller, reply: Reply, id: string): Promise<Reply> {
  const isShown = reply.kind === 'results' && reply.cards.some(card => card.id === id);
  return isShown || reply.kind === 'paper' ? reply : desk.bot.answer(`paper ${id}`, caller);
}

/** The card as the caller saw it, with its passages; by itself where the same search no longer shows it. */
function sharedCard(reply: Reply, id: string, setting: Setting): KnownBlock[] {
  const found = reply.kind === 'results' ? reply.cards.find(card => card.id === id) : undefined;
  if (found !== undefined) return cardBlocks(found, FULL, setting);
  return reply.kind === 'paper'
    ? cardBlocks(cardOf(reply.paper), FULL, setting)
    : renderReply(reply, setting);
}

function askedBy(userId: string, command: string): KnownBlock[] {
  const user: RichTextElement = { type: 'user', user_id: userId };
  return richText([plain(' asked '), code(`/iclr ${command}`)], LIMITS.header, [user]);
}
