import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { findPdfs } from '../ingest/folder/pdf-files.ts';
import { faultOf } from '../ingest/pdf/broken.ts';
import { frontMatter } from '../ingest/pdf/front-matter.ts';
import { LIMITS } from '../ingest/pdf/limits.ts';
import { openPdfParse } from '../ingest/pdf/pdf-parse.ts';
import { openPdfium } from '../ingest/pdf/pdfium.ts';
import type { PdfReader, PdfText } from '../ingest/pdf/reader.ts';
import { messageOf } from '../src/errors.ts';
import { likeness, surplus, TOKENS, tokensOf } from './likeness.ts';
import { folderArgument } from './setup.ts';

/** What the issue of PDFs promises of the mean, and of each paper's words. */
const PROMISED = { words: 0.99, runs: 0.93, worst: 0.9 };
const TO_EXPLAIN = 0.95;

interface Read {
  readonly text: PdfText | null;
  /** Why the other engine would be asked; null where it would not. */
  readonly fault: string | null;
}

const folder = folderArgument('bench:pdf-text');
const { files } = await findPdfs(folder);
const references = await Promise.all(files.map(name => pdftotext(name)));
const inRawOrder = await Promise.all(files.map(name => pdftotext(name, '-raw')));

const engines = { 'pdf-parse': await openPdfParse(), pdfium: await openPdfium() };
const reads = {
  'pdf-parse': await readAll(engines['pdf-parse']),
  pdfium: await readAll(engines.pdfium),
};
judge('pdftotext -raw, for comparison: the same program, in the order of the file', inRawOrder);
const verdicts = [
  judge('pdf-parse alone', reads['pdf-parse'].map(textOf)),
  judge('pdfium alone', reads.pdfium.map(textOf)),
  judge('pdf-parse, handing over to pdfium', handedOver(reads['pdf-parse'], reads.pdfium)),
  judge('pdfium, handing over to pdf-parse', handedOver(reads.pdfium, reads['pdf-parse'])),
];
console.log('\ntitles and authors, as pdf-parse and front-matter tell them');
for (const [index, { text }] of reads['pdf-parse'].entries()) {
  const { title, authors } =
    text === null ? { title: null, authors: [] } : frontMatter(text.firstPage, text.info);
  console.log(`  ${files[index]}\n    ${title ?? '(none)'}\n    ${authors.join(', ')}`);
}
process.exitCode = verdicts.slice(2).every(Boolean) ? 0 : 1;

async function pdftotext(name: string, ...options: readonly string[]): Promise<string> {
  const path = join(folder ?? '', name);
  try {
    const { stdout } = await promisify(execFile)('pdftotext', ['-enc', 'UTF-8', ...options, path, '-'], {
      maxBuffer: 1024 ** 3,
    });
    return stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      process.stderr.write('pdftotext is not on the PATH: install poppler-utils\n');
      process.exit(2);
    }
    throw error;
  }
}

async function readAll(reader: PdfReader): Promise<Read[]> {
  const read: Read[] = [];
  let [pages, spent] = [0, 0];
  for (const name of files) {
    const bytes = new Uint8Array(await readFile(join(folder ?? '', name)));
    const startedAt = performance.now();
    const outcome = await reader.read(bytes, LIMITS.read).catch(messageOf);
    spent += performance.now() - startedAt;
    const text = typeof outcome === 'string' ? null : outcome;
    pages += text?.pages.length ?? 0;
    read.push({ text, fault: typeof outcome === 'string' ? outcome : faultOf(outcome.pages) });
  }
  const rate = ((1000 * pages) / spent).toFixed(0);
  console.log(`${reader.engine}: ${pages} pages of ${files.length} files, ${rate} a second`);
  return read;
}

function textOf({ text }: Read): string {
  return text?.pages.join('\f') ?? '';
}

/** What is broken is the other engine's, unless that is broken, too. */
function handedOver(chosen: readonly Read[], other: readonly Read[]): string[] {
  return chosen.map((read, index) => {
    const instead = other[index];
    if (read.fault === null || instead === undefined || instead.fault !== null) return textOf(read);
    console.log(`  handed over: ${files[index]} (${read.fault})`);
    return textOf(instead);
  });
}

/** @returns whether the texts keep what was promised */
function judge(what: string, texts: readonly string[]): boolean {
  const scored = (token: RegExp) =>
    texts.map((text, index) => {
      const [ours, theirs] = [tokensOf(text, token), tokensOf(references[index] ?? '', token)];
      return { name: basename(files[index] ?? '', '.pdf'), ours, theirs, ...likeness(ours, theirs) };
    });
  const papers = scored(TOKENS.words);
  const all = scored(TOKENS.all);
  const [words, runs] = [mean(papers.map(paper => paper.words)), mean(papers.map(paper => paper.runs))];
  const worst = Math.min(...papers.map(paper => paper.words));
  const isKept = words >= PROMISED.words && runs >= PROMISED.runs && worst >= PROMISED.worst;
  console.log(`\n${isKept ? 'ok  ' : 'FAIL'} ${what}`);
  console.log(
    `  words ${words.toFixed(4)}, runs of five ${runs.toFixed(4)}, worst paper ${worst.toFixed(3)}`,
  );
  const [allWords, allRuns] = [mean(all.map(paper => paper.words)), mean(all.map(paper => paper.runs))];
  console.log(
    `  with single letters and numbers: ${allWords.toFixed(4)}, runs of five ${allRuns.toFixed(4)}`,
  );
  for (const { name, ours, theirs, ...paper } of papers.filter(({ words }) => words < TO_EXPLAIN)) {
    console.log(`  ${paper.words.toFixed(3)} ${paper.runs.toFixed(3)} ${name}`);
    console.log(`    only here: ${surplus(ours, theirs, 12).join(' ')}`);
    console.log(`    only pdftotext: ${surplus(theirs, ours, 12).join(' ')}`);
  }
  return isKept;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
