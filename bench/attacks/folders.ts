import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPdfTexts, type PdfTexts } from '../../ingest/pdf/texts.ts';
import { openArchive } from '../../ingest/sources/archive.ts';
import { openFolder } from '../../ingest/sources/folder.ts';
import { summaryText } from '../../ingest/summary.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { failureText } from '../../src/program.ts';
import type { Papers } from '../../src/search/papers.ts';
import { parseQuery } from '../../src/search/query.ts';
import { writeArchive } from '../../test/support/sample-archive.ts';
import { seeded } from '../random.ts';
import { ingestInto, openBenchPapers, withFreshEngine } from '../setup.ts';
import { SECRET } from './damage.ts';
import { type Damaged, damagedArchive, damagedFolder, writeSecrets } from './damaged-folders.ts';
import { run, showsStack } from './programs.ts';
import type { Report } from './report.ts';

/** Every so many are brought in by the program itself, which takes seconds to start; the others by all that it is made of. */
const BY_PROGRAM = 20;
const VENUE = 'Attacks 2026';

interface Desk {
  readonly engine: Engine;
  readonly dataDir: string;
  readonly texts: PdfTexts;
}

interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** Damaged folders and archives into one index, one after the other. */
export async function attackByFolders(report: Report, count: number, seed: number): Promise<void> {
  const random = seeded(seed);
  const all = await mkdtemp(join(tmpdir(), 'search-iclr-damaged-'));
  const outside = join(all, 'outside');
  const stopping = new AbortController();
  try {
    await writeSecrets(outside);
    await withFreshEngine(async (engine, dataDir) => {
      const { papers, close } = openBenchPapers(engine, dataDir);
      // Where nothing came in yet there is no text index that could be searched.
      await writeArchive(join(all, 'sample'));
      await ingestInto(engine, dataDir, await openArchive(join(all, 'sample')));
      const texts = openPdfTexts({ dataDir, engine: 'pdf-parse', signal: stopping.signal });
      for (let at = 0; at < count && !report.isStopped(); at += 1) {
        const path = join(all, `at${at}`);
        await mkdir(path);
        const make = at % 2 === 0 ? damagedArchive : damagedFolder;
        const damaged = await make(path, at, outside, random);
        const isByProgram = at % BY_PROGRAM < 2;
        const ended = isByProgram
          ? await byProgram(damaged, dataDir)
          : await inThisProcess(damaged, { engine, dataDir, texts });
        report.count(isByProgram ? 'by npm run ingest' : 'by its parts, in this process');
        judgeRun(report, damaged, ended);
        await judgeIndex(report, damaged, papers);
        await rm(path, { recursive: true, force: true });
      }
      texts.close();
      await close();
    });
  } finally {
    stopping.abort();
    await rm(all, { recursive: true, force: true });
  }
}

function byProgram({ kind, path }: Damaged, dataDir: string): Promise<Ended> {
  const args = kind === 'archive' ? ['archive', path] : ['folder', path, '--venue', VENUE];
  return run('ingest/cli.ts', args, { DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
}

async function inThisProcess({ kind, path }: Damaged, { engine, dataDir, texts }: Desk): Promise<Ended> {
  try {
    const source =
      kind === 'archive'
        ? await openArchive(path)
        : await openFolder({ folder: path, venue: VENUE, texts, followLinks: false });
    const summary = await ingestInto(engine, dataDir, source);
    return { status: 0, said: summaryText(summary, 'last-ingest.txt') };
  } catch (error) {
    return { status: 1, said: failureText(error) };
  }
}

function judgeRun(report: Report, damaged: Damaged, { status, said }: Ended): void {
  const fault = (what: string): void => report.fault(`${damaged.kind}, ${damaged.what}: ${what}\n${said}`);
  report.count(`${damaged.kind}: ${damaged.what}`);
  if (showsStack(said)) fault('a stack was shown');
  if (said.includes(SECRET)) fault('the secret was shown');
  report.count(status === 0 ? 'ended well, with the rest named' : 'ended with one sentence');
  if (status === 0) return;
  if (status !== 1) fault(`it ended with ${status}`);
  if (damaged.good.length > 0) fault('the run ended, though there are good papers');
  if (said.trim() === '') fault('nothing was said');
}

async function judgeIndex(report: Report, damaged: Damaged, papers: Papers): Promise<void> {
  for (const word of damaged.good) {
    const total = await foundWith(papers, word);
    report.count('good papers looked for');
    if (total !== 1) report.fault(`${damaged.kind}, ${damaged.what}: a good paper was found ${total} times`);
  }
  if ((await foundWith(papers, SECRET)) > 0)
    report.fault(`${damaged.kind}, ${damaged.what}: the secret is found`);
}

async function foundWith(papers: Papers, word: string): Promise<number> {
  const parsed = parseQuery(`"${word}"`);
  if (!parsed.ok) throw new Error(`${word} cannot be searched for`);
  return (await papers.search(parsed.query, 5)).total;
}
