import { join } from 'node:path';
import type { Style } from '../../adapters/console/paint.ts';
import { renderReply as forConsole } from '../../adapters/console/render.ts';
import { renderReply as forDiscord } from '../../adapters/discord/render.ts';
import type { Place } from '../../adapters/slack/card.ts';
import { encodePress } from '../../adapters/slack/press.ts';
import { fallbackText, renderReply as forSlack } from '../../adapters/slack/render.ts';
import { openArchive } from '../../ingest/sources/archive.ts';
import { createBot } from '../../src/bot/bot.ts';
import { type Caller, CONSOLE } from '../../src/bot/caller.ts';
import { composing } from '../../src/bot/daily-post.ts';
import type { Reply } from '../../src/bot/reply.ts';
import { messageOf } from '../../src/errors.ts';
import { openDeliveries } from '../../src/inspiration/deliveries.ts';
import { openSubscriptions } from '../../src/inspiration/subscriptions.ts';
import type { Log } from '../../src/log.ts';
import { openState } from '../../src/state/database.ts';
import { openKeptText } from '../../src/state/kept-text.ts';
import { writeArchive } from '../../test/support/sample-archive.ts';
import { seeded } from '../random.ts';
import { ingestInto, openBenchPapers, withFreshEngine } from '../setup.ts';
import { consoleProblems, discordProblems, slackJudge } from './judges.ts';
import { mutatedCommand, one } from './mutate.ts';
import { hostilePapers } from './papers.ts';
import type { Report } from './report.ts';

const AT_A_TIME = 4;
const SLACK_USER = 'U1ADA';
const DISCORD_USER = '2000000000000000001';

const STYLES: readonly Style[] = [
  { color: false, hyperlinks: false, width: null },
  { color: true, hyperlinks: true, width: 100 },
  { color: true, hyperlinks: false, width: 20 },
];
const PLACES: readonly Place[] = ['caller', 'channel', 'modal', 'home'];

/**
 * Mutated commands through the real parser, the real search of a small index and every renderer, each message judged by what its
 * platform takes and by what a stranger must not make.
 */
export async function attackByQueries(report: Report, count: number, seed: number): Promise<void> {
  const random = seeded(seed);
  await withFreshEngine(async (engine, dataDir) => {
    const archive = join(dataDir, 'archive');
    await writeArchive(archive, hostilePapers(random));
    await ingestInto(engine, dataDir, await openArchive(archive));
    const { papers, close } = openBenchPapers(engine, dataDir);
    const state = openState(dataDir);
    const render = rendererOf(report, openKeptText(state), random);
    let command = '';
    const log: Log = logOf(said => report.fault(`${JSON.stringify(command)} was logged: ${said}`));
    const desk = {
      subscriptions: openSubscriptions(state),
      deliveries: openDeliveries(state),
      defaults: { cron: '0 9 * * 1-5', zone: 'UTC' },
      composing: () => composing(papers),
      now: Date.now,
    };
    const bot = createBot(papers, log, random, desk);
    for (let done = 0; done < count && !report.isStopped(); done += AT_A_TIME) {
      const some = Array.from({ length: Math.min(AT_A_TIME, count - done) }, () => mutatedCommand(random));
      const asked = some.map(text => ({
        text,
        caller: callerOf(random, (reply, by) => render(reply, by, text)),
      }));
      command = some.join('\n');
      const replies = await Promise.all(asked.map(({ text, caller }) => bot.answer(text, caller)));
      for (const [at, reply] of replies.entries()) render(reply, 'an answer', some[at] ?? '');
    }
    state.close();
    await close();
  });
}

/** One of those who ask, on either platform, with the right to manage the channel or without; or in a terminal. */
function callerOf(random: () => number, seen: (reply: Reply, by: string) => void): Caller {
  const platform = one(['slack', 'discord', null] as const, random);
  if (platform === null) return CONSOLE;
  const id = platform === 'slack' ? SLACK_USER : DISCORD_USER;
  const workspace = platform === 'slack' ? 'T1' : '7000000000000000001';
  return {
    kind: 'channel',
    address: { platform, workspace, channel: platform === 'slack' ? 'C1' : '6000000000000000001' },
    person: { id, name: '<!channel> @everyone' },
    mayManage: random() < 0.5,
    post: async reply => {
      seen(reply, 'a post');
      return { kind: 'posted' };
    },
  };
}

function rendererOf(report: Report, kept: ReturnType<typeof openKeptText>, random: () => number) {
  const judgeSlack = slackJudge(SLACK_USER);
  const encode: Parameters<typeof forSlack>[1]['encode'] = press => encodePress(press, kept);
  return (reply: Reply, what: string, command: string): void => {
    const judge = (where: string, problems: () => readonly string[]): void => {
      report.count(`rendered for ${where}`);
      try {
        for (const problem of problems())
          report.fault(`${where}, ${what} to ${JSON.stringify(command)}: ${problem}`);
      } catch (error) {
        report.fault(`${where}, ${what} to ${JSON.stringify(command)} threw: ${messageOf(error)}`);
      }
    };
    report.count(`${what}: ${reply.kind}`);
    const [style, place] = [one(STYLES, random), one(PLACES, random)];
    judge('the console', () => consoleProblems(forConsole(reply, style), style.color));
    judge('Slack', () => judgeSlack(forSlack(reply, { place, command, encode }), fallbackText(reply)));
    judge('Discord', () =>
      discordProblems(forDiscord(reply, { kept, canShare: random() < 0.5 }), DISCORD_USER),
    );
  };
}

/** A log to which everything is told that should not happen. */
function logOf(told: (said: string) => void): Log {
  const tell = (first: unknown, second?: unknown): void => {
    const error = typeof first === 'object' && first !== null && 'err' in first ? first.err : first;
    told(
      `${typeof second === 'string' ? `${second}: ` : ''}${error instanceof Error ? error.stack : String(error)}`,
    );
  };
  return { debug: () => {}, info: () => {}, warn: tell, error: tell };
}
