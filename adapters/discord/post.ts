import { setTimeout as sleep } from 'node:timers/promises';
import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Reply } from '../../src/bot/reply.ts';
import type { Post, PostOutcome } from '../../src/channel.ts';
import type { DiscordConfig } from '../../src/config.ts';
import { platformPost } from '../../src/posting.ts';
import type { KeptText } from '../../src/state/kept-text.ts';
import { outcomeOf } from './outcome.ts';
import { renderReply } from './render.ts';
import { restOptions, tellingWhen } from './rest.ts';

export interface Pace {
  /** How long one request may take, in milliseconds. */
  readonly patience: number;
  /** Before each further try, in milliseconds. */
  readonly waits: readonly number[];
}

/** Of a limit that is waited for here, where it is not known whether the post was taken. */
const LONGEST_LIMIT_MS = 5_000;

/** All tries fit well into the minutes for which Discord knows a key. */
const PACE: Pace = { patience: 10_000, waits: [500, 2_000] };

const sentSchema = z.object({ id: z.string() });

export interface PostOptions {
  readonly config: DiscordConfig;
  readonly kept: Pick<KeptText, 'keep'>;
  /** Aborted when the bot stops. */
  readonly signal: AbortSignal;
  readonly pace?: Pace;
  /** @returns what is aborted once a request has taken so many milliseconds */
  readonly deadline?: (ms: number) => AbortSignal;
}

/**
 * Posts messages. Each carries its key, by which Discord knows a message that it has already: what it may or may not
 * have taken is sent again, and stands in the channel once.
 */
export function discordPost({
  config,
  kept,
  signal,
  pace = PACE,
  deadline = AbortSignal.timeout,
}: PostOptions): Post {
  const rest = new REST({
    ...restOptions(config),
    makeRequest: tellingWhen,
    // Tried again here, with waits between.
    retries: 0,
    timeout: pace.patience,
    // Told at once, and not waited for: others wait for the outcome.
    rejectOnRateLimit: () => true,
  });
  const attempt = async ({ route, body }: Sendable): Promise<PostOutcome> => {
    try {
      // It forgets a token that was refused once.
      rest.setToken(config.token);
      sentSchema.parse(await rest.post(route, { body, signal: deadline(pace.patience) }));
      return { kind: 'posted' };
    } catch (error) {
      return outcomeOf(error);
    }
  };
  return platformPost({
    signal,
    make: ({ channel }, reply, key) => ({
      route: Routes.channelMessages(channel),
      body: bodyOf(reply, key, kept),
    }),
    send: async message => {
      const first = await attempt(message);
      if (first.kind !== 'unknown') return first;
      let limitMs = 0;
      for (const wait of pace.waits) {
        await sleep(Math.max(wait, limitMs));
        const again = await attempt(message);
        if (again.kind === 'posted') return again;
        limitMs = again.kind === 'limited' ? again.waitMs : 0;
        // A refusal now does not say that the first was not taken.
        if (again.kind === 'refused' || limitMs > LONGEST_LIMIT_MS) break;
      }
      return first;
    },
  });
}

interface Sendable {
  readonly route: ReturnType<typeof Routes.channelMessages>;
  readonly body: object;
}

function bodyOf(reply: Reply, key: string, kept: Pick<KeptText, 'keep'>): object {
  const { allowedMentions, ...message } = renderReply(reply, { kept, canShare: false });
  return { ...message, allowed_mentions: allowedMentions, nonce: key, enforce_nonce: true };
}
