import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import type { EngineConfig } from '../../src/config.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/open.ts';
import type { Log } from '../../src/log.ts';
import type { SourcePaper } from '../../src/paper.ts';
import { type Indexer, openIndexer } from '../../src/search/indexer.ts';
import { type Library, openLibrary } from '../../src/search/library.ts';
import type { Papers } from '../../src/search/papers.ts';
import { toRecord } from '../../src/search/record.ts';
import { openTexts } from '../../src/texts/texts.ts';

/** A log that keeps what it was told. */
export function memoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (first: unknown, second?: unknown): void => {
    lines.push(typeof first === 'string' ? first : String(second ?? JSON.stringify(first)));
  };
  return { lines, debug: keep, info: keep, warn: keep, error: keep };
}

const endings: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of endings.toReversed()) await end();
});

/** Has something done after the tests of this file; what was asked for last is done first. */
export function atEnd(end: () => unknown): void {
  endings.push(end);
}

/** @returns a new folder that is deleted after the tests of this file */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'search-iclr-test-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function embedded(dataDir: string): EngineConfig & { kind: 'embedded' } {
  return { kind: 'embedded', dataDir, binary: inject('meilisearch'), path: '' };
}

const folders = new WeakMap<Engine, string>();

/** Opens a real engine in a folder of its own; both are gone after the tests of this file. */
export async function startEngine(): Promise<Engine> {
  const folder = await temporaryFolder();
  const engine = await openEngine(embedded(folder), memoryLog());
  folders.set(engine, folder);
  atEnd(() => engine.close());
  return engine;
}

/** @returns the DATA_DIR of an engine, where its text index is; for one that was not started here a new folder */
export async function folderOf(engine: Engine): Promise<string> {
  const folder = folders.get(engine) ?? (await temporaryFolder());
  folders.set(engine, folder);
  return folder;
}

/** @returns who fills the index of an engine and the text index beside it */
export async function indexerOf(engine: Engine): Promise<Indexer> {
  const texts = openTexts(await folderOf(engine));
  atEnd(() => texts.close());
  return openIndexer(engine, texts);
}

/** @returns an engine and the text index beside it, as it is: nobody brings it up to date */
export async function libraryOf(engine: Engine, log: Log = memoryLog()): Promise<Library> {
  const library = openLibrary(engine, await folderOf(engine), log);
  atEnd(() => library.close());
  return library;
}

/** @returns the papers of an engine, the text index brought up to date */
export async function papersOf(engine: Engine, log: Log = memoryLog()): Promise<Papers> {
  const library = await libraryOf(engine, log);
  await library.bringUp();
  return library.papers;
}

/** @returns the papers of an engine, whatever state that and the text index are in */
export async function papersAsIs(engine: Engine, log: Log = memoryLog()): Promise<Papers> {
  const library = openLibrary(engine, await folderOf(engine), log);
  atEnd(() => library.close());
  return library.papers;
}

/** @returns an index that holds these papers, on a real engine */
export async function indexOf(papers: readonly SourcePaper[]): Promise<Papers> {
  const engine = await startEngine();
  await fill(engine, papers);
  return papersOf(engine);
}

/** Has an engine hold these papers. */
export async function fill(engine: Engine, papers: readonly SourcePaper[]): Promise<void> {
  const indexer = await indexerOf(engine);
  await indexer.prepare();
  const { indexed } = await indexer.add(papers.map(toRecord));
  await indexed;
  await indexer.finish();
}
