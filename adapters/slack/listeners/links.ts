import type { App } from '@slack/bolt';
import type { LinkUnfurls } from '@slack/types';
import type { Caller } from '../../../src/bot/caller.ts';
import { linkedPaper } from '../../../src/site.ts';
import { inNoChannel } from '../callers.ts';
import { cardBlocks, cardOf, FULL } from '../card.ts';
import type { Desk } from '../desk.ts';
import { guard } from '../guard.ts';
import { eventWorkspace, type LinkShared, linkSharedSchema } from '../payloads.ts';
import { encodePress } from '../press.ts';
import { createRecent, type Recent } from '../recent.ts';
import { obeyingRetryAfter } from '../retry-after.ts';

const AGAIN_AFTER_MS = 30 * 60 * 1_000;
const MOST_REMEMBERED = 10_000;
/** A list of papers needs no cards, and a channel no wall of them. */
const MOST_LINKS = 2;

/** Shows the card of a paper under a message that links it, in the channels that the bot is in. */
export function listenToLinks(app: App, desk: Desk, now: () => number = Date.now): void {
  const shown = createRecent(AGAIN_AFTER_MS, MOST_REMEMBERED, now);
  app.event('link_shared', async ({ event, body }) => {
    const shared = linkSharedSchema.parse(event);
    // While somebody is still writing there is no channel yet, and nothing to show a card under.
    if (shared.source !== 'conversations_history' || !shared.is_bot_user_member) return;
    if (shared.links.length > MOST_LINKS) return;
    const { user } = shared;
    const caller = inNoChannel({ workspace: eventWorkspace(body), person: { id: user, name: user } });
    await guard(
      desk,
      async () => {},
      () => unfurl(desk, shared, caller, shown),
    );
  });
}

async function unfurl(
  desk: Desk,
  { channel, message_ts, links }: LinkShared,
  caller: Caller,
  shown: Recent,
): Promise<void> {
  const unfurls: LinkUnfurls = {};
  const keys: string[] = [];
  for (const { url } of links.filter(link => linkedPaper(link.url) !== null)) {
    const command = `paper ${url}`;
    const reply = await desk.bot.answer(command, caller);
    if (reply.kind !== 'paper') continue;
    const key = `${channel} ${reply.paper.id}`;
    if (!shown.add(key)) continue;
    keys.push(key);
    const encode = (press: Parameters<typeof encodePress>[0]): string => encodePress(press, desk.kept);
    unfurls[url] = {
      blocks: cardBlocks(cardOf(reply.paper), FULL, { place: 'channel', command, encode }),
    };
  }
  if (keys.length === 0) return;
  try {
    await obeyingRetryAfter(() => desk.client.chat.unfurl({ channel, ts: message_ts, unfurls }));
  } catch (error) {
    for (const key of keys) shown.delete(key);
    throw error;
  }
}
