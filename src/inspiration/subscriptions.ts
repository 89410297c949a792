import { z } from 'zod';
import type { Person } from '../bot/reply.ts';
import type { ChannelAddress } from '../channel.ts';
import type { StateDatabase } from '../state/database.ts';
import type { Schedule } from './schedule.ts';

/** A channel's daily post, as somebody wished it. All moments are milliseconds since 1970. */
export interface Subscription {
  readonly address: ChannelAddress;
  readonly schedule: Schedule;
  readonly person: Person;
  readonly since: number;
  readonly nextRun: number;
  /** The day of the first post that the channel refused, where none went out since. */
  readonly failingSince: string | null;
  /** Since when nothing is posted any more because the channel refuses it. */
  readonly pausedAt: number | null;
}

/** The subscriptions in state.sqlite. What two processes do at once, each does to what the other left. */
export interface Subscriptions {
  /** Subscribes the channel, or changes its subscription; one that was paused goes on. */
  put(subscription: Omit<Subscription, 'failingSince' | 'pausedAt'>): void;
  get(address: ChannelAddress): Subscription | null;
  /** @returns whether there was one */
  remove(address: ChannelAddress): boolean;
  /** @returns those that are due and not paused, the earliest first */
  due(now: number): Subscription[];
  /**
   * Leaves out a run.
   * @returns whether it was still the next one
   */
  skip(subscription: Subscription, nextRun: number): boolean;
  /** @param day of the post that the channel refused at last */
  fail(address: ChannelAddress, day: string): void;
  pause(address: ChannelAddress, now: number): void;
}

/** The channel is known by three columns; every statement that names one channel ends so. */
export const OF_CHANNEL = 'platform = ? AND workspace = ? AND channel = ?';

export function keyOf({ platform, workspace, channel }: ChannelAddress): [string, string, string] {
  return [platform, workspace, channel];
}

export const addressColumns = {
  platform: z.enum(['slack', 'discord']),
  workspace: z.string(),
  channel: z.string(),
};

const rowSchema = z
  .object({
    ...addressColumns,
    cron: z.string(),
    zone: z.string(),
    person_id: z.string(),
    person_name: z.string(),
    subscribed_at: z.int(),
    next_run: z.int(),
    failing_since: z.string().nullable(),
    paused_at: z.int().nullable(),
  })
  .transform(
    (row): Subscription => ({
      address: { platform: row.platform, workspace: row.workspace, channel: row.channel },
      schedule: { cron: row.cron, zone: row.zone },
      person: { id: row.person_id, name: row.person_name },
      since: row.subscribed_at,
      nextRun: row.next_run,
      failingSince: row.failing_since,
      pausedAt: row.paused_at,
    }),
  );

export function openSubscriptions(database: StateDatabase): Subscriptions {
  const write = database.prepare(
    `INSERT OR REPLACE INTO subscriptions
       (platform, workspace, channel, cron, zone, person_id, person_name, subscribed_at, next_run)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const read = database.prepare(`SELECT * FROM subscriptions WHERE ${OF_CHANNEL}`);
  const forget = database.prepare(`DELETE FROM subscriptions WHERE ${OF_CHANNEL}`);
  const readDue = database.prepare(
    'SELECT * FROM subscriptions WHERE paused_at IS NULL AND next_run <= ? ORDER BY next_run',
  );
  const move = database.prepare(`UPDATE subscriptions SET next_run = ? WHERE ${OF_CHANNEL} AND next_run = ?`);
  const fail = database.prepare(
    `UPDATE subscriptions SET failing_since = coalesce(failing_since, ?) WHERE ${OF_CHANNEL}`,
  );
  const pause = database.prepare(`UPDATE subscriptions SET paused_at = ? WHERE ${OF_CHANNEL}`);
  return {
    put: ({ address, schedule, person, since, nextRun }) => {
      const { cron, zone } = schedule;
      write.run(...keyOf(address), cron, zone, person.id, person.name, since, nextRun);
    },
    get: address => {
      const row = read.get(...keyOf(address));
      return row === undefined ? null : rowSchema.parse(row);
    },
    remove: address => forget.run(...keyOf(address)).changes > 0,
    due: now => z.array(rowSchema).parse(readDue.all(now)),
    skip: ({ address, nextRun: was }, nextRun) => move.run(nextRun, ...keyOf(address), was).changes > 0,
    fail: (address, day) => void fail.run(day, ...keyOf(address)),
    pause: (address, now) => void pause.run(now, ...keyOf(address)),
  };
}
