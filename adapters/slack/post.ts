import type { ChatPostMessageArguments } from '@slack/web-api';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { plain } from '../../src/bot/reply.ts';
import type { Post, PostOutcome } from '../../src/channel.ts';
import { messageOf as wordsOf } from '../../src/errors.ts';
import type { Desk } from './desk.ts';
import { messageOf, NO_UNFURLS } from './message.ts';
import { outcomeOf } from './outcome.ts';

const STOPPING: PostOutcome = {
  kind: 'refused',
  by: 'platform',
  why: 'the bot is being stopped',
  advice: [plain('I am being stopped. Try it again in a minute.')],
};

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
  const client = new WebClient(token, { ...options, retryConfig: { retries: 0 } });
  let peaceUntil = 0;
  return async (to, reply) => {
    if (signal.aborted) return STOPPING;
    const peace = peaceUntil - Date.now();
    if (peace > 0) return { kind: 'limited', waitMs: peace };
    let message: ChatPostMessageArguments;
    try {
      message = { channel: to.channel, ...messageOf({ kept }, reply, '', 'channel'), ...NO_UNFURLS };
    } catch (error) {
      return notMade(error);
    }
    try {
      await client.chat.postMessage(message);
      return { kind: 'posted' };
    } catch (error) {
      const outcome = outcomeOf(error, to.channel, handle);
      if (outcome.kind === 'limited') peaceUntil = Math.max(peaceUntil, Date.now() + outcome.waitMs);
      return outcome;
    }
  };
}

function notMade(error: unknown): PostOutcome {
  return {
    kind: 'refused',
    by: 'platform',
    why: `the post could not be made: ${wordsOf(error)}`,
    advice: [plain('Sorry, something went wrong. It is in the log of whoever runs me.')],
  };
}
