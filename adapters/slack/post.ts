import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Post } from '../../src/channel.ts';
import { platformPost } from '../../src/posting.ts';
import type { Desk } from './desk.ts';
import { messageOf, NO_UNFURLS } from './message.ts';
import { outcomeOf } from './outcome.ts';

export interface PostOptions extends Pick<Desk, 'kept' | 'handle'> {
  readonly token: string;
  readonly client: WebClientOptions;
  /** Aborted when the bot stops. */
  readonly signal: AbortSignal;
}

/**
 * Posts by chat.postMessage, once: Slack knows no key by which it could tell a repeated post, so nothing that it may
 * have taken is sent again. While Slack wants to be left in peace, nothing is sent at all.
 */
export function slackPost({ kept, handle, token, client: options, signal }: PostOptions): Post {
  const client = new WebClient(token, {
    ...options,
    retryConfig: { retries: 0 },
    // One that was kept open may be closed just as a post is sent on it, and nobody knows of that post whether it arrived.
    headers: { ...options.headers, connection: 'close' },
  });
  let peaceUntil = 0;
  return platformPost({
    signal,
    make: ({ channel }, reply) => ({
      channel,
      ...messageOf({ kept }, reply, '', 'channel'),
      ...NO_UNFURLS,
    }),
    send: async message => {
      const peace = peaceUntil - performance.now();
      if (peace > 0) return { kind: 'limited', waitMs: Math.ceil(peace), everywhere: true };
      try {
        await client.chat.postMessage(message);
        return { kind: 'posted' };
      } catch (error) {
        const outcome = outcomeOf(error, message.channel, handle);
        if (outcome.kind === 'limited') peaceUntil = Math.max(peaceUntil, performance.now() + outcome.waitMs);
        return outcome;
      }
    },
  });
}
