import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { parseQuery } from '../src/search/query.ts';
import { keywordsOf, readArchive } from './archive.ts';
import { sample, seeded } from './random.ts';
import { folderArgument } from './setup.ts';
import { type SlackStandIn, slackStandIn, type Timing } from './slack-stand-in.ts';
import { startFlags } from './start-flags.ts';
import { quantile } from './timing.ts';

/** The whole program over HTTP, in a process of its own, at a rate that does not wait for its answers. */
const USUAL_RATE = 200;
const SECONDS = 20;
const WARM_UP = 400;
const SECRET = 'a secret of the bench';
/** Slack shows its user an error after 3 s without an acknowledgement. */
const ACKNOWLEDGED_MS = 1_000;
const ANSWERED_MS = 3_000;

const folder = folderArgument('bench:slack');
/** Commands a second, where the command line names them after the folder. */
const rate = Number(process.argv[3] ?? USUAL_RATE);
const dataDir = await mkdtemp(join(tmpdir(), 'search-iclr-bench-'));
try {
  await run('ingest/cli.ts', ['archive', folder], { DATA_DIR: dataDir });
  const keywords = keywordsOf(await readArchive(folder)).filter(keyword => parseQuery(keyword).ok);
  const port = await getPort();
  const slack = await slackStandIn(port, SECRET);
  const bot = await startBot(port, slack);
  try {
    await measure(bot, slack, sample(keywords, keywords.length, seeded(5)));
  } finally {
    slack.close();
    bot.kill('SIGTERM');
    await once(bot, 'exit');
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function startBot(port: number, slack: SlackStandIn): Promise<ChildProcess> {
  const bot = start('src/main.ts', [], {
    DATA_DIR: dataDir,
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(port),
  });
  let said = '';
  bot.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (!said.includes('with full text') || !said.includes('listening')) {
    if (bot.exitCode !== null) throw new Error(said);
    await sleep(50);
  }
  return bot;
}

async function measure(bot: ChildProcess, slack: SlackStandIn, queries: readonly string[]): Promise<void> {
  const query = (index: number): string => queries[index % queries.length] ?? '';
  for (let index = 0; index < WARM_UP; index += 1) await slack.command(query(index));

  const memory: number[] = [];
  const commands: Promise<Timing | null>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < rate * SECONDS; index += 1) {
    await sleep(Math.max(0, startedAt + (index * 1_000) / rate - performance.now()));
    commands.push(slack.command(query(WARM_UP + index)));
    if (index % rate === 0) memory.push(await megabytes(bot));
  }
  const outcomes = await Promise.all(commands);
  const seconds = (performance.now() - startedAt) / 1_000;
  memory.push(await megabytes(bot));

  const times = outcomes.filter(outcome => outcome !== null);
  const busy = times.filter(({ isBusy }) => isBusy).length;
  const acknowledgements = times.map(({ acknowledged }) => acknowledged);
  const answers = times.filter(({ isBusy }) => !isBusy).map(({ answered }) => answered);
  const refusals = times.filter(({ isBusy }) => isBusy).map(({ answered }) => answered);
  const isMet =
    times.length === commands.length &&
    Math.max(...acknowledgements) < ACKNOWLEDGED_MS &&
    Math.max(...answers, ...refusals) < ANSWERED_MS;
  console.log(`${commands.length} commands, ${rate} a second, on ${availableParallelism()} cores`);
  console.log(`  not taken        ${commands.length - times.length}`);
  console.log(`  answered         ${answers.length}, the last after ${seconds.toFixed(1)} s`);
  console.log(`  told busy        ${busy}`);
  print('acknowledgement', acknowledgements);
  print('answer', answers);
  print('told busy after', refusals);
  console.log(`  memory           ${Math.max(...memory).toFixed(0)} MB at most`);
  console.log(
    `  aim              each acknowledged within ${ACKNOWLEDGED_MS} ms, answered or told busy within ${ANSWERED_MS} ms: ${isMet ? 'met' : 'missed'}`,
  );
}

function print(what: string, times: readonly number[]): void {
  if (times.length === 0) return;
  const [p50, p95, p99, most] = [0.5, 0.95, 0.99, 1].map(part => quantile(times, part).toFixed(1));
  console.log(`  ${what.padEnd(16)} p50 ${p50} ms   p95 ${p95} ms   p99 ${p99} ms   most ${most} ms`);
}

/** @returns what the process holds of the machine's memory */
async function megabytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

async function run(
  script: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<void> {
  const child = start(script, args, environment);
  child.stderr?.resume();
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${script} ended with exit status ${code}`);
}

function start(script: string, args: readonly string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [...startFlags(), script, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
