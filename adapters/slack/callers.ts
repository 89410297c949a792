import type { Caller } from '../../src/bot/caller.ts';
import { code, type Person, plain } from '../../src/bot/reply.ts';
import { postTo } from '../../src/posting.ts';
import type { Desk } from './desk.ts';

/** Who typed or clicked, and where. */
export interface Whereabouts {
  readonly workspace: string;
  /** Null in a window, which belongs to no channel. */
  readonly channel: string | null;
  readonly person: Person;
}

/** For what is asked in a window, in the Home, or by nobody. */
export const IN_NO_CHANNEL: Caller = {
  kind: 'elsewhere',
  why: [
    plain('A window has no channel to post to. Type '),
    code('/iclr daily'),
    plain(' in the channel that is to get the posts.'),
  ],
};

/** In Slack, whoever may write in a channel may also invite the bot and tell it what to post. */
export function callerOf(
  { workspace, channel, person }: Whereabouts,
  desk: Pick<Desk, 'post' | 'log'>,
): Caller {
  if (channel === null) return IN_NO_CHANNEL;
  const address = { platform: 'slack', workspace, channel } as const;
  return {
    kind: 'channel',
    address,
    person,
    mayManage: true,
    post: postTo(address, desk),
  };
}
