import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineFiles, readRecord } from '../../src/engine/files.ts';
import { openSubscriptions } from '../../src/inspiration/subscriptions.ts';
import { processStart } from '../../src/lock/process-identity.ts';
import { openState } from '../../src/state/database.ts';
import { seeded } from '../random.ts';
import { type StandIn, startStandIn } from '../start-stand-in.ts';
import { channelsOf, isReady, postsIn, startBot, subscribe } from './bot.ts';
import { type Run, type Running, run, showsStack, start } from './programs.ts';
import type { Report } from './report.ts';
import { faultsOfPapers, writeVersion } from './versions.ts';

const VICTIMS = ['the engine', 'an ingest', 'the bot'] as const;
type Victim = (typeof VICTIMS)[number];

/** Every so many rounds the program for operators looks, too; else what it is made of does. */
const CHECKED_BY_PROGRAM = 5;
/** The minute in which a tick comes, and some seconds for its posts. */
const A_TICK_MS = 75_000;
/** A share of the bots is killed while it starts. */
const EARLY = 0.25;
const FIRST_GUESS_MS = 4_000;

/**
 * Engine, ingest and bot on one DATA_DIR, each killed (kill -9) so many times at random moments while papers change and channels are
 * subscribed; after each kill it is looked whether anything is lost or double.
 */
export async function attackByKills(report: Report, count: number, seed: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'search-iclr-kills-'));
  const endings = { refuses: 'none', breaks: 'none', breaksAfterwards: 'none' };
  const standIn = await startStandIn({ slack: 0, discord: 0, endings });
  try {
    await killAll(report, count, seeded(seed), folder, standIn);
  } finally {
    standIn.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function killAll(
  report: Report,
  count: number,
  random: () => number,
  folder: string,
  standIn: StandIn,
): Promise<void> {
  const [archive, dataDir] = [join(folder, 'archive'), join(folder, 'data')];
  const kills = new Map<Victim, number>(VICTIMS.map(victim => [victim, 0]));
  const killed = (victim: Victim): void => {
    kills.set(victim, (kills.get(victim) ?? 0) + 1);
    report.count(`kills of ${victim}`);
  };
  let ingestMs = FIRST_GUESS_MS;
  let round = 0;
  const ingest = (): Running =>
    start('ingest/cli.ts', ['archive', archive], { DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
  const judge = async (after: string, version: number | null): Promise<void> => {
    for (const fault of await faultsOfPapers(dataDir, version))
      report.fault(`round ${round}, after ${after}: ${fault}`);
    report.count('looks at the papers');
  };
  /** What an ingest says that was not killed itself; where its engine was, it may ask to be run again, and once is enough. */
  const complete = async (ended: Run): Promise<void> => {
    if (showsStack(ended.said)) report.fault(`round ${round}: an ingest showed a stack: ${ended.said}`);
    if (ended.status === 0) return report.count('ingests that ended well, whatever was killed');
    report.count('ingests that had to be run again');
    const again = await ingest().ended;
    if (again.status !== 0)
      report.fault(`round ${round}: an ingest ended with ${again.status}: ${again.said}`);
  };

  await writeVersion(archive, 0, random);
  const first = await ingest().ended;
  if (first.status !== 0) throw new Error(first.said);
  let bot = await startBot(dataDir, standIn);
  if (!(await isReady(bot))) throw new Error(bot.said());

  while (!report.isStopped() && [...kills.values()].some(done => done < count)) {
    round += 1;
    await writeVersion(archive, round, random);
    subscribeNow(dataDir, round);

    const doomed = ingest();
    await sleep((random() * ingestMs) / 2);
    if (killEngine(dataDir)) killed('the engine');
    await judge('a kill of the engine', null);
    await sleep((random() * ingestMs) / 2);
    if (doomed.child.exitCode === null && doomed.child.kill('SIGKILL')) killed('an ingest');
    await doomed.ended;
    await judge('a kill of an ingest', null);

    const begun = Date.now();
    const second = ingest();
    await sleep(random() * ingestMs);
    bot.child.kill('SIGKILL');
    killed('the bot');
    await bot.ended;
    if (showsStack(bot.said())) report.fault(`round ${round}: the bot showed a stack: ${bot.said()}`);
    bot = await startBot(dataDir, standIn);
    if (random() < EARLY) {
      await sleep(random() * ingestMs);
      bot.child.kill('SIGKILL');
      killed('the bot');
      await bot.ended;
      bot = await startBot(dataDir, standIn);
    }
    const ended = await second.ended;
    ingestMs = Math.min(2 * FIRST_GUESS_MS, Date.now() - begun);
    if (!(await isReady(bot))) report.fault(`round ${round}: the bot did not start again: ${bot.said()}`);
    await complete(ended);
    await judge('a kill of the bot', round);
    if (round % CHECKED_BY_PROGRAM === 0) await checkByProgram(report, dataDir, round);
    console.log(`  round ${round}: ${[...kills].map(([victim, done]) => `${victim} ${done}`).join(', ')}`);
  }
  await sleep(A_TICK_MS);
  await judgePosts(report, dataDir, standIn, round);
  bot.child.kill('SIGTERM');
  const { status } = await bot.ended;
  if (status !== 0) report.fault(`in the end the bot stopped with ${status}`);
}

/** @returns whether an engine was there to be killed */
function killEngine(dataDir: string): boolean {
  const record = readRecord(engineFiles(dataDir));
  if (record === null || processStart(record.pid) !== record.start) return false;
  process.kill(record.pid, 'SIGKILL');
  return true;
}

/** Subscribes a channel on either platform to a post that came due a minute ago, and comes due again in a year. */
function subscribeNow(dataDir: string, round: number): void {
  const due = new Date(Date.now() - 60_000);
  const cron = `${due.getUTCMinutes()} ${due.getUTCHours()} ${due.getUTCDate()} ${due.getUTCMonth() + 1} *`;
  subscribe(dataDir, channelsOf(round), { cron, zone: 'UTC' }, due.getTime() - 60_000);
}

async function checkByProgram(report: Report, dataDir: string, round: number): Promise<void> {
  const { status, said } = await run('ingest/check-index.ts', [], { DATA_DIR: dataDir });
  report.count('npm run check-index');
  if (status !== 0) report.fault(`round ${round}: check-index ended with ${status}: ${said}`);
}

/** Every channel is subscribed still, and has one post; or none, where its sender was killed with the post in its hand. */
async function judgePosts(report: Report, dataDir: string, standIn: StandIn, rounds: number): Promise<void> {
  const posts = await postsIn(standIn);
  const state = openState(dataDir);
  const subscriptions = openSubscriptions(state);
  const claimed = state.prepare(
    "SELECT count(*) AS claims FROM deliveries WHERE channel = ? AND state IN ('claimed', 'unknown')",
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const address of channelsOf(round)) {
      const { platform, channel } = address;
      if (subscriptions.get(address) === null)
        report.fault(`the subscription of ${platform} ${channel} is lost`);
      const count = posts(address);
      report.count(`channels with ${count} daily posts`);
      if (count > 1) report.fault(`${platform} ${channel} got ${count} daily posts`);
      if (count === 0 && JSON.stringify(claimed.get(channel)) !== '{"claims":1}')
        report.fault(`${platform} ${channel} got no daily post, and nobody knows why`);
    }
  }
  state.close();
}
