import type { ChannelAddress, PostOutcome } from '../channel.ts';
import type { Person, Reply, Text } from './reply.ts';

/** Where a command came from, and, in a channel, from whom. */
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
  | { readonly kind: 'elsewhere'; readonly why: Text }
  | { readonly kind: 'console' };

export const CONSOLE: Caller = { kind: 'console' };
