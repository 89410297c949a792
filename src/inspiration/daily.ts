import pLimit from 'p-limit';
import type { Compose } from '../bot/daily-post.ts';
import type { ChannelAddress, Post } from '../channel.ts';
import { EngineUnavailableError, operatorMessageOf } from '../errors.ts';
import {
  type DeliveringOptions,
  deliver,
  type Job,
  type Means,
  nameOf,
  type Result,
  unknownWords,
} from './delivering.ts';
import { everyMinute } from './every-minute.ts';
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

const MINUTE_MS = 60_000;

/** Longer than any platform lets us wait for its answer, with all that is tried again there. */
const CLAIM_PATIENCE_MS = 3 * MINUTE_MS;

/** Most schedules come due within a week; what is further ahead may be from a clock that was wrong. */
const FAR_AHEAD_MS = 8 * 24 * 60 * MINUTE_MS;

export function openDaily(options: DailyOptions): Daily {
  const { subscriptions, deliveries, platforms, composing, log, now } = options;
  const stopping = new AbortController();
  const ways = new Map(
    platforms.map(({ name, post }) => [
      name,
      { post, gate: createGate(stopping.signal), turn: pLimit(AT_ONCE) },
    ]),
  );
  /** The channels that are being posted to. */
  const inHand = new Set<string>();

  const jobs = (): Job[] => {
    const due = subscriptions.due(now()).map((subscription): Job => ({ kind: 'due', subscription }));
    const again = deliveries.waiting(now()).flatMap((delivery): Job[] => {
      const subscription = subscriptions.get(delivery.address);
      return subscription === null ? [] : [{ kind: 'again', delivery, subscription }];
    });
    return [...again, ...due];
  };

  const begin = async (job: Job, compose: Means['compose']): Promise<Result> => {
    const { address } = job.subscription;
    const way = ways.get(address.platform);
    const channel = keyOf(address).join(' ');
    // A channel with a post to be tried again may be due as well: a later tick sees to it.
    if (way === undefined || inHand.has(channel)) return 'taken';
    inHand.add(channel);
    try {
      return await way.turn(() => deliver(job, { ...way, compose }, options));
    } catch (error) {
      log.error({ err: error }, `the post to ${nameOf(address)} failed`);
      return 'given up';
    } finally {
      inHand.delete(channel);
    }
  };

  const mendFarAhead = (): void => {
    for (const subscription of subscriptions.dueAfter(now() + FAR_AHEAD_MS)) {
      const planned = subscriptions.plan(subscription.address, subscription.schedule, now());
      if (planned !== null && planned < subscription.nextRun) subscriptions.move(subscription, planned);
    }
  };

  const tick = async (): Promise<void> => {
    for (const lost of deliveries.abandon(now() - CLAIM_PATIENCE_MS))
      log.warn(unknownWords(lost, 'nothing was recorded of it after it was begun'));
    mendFarAhead();
    const found = jobs();
    if (found.length === 0 || stopping.signal.aborted) return;
    const compose = await composing();
    tell(await Promise.all(found.map(job => begin(job, compose))));
  };

  const tell = (results: readonly Result[]): void => {
    const count = (result: Result): number => results.filter(one => one === result).length;
    if (count('sent') > 0) log.info(`the tag of the day was posted to ${channels(count('sent'))}`);
    if (count('no papers') > 0)
      log.warn(`no papers with tags now: the tag of the day waits for ${channels(count('no papers'))}`);
    if (count('no engine') > 0)
      log.warn(`no search engine now: the tag of the day waits for ${channels(count('no engine'))}`);
  };

  const work = new Set<Promise<void>>();
  const begins = (): void => {
    const ticking = tick().catch((error: unknown) => {
      if (error instanceof EngineUnavailableError)
        log.warn(`the daily posts wait: ${operatorMessageOf(error)}`);
      else log.error({ err: error }, 'the daily posts failed; they are tried again in a minute');
    });
    work.add(ticking);
    void ticking.finally(() => work.delete(ticking));
  };
  let endClock = async (): Promise<void> => {};

  return {
    tick,
    start: () => {
      endClock = everyMinute(begins);
      begins();
    },
    stop: async () => {
      stopping.abort();
      await endClock();
      await Promise.all(work);
    },
  };
}

function channels(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'channel' : 'channels'}`;
}
