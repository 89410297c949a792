import type { DailyDesk } from '../../src/bot/daily.ts';
import { composing } from '../../src/bot/daily-post.ts';
import type { ChannelAddress, Post, PostOutcome } from '../../src/channel.ts';
import { type Daily, openDaily } from '../../src/inspiration/daily.ts';
import { openDeliveries } from '../../src/inspiration/deliveries.ts';
import type { Schedule } from '../../src/inspiration/schedule.ts';
import { openSubscriptions } from '../../src/inspiration/subscriptions.ts';
import type { Papers } from '../../src/search/papers.ts';
import { openState } from '../../src/state/database.ts';
import { atEnd, memoryLog, temporaryFolder } from './engine.ts';
import { paper } from './papers.ts';

export const NINE: Schedule = { cron: '0 9 * * *', zone: 'UTC' };

/** How a channel that the bot is not in answers. */
export const REFUSED = { kind: 'refused', by: 'channel', why: 'channel_not_found', advice: [] } as const;

/** Eighty tags, each of one paper or two. */
export const TAGGED_PAPERS = Array.from({ length: 80 }, (_, index) =>
  paper({ id: `p${index}`, keywords: [`tag ${index}`, `tag ${(index * 7) % 80}`] }),
);

export const channelOf = (
  channel: string,
  platform: ChannelAddress['platform'] = 'slack',
): ChannelAddress => ({
  platform,
  workspace: 'T1',
  channel,
});

/** A post as the platform got it. */
export interface Posted {
  readonly channel: string;
  readonly key: string;
  readonly tags: readonly string[];
  readonly at: string;
}

/** The daily posts on a state.sqlite of their own, by a clock that a test sets. */
export interface DailyWorld extends DailyDesk {
  readonly folder: string;
  readonly log: ReturnType<typeof memoryLog>;
  readonly posted: Posted[];
  /** The channels that were posted to, and when, to the minute; both in order. */
  channels(): string[];
  times(): string[];
  readonly daily: Daily;
  /** Another process, as it were, on the same file; by a clock of its own, where one is given. */
  another(now?: () => number): Daily;
  /** How posts are answered from now on; posted, where nothing is said. */
  answer(outcome: (channel: string) => PostOutcome | Promise<PostOutcome>): void;
  /** Sets the clock, and has a tick. */
  tickAt(moment: string): Promise<void>;
  setClock(moment: string): void;
  /** Subscribes a channel, at that moment. */
  subscribe(channel: string, moment: string, schedule?: Schedule): void;
}

export async function dailyWorld(papers: Papers): Promise<DailyWorld> {
  const folder = await temporaryFolder();
  const log = memoryLog();
  let clock = 0;
  let outcomeOf = (_channel: string): PostOutcome | Promise<PostOutcome> => ({ kind: 'posted' });
  const posted: Posted[] = [];
  const post: Post = async ({ channel }, reply, key) => {
    const outcome = await outcomeOf(channel);
    if (outcome.kind !== 'posted' || reply.kind !== 'daily') return outcome;
    const tags = [reply.featured, ...reply.others].map(({ tag }) => tag);
    posted.push({ channel, key, tags, at: new Date(clock).toISOString() });
    return outcome;
  };
  const desk = (now = (): number => clock): DailyDesk => {
    const database = openState(folder);
    atEnd(() => database.close());
    return {
      subscriptions: openSubscriptions(database),
      deliveries: openDeliveries(database),
      defaults: NINE,
      composing: () => composing(papers),
      now,
    };
  };
  const platforms = [{ name: 'slack', post } as const];
  const first = desk();
  const daily = openDaily({ ...first, log, platforms });
  return {
    ...first,
    folder,
    log,
    posted,
    channels: () => posted.map(({ channel }) => channel),
    times: () => posted.map(({ at }) => at.slice(0, 'YYYY-MM-DDThh:mm'.length)),
    daily,
    another: now => openDaily({ ...desk(now), log, platforms }),
    answer: outcome => {
      outcomeOf = outcome;
    },
    setClock: moment => {
      clock = Date.parse(moment);
    },
    tickAt: async moment => {
      clock = Date.parse(moment);
      await daily.tick();
    },
    subscribe: (channel, moment, schedule = NINE) => {
      const wished = { address: channelOf(channel), schedule, person: { id: 'U1', name: 'Ada' } };
      first.subscriptions.put(wished, Date.parse(moment));
    },
  };
}
