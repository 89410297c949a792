/**
 * How fast PDFs are read beside pdftotext, on the same files in one run: `npm run bench:pdf-speed -- FOLDER`.
 * Each engine reads with two processes, started before and kept from round to round, as they are from file
 * to file. In the first round they still compile what they run: a folder of a few papers is read at that
 * pace, and one of hundreds at the pace of the best.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPdfs } from '../ingest/folder/pdf-files.ts';
import { PDF_ENGINES, type PdfEngine } from '../ingest/pdf/reader.ts';
import { openPdfTexts } from '../ingest/pdf/texts.ts';
import { folderArgument } from './setup.ts';

const WORKERS = 2;
const ROUNDS = 4;
/** Times pdftotext's pace, as the project's aim. */
const AIMS: Readonly<Record<PdfEngine, number>> = { 'pdf-parse': 0.4, pdfium: 1.7 };

/** Reads all files; nothing that it read before is known to it. */
interface Contender {
  readonly name: string;
  readonly aim: number | null;
  /** Of each round so far, in milliseconds. */
  readonly rounds: number[];
  readAll(): Promise<void>;
  close(): Promise<void>;
}

const run = promisify(execFile);
const folder = folderArgument('bench:pdf-speed');
const paths = (await findPdfs(folder)).files.map(name => join(folder, name));
const pages = await pagesOf(paths);
console.log(`${paths.length} files, ${pages} pages, ${availableParallelism()} cores, ${ROUNDS} rounds`);

const peer = pdftotext();
const contenders = [peer, ...(await Promise.all(PDF_ENGINES.map(engine => ours(engine))))];
for (let round = 0; round < ROUNDS; round += 1) {
  for (const { rounds, readAll } of contenders) {
    const startedAt = performance.now();
    await readAll();
    rounds.push(performance.now() - startedAt);
  }
}
for (const { name, aim, rounds, close } of contenders) {
  console.log(
    `  ${name.padEnd(10)} ${pace(rounds[0])} pages a second at first, ${pace(bestOf(rounds))} at best`,
  );
  if (aim !== null) console.log(`${' '.repeat(13)}${times(rounds)} times pdftotext (aim ${aim})`);
  await close();
}

function bestOf(rounds: readonly number[]): number {
  return Math.min(...rounds);
}

function pace(ms = Number.NaN): string {
  return ((1_000 * pages) / ms).toFixed(0);
}

function times(rounds: readonly number[]): string {
  return (bestOf(peer.rounds) / bestOf(rounds)).toFixed(2);
}

function pdftotext(): Contender {
  const readAll = async (): Promise<void> => {
    for (const path of paths) await run('pdftotext', ['-enc', 'UTF-8', path, '/dev/null']).catch(() => {});
  };
  return { name: 'pdftotext', aim: null, rounds: [], readAll, close: async () => {} };
}

async function ours(engine: PdfEngine): Promise<Contender> {
  const dataDir = await mkdtemp(join(tmpdir(), 'search-iclr-bench-'));
  const texts = openPdfTexts({ dataDir, engine, atOnce: WORKERS, signal: new AbortController().signal });
  const read = async (files: readonly string[]): Promise<void> => {
    await Promise.all(files.map(path => texts.of(path)));
  };
  await read(paths.slice(0, WORKERS));
  return {
    name: engine,
    aim: AIMS[engine],
    rounds: [],
    readAll: async () => {
      await rm(join(dataDir, 'texts'), { recursive: true, force: true });
      await read(paths);
    },
    close: async () => {
      texts.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** @returns the sum of the pages, as poppler's pdfinfo counts them */
async function pagesOf(files: readonly string[]): Promise<number> {
  let sum = 0;
  for (const file of files) {
    const { stdout } = await run('pdfinfo', [file]).catch(() => ({ stdout: '' }));
    sum += Number(/^Pages:\s+(\d+)/mu.exec(stdout)?.[1] ?? 0);
  }
  return sum;
}
