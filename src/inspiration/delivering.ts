import type { Compose, DailyPost } from '../bot/daily-post.ts';
import type { ChannelAddress, Post, PostOutcome } from '../channel.ts';
import { assertNever, EngineUnavailableError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Deliveries, Delivery } from './deliveries.ts';
import type { Gate } from './gate.ts';
import { localDay, nextPost } from './schedule.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';
import { TAGS_BETWEEN } from './tags.ts';

const MINUTE_MS = 60_000;

/** A bot that was down posts this late, and no later. */
const LATEST_MS = 180 * MINUTE_MS;

/** After each of these a post that was refused is tried once more, the same day. */
const WAITS_MS = [MINUTE_MS, 5 * MINUTE_MS, 20 * MINUTE_MS];

/** Platforms that say "at once" would be asked again and again. */
const LEAST_WAIT_MS = 1_000;

const FAILING_DAYS = 7;

/** Later than any day that a schedule names. */
const NEVER = 8.64e15;

export interface DeliveringOptions {
  readonly subscriptions: Subscriptions;
  readonly deliveries: Deliveries;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is to be posted: for the first time that day, or once more. */
export type Job =
  | { readonly kind: 'due'; readonly subscription: Subscription }
  | { readonly kind: 'again'; readonly delivery: Delivery; readonly subscription: Subscription };

/** What became of a job. What is not `sent`, `given up` or `taken` by somebody else is done by a later tick. */
export type Result =
  | 'sent'
  | 'given up'
  | 'taken'
  | 'to be tried again'
  | 'no papers'
  | 'no engine'
  | 'stopped';

/** Where and how one job is done. */
export interface Means {
  readonly post: Post;
  readonly gate: Gate;
  readonly compose: Compose;
}

/** Posts to one channel: claims, sends, records. What comes too late for its day is given up. */
export async function deliver(
  job: Job,
  { post, gate, compose }: Means,
  options: DeliveringOptions,
): Promise<Result> {
  const { deliveries, now } = options;
  const { subscription } = job;
  const { address } = subscription;
  let current = job;
  for (;;) {
    if (!(await gate.open())) return 'stopped';
    if (isTooLate(current, now())) return giveUp(current, options);
    const composed = await composedOrNot(compose, deliveries.recentTags(address, TAGS_BETWEEN));
    if (typeof composed === 'string') return composed;
    if (!(await gate.open())) return 'stopped';
    const claimed = claim(current, composed, options);
    if (claimed === null) return 'taken';
    const outcome = await post(address, composed.reply, claimed.id);
    const settled = settle(claimed, outcome, options);
    if (outcome.kind === 'posted') return 'sent';
    if (outcome.kind === 'unknown') return 'given up';
    if (outcome.kind === 'refused') return settled === null ? 'given up' : 'to be tried again';
    if (!outcome.everywhere || settled === null) return 'to be tried again';
    gate.hold(waitOf(outcome));
    current = { kind: 'again', delivery: settled, subscription };
  }
}

async function composedOrNot(
  compose: Compose,
  recent: readonly string[],
): Promise<DailyPost | 'no papers' | 'no engine'> {
  try {
    return (await compose(recent)) ?? 'no papers';
  } catch (error) {
    if (error instanceof EngineUnavailableError) return 'no engine';
    throw error;
  }
}

/** @returns whether the day is over, or the time so long ago that nobody expects the post any more */
function isTooLate(job: Job, now: number): boolean {
  if (job.kind === 'due') return now - job.subscription.nextRun > LATEST_MS;
  const { day, dueAt } = job.delivery;
  return now - dueAt > LATEST_MS || localDay(job.subscription.schedule.zone, now) !== day;
}

function giveUp(job: Job, options: DeliveringOptions): Result {
  const { subscriptions, deliveries, log, now } = options;
  const { address, schedule, nextRun } = job.subscription;
  if (job.kind === 'again') {
    if (!deliveries.giveUp(job.delivery, now())) return 'taken';
    countFailure(job.delivery, 'it could not be posted in time', options);
    return 'given up';
  }
  const following = subscriptions.plan(address, schedule, now()) ?? NEVER;
  if (!subscriptions.move(job.subscription, following)) return 'taken';
  const late = Math.round((now() - nextRun) / MINUTE_MS);
  log.warn(`${nameOf(address)} gets no post: it was due ${late} minutes ago`);
  return 'given up';
}

function claim(job: Job, { tags }: DailyPost, { deliveries, now }: DeliveringOptions): Delivery | null {
  if (job.kind === 'again') return deliveries.claimAgain(job.delivery, tags, now());
  const { schedule } = job.subscription;
  const day = localDay(schedule.zone, now());
  const nextRun = nextPost(schedule, now(), day) ?? NEVER;
  return deliveries.claim(job.subscription, { day, nextRun, tags }, now());
}

/** @returns the delivery where it is to be tried again, else null */
function settle(claimed: Delivery, outcome: PostOutcome, options: DeliveringOptions): Delivery | null {
  const { deliveries, log, now } = options;
  const { tries, refusedBy, address } = claimed;
  switch (outcome.kind) {
    case 'posted':
      deliveries.settle(claimed, { kind: 'sent' }, now());
      return null;
    case 'unknown':
      deliveries.settle(claimed, { kind: 'unknown' }, now());
      log.warn(unknownWords(claimed, outcome.why));
      return null;
    case 'limited': {
      // It was no try: nobody looked at it.
      const wait = { tryAt: now() + waitOf(outcome), tries: tries - 1, refusedBy };
      return deliveries.settle(claimed, { kind: 'waiting', ...wait }, now());
    }
    case 'refused': {
      const { by, why } = outcome;
      const wait = WAITS_MS[tries - 1];
      if (wait === undefined) {
        deliveries.settle(claimed, { kind: 'failed' }, now());
        countFailure({ ...claimed, refusedBy: by }, why, options);
        return null;
      }
      log.info(`${nameOf(address)} was not posted to (${why}); it is tried again in ${wait / MINUTE_MS} min`);
      return deliveries.settle(
        claimed,
        { kind: 'waiting', tryAt: now() + wait, tries, refusedBy: by },
        now(),
      );
    }
    default:
      return assertNever(outcome);
  }
}

function waitOf({ waitMs }: PostOutcome & { readonly kind: 'limited' }): number {
  return Math.max(waitMs, LEAST_WAIT_MS);
}

/** A post that did not go out: after seven days of that in a row, the channel is left alone. */
function countFailure(delivery: Delivery, why: string, options: DeliveringOptions): void {
  const { subscriptions, log, now } = options;
  const { address, day, refusedBy } = delivery;
  const name = nameOf(address);
  log.warn(`${name} gets no post today: ${why}`);
  // What keeps us from all channels of a platform is not the fault of any.
  if (refusedBy !== 'channel') return;
  if (subscriptions.fail(address, day) < FAILING_DAYS) return;
  subscriptions.pause(address, now());
  log.warn(
    `${name} is paused: it took no post on ${FAILING_DAYS} days in a row. /iclr daily there begins again`,
  );
}

/** @returns what to say of a post that may have been seen or not */
export function unknownWords(delivery: Delivery, why: string): string {
  return `it is not known whether ${nameOf(delivery.address)} got its post of ${delivery.day} (${why}); it is not sent again`;
}

/** @returns for example "Slack channel C024BE91L of T024BE7LD" */
export function nameOf({ platform, workspace, channel }: ChannelAddress): string {
  return `${platform === 'slack' ? 'Slack' : 'Discord'} channel ${channel} of ${workspace}`;
}
