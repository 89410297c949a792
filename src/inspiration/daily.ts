import { schedule } from 'node-cron';
import pLimit from 'p-limit';
import type { Compose } from '../bot/daily-post.ts';
import type { ChannelAddress, Post } from '../channel.ts';
import { EngineUnavailableError } from '../errors.ts';
import {
  type DeliveringOptions,
  deliver,
  type Job,
  type Means,
  type Result,
  unknownWords,
} from './delivering.ts';
import { createGate } from './gate.ts';
import { keyOf } from './subscriptions.ts';

/** Posts what is due. */
export interface Daily {
  /** Posts what is due by now, and returns when all of it is done. Any number of these may run at a time. */
  tick(): Promise<void>;
  /** A tick now and every minute. */
  start(): void;
  /** Begins no post any more, and returns when those in hand are done. */
  stop(): Promise<void>;
}

export interface DailyOptions extends DeliveringOptions {
  /** Reads the tags for the posts of a tick. @throws EngineUnavailableError */
  readonly composing: () => Promise<Compose>;
  /** The platforms that are connected. */
  readonly platforms: readonly { readonly name: ChannelAddress['platform']; readonly post: Post }[];
}

/** Each takes a platform some tenths of a second; more at once would be more than its rate limits let through. */
const AT_ONCE = 16;

/** Longer than any platform lets us wait for its answer, with all that is tried again there. */
const CLAIM_PATIENCE_MS = 3 * 60_000;

export function openDaily(options: DailyOptions): Daily {
  const { subscriptions, deliveries, platforms, composing, log, now } = options;
  const stopping = new AbortController();
  const ways = new Map(
    platforms.map(({ name, post }) => [
      name,
      { post, gate: createGate(stopping.signal, now), turn: pLimit(AT_ONCE) },
    ]),
  );
  const inHand = new Map<string, Promise<Result>>();

  /** What is due, and not in hand. */
  const jobs = (): Job[] => {
    const due = subscriptions.due(now()).map((subscription): Job => ({ kind: 'due', subscription }));
    const again = deliveries.waiting(now()).flatMap((delivery): Job[] => {
      const subscription = subscriptions.get(delivery.address);
      return subscription === null ? [] : [{ kind: 'again', delivery, subscription }];
    });
    return [...again, ...due].filter(
      ({ subscription }) =>
        ways.has(subscription.address.platform) && !inHand.has(keyOf(subscription.address).join(' ')),
    );
  };

  const begin = (job: Job, compose: Means['compose']): Promise<Result> => {
    const { address } = job.subscription;
    const way = ways.get(address.platform);
    const key = keyOf(address).join(' ');
    // A channel with a post to be tried again may be due as well: the next tick sees to it.
    if (way === undefined || inHand.has(key)) return Promise.resolve('taken');
    const work = way.turn(() => attempt(job, { ...way, compose })).finally(() => inHand.delete(key));
    inHand.set(key, work);
    return work;
  };

  const attempt = async (job: Job, means: Means): Promise<Result> => {
    try {
      return await deliver(job, means, options);
    } catch (error) {
      if (error instanceof EngineUnavailableError) return 'put off';
      log.error({ err: error }, 'a daily post failed');
      return 'not sent';
    }
  };

  const tick = async (): Promise<void> => {
    for (const lost of deliveries.abandon(now() - CLAIM_PATIENCE_MS, now()))
      log.warn(unknownWords(lost, 'the bot ended while it was being sent'));
    const waiting = jobs();
    if (waiting.length === 0 || stopping.signal.aborted) return;
    const compose = await composing();
    const results = await Promise.all(waiting.map(job => begin(job, compose)));
    const count = (result: Result): number => results.filter(one => one === result).length;
    if (count('sent') > 0) log.info(`the tag of the day was posted to ${channels(count('sent'))}`);
    if (count('put off') > 0 && !stopping.signal.aborted)
      log.warn(`no papers with tags now: the tag of the day waits for ${channels(count('put off'))}`);
  };

  const tell = (error: unknown): void => {
    if (error instanceof EngineUnavailableError) log.warn(`the daily posts wait: ${error.message}`);
    else log.error({ err: error }, 'the daily posts failed; they are tried again in a minute');
  };
  const work = new Set<Promise<void>>();
  const start = (): void => {
    const ticking = tick().catch(tell);
    work.add(ticking);
    void ticking.finally(() => work.delete(ticking));
  };
  let clock: ReturnType<typeof schedule> | undefined;

  return {
    tick,
    start: () => {
      // What a tick misses, the next one sees.
      clock = schedule('* * * * *', start, { timezone: 'UTC', suppressMissedWarning: true });
      start();
    },
    stop: async () => {
      stopping.abort();
      await clock?.destroy();
      await Promise.all(work);
    },
  };
}

function channels(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'channel' : 'channels'}`;
}
