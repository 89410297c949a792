import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ChannelAddress } from '../channel.ts';
import type { StateDatabase } from '../state/database.ts';
import { addressColumns, keyOf, OF_CHANNEL, type Subscription } from './subscriptions.ts';

/** A post of a day, the one in the channel's zone on which it is made. `tries` counts the ones made so far, this one included. */
export interface Delivery {
  readonly id: string;
  readonly address: ChannelAddress;
  readonly day: string;
  readonly dueAt: number;
  readonly tries: number;
}

/** How a delivery ended, or when it is tried again. */
export type Settled =
  | { readonly kind: 'sent' | 'failed' | 'unknown' }
  | { readonly kind: 'waiting'; readonly tryAt: number; readonly tries: number };

/**
 * What was posted when, in state.sqlite. A post is claimed before it is sent, by one process alone; what stays claimed
 * may have been sent or not, and is never sent again.
 */
export interface Deliveries {
  /**
   * Claims the post that is due, and moves the subscription on to its next run.
   * @returns null where another process has claimed it, the subscription has changed, or the day has had its post
   */
  claim(subscription: Subscription, post: Planned, now: number): Delivery | null;
  /** Claims one that was waiting. @returns null where that has changed, or the channel is not subscribed any more */
  claimAgain(waiting: Delivery, tags: readonly string[], now: number): Delivery | null;
  settle(delivery: Delivery, how: Settled, now: number): void;
  /** @returns those that are to be tried again by now */
  waiting(now: number): Delivery[];
  /** @returns those claimed before a moment and not settled since, which are `unknown` from now on */
  abandon(before: number, now: number): Delivery[];
  /** @returns the tags that may have been posted in a channel, the newest first, as many as are asked for at most */
  recentTags(address: ChannelAddress, most: number): string[];
  /** @returns the day and the moment of the newest post that may have been seen in the channel, or null */
  last(address: ChannelAddress): { readonly day: string; readonly at: number } | null;
}

export interface Planned {
  readonly day: string;
  readonly nextRun: number;
  readonly tags: readonly string[];
}

/** Enough to remember 60 tags of five a post, and some more to look at. */
const KEPT_A_CHANNEL = 60;

const SEEN = "state IN ('claimed', 'sent', 'unknown')";

const rowSchema = z
  .object({
    ...addressColumns,
    id: z.string(),
    day: z.string(),
    due_at: z.int(),
    tries: z.int(),
  })
  .transform(
    ({ id, platform, workspace, channel, day, due_at: dueAt, tries }): Delivery => ({
      id,
      address: { platform, workspace, channel },
      day,
      dueAt,
      tries,
    }),
  );
const rowsSchema = z.array(rowSchema);
const tagsSchema = z.array(
  z.object({ tags: z.string() }).transform(({ tags }) => z.array(z.string()).parse(JSON.parse(tags))),
);
const lastSchema = z.object({ day: z.string(), state_at: z.int() });

export function openDeliveries(database: StateDatabase): Deliveries {
  const move = database.prepare(
    `UPDATE subscriptions SET next_run = ? WHERE ${OF_CHANNEL} AND next_run = ? AND paused_at IS NULL`,
  );
  const insert = database.prepare(
    `INSERT INTO deliveries
       (id, platform, workspace, channel, day, due_at, state, state_at, tries, tags)
     VALUES (?, ?, ?, ?, ?, ?, 'claimed', ?, 1, ?)
     ON CONFLICT (platform, workspace, channel, day) DO UPDATE SET
       id = excluded.id, due_at = excluded.due_at, state = excluded.state, state_at = excluded.state_at,
       tries = excluded.tries, tags = excluded.tags
     WHERE deliveries.state = 'failed'`,
  );
  const prune = database.prepare(
    `DELETE FROM deliveries WHERE ${OF_CHANNEL} AND day <
       (SELECT day FROM deliveries WHERE ${OF_CHANNEL} ORDER BY day DESC LIMIT 1 OFFSET ${KEPT_A_CHANNEL})`,
  );
  const reclaim = database.prepare(
    `UPDATE deliveries SET state = 'claimed', state_at = ?, tries = tries + 1, try_at = NULL, tags = ?
     WHERE id = ? AND state = 'waiting' AND tries = ? AND EXISTS
       (SELECT 1 FROM subscriptions AS subscription WHERE subscription.paused_at IS NULL
          AND subscription.platform = deliveries.platform AND subscription.workspace = deliveries.workspace
          AND subscription.channel = deliveries.channel)`,
  );
  const settle = database.prepare(
    'UPDATE deliveries SET state = ?, state_at = ?, try_at = ?, tries = ? WHERE id = ?',
  );
  const recover = database.prepare(
    `UPDATE subscriptions SET failing_since = NULL WHERE ${OF_CHANNEL} AND failing_since IS NOT NULL`,
  );
  const readWaiting = database.prepare("SELECT * FROM deliveries WHERE state = 'waiting' AND try_at <= ?");
  const abandon = database.prepare(
    "UPDATE deliveries SET state = 'unknown', state_at = ? WHERE state = 'claimed' AND state_at < ? RETURNING *",
  );
  const readTags = database.prepare(
    `SELECT tags FROM deliveries WHERE ${OF_CHANNEL} AND ${SEEN} ORDER BY day DESC LIMIT ?`,
  );
  const readLast = database.prepare(
    `SELECT day, state_at FROM deliveries WHERE ${OF_CHANNEL} AND ${SEEN} ORDER BY day DESC LIMIT 1`,
  );

  const claim = (
    subscription: Subscription,
    { day, nextRun, tags }: Planned,
    now: number,
  ): Delivery | null => {
    const { address, nextRun: dueAt } = subscription;
    const key = keyOf(address);
    if (move.run(nextRun, ...key, dueAt).changes === 0) return null;
    const id = randomBytes(12).toString('hex');
    const { changes } = insert.run(id, ...key, day, dueAt, now, JSON.stringify(tags));
    prune.run(...key, ...key);
    return changes === 0 ? null : { id, address, day, dueAt, tries: 1 };
  };
  const settleOne = (delivery: Delivery, how: Settled, now: number): void => {
    const tryAt = how.kind === 'waiting' ? how.tryAt : null;
    const tries = how.kind === 'waiting' ? how.tries : delivery.tries;
    settle.run(how.kind, now, tryAt, tries, delivery.id);
    if (how.kind === 'sent') recover.run(...keyOf(delivery.address));
  };
  const inOne = <Given extends unknown[], Result>(
    work: (...given: Given) => Result,
  ): ((...given: Given) => Result) => {
    const transaction = database.transaction(work);
    return (...given) => transaction.immediate(...given);
  };

  return {
    claim: inOne(claim),
    claimAgain: (waiting, tags, now) => {
      const { changes } = reclaim.run(now, JSON.stringify(tags), waiting.id, waiting.tries);
      return changes === 0 ? null : { ...waiting, tries: waiting.tries + 1 };
    },
    settle: inOne(settleOne),
    waiting: now => rowsSchema.parse(readWaiting.all(now)),
    abandon: (before, now) => rowsSchema.parse(abandon.all(now, before)),
    recentTags: (address, most) =>
      tagsSchema
        .parse(readTags.all(...keyOf(address), most))
        .flat()
        .slice(0, most),
    last: address => {
      const row = readLast.get(...keyOf(address));
      if (row === undefined) return null;
      const { day, state_at: at } = lastSchema.parse(row);
      return { day, at };
    },
  };
}
