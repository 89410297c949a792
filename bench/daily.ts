/**
 * Thousands of subscriptions due in one minute, posted by the real adapters:
 * `npm run bench:daily -- [--channels 5000] [--slack 20] [--discord 50]`, where the two say how many posts a second
 * the platforms take (0: all). Some channels refuse, and some break the connection.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe as subscribeTo } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import getPort from 'get-port';
import { discordPlatform } from '../adapters/discord/index.ts';
import { slackPlatform } from '../adapters/slack/index.ts';
import { createBot } from '../src/bot/bot.ts';
import { createCompleter } from '../src/bot/complete.ts';
import { composing } from '../src/bot/daily-post.ts';
import { loadCatalogue } from '../src/catalogue.ts';
import type { ChannelAddress, Post, PostOutcome } from '../src/channel.ts';
import { openDaily } from '../src/inspiration/daily.ts';
import { openDeliveries } from '../src/inspiration/deliveries.ts';
import { openSubscriptions, type Subscriptions } from '../src/inspiration/subscriptions.ts';
import { createLog } from '../src/log.ts';
import type { Connected, Platform } from '../src/platforms.ts';
import { openIndexer } from '../src/search/indexer.ts';
import { openState } from '../src/state/database.ts';
import { openKeptText } from '../src/state/kept-text.ts';
import { openTexts } from '../src/texts/texts.ts';
import { TOKEN } from '../test/support/discord/server.ts';
import type { Seen, Ways } from './daily-stand-in.ts';
import { residentPeakMb } from './memory.ts';
import { openBenchPapers, withFreshEngine } from './setup.ts';
import { startStandIn } from './start-stand-in.ts';

/** Every thousandth channel of either platform. */
const ENDINGS = { refuses: '997', breaks: '998', breaksAfterwards: '999' };
/** A timer may be a millisecond early; discord.js adds 50 ms to what Discord says, and again to the time that it tells. */
const MARGINS_MS = { slack: 2, discord: 102 };

const WORKSPACE = '7000000000000000001';

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '5000' },
    slack: { type: 'string', default: '20' },
    discord: { type: 'string', default: '50' },
  },
});
const ways: Ways = { slack: Number(values.slack), discord: Number(values.discord), endings: ENDINGS };
const channels = Number(values.channels);
/** What the log says of every refusal is counted here, and printed once. */
const log = createLog('error');

/** What a request is sent for: a post, which was begun when the platform had said to wait, or when it had not. */
const purpose = new AsyncLocalStorage<{ readonly isTooEarly: boolean }>();

await withFreshEngine(async (engine, dataDir) => {
  const texts = openTexts(dataDir);
  await loadCatalogue(openIndexer(engine, texts));
  await texts.close();
  const { papers, close } = openBenchPapers(engine, dataDir);
  const state = openState(dataDir);
  const desk = {
    bot: createBot(papers, log),
    completer: createCompleter(papers, log),
    kept: openKeptText(state),
    log,
  };
  const subscriptions = openSubscriptions(state);
  subscribe(subscriptions);
  const standIn = await startStandIn(ways);
  const platforms = [
    slackPlatform({
      ...desk,
      config: {
        botToken: 'xoxb-bench',
        apiUrl: `${standIn.url}/slack/`,
        transport: { kind: 'http', signingSecret: 'bench', host: '127.0.0.1', port: await getPort() },
      },
    }),
    discordPlatform({ token: TOKEN, apiUrl: `${standIn.url}/api` }, desk),
  ];
  const connected = await Promise.all(platforms.map((platform: Platform) => platform.start()));
  const watched = connected.map(watch);
  const requests = countRequests();
  const memoryBefore = residentPeakMb(process.pid);
  const startedAt = performance.now();
  const daily = openDaily({
    subscriptions,
    deliveries: openDeliveries(state),
    composing: () => composing(papers),
    platforms: watched,
    log,
    now: Date.now,
  });
  await daily.tick();
  // Nothing of it is sent again.
  await daily.tick();
  report(await standIn.seen(), watched, { startedAt, memoryBefore, ...requests });
  await Promise.all(connected.map(platform => platform.stop()));
  standIn.end();
  await close();
});

function addresses(): ChannelAddress[] {
  return Array.from({ length: channels }, (_, index): ChannelAddress => {
    const platform = index % 2 === 0 ? 'slack' : 'discord';
    const number = String(6_000_000_000_000_000_000n + BigInt(Math.floor(index / 2)));
    return { platform, workspace: WORKSPACE, channel: platform === 'slack' ? `C${number}` : number };
  });
}

