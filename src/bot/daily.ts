import { randomBytes } from 'node:crypto';
import { assertNever } from '../errors.ts';
import type { Deliveries } from '../inspiration/deliveries.ts';
import { type DailyOrder, scheduleOf, type Wish } from '../inspiration/order.ts';
import { localTime, type Schedule, scheduleText } from '../inspiration/schedule.ts';
import type { Subscription, Subscriptions } from '../inspiration/subscriptions.ts';
import { TAGS_BETWEEN } from '../inspiration/tags.ts';
import type { Caller } from './caller.ts';
import type { DailyChange } from './change.ts';
import type { Compose } from './daily-post.ts';
import { code, type Example, type Person, person, plain, type Reply, type Text } from './reply.ts';

/** What `/iclr daily` works with. */
export interface DailyDesk {
  readonly subscriptions: Subscriptions;
  readonly deliveries: Deliveries;
  /** What a new subscription has, as far as its command leaves it open. */
  readonly defaults: Schedule;
  /** @throws EngineUnavailableError */
  readonly composing: () => Promise<Compose>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type ChannelCaller = Caller & { readonly kind: 'channel' };

/** Answers `/iclr daily …`. */
export async function answerDaily(order: DailyOrder, caller: Caller, desk: DailyDesk): Promise<Reply> {
  if (order.kind === 'unknown') return unknownReply(order);
  if (order.kind === 'preview') return preview(caller, desk);
  if (caller.kind === 'console') {
    return notice(
      [plain('A terminal has no channel to post to: this is for Slack and Discord.')],
      [{ action: { kind: 'daily', order: 'preview' }, why: 'shows what a post looks like' }],
    );
  }
  if (caller.kind === 'elsewhere') return notice(caller.why);
  if (order.kind === 'status') return status(caller, desk);
  if (!caller.mayManage) return NOT_ALLOWED;
  return order.kind === 'off' ? end(caller, desk) : subscribe(order, caller, desk);
}

/**
 * Asks once more for an order that came by a button whose text may have been meant for something else; who may not
 * give it hears so at once.
 * @param text what stands after `daily`
 */
export async function confirmDaily(
  order: DailyChange,
  text: string,
  caller: Caller,
  desk: DailyDesk,
): Promise<Reply> {
  if (caller.kind !== 'channel' || !caller.mayManage) return answerDaily(order, caller, desk);
  const why =
    order.kind === 'off'
      ? 'ends the tag of the day in this channel'
      : 'subscribes this channel to a tag of the day';
  return notice(
    [
      plain(
        'This button is from an earlier version of me, and may have been meant for a search. Is it this?',
      ),
    ],
    [{ action: { kind: 'daily', order: text }, why }],
  );
}

async function preview(caller: Caller, { deliveries, composing }: DailyDesk): Promise<Reply> {
  const compose = await composing();
  const recent = caller.kind === 'channel' ? deliveries.recentTags(caller.address, TAGS_BETWEEN) : [];
  const post = await compose(recent);
  return (
    post?.reply ??
    notice([
      plain(
        'There are no papers with tags here yet, so there would be no post. Whoever runs me can bring some in: npm run ingest',
      ),
    ])
  );
}

function status({ address }: ChannelCaller, { subscriptions }: DailyDesk): Reply {
  const subscription = subscriptions.get(address);
  if (subscription === null) return NOT_SUBSCRIBED;
  const { schedule, since, pausedAt, failingSince } = subscription;
  const by = [
    plain('Subscribed by '),
    person(subscription.person),
    plain(` on ${localTime(schedule.zone, since)}.`),
  ];
  if (pausedAt !== null) {
    const why = failingSince === null ? '' : ` I could not post here since ${failingSince}.`;
    return notice(
      [plain(`The tag of the day is paused since ${localTime(schedule.zone, pausedAt)}.${why} `), ...by],
      [{ action: { kind: 'daily', order: '' }, why: 'begins again' }],
    );
  }
  return notice([plain(`A tag of the day comes ${nextText(subscription)}. `), ...by]);
}

function end({ address }: ChannelCaller, { subscriptions }: DailyDesk): Reply {
  if (!subscriptions.remove(address)) return NOT_SUBSCRIBED;
  return notice(
    [plain('This channel gets no tag of the day any more.')],
    [{ action: { kind: 'daily', order: '' }, why: 'begins again' }],
  );
}

/**
 * Says in the channel what will come, and stores the subscription once that is said: it shows that posts
 * arrive, and tells the others who wished for them.
 */
async function subscribe(wish: Wish, caller: ChannelCaller, desk: DailyDesk): Promise<Reply> {
  const { subscriptions, defaults, now } = desk;
  const { address, person: by } = caller;
  const known = subscriptions.get(address);
  const schedule = scheduleOf(wish, known?.schedule ?? defaults);
  const nextRun = subscriptions.plan(address, schedule, now());
  if (nextRun === null) return notice([plain('No day to come fits this schedule.')]);
  if (known !== null && known.pausedAt === null && isSame(known.schedule, schedule)) {
    return notice([plain(`It is so already: a tag of the day comes ${nextText(known)}.`)]);
  }
  const outcome = await caller.post(announcement(by, { schedule, nextRun }), randomBytes(12).toString('hex'));
  switch (outcome.kind) {
    case 'refused':
      return notice([plain('I cannot post here. '), ...outcome.advice]);
    case 'limited':
      return notice([
        plain(`There is too much for me to post at the moment. Try it again in ${waitText(outcome.waitMs)}.`),
      ]);
    case 'posted':
    case 'unknown': {
      const stored = subscriptions.put({ address, schedule, person: by }, now()) ?? { schedule, nextRun };
      const unsure = outcome.kind === 'unknown' ? ' I could not see whether the channel was told of it.' : '';
      return notice([plain(`Done: a tag of the day comes ${nextText(stored)}.${unsure}`)]);
    }
    default:
      return assertNever(outcome);
  }
}

function announcement(by: Person, coming: Pick<Subscription, 'schedule' | 'nextRun'>): Reply {
  return notice([
    person(by),
    plain(` subscribed this channel to a tag of the day: it comes ${nextText(coming)}. `),
    code('/iclr daily off'),
    plain(' ends it.'),
  ]);
}

/** @returns for example "on weekdays at 09:00 (Europe/Berlin), next on Thu, 26 Nov 2026, 09:00" */
function nextText({ schedule, nextRun }: Pick<Subscription, 'schedule' | 'nextRun'>): string {
  return `${scheduleText(schedule)}, next on ${localTime(schedule.zone, nextRun)}`;
}

function isSame(one: Schedule, other: Schedule): boolean {
  return one.cron === other.cron && one.zone === other.zone;
}

function unknownReply({ what, text, whole, orders }: DailyOrder & { readonly kind: 'unknown' }): Reply {
  const problem: Record<typeof what, string> = {
    time: ' is not one time of the day.',
    zone: ' is not one time zone that I know. A zone is written like Europe/Berlin, and a large city does as well.',
    days: ' is not a word for days that I know.',
  };
  return notice(
    [
      code(text),
      plain(`${problem[what]} To search for these words, quote them: `),
      code(`"daily" ${whole}`),
      plain('. What is nearest:'),
    ],
    orders.map(order => ({ action: { kind: 'daily', order }, why: 'subscribes this channel' })),
  );
}

/** @returns for example "30 seconds" */
function waitText(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds > 120) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? 'a second' : `${seconds} seconds`;
}

function notice(text: Text, examples: readonly Example[] = []): Reply {
  return { kind: 'notice', text, examples };
}

const NOT_ALLOWED = notice([
  plain(
    'What is posted here is for those to decide who may manage this channel: it takes the permission Manage Channels. Ask one of them.',
  ),
]);

const NOT_SUBSCRIBED = notice(
  [plain('This channel gets no tag of the day.')],
  [
    { action: { kind: 'daily', order: '' }, why: 'a tag and a paper of it, at the usual time' },
    { action: { kind: 'daily', order: '09:30 Europe/Berlin' }, why: 'at a time of your own' },
    { action: { kind: 'daily', order: 'preview' }, why: 'what a post looks like' },
  ],
);
