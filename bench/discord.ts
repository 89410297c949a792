import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { discordPlatform } from '../adapters/discord/index.ts';
import { createBot } from '../src/bot/bot.ts';
import { createCompleter } from '../src/bot/complete.ts';
import type { Engine } from '../src/engine/engine.ts';
import { openState } from '../src/state/database.ts';
import { openKeptText } from '../src/state/kept-text.ts';
import { typeOn } from '../test/support/discord/interactions.ts';
import { type FakeDiscord, startDiscord, TOKEN } from '../test/support/discord/server.ts';
import { keywordsOf, readArchive } from './archive.ts';
import { sample, seeded } from './random.ts';
import { folderArgument, ingestArchive, log, openBenchPapers, withFreshEngine } from './setup.ts';
import { quantile } from './timing.ts';

const TYPISTS = 200;
const LETTERS = 12;
/** A fast typist's pace; Discord asks less often. */
const PACE_MS = 250;
/** What a reader takes for at once. */
const AIM_MS = 200;

const folder = folderArgument('bench:discord');
await withFreshEngine(async (engine, dataDir) => {
  await ingestArchive(folder, engine, dataDir);
  const words = sample(keywordsOf(await readArchive(folder)), TYPISTS, seeded(7));
  await withBot(engine, dataDir, async discord => {
    report('all at once, the first of all', await inOneMoment(discord, words));
    report('all at once', await inOneMoment(discord, words));
    report(`a letter every ${PACE_MS} ms, ${LETTERS} letters each`, await typing(discord, words));
  });
});

/** Runs the real adapter against a Discord in this process, whose work is in the times, too. */
async function withBot(
  engine: Engine,
  dataDir: string,
  measure: (discord: FakeDiscord) => Promise<void>,
): Promise<void> {
  const discord = await startDiscord();
  const { papers, close } = openBenchPapers(engine, dataDir);
  const connected = await discordPlatform(
    { token: TOKEN, apiUrl: discord.apiUrl },
    {
      bot: createBot(papers, log),
      completer: createCompleter(papers, log),
      kept: openKeptText(openState(dataDir)),
      log,
    },
  ).start();
  try {
    await measure(discord);
  } finally {
    await connected.stop();
    await discord.close();
    await close();
  }
}

/** @returns how long each waited for the choices to arrive at Discord, in milliseconds */
function inOneMoment(discord: FakeDiscord, words: readonly string[]): Promise<number[]> {
  return Promise.all(words.map(word => choicesFor(discord, word.slice(0, 3))));
}

async function typing(discord: FakeDiscord, words: readonly string[]): Promise<number[]> {
  const start = seeded(11);
  const times = words.map(async word => {
    await sleep(start() * PACE_MS);
    const waits: Promise<number>[] = [];
    for (let letters = 1; letters <= LETTERS; letters += 1) {
      waits.push(choicesFor(discord, word.slice(0, letters)));
      await sleep(PACE_MS);
    }
    return Promise.all(waits);
  });
  return (await Promise.all(times)).flat();
}

async function choicesFor(discord: FakeDiscord, typed: string): Promise<number> {
  const startedAt = performance.now();
  await typeOn(discord, typed).acknowledged;
  return performance.now() - startedAt;
}

function report(what: string, times: readonly number[]): void {
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  console.log(
    `${TYPISTS} typists, ${what}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (aim: under ${AIM_MS} ms)`,
  );
}
