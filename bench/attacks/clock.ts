import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelAddress } from '../../src/channel.ts';
import { startStandIn } from '../start-stand-in.ts';
import { channelsOf, isReady, postsIn, startBot, subscribe } from './bot.ts';
import { showsStack } from './programs.ts';
import type { Report } from './report.ts';

/** Of Debian's package faketime. */
const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

const ZONE = 'Europe/Berlin';
/** In the night of 25 October 2026 it is half past two twice; in that of 28 March 2027 never. */
const HALF_PAST_TWO = channelsOf(1);
const THREE = channelsOf(2);

/** Where the clock is set, and how many posts the channels have in all once the next ticks have come. */
const STEPS: readonly {
  readonly what: string;
  readonly clock: string;
  readonly halfPastTwo: number;
  readonly three: number;
}[] = [
  { what: '02:30 for the first time', clock: '2026-10-25T00:29:40Z', halfPastTwo: 1, three: 0 },
  { what: '02:30 for the second time', clock: '2026-10-25T01:29:40Z', halfPastTwo: 1, three: 0 },
  { what: '03:00', clock: '2026-10-25T01:59:40Z', halfPastTwo: 1, three: 1 },
  { what: 'set back by an hour and a half', clock: '2026-10-25T00:29:40Z', halfPastTwo: 1, three: 1 },
  { what: 'the next day', clock: '2026-10-26T02:01:00Z', halfPastTwo: 2, three: 2 },
  { what: 'the night before summer time', clock: '2027-03-28T00:57:00Z', halfPastTwo: 2, three: 2 },
  { what: 'after the half past two that never was', clock: '2027-03-28T01:31:00Z', halfPastTwo: 3, three: 3 },
];
/**
 * A tick comes within two minutes of a clock that was set forward: the first one is taken for missed. One that was set back is noticed
 * after some minutes of silence.
 */
const A_STEP_MS = 135_000;
const SET_BACK_MS = 240_000;

/** A running bot on both platforms whose clock is set over both changes of a year, and back. */
export async function attackByClock(report: Report): Promise<void> {
  if (!existsSync(LIBRARY)) return report.fault(`${LIBRARY} is not here: apt-get install faketime`);
  const folder = await mkdtemp(join(tmpdir(), 'search-iclr-clock-'));
  const endings = { refuses: 'none', breaks: 'none', breaksAfterwards: 'none' };
  const standIn = await startStandIn({ slack: 0, discord: 0, endings });
  const offset = join(folder, 'offset');
  const dataDir = join(folder, 'data');
  let setTo = Number.NaN;
  const setClock = async (moment: string): Promise<void> => {
    setTo = Date.parse(moment);
    // Replaced in one step: the bot may be reading it.
    await writeFile(`${offset}.new`, `${((setTo - Date.now()) / 1_000).toFixed(0)}`.replace(/^(?!-)/u, '+'));
    await rename(`${offset}.new`, offset);
  };
  await setClock('2026-10-25T00:10:00Z');
  const bot = await startBot(dataDir, standIn, {
    LD_PRELOAD: LIBRARY,
    FAKETIME_TIMESTAMP_FILE: offset,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
  try {
    if (!(await isReady(bot))) return report.fault(`the bot did not start: ${bot.said()}`);
    subscribe(dataDir, HALF_PAST_TWO, { cron: '30 2 * * *', zone: ZONE }, setTo);
    subscribe(dataDir, THREE, { cron: '0 3 * * *', zone: ZONE }, setTo);
    for (const { what, clock, halfPastTwo, three } of STEPS) {
      if (report.isStopped()) break;
      const isBack = Date.parse(clock) < setTo;
      await setClock(clock);
      await sleep(isBack ? SET_BACK_MS : A_STEP_MS);
      const posts = await postsIn(standIn);
      const judge = (channels: readonly ChannelAddress[], wanted: number, of: string): void => {
        for (const address of channels) {
          report.count('channels looked at');
          const count = posts(address);
          if (count !== wanted)
            report.fault(`${what}: ${count} posts of ${of} on ${address.platform}, not ${wanted}`);
        }
      };
      judge(HALF_PAST_TWO, halfPastTwo, 'half past two');
      judge(THREE, three, 'three');
      report.count('times that the clock was set');
      console.log(`  ${what}: ${[...HALF_PAST_TWO, ...THREE].map(posts).join(', ')} posts`);
    }
    if (showsStack(bot.said())) report.fault(`the bot showed a stack: ${bot.said()}`);
  } finally {
    bot.child.kill('SIGTERM');
    const { status } = await bot.ended;
    if (status !== 0) report.fault(`the bot ended with ${status}: ${bot.said()}`);
    standIn.end();
    await rm(folder, { recursive: true, force: true });
  }
}
