import type { ChannelAddress, PostOutcome } from '../channel.ts';
import { assertNever } from '../errors.ts';
import type { Person, Reply, Text } from './reply.ts';

/** Where a command came from, and from whom. */
export type Caller =
  | {
      readonly kind: 'channel';
      readonly address: ChannelAddress;
      readonly person: Person;
      /** Whether the platform lets this person decide what is posted to the channel. */
      readonly mayManage: boolean;
      /** Posts to the channel, for everybody there to see; as `Post` of ../channel.ts. */
      readonly post: (reply: Reply, key: string) => Promise<PostOutcome>;
    }
  /** Somewhere that nothing can be posted to by itself. */
  | {
      readonly kind: 'elsewhere';
      readonly why: Text;
      /** One key for each person, as `personKey` makes it. */
      readonly who: string;
    }
  | { readonly kind: 'console' };

/**
 * @param workspace the Slack workspace in which the person's id is one; Discord's ids are nobody else's anywhere, and a
 * person is to have one turn there, however many servers they ask from
 */
export function personKey(platform: 'slack' | 'discord', workspace: string, personId: string): string {
  return platform === 'slack' ? `slack ${workspace} ${personId}` : `discord ${personId}`;
}

/** @returns whose turn a command takes; null in the console, which is one person's alone */
export function turnOf(caller: Caller): string | null {
  switch (caller.kind) {
    case 'channel': {
      const { platform, workspace } = caller.address;
      return personKey(platform, workspace, caller.person.id);
    }
    case 'elsewhere':
      return caller.who;
    case 'console':
      return null;
    default:
      return assertNever(caller);
  }
}

export const CONSOLE: Caller = { kind: 'console' };
