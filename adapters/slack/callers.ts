import { type Caller, personKey } from '../../src/bot/caller.ts';
import { code, type Person, plain, type Text } from '../../src/bot/reply.ts';
import { postTo } from '../../src/posting.ts';
import type { Desk } from './desk.ts';

/** Who typed or clicked, and where. */
export interface Whereabouts {
  readonly workspace: string;
  /** Null in a window, which belongs to no channel. */
  readonly channel: string | null;
  readonly person: Person;
}

const NO_CHANNEL: Text = [
  plain('A window has no channel to post to. Type '),
  code('/iclr daily'),
  plain(' in the channel that is to get the posts.'),
];

/** For what is asked in a window or in the Home, and for what shows no more than a paper or a search. */
export function inNoChannel({ workspace, person }: Pick<Whereabouts, 'workspace' | 'person'>): Caller {
  return { kind: 'elsewhere', why: NO_CHANNEL, who: personKey('slack', workspace, person.id) };
}

/** In Slack, whoever may write in a channel may also invite the bot and tell it what to post. */
export function callerOf(whereabouts: Whereabouts, desk: Pick<Desk, 'post' | 'log'>): Caller {
  const { workspace, channel, person } = whereabouts;
  if (channel === null) return inNoChannel(whereabouts);
  const address = { platform: 'slack', workspace, channel } as const;
  return {
    kind: 'channel',
    address,
    person,
    mayManage: true,
    post: postTo(address, desk),
  };
}
