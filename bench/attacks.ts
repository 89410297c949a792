/**
 * The attacks that this program is said to stand, with counts and an exit status:
 * `npm run attacks -- [--seed 1] [--only queries,clicks,folders,kills,disk,clock] [--part 1]`, where --part 0.1 does a tenth of each.
 */
import { parseArgs } from 'node:util';
import { attackByClock } from './attacks/clock.ts';
import { attackByFolders } from './attacks/folders.ts';
import { attackByKills } from './attacks/kills.ts';
import { attackByQueries } from './attacks/queries.ts';
import { newReport, printReport, type Report } from './attacks/report.ts';
import { attackByTests } from './attacks/tests.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    part: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const part = Number(values.part);
const some = (whole: number): number => Math.max(1, Math.round(whole * part));

/** The tests of forged clicks send so many together. */
const CLICKS_AT_A_TIME = 50;

/** Ctrl-C ends the attack that runs, and what it has counted is told. */
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());

const ATTACKS: Readonly<Record<string, (report: Report) => Promise<void>>> = {
  queries: report => attackByQueries(report, some(10_000), seed),
  clicks: report =>
    attackByTests(report, ['test/adapters/slack/forged.test.ts', 'test/adapters/discord/forged.test.ts'], {
      FORGED: String(Math.ceil(some(2_000) / CLICKS_AT_A_TIME) * CLICKS_AT_A_TIME),
    }),
  folders: report => attackByFolders(report, some(200), seed),
  kills: report => attackByKills(report, some(30), seed),
  disk: report => attackByTests(report, ['test/engine/disk.test.ts'], {}, 'a full disk'),
  clock: attackByClock,
};

const names = values.only?.split(',') ?? Object.keys(ATTACKS);
let allHeld = true;
for (const name of names) {
  if (stopping.signal.aborted) break;
  const attack = ATTACKS[name];
  if (attack === undefined)
    throw new Error(`there is no attack "${name}", but ${Object.keys(ATTACKS).join(', ')}`);
  const report = newReport(stopping.signal);
  const begun = Date.now();
  try {
    await attack(report);
  } catch (error) {
    report.fault(`the attack itself ended: ${error instanceof Error ? error.stack : String(error)}`);
  }
  allHeld = printReport(name, report, (Date.now() - begun) / 1_000) && allHeld;
}
process.exitCode = allHeld ? 0 : 1;
