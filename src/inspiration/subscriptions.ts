import { z } from 'zod';
import type { Person } from '../bot/reply.ts';
import type { ChannelAddress } from '../channel.ts';
import { inTransaction, type StateDatabase } from '../state/database.ts';
import { localDay, nextPost, type Schedule } from './schedule.ts';

/** What a channel gets, and who wished for it. */
export interface Wished {
  readonly address: ChannelAddress;
  readonly schedule: Schedule;
  readonly person: Person;
}

/** A channel's daily post. All moments are milliseconds since 1970. */
export interface Subscription extends Wished {
  readonly since: number;
  readonly nextRun: number;
  /** The day of the first post that the channel refused, where none went out since. */
  readonly failingSince: string | null;
  /** Since when nothing is posted any more because the channel refuses it. */
  readonly pausedAt: number | null;
}

/** The subscriptions in state.sqlite. What two processes do at once, each does to what the other left. */
export interface Subscriptions {
  /**
   * Subscribes the channel, or changes its subscription: one that was paused goes on, and a post that was to be tried
   * again is given up. No day that may have had its post gets another.
   * @returns the subscription, or null where no day to come fits the schedule
   */
  put(wished: Wished, now: number): Subscription | null;
  /** @returns when a channel's next post would be, after `put` */
  plan(address: ChannelAddress, schedule: Schedule, now: number): number | null;
  get(address: ChannelAddress): Subscription | null;
  /** @returns whether there was one */
  remove(address: ChannelAddress): boolean;
  /** @returns those that are due and not paused, the earliest first */
  due(now: number): Subscription[];
  /** @returns those that are due only after a moment, and not paused */
  dueAfter(moment: number): Subscription[];
  /**
   * Moves on to another run.
   * @returns whether this was still the next one
   */
  move(subscription: Subscription, nextRun: number): boolean;
  /**
   * Counts a day on which the channel refused its post.
   * @returns how many there were in a row, this one included
   */
  fail(address: ChannelAddress, day: string): number;
  pause(address: ChannelAddress, now: number): void;
}

/** The channel is known by three columns; every statement that names one channel has them so. */
export const OF_CHANNEL = 'platform = ? AND workspace = ? AND channel = ?';

/** What may have been seen in the channel. */
export const SEEN = "state IN ('claimed', 'sent', 'unknown')";

/** Posts of days that are further ahead come from a clock that was wrong. */
const FAR_AHEAD_MS = 30 * 24 * 60 * 60 * 1_000;

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
const lastSchema = z.object({ day: z.string(), state_at: z.int() });
const failedSchema = z.object({ failed_days: z.int() });

export function openSubscriptions(database: StateDatabase): Subscriptions {
  const write = database.prepare(
    `INSERT OR REPLACE INTO subscriptions
       (platform, workspace, channel, cron, zone, person_id, person_name, subscribed_at, next_run)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const read = database.prepare(`SELECT * FROM subscriptions WHERE ${OF_CHANNEL}`);
  const forget = database.prepare(`DELETE FROM subscriptions WHERE ${OF_CHANNEL}`);
  const endWaiting = database.prepare(
    `UPDATE deliveries SET state = 'failed', try_at = NULL WHERE ${OF_CHANNEL} AND state = 'waiting'`,
  );
  const readLast = database.prepare(
    `SELECT day, state_at FROM deliveries WHERE ${OF_CHANNEL} AND ${SEEN} AND day <= ? ORDER BY day DESC LIMIT 1`,
  );
  const readDue = database.prepare(
    'SELECT * FROM subscriptions WHERE paused_at IS NULL AND next_run <= ? ORDER BY next_run',
  );
  const readDueAfter = database.prepare(
    'SELECT * FROM subscriptions WHERE paused_at IS NULL AND next_run > ?',
  );
  const move = database.prepare(`UPDATE subscriptions SET next_run = ? WHERE ${OF_CHANNEL} AND next_run = ?`);
  const fail = database.prepare(
    `UPDATE subscriptions SET failing_since = coalesce(failing_since, ?), failed_days = failed_days + 1
     WHERE ${OF_CHANNEL}`,
  );
  const readFailed = database.prepare(`SELECT failed_days FROM subscriptions WHERE ${OF_CHANNEL}`);
  const pause = database.prepare(`UPDATE subscriptions SET paused_at = ? WHERE ${OF_CHANNEL}`);

  /** The day up to which the channel gets nothing more, by the clock of the post and by that of the schedule. */
  const lastDay = (address: ChannelAddress, { zone }: Schedule, now: number): string | null => {
    const row = readLast.get(...keyOf(address), localDay(zone, now + FAR_AHEAD_MS));
    if (row === undefined) return null;
    const { day, state_at: at } = lastSchema.parse(row);
    return [day, localDay(zone, at)].sort().at(-1) ?? null;
  };
  const plan = (address: ChannelAddress, schedule: Schedule, now: number): number | null =>
    nextPost(schedule, now, lastDay(address, schedule, now));
  const put = ({ address, schedule, person }: Wished, now: number): Subscription | null => {
    endWaiting.run(...keyOf(address));
    const nextRun = plan(address, schedule, now);
    if (nextRun === null) return null;
    write.run(...keyOf(address), schedule.cron, schedule.zone, person.id, person.name, now, nextRun);
    return { address, schedule, person, since: now, nextRun, failingSince: null, pausedAt: null };
  };
  const remove = (address: ChannelAddress): boolean => {
    endWaiting.run(...keyOf(address));
    return forget.run(...keyOf(address)).changes > 0;
  };
  const failOne = (address: ChannelAddress, day: string): number => {
    fail.run(day, ...keyOf(address));
    const row = readFailed.get(...keyOf(address));
    return row === undefined ? 0 : failedSchema.parse(row).failed_days;
  };

  return {
    put: inTransaction(database, put),
    plan,
    get: address => {
      const row = read.get(...keyOf(address));
      return row === undefined ? null : rowSchema.parse(row);
    },
    remove: inTransaction(database, remove),
    due: now => z.array(rowSchema).parse(readDue.all(now)),
    dueAfter: moment => z.array(rowSchema).parse(readDueAfter.all(moment)),
    move: ({ address, nextRun: was }, nextRun) => move.run(nextRun, ...keyOf(address), was).changes > 0,
    fail: inTransaction(database, failOne),
    pause: (address, now) => void pause.run(now, ...keyOf(address)),
  };
}