/** All of them due in the minute that just began. */
function subscribe(subscriptions: Subscriptions): void {
  const aMinuteAgo = Date.now() - 60_000;
  const schedule = { cron: '* * * * *', zone: 'UTC' };
  const person = { id: 'U1', name: 'Ada' };
  for (const address of addresses()) subscriptions.put({ address, schedule, person }, aMinuteAgo);
}

interface Watched extends Pick<Connected, 'name' | 'post'> {
  readonly outcomes: Map<PostOutcome['kind'], number>;
  /** Why it is not known of some whether they were posted. */
  readonly doubts: Map<string, number>;
  readonly lastAt: () => number;
}

function watch({ name, post }: Connected): Watched {
  const outcomes = new Map<PostOutcome['kind'], number>();
  const doubts = new Map<string, number>();
  let shutUntil = 0;
  let lastAt = 0;
  const watchedPost: Post = async (...given) => {
    const isTooEarly = performance.now() < shutUntil;
    const outcome = await purpose.run({ isTooEarly }, () => post(...given));
    outcomes.set(outcome.kind, (outcomes.get(outcome.kind) ?? 0) + 1);
    if (outcome.kind === 'unknown') doubts.set(outcome.why, (doubts.get(outcome.why) ?? 0) + 1);
    const now = performance.now();
    if (outcome.kind === 'posted') lastAt = now;
    if (outcome.kind === 'limited') shutUntil = Math.max(shutUntil, now + outcome.waitMs - MARGINS_MS[name]);
    return outcome;
  };
  return { name, post: watchedPost, outcomes, doubts, lastAt: () => lastAt };
}

interface Requests {
  /** For posts. */
  begun: number;
  /** For posts that were begun when their platform had said to wait. */
  tooEarly: number;
}

/** @returns what is counted from now on, by what undici says, which sends every request */
function countRequests(): Requests {
  const count: Requests = { begun: 0, tooEarly: 0 };
  subscribeTo('undici:request:create', () => {
    const post = purpose.getStore();
    if (post !== undefined) count.begun += 1;
    if (post?.isTooEarly === true) count.tooEarly += 1;
  });
  return count;
}

interface Measured extends Requests {
  readonly startedAt: number;
  /** In megabytes, at most until then. */
  readonly memoryBefore: number;
}

function report(
  { messages, limited }: Seen,
  watched: readonly Watched[],
  { startedAt, memoryBefore, begun, tooEarly }: Measured,
): void {
  const counts = new Map(messages);
  const takes = addresses().filter(({ channel }) =>
    [ENDINGS.refuses, ENDINGS.breaks].every(ending => !channel.endsWith(ending)),
  );
  const countOf = ({ platform, channel }: ChannelAddress): number =>
    counts.get(`${platform} ${channel}`) ?? 0;
  const single = takes.filter(address => countOf(address) === 1).length;
  const twice = messages.filter(([, count]) => count > 1).length;
  const limit = (aSecond: number): string => (aSecond === 0 ? 'no limit' : `${aSecond} a second`);
  console.log(
    `${channels} channels due at once; Slack: ${limit(ways.slack)}, Discord: ${limit(ways.discord)}`,
  );
  for (const { name, outcomes, doubts, lastAt } of watched) {
    const seconds = (lastAt() - startedAt) / 1_000;
    const posted = outcomes.get('posted') ?? 0;
    const others = [...outcomes]
      .filter(([kind]) => kind !== 'posted')
      .map(([kind, count]) => `${count} ${kind}`);
    console.log(
      `  ${name.padEnd(8)} ${posted} posted in ${seconds.toFixed(1)} s, ${(posted / seconds).toFixed(0)} a second; ${others.join(', ')}`,
    );
    for (const [why, count] of doubts) console.log(`           ${count} unknown: ${why}`);
  }
  console.log(
    `  in the channels  once ${single} of ${takes.length}, twice ${twice}, missing ${takes.length - single - twice}`,
  );
  console.log(
    `  requests         ${begun}, of which ${limited} were told to wait; begun while they had to wait: ${tooEarly}`,
  );
  console.log(
    `  memory           ${residentPeakMb(process.pid).toFixed(0)} MB at most, ${memoryBefore.toFixed(0)} MB before`,
  );
  console.log(
    `  aim              each once, none twice, none too early: ${single === takes.length && twice === 0 && tooEarly === 0 ? 'met' : 'missed'}`,
  );
}
