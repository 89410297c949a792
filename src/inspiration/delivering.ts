import type { Compose, DailyPost } from '../bot/daily-post.ts';
import type { ChannelAddress, Post, PostOutcome } from '../channel.ts';
import { assertNever } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Deliveries, Delivery } from './deliveries.ts';
import type { Gate } from './gate.ts';
import { daysBetween, localDay, nextPost } from './schedule.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';
import { TAGS_BETWEEN } from './tags.ts';

const MINUTE_MS = 60_000;

/** A bot that was down posts this late, and no later. */
export const LATEST_MS = 180 * MINUTE_MS;

/** After each of these a post that was refused is tried once more, the same day. */
const WAITS_MS = [MINUTE_MS, 5 * MINUTE_MS, 20 * MINUTE_MS];

const FAILING_DAYS = 7;

/** Later than any year that a schedule names. */
export const NEVER = 8.64e15;

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

/** What became of a job; `put off` leaves it as it was, for the next tick. */
export type Result = 'sent' | 'put off' | 'skipped' | 'taken' | 'not sent';

/** Where and how one job is done. */
export interface Means {
  readonly post: Post;
  readonly gate: Gate;
  readonly compose: Compose;
}

/**
 * Posts to one channel: claims, sends, records. What comes too late for its day is skipped.
 * @throws EngineUnavailableError, before anything is claimed
 */
export async function deliver(
  job: Job,
  { post, gate, compose }: Means,
  options: DeliveringOptions,
): Promise<Result> {
  const { subscriptions, deliveries, now } = options;
  const { address } = job.subscription;
  let current = job;
  for (;;) {
    if (!(await gate.open())) return 'put off';
    if (isTooLate(current, now())) return skip(current, options);
    const composed = await compose(deliveries.recentTags(address, TAGS_BETWEEN));
    if (composed === null) return 'put off';
    const delivery = claim(current, composed, options);
    if (delivery === null) return 'taken';
    const outcome = await post(address, composed.reply, delivery.id);
    record(delivery, outcome, options);
    if (outcome.kind === 'posted') return 'sent';
    if (outcome.kind !== 'limited') return 'not sent';
    gate.hold(outcome.waitMs);
    const subscription = subscriptions.get(address);
    if (subscription === null) return 'not sent';
    current = { kind: 'again', delivery: { ...delivery, tries: delivery.tries - 1 }, subscription };
  }
}

/** @returns whether the day is over or the time so long ago that nobody expects the post any more */
function isTooLate(job: Job, now: number): boolean {
  if (job.kind === 'due') return now - job.subscription.nextRun > LATEST_MS;
  const { day, dueAt } = job.delivery;
  return now - dueAt > LATEST_MS || localDay(job.subscription.schedule.zone, now) !== day;
}

function skip(job: Job, { subscriptions, deliveries, log, now }: DeliveringOptions): Result {
  if (job.kind === 'again') {
    deliveries.settle(job.delivery, { kind: 'failed' }, now());
    log.warn(`${nameOf(job.subscription.address)} gets no post today: it could not be posted in time`);
    return 'skipped';
  }
  const { schedule, nextRun } = job.subscription;
  if (!subscriptions.skip(job.subscription, nextPost(schedule, now(), null) ?? NEVER)) return 'taken';
  const late = Math.round((now() - nextRun) / MINUTE_MS);
  log.info(`${nameOf(job.subscription.address)} gets no post: it was due ${late} minutes ago`);
  return 'skipped';
}

function claim(job: Job, { tags }: DailyPost, { deliveries, now }: DeliveringOptions): Delivery | null {
  if (job.kind === 'again') return deliveries.claimAgain(job.delivery, tags, now());
  const { schedule } = job.subscription;
  const day = localDay(schedule.zone, now());
  const nextRun = nextPost(schedule, now(), day) ?? NEVER;
  return deliveries.claim(job.subscription, { day, nextRun, tags }, now());
}

function record(delivery: Delivery, outcome: PostOutcome, options: DeliveringOptions): void {
  const { deliveries, log, now } = options;
  const name = nameOf(delivery.address);
  switch (outcome.kind) {
    case 'posted':
      deliveries.settle(delivery, { kind: 'sent' }, now());
      return;
    case 'limited':
      // It was not a try: nobody looked at it.
      deliveries.settle(
        delivery,
        { kind: 'waiting', tryAt: now() + outcome.waitMs, tries: delivery.tries - 1 },
        now(),
      );
      log.debug(`${name} has to wait ${outcome.waitMs} ms: its platform takes no more posts now`);
      return;
    case 'unknown':
      deliveries.settle(delivery, { kind: 'unknown' }, now());
      log.warn(unknownWords(delivery, outcome.why));
      return;
    case 'refused':
      recordRefusal(delivery, outcome, options);
      return;
    default:
      assertNever(outcome);
  }
}

function recordRefusal(
  delivery: Delivery,
  { by, why }: PostOutcome & { readonly kind: 'refused' },
  { subscriptions, deliveries, log, now }: DeliveringOptions,
): void {
  const name = nameOf(delivery.address);
  const wait = WAITS_MS[delivery.tries - 1];
  if (wait !== undefined) {
    deliveries.settle(delivery, { kind: 'waiting', tryAt: now() + wait, tries: delivery.tries }, now());
    log.info(`${name} was not posted to (${why}); it is tried again in ${wait / MINUTE_MS} min`);
    return;
  }
  deliveries.settle(delivery, { kind: 'failed' }, now());
  log.warn(`${name} gets no post today: ${why}`);
  // What keeps us from all channels of a platform is not the fault of any.
  if (by === 'platform') return;
  subscriptions.fail(delivery.address, delivery.day);
  const failingSince = subscriptions.get(delivery.address)?.failingSince ?? delivery.day;
  if (daysBetween(failingSince, delivery.day) < FAILING_DAYS) return;
  subscriptions.pause(delivery.address, now());
  log.warn(`${name} is paused: it has taken no post since ${failingSince}. /iclr daily there begins again`);
}

/** @returns what to say of a post that may have been seen or not */
export function unknownWords(delivery: Delivery, why: string): string {
  return `it is not known whether ${nameOf(delivery.address)} got its post of ${delivery.day} (${why}); it is not sent again`;
}

/** @returns for example "Slack channel C024BE91L of T024BE7LD" */
export function nameOf({ platform, workspace, channel }: ChannelAddress): string {
  return `${platform === 'slack' ? 'Slack' : 'Discord'} channel ${channel} of ${workspace}`;
}
