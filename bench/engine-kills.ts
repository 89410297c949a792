/**
 * The engine is killed (kill -9) at random moments while papers come in and are searched for:
 * `npm run bench:engine-kills -- [--kills 30] [--papers 300] [--seed 1]`. Fails where a paper is lost or comes twice, where an
 * ingest does not end well, or where anybody is told anything but one clear word.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Engine } from '../src/engine/engine.ts';
import { engineFiles, readRecord } from '../src/engine/files.ts';
import { openEngine } from '../src/engine/open.ts';
import { EngineUnavailableError } from '../src/errors.ts';
import { processStart } from '../src/lock/process-identity.ts';
import { createLog } from '../src/log.ts';
import { openLibrary } from '../src/search/library.ts';
import type { Papers } from '../src/search/papers.ts';
import { parseQuery } from '../src/search/query.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '30' },
    papers: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
});
const KILLS = Number(values.kills);
const PAPERS = Number(values.papers);
const KILLS_A_ROUND = 3;
/** The longest wait from one kill to the next, in milliseconds. */
const LONGEST_WAIT_MS = 2_500;

const random = generator(Number(values.seed));
const log = createLog('fatal');

/** Counts of what happened. */
const seen = { kills: 0, searches: 0, told: 0, rounds: 0 };
const faults: string[] = [];

const folder = await mkdtemp(join(tmpdir(), 'search-iclr-kills-'));
try {
  const archive = join(folder, 'archive');
  await writeMadeUpArchive(archive);
  while (seen.kills < KILLS) {
    seen.rounds += 1;
    await round(archive, join(folder, `data${seen.rounds}`));
    console.log(`round ${seen.rounds}: ${JSON.stringify(seen)}`);
    if (faults.length > 0) break;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const fault of faults) console.log(fault);
console.log(
  `${seen.kills} kills in ${seen.rounds} ingests of ${PAPERS} papers: ${seen.searches} searches were right, ` +
    `${seen.told} were told that the engine restarts; ${faults.length} faults.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

/** One ingest into a new index, with some kills and with searches all along. */
async function round(archive: string, dataDir: string): Promise<void> {
  const ingest = spawn(process.execPath, ['--import', 'tsx', 'ingest/cli.ts', 'archive', archive], {
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = Promise.all([text(ingest.stdout), text(ingest.stderr)]);
  const ended = once(ingest, 'close');
  let isOver = false;
  ended.finally(() => {
    isOver = true;
  });
  while (!isOver && readRecord(engineFiles(dataDir))?.state !== 'ready') await sleep(20);
  const engine = await openEngine({ kind: 'embedded', dataDir, binary: null, path: '' }, log, 1_000);
  const library = openLibrary(engine, dataDir, log);
  try {
    const { papers } = library;
    const searching = searchUntil(() => isOver, papers);
    for (let kill = 0; kill < KILLS_A_ROUND && !isOver && seen.kills < KILLS; kill += 1) {
      await sleep(random() * LONGEST_WAIT_MS);
      if (killEngine(dataDir)) seen.kills += 1;
    }
    const [status] = await ended;
    await searching;
    const [stdout, stderr] = await said;
    if (status !== 0 || !stdout.includes(`${PAPERS} added`)) {
      faults.push(`the ingest ended with ${status}: ${stdout}${stderr}`);
    }
    if (/^\s+at /mu.test(stderr)) faults.push(`a stack was shown: ${stderr}`);
    if (faults.length === 0) await checkAll(engine, papers);
  } finally {
    await library.close();
    await engine.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @returns whether an engine was there to be killed */
function killEngine(dataDir: string): boolean {
  const record = readRecord(engineFiles(dataDir));
  if (record === null || processStart(record.pid) !== record.start) return false;
  process.kill(record.pid, 'SIGKILL');
  return true;
}

async function searchUntil(isOver: () => boolean, papers: Papers): Promise<void> {
  while (!isOver()) {
    await sleep(50);
    const at = Math.floor(random() * PAPERS);
    try {
      const { total, hits } = await papers.search(queryFor(at), 5);
      // Not in yet, or in: never twice, and never another.
      if (total > 1 || hits.some(({ paper }) => paper.id !== idOf(at)))
        faults.push(`paper ${at} was found ${total} times`);
      seen.searches += 1;
    } catch (error) {
      if (error instanceof EngineUnavailableError) seen.told += 1;
      else faults.push(`a search failed: ${String(error)}`);
    }
  }
}

/** Every paper is there, once, by the last word of its text. */
async function checkAll(engine: Engine, papers: Papers): Promise<void> {
  await answering(engine);
  const { papers: count, withText } = await papers.counts();
  if (count !== PAPERS || withText !== PAPERS)
    faults.push(`${count} papers, ${withText} with text, of ${PAPERS}`);
  for (let at = 0; at < PAPERS; at += 1) {
    const { total } = await papers.search(queryFor(at), 5);
    if (total !== 1) faults.push(`paper ${at} is found ${total} times`);
  }
}

async function answering(engine: Engine): Promise<void> {
  for (;;) {
    try {
      await engine.connection();
      return;
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
      await sleep(200);
    }
  }
}

function queryFor(at: number) {
  const parsed = parseQuery(`"${lastWordOf(at)}"`);
  if (!parsed.ok) throw new Error('the query of this bench is none');
  return parsed.query;
}

function idOf(at: number): string {
  return `made-up-${at}`;
}

function lastWordOf(at: number): string {
  return `zebu${[...String(at)].map(digit => 'abcdefghij'[Number(digit)]).join('')}x`;
}

async function writeMadeUpArchive(archive: string): Promise<void> {
  const texts = join(archive, 'text', 'papers');
  await mkdir(texts, { recursive: true });
  const numbers = Array.from({ length: PAPERS }, (_, at) => at);
  const notes = numbers.map(at => ({
    id: idOf(at),
    invitation: 'ICLR.cc/2019/Conference/-/Blind_Submission',
    content: {
      title: `A made-up paper ${at}`,
      abstract: 'It says nothing.',
      keywords: ['nothing'],
      authors: [],
    },
  }));
  await writeFile(join(archive, 'notes.json'), JSON.stringify({ notes }));
  for (const at of numbers) {
    const words = Array.from({ length: 4_000 }, () => `word${Math.floor(random() ** 3 * 20_000)}`);
    await writeFile(join(texts, `pdf?id=${idOf(at)}.txt`), `${words.join(' ')} ${lastWordOf(at)}\n`);
  }
}

/** @returns numbers in [0, 1), the same for the same seed (mulberry32) */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
