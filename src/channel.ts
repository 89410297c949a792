import type { Reply, Text } from './bot/reply.ts';

/** A channel of a chat, by the ids that its platform gives: Slack's team, or Discord's server, is the workspace. */
export interface ChannelAddress {
  readonly platform: 'slack' | 'discord';
  readonly workspace: string;
  readonly channel: string;
}

/** What came of a post. The difference between surely not posted and perhaps posted is what keeps posts from going out twice. */
export type PostOutcome =
  | { readonly kind: 'posted' }
  /** Surely not posted, because of the channel (gone, closed, we are not in it) or of the platform as a whole. */
  | {
      readonly kind: 'refused';
      readonly by: 'channel' | 'platform';
      /** For the log. */
      readonly why: string;
      /** For whoever is in the channel: what to do about it. */
      readonly advice: Text;
    }
  /** Surely not posted, because there was too much of it: the channel, or the whole platform, takes posts again after so long. */
  | { readonly kind: 'limited'; readonly waitMs: number; readonly everywhere: boolean }
  /** Perhaps posted: no answer came, or one that does not tell. */
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Posts to a channel, for everybody there to see, and waits for nothing but the platform's answer. It never throws.
 * @param key at most 25 letters, digits and hyphens; two posts of one key within minutes are the same post, where the platform can tell
 */
export type Post = (to: ChannelAddress, reply: Reply, key: string) => Promise<PostOutcome>;
