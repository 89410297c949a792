import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import type { EngineConfig } from '../../src/config.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/open.ts';
import type { Log } from '../../src/log.ts';
import type { SourcePaper } from '../../src/paper.ts';
import { openIndexer } from '../../src/search/indexer.ts';
import { openPapers, type Papers } from '../../src/search/papers.ts';
import { toRecord } from '../../src/search/record.ts';

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

/** Opens a real engine in a folder of its own; both are gone after the tests of this file. */
export async function startEngine(): Promise<Engine> {
  const engine = await openEngine(embedded(await temporaryFolder()), memoryLog());
  atEnd(() => engine.close());
  return engine;
}

/** @returns an index that holds these papers, on a real engine */
export async function indexOf(papers: readonly SourcePaper[]): Promise<Papers> {
  const engine = await startEngine();
  await fill(engine, papers);
  return openPapers(engine, memoryLog());
}

/** Has an engine hold these papers. */
export async function fill(engine: Engine, papers: readonly SourcePaper[]): Promise<void> {
  const indexer = openIndexer(engine);
  await indexer.prepare();
  const { indexed } = await indexer.add(papers.map(toRecord));
  await indexed;
}
