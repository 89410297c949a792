import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { findDifferences } from '../../src/search/bring-up.ts';
import { openEngineSearch } from '../../src/search/engine-search.ts';
import { openLibrary } from '../../src/search/library.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { atEnd, fill, folderOf, memoryLog, startEngine, temporaryFolder } from '../support/engine.ts';
import { bodies, paper, queryOf } from '../support/papers.ts';
import { startProgram } from '../support/program.ts';

/** Processes that are ended in the middle of an ingest, at every step between the engine and the text index. */

const PAPERS = ['p1', 'p2', 'p3'].map(id => paper({ id, pages: bodies('Deep quokka networks.') }));
/** What the ingest of each kind of work leaves behind, where nobody ends it. */
const AFTER = { add: ['new1', 'new2', 'p1', 'p2', 'p3'], change: ['p1', 'p2', 'p3'], remove: ['p3'] };
type Work = keyof typeof AFTER;

const CASES: readonly (readonly [Work, string])[] = [
  ['add', 'nothing is done'],
  ['add', 'it is announced'],
  ['add', 'the engine has it'],
  ['add', 'both have it'],
  ['add', 'all is done'],
  ['add', 'all is told'],
  ['change', 'the engine has it'],
  ['change', 'both have it'],
  ['remove', 'the engine has it'],
  ['remove', 'both have it'],
];

let engine: Engine;
let folder: string;
beforeEach(async () => {
  engine = await startEngine();
  await fill(engine, PAPERS);
  folder = await temporaryFolder();
  for (const name of ['texts.sqlite', 'texts.sqlite-wal'])
    await cp(join(await folderOf(engine), name), join(folder, name));
});

/** @returns once the process stands still at the step and has been killed there */
async function killAt(work: Work, step: string): Promise<void> {
  const { url, key } = await engine.connection();
  const child = startProgram('test/support/indexing-child.ts', [folder, url, key ?? '', work, step], {});
  await child.says(`stands still at: ${step}`);
  child.child.kill('SIGKILL');
  await child.ended;
}

/** @returns how the two indexes differ */
async function differences(): Promise<{
  readonly stale: readonly string[];
  readonly left: readonly string[];
}> {
  const texts = openTexts(folder);
  try {
    return await findDifferences(openEngineSearch(engine, memoryLog()), texts);
  } finally {
    await texts.close();
  }
}

describe('an ingest that is killed', () => {
  it.each(CASES)(
    'while it would %s papers, when %s: no answer is wrong without saying so',
    async (work, step) => {
      await killAt(work, step);
      const library = openLibrary(engine, folder, memoryLog());
      atEnd(() => library.close());
      const search = (text: string) => library.papers.search(queryOf(text), 5);
      const ids = async () => (await search('"quokka networks"')).hits.map(hit => hit.paper.id).toSorted();

      const before = await differences();
      const isApart = before.stale.length + before.left.length > 0;
      for (const text of ['"quokka networks"', 'quokka networks'])
        expect((await search(text)).expecting || !isApart, text).toBe(true);

      await library.bringUp();
      expect(await differences()).toEqual({ stale: [], left: [] });
      expect((await search('quokka networks')).expecting).toBe(false);
      const engineHasIt = !['nothing is done', 'it is announced'].includes(step);
      expect(await ids()).toEqual(engineHasIt ? AFTER[work] : AFTER.change);
    },
  );
});
