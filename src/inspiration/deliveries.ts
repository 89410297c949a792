import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ChannelAddress } from '../channel.ts';
import { inTransaction, type StateDatabase } from '../state/database.ts';
import { addressColumns, keyOf, OF_CHANNEL, SEEN, type Subscription } from './subscriptions.ts';

/** A post of a day, the one in the channel's zone on which it is made. */
export interface Delivery {
  readonly id: string;
  readonly address: ChannelAddress;
  readonly day: string;
  readonly dueAt: number;
  /** How often it was sent, this time included where it is claimed. */
  readonly tries: number;
  /** Who refused it the last time; null where nobody did. */
  readonly refusedBy: 'channel' | 'platform' | null;
}

/** How a try ended, or when there is another. */
export type Settled =
  | { readonly kind: 'sent' | 'failed' | 'unknown' }
  | {
      readonly kind: 'waiting';
      readonly tryAt: number;
      readonly tries: number;
      readonly refusedBy: Delivery['refusedBy'];
    };

/**
 * What was posted when, in state.sqlite. A post is claimed before it is sent, by one process alone; what stays claimed
 * may have been sent or not, and is never sent again.
 */
export interface Deliveries {
  /**
   * Claims the post that is due, and moves the subscription on to its next run.
   * @returns null where another process has claimed it, the subscription has changed, or the day has a post already,
   *   sent or to be tried again
   */
  claim(subscription: Subscription, post: Planned, now: number): Delivery | null;
  /** Claims one that was waiting. @returns null where that has changed, or the channel is not subscribed any more */
  claimAgain(waiting: Delivery, tags: readonly string[], now: number): Delivery | null;
  /** @returns what was claimed as it stands now, or null where it was given up meanwhile, which stays so */
  settle(claimed: Delivery, how: Settled, now: number): Delivery | null;
  /** Gives up one that was waiting. @returns whether it still was */
  giveUp(waiting: Delivery, now: number): boolean;
  /** @returns those that are to be tried again by now */
  waiting(now: number): Delivery[];
  /** @returns those claimed before a moment and not settled since, which are `unknown` from now on */
  abandon(before: number): Delivery[];
  /** @returns the tags that may have been posted in a channel, the newest first, as many as are asked for at most */
  recentTags(address: ChannelAddress, most: number): string[];
}

export interface Planned {
  readonly day: string;
  readonly nextRun: number;
  readonly tags: readonly string[];
}

/** Enough to remember 60 tags of five a post, and some more to look at. */
const KEPT_A_CHANNEL = 60;

const rowSchema = z
  .object({
    ...addressColumns,
    id: z.string(),
    day: z.string(),
    due_at: z.int(),
    tries: z.int(),
    refused_by: z.enum(['channel', 'platform']).nullable(),
  })
  .transform(
    ({ id, platform, workspace, channel, day, tries, ...row }): Delivery => ({
      id,
      address: { platform, workspace, channel },
      day,
      dueAt: row.due_at,
      tries,
      refusedBy: row.refused_by,
    }),
  );
const rowsSchema = z.array(rowSchema);
const tagsSchema = z.array(
  z.object({ tags: z.string() }).transform(({ tags }) => z.array(z.string()).parse(JSON.parse(tags))),
);

export function openDeliveries(database: StateDatabase): Deliveries {
  const move = database.prepare(
    `UPDATE subscriptions SET next_run = ?
     WHERE ${OF_CHANNEL} AND next_run = ? AND cron = ? AND zone = ? AND paused_at IS NULL`,
  );
  const insert = database.prepare(
    `INSERT INTO deliveries
       (id, platform, workspace, channel, day, due_at, state, state_at, tries, tags)
     VALUES (?, ?, ?, ?, ?, ?, 'claimed', ?, 1, ?)
     ON CONFLICT (platform, workspace, channel, day) DO UPDATE SET
       id = excluded.id, due_at = excluded.due_at, state = excluded.state, state_at = excluded.state_at,
       tries = excluded.tries, refused_by = NULL, tags = excluded.tags
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
    `UPDATE deliveries SET state = ?, state_at = ?, try_at = ?, tries = ?, refused_by = ?
     WHERE id = ? AND state = 'claimed' AND tries = ?`,
  );
  const recover = database.prepare(
    `UPDATE subscriptions SET failing_since = NULL, failed_days = 0
     WHERE ${OF_CHANNEL} AND failing_since IS NOT NULL`,
  );
  const giveUp = database.prepare(
    `UPDATE deliveries SET state = 'failed', state_at = ?, try_at = NULL
     WHERE id = ? AND state = 'waiting' AND tries = ?`,
  );
  const readWaiting = database.prepare("SELECT * FROM deliveries WHERE state = 'waiting' AND try_at <= ?");
  const abandon = database.prepare(
    "UPDATE deliveries SET state = 'unknown' WHERE state = 'claimed' AND state_at < ? RETURNING *",
  );
  const readTags = database.prepare(
    `SELECT tags FROM deliveries WHERE ${OF_CHANNEL} AND ${SEEN} ORDER BY day DESC LIMIT ?`,
  );

  const claim = (
    { address, schedule, nextRun: dueAt }: Subscription,
    { day, nextRun, tags }: Planned,
    now: number,
  ): Delivery | null => {
    const key = keyOf(address);
    if (move.run(nextRun, ...key, dueAt, schedule.cron, schedule.zone).changes === 0) return null;
    const id = randomBytes(12).toString('hex');
    const { changes } = insert.run(id, ...key, day, dueAt, now, JSON.stringify(tags));
    prune.run(...key, ...key);
    return changes === 0 ? null : { id, address, day, dueAt, tries: 1, refusedBy: null };
  };
  const settleOne = (claimed: Delivery, how: Settled, now: number): Delivery | null => {
    const { id, address, tries } = claimed;
    const isWaiting = how.kind === 'waiting';
    const after = isWaiting ? { ...claimed, tries: how.tries, refusedBy: how.refusedBy } : claimed;
    const tryAt = isWaiting ? how.tryAt : null;
    const { changes } = settle.run(how.kind, now, tryAt, after.tries, after.refusedBy, id, tries);
    if (how.kind === 'sent' || how.kind === 'unknown') recover.run(...keyOf(address));
    return changes === 0 ? null : after;
  };

  return {
    claim: inTransaction(database, claim),
    claimAgain: (waiting, tags, now) => {
      const { changes } = reclaim.run(now, JSON.stringify(tags), waiting.id, waiting.tries);
      return changes === 0 ? null : { ...waiting, tries: waiting.tries + 1 };
    },
    settle: inTransaction(database, settleOne),
    giveUp: ({ id, tries }, now) => giveUp.run(now, id, tries).changes > 0,
    waiting: now => rowsSchema.parse(readWaiting.all(now)),
    abandon: before => rowsSchema.parse(abandon.all(before)),
    recentTags: (address, most) =>
      tagsSchema
        .parse(readTags.all(...keyOf(address), most))
        .flat()
        .slice(0, most),
  };
}
