import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest, type Summary } from '../ingest/pipeline.ts';
import type { Source } from '../ingest/source.ts';
import { openArchive } from '../ingest/sources/archive.ts';
import type { Engine } from '../src/engine/engine.ts';
import { openEngine } from '../src/engine/open.ts';
import { createLog } from '../src/log.ts';
import { openIndexer } from '../src/search/indexer.ts';
import { openLibrary } from '../src/search/library.ts';
import type { Papers } from '../src/search/papers.ts';
import { openTexts } from '../src/texts/texts.ts';

export const log = createLog('warn');

/** @returns the folder that the command line names: of the archive, or of PDFs */
export function folderArgument(script: string): string {
  const [folder] = process.argv.slice(2);
  if (folder !== undefined) return folder;
  process.stderr.write(`usage: npm run ${script} -- FOLDER\n`);
  process.exit(2);
}

/** Runs a measurement on an engine of its own, which is deleted afterwards. */
export async function withFreshEngine(
  measure: (engine: Engine, dataDir: string) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'search-iclr-bench-'));
  try {
    const engine = await openEngine({ kind: 'embedded', dataDir, binary: null, path: '' }, log);
    try {
      await measure(engine, dataDir);
    } finally {
      await engine.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Brings papers into both indexes, as `npm run ingest` does. */
export async function ingestInto(engine: Engine, dataDir: string, source: Source): Promise<Summary> {
  const texts = openTexts(dataDir);
  try {
    return await ingest(source, openIndexer(engine, texts), () => {});
  } finally {
    await texts.close();
  }
}

/** Opens the papers for reading, as the bot does. */
export function openBenchPapers(
  engine: Engine,
  dataDir: string,
): { readonly papers: Papers; close(): Promise<void> } {
  const library = openLibrary(engine, dataDir, log);
  return { papers: library.papers, close: () => library.close() };
}

/** @param change what becomes of the archive's papers on their way */
export async function ingestArchive(
  folder: string,
  engine: Engine,
  dataDir: string,
  change: (source: Source) => Source = source => source,
): Promise<void> {
  const summary = await ingestInto(engine, dataDir, change(await openArchive(folder)));
  console.log(`ingested: ${summary.added} added, ${summary.skipped.length} skipped`);
}
