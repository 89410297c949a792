import { openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { bringUp, findDifferences } from '../../src/search/bring-up.ts';
import { openEngineSearch } from '../../src/search/engine-search.ts';
import { openLibrary } from '../../src/search/library.ts';
import { toRecord } from '../../src/search/record.ts';
import { openTexts, type Texts } from '../../src/texts/texts.ts';
import { atEnd, indexerOf, memoryLog, startEngine, temporaryFolder } from '../support/engine.ts';
import { bodies, paper, queryOf, textPaperOf } from '../support/papers.ts';
import { foundIn, readerIn } from '../support/texts.ts';

const PAPERS = Array.from({ length: 90 }, (_, index) =>
  paper({
    id: `p${index}`,
    title: `On quokka ${index}`,
    keywords: [index % 2 === 0 ? 'even' : 'odd'],
    pages: bodies(`Deep quokka networks, number ${index}.`),
  }),
);

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  const indexer = await indexerOf(engine);
  await indexer.prepare();
  await (await indexer.add(PAPERS.map(toRecord))).indexed;
});

function textsIn(folder: string): Texts {
  const texts = openTexts(folder);
  atEnd(() => texts.close());
  return texts;
}

/** Makes the text index of a folder hold what the engine holds, and ends it. */
async function bringUpIn(folder: string) {
  const texts = openTexts(folder);
  const search = openEngineSearch(engine, memoryLog());
  try {
    const changed = await bringUp({ search, texts, ifIdle: work => work() });
    return { changed, after: await findDifferences(search, texts) };
  } finally {
    await texts.close();
  }
}

const AGREED = { stale: [], left: [] };

describe('a text index', () => {
  it('that is missing, as where the engine was filled elsewhere, is made from the engine', async () => {
    const folder = await temporaryFolder();
    const { changed, after } = await bringUpIn(folder);
    expect([changed.stale.length, changed.left, after]).toEqual([90, [], AGREED]);
    const reader = readerIn(folder);
    expect(foundIn(reader, '"quokka networks" tag:odd')).toHaveLength(45);
    expect(reader.nearest('netwroks')).toEqual(['networks']);
  });

  it('that is up to date is left as it is', async () => {
    const folder = await temporaryFolder();
    await bringUpIn(folder);
    expect(await bringUpIn(folder)).toEqual({ changed: AGREED, after: AGREED });
  });

  it('of which papers are missing, changed and left over gets these alone', async () => {
    const folder = await temporaryFolder();
    await bringUpIn(folder);
    const texts = textsIn(folder);
    await texts.remove(['p3']);
    await texts.put([textPaperOf(paper({ id: 'p5', title: 'Another' })), textPaperOf(paper({ id: 'gone' }))]);
    const { changed, after } = await bringUpIn(folder);
    expect([changed.stale.toSorted(), changed.left, after]).toEqual([['p3', 'p5'], ['gone'], AGREED]);
    expect(foundIn(readerIn(folder), 'title:another')).toEqual([]);
  });

  it.each([
    [
      'whose bytes were overwritten',
      (path: string) => {
        rmSync(`${path}-wal`, { force: true });
        writeFileSync(path, Buffer.alloc(readFileSync(path).length, 'x'));
      },
    ],
    ['that is cut off', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 50))],
    ['that is empty', (path: string) => writeFileSync(path, '')],
    [
      'of another version',
      (path: string) => {
        const database = new Database(path);
        database.exec('PRAGMA user_version = 99');
        database.close();
      },
    ],
  ])('%s is made anew', async (_, damage) => {
    const folder = await temporaryFolder();
    await bringUpIn(folder);
    damage(join(folder, 'texts.sqlite'));
    const { changed, after } = await bringUpIn(folder);
    expect([changed.stale.length, after]).toEqual([90, AGREED]);
    expect(foundIn(readerIn(folder), '"quokka networks"')).toHaveLength(90);
  });

  it('moves with its folder', async () => {
    const [from, to] = [await temporaryFolder(), await temporaryFolder()];
    await bringUpIn(from);
    await cp(from, to, { recursive: true });
    expect(await bringUpIn(to)).toEqual({ changed: AGREED, after: AGREED });
  });
});

describe('while the text index is being made', () => {
  it('plain words are answered without an exact count, tags and venues too, and exact things say why not', async () => {
    const folder = await temporaryFolder();
    const library = openLibrary(engine, folder, memoryLog());
    atEnd(() => library.close());
    const search = (text: string) => library.papers.search(queryOf(text), 5);
    const without = expect.stringContaining('the text index is being made');
    expect(await search('quokka networks')).toMatchObject({ total: 90, exact: null, without });
    expect((await search('quokka networks')).hits[0]?.passages).not.toEqual([]);
    expect(await search('tag:odd')).toMatchObject({ total: 45, without });
    expect(await search('quokka venue:ICLR')).toMatchObject({ total: 90, without });
    expect(await search('quokka venue:ICML')).toMatchObject({ total: 0, without });
    for (const text of ['"quokka networks"', 'quokka -tag:odd -deep', 'title:quokka', 'C++'])
      await expect(search(text), text).rejects.toThrow('the text index is being made');
    expect(await library.papers.get('p1')).toMatchObject({ paper: { id: 'p1' }, pages: 1 });

    await library.bringUp();
    expect(await search('quokka networks')).toMatchObject({ total: 90, exact: 90, without: null });
    expect(await search('"quokka networks" -tag:odd')).toMatchObject({ total: 45, without: null });
  });

  it('says how far it is', async () => {
    const folder = await temporaryFolder();
    await textsIn(folder).progress('45 %');
    const library = openLibrary(engine, folder, memoryLog());
    atEnd(() => library.close());
    await expect(library.papers.search(queryOf('"a b"'), 5)).rejects.toThrow('is being made (45 %)');
  });
});

describe('a text index that is damaged while it is read', () => {
  it('is noticed, and made anew by who keeps it', async () => {
    const folder = await temporaryFolder();
    await bringUpIn(folder);
    const path = join(folder, 'texts.sqlite');
    const file = openSync(path, 'r+');
    // The header stays, so that it opens.
    writeSync(file, Buffer.alloc(readFileSync(path).length - 100, 0xff), 0, undefined, 100);
    const library = openLibrary(engine, folder, memoryLog());
    atEnd(() => library.close());
    library.keep();
    const total = async () =>
      library.papers.search(queryOf('"quokka networks"'), 5).then(
        found => found.total,
        (error: unknown) => String(error),
      );
    await expect.poll(total, { timeout: 20_000, interval: 200 }).toBe(90);
  });
});
