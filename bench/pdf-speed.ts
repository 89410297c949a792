/**
 * How fast PDFs are read beside pdftotext, on the same files in one run: `npm run bench:pdf-speed -- FOLDER`.
 * Each engine reads with two processes, kept warm; their start is measured apart, as pdftotext starts in
 * a few milliseconds and they start once a run.
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
const ROUNDS = 3;
/** Times pdftotext's pace, as the project's aim. */
const AIMS: Readonly<Record<PdfEngine, number>> = { 'pdf-parse': 0.4, pdfium: 1.7 };

const run = promisify(execFile);
const folder = folderArgument('bench:pdf-speed');
const paths = (await findPdfs(folder)).files.map(name => join(folder, name));

const pages = await pagesOf(paths);
console.log(
  `${paths.length} files, ${pages} pages, ${availableParallelism()} cores; the best of ${ROUNDS} rounds`,
);
const best = new Map<string, number>();
for (let round = 0; round < ROUNDS; round += 1) {
  note('pdftotext', await pdftotext(paths));
  for (const engine of PDF_ENGINES) note(engine, await ours(engine, paths));
}
const peer = best.get('pdftotext') ?? Number.NaN;
for (const [name, ms] of best) {
  const pace = `${((1_000 * pages) / ms).toFixed(0)} pages a second`;
  const engine = PDF_ENGINES.find(one => one === name);
  const ratio =
    engine === undefined ? '' : `, ${(peer / ms).toFixed(2)} times pdftotext (aim ${AIMS[engine]})`;
  console.log(`  ${name.padEnd(10)} ${pace}${ratio}`);
}

function note(name: string, ms: number): void {
  best.set(name, Math.min(ms, best.get(name) ?? Number.POSITIVE_INFINITY));
}

/** @returns milliseconds */
async function pdftotext(files: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  for (const file of files) await run('pdftotext', ['-enc', 'UTF-8', file, '/dev/null']).catch(() => {});
  return performance.now() - startedAt;
}

async function ours(engine: PdfEngine, files: readonly string[]): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'search-iclr-bench-'));
  const texts = openPdfTexts({ dataDir, engine, atOnce: WORKERS, signal: new AbortController().signal });
  try {
    const first = files.slice(0, WORKERS);
    await Promise.all(first.map(file => texts.of(file)));
    const startedAt = performance.now();
    // The two that warmed the processes are known by now: they are copied in time, not read.
    await Promise.all(files.slice(WORKERS).map(file => texts.of(file)));
    const ms = performance.now() - startedAt;
    return (ms * pages) / (pages - (await pagesOf(first)));
  } finally {
    texts.close();
    await rm(dataDir, { recursive: true, force: true });
  }
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
