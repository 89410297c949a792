import { setTimeout as sleep } from 'node:timers/promises';
import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import { plain, type Reply } from '../../src/bot/reply.ts';
import type { ChannelAddress, Post, PostOutcome } from '../../src/channel.ts';
import type { DiscordConfig } from '../../src/config.ts';
import { messageOf } from '../../src/errors.ts';
import type { KeptText } from '../../src/state/kept-text.ts';
import { outcomeOf } from './outcome.ts';
import { renderReply } from './render.ts';
import { restOptions, tellingWhen } from './rest.ts';

export interface Pace {
  /** How long one request may take, in milliseconds. */
  readonly patience: number;
  /** Before each try, in milliseconds. */
  readonly waits: readonly number[];
}

/** All tries fit well into the minutes for which Discord knows a key. */
const PACE: Pace = { patience: 10_000, waits: [0, 500, 2_000] };

const STOPPING: PostOutcome = {
  kind: 'refused',
  by: 'platform',
  why: 'the bot is being stopped',
  advice: [plain('I am being stopped. Try it again in a minute.')],
};

const sentSchema = z.object({ id: z.string() });

export interface PostOptions {
  readonly config: DiscordConfig;
  readonly kept: Pick<KeptText, 'keep'>;
  /** Aborted when the bot stops. */
  readonly signal: AbortSignal;
  readonly pace?: Pace;
}

/**
 * Posts messages. Each carries its key, by which Discord knows a message that it has already: what it may or may not
 * have taken is sent again, and stands in the channel once.
 */
export function discordPost({ config, kept, signal, pace = PACE }: PostOptions): Post {
  const rest = new REST({
    ...restOptions(config),
    makeRequest: tellingWhen,
    // Tried again here, with waits between.
    retries: 0,
    timeout: pace.patience,
    // Told at once, and not waited for: others wait for the outcome.
    rejectOnRateLimit: () => true,
  });
  const send = async ({ channel }: ChannelAddress, body: object): Promise<PostOutcome> => {
    try {
      // It forgets a token that was refused once.
      rest.setToken(config.token);
      const timeout = AbortSignal.timeout(pace.patience);
      sentSchema.parse(await rest.post(Routes.channelMessages(channel), { body, signal: timeout }));
      return { kind: 'posted' };
    } catch (error) {
      return outcomeOf(error);
    }
  };
  return async (to, reply, key) => {
    if (signal.aborted) return STOPPING;
    let body: object;
    try {
      body = bodyOf(reply, key, kept);
    } catch (error) {
      return notMade(error);
    }
    let doubt: PostOutcome | null = null;
    for (const wait of pace.waits) {
      if (wait > 0) await sleep(wait);
      const outcome = await send(to, body);
      if (outcome.kind === 'posted') return outcome;
      // Once it may have been taken, a refusal of the same post no longer says that it was not.
      if (outcome.kind !== 'unknown') return doubt ?? outcome;
      doubt ??= outcome;
    }
    return doubt ?? { kind: 'unknown', why: 'it was not tried' };
  };
}

function bodyOf(reply: Reply, key: string, kept: Pick<KeptText, 'keep'>): object {
  const { allowedMentions, ...message } = renderReply(reply, { kept, canShare: false });
  return { ...message, allowed_mentions: allowedMentions, nonce: key, enforce_nonce: true };
}

function notMade(error: unknown): PostOutcome {
  return {
    kind: 'refused',
    by: 'platform',
    why: `the post could not be made: ${messageOf(error)}`,
    advice: [plain('Sorry, something went wrong. It is in the log of whoever runs me.')],
  };
}
