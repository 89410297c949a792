import type { KnownBlock } from '@slack/types';
import type { Caller } from '../../src/bot/caller.ts';
import type { Reply } from '../../src/bot/reply.ts';
import { actions, asManyAsFit, button, header } from './blocks.ts';
import type { Desk } from './desk.ts';
import { messageOf } from './message.ts';
import { encodePress } from './press.ts';

/**
 * Shows somebody the Home: what there is to search, how, and a fresh inspiration.
 * @param caller who opens it
 */
export async function publishHome(desk: Desk, userId: string, caller: Caller): Promise<void> {
  const [help, inspiration] = await Promise.all([
    desk.bot.answer('help', caller),
    desk.bot.answer('random', caller),
  ]);
  await desk.client.views.publish({
    user_id: userId,
    view: { type: 'home', blocks: homeBlocks(desk, help, inspiration) },
  });
}

/** An engine that does not answer gives two notices of it: one is enough. */
export function homeBlocks(desk: Pick<Desk, 'kept'>, help: Reply, inspiration: Reply): KnownBlock[] {
  const another = button({
    text: 'Another inspiration',
    value: encodePress({ kind: 'refresh', command: 'random' }, desk.kept),
  });
  return asManyAsFit([
    ...header('Search ICLR'),
    ...messageOf(desk, help, 'help', 'home').blocks,
    ...(inspiration.kind === 'inspiration'
      ? [
          { type: 'divider' } as const,
          ...messageOf(desk, inspiration, 'random', 'home').blocks,
          ...actions([another]),
        ]
      : []),
  ]);
}
