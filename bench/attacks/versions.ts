import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../src/engine/engine.ts';
import { engineFiles, masterKey, readRecord } from '../../src/engine/files.ts';
import { openEngine } from '../../src/engine/open.ts';
import { EngineUnavailableError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { findDifferences } from '../../src/search/bring-up.ts';
import { openEngineSearch } from '../../src/search/engine-search.ts';
import { openLibrary } from '../../src/search/library.ts';
import type { Papers } from '../../src/search/papers.ts';
import { parseQuery } from '../../src/search/query.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { type SamplePaper, writeArchive } from '../../test/support/sample-archive.ts';

/** An archive of which each version says another word on all its papers. */
export const PAPERS = 60;
const WORDS_A_PAPER = 1_500;

const log = createLog('silent');

/** A word for a number, of letters alone. */
function wordFor(kind: string, number: number): string {
  return `${kind}${[...String(number)].map(digit => 'abcdefghij'[Number(digit)]).join('')}x`;
}

export async function writeVersion(archive: string, version: number, random: () => number): Promise<void> {
  const papers = Array.from({ length: PAPERS }, (_, at): SamplePaper => {
    const words = Array.from({ length: WORDS_A_PAPER }, () => `word${Math.floor(random() ** 3 * 20_000)}`);
    return {
      ...{ id: `made-up-${at}`, title: `A made-up paper ${at}`, authors: ['Ada Brook'], abstract: 'None.' },
      keywords: ['folds', 'maps', `tag ${at % 7}`, `tag ${at % 11}`, `tag ${at % 13}`],
      pages: [`${wordFor('zebu', at)} ${wordFor('okapi', version)} ${words.join(' ')}`],
    };
  });
  await writeArchive(archive, papers);
}

/**
 * What is wrong with the papers of a DATA_DIR whose engine is another's.
 * @param version the one that all papers have to be of; null where they may be of any, but each must be there once
 */
export async function faultsOfPapers(dataDir: string, version: number | null): Promise<string[]> {
  const files = engineFiles(dataDir);
  for (;;) {
    const url = readRecord(files)?.url;
    const engine =
      url === undefined ? null : await openEngine({ kind: 'server', url, key: masterKey(files) }, log);
    try {
      if (engine !== null) return await look(engine, dataDir, version);
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
    } finally {
      await engine?.close();
    }
    await sleep(100);
  }
}

async function look(engine: Engine, dataDir: string, version: number | null): Promise<string[]> {
  const library = openLibrary(engine, dataDir, log);
  const texts = openTexts(dataDir);
  const faults: string[] = [];
  try {
    const { papers, withText } = await library.papers.counts();
    if (papers !== PAPERS || withText !== PAPERS) faults.push(`${papers} papers, ${withText} with text`);
    if (version === null) return faults;
    if (!(await texts.isSound())) faults.push('texts.sqlite is damaged');
    const { stale, left } = await findDifferences(openEngineSearch(engine, log), texts);
    if (stale.length + left.length > 0) faults.push(`${stale.length} papers differ, ${left.length} are left`);
    for (let at = 0; at < PAPERS; at += 1)
      if ((await found(library.papers, wordFor('zebu', at))) !== 1)
        faults.push(`paper ${at} is not found once`);
    const now = await found(library.papers, wordFor('okapi', version));
    const before = await found(library.papers, wordFor('okapi', version - 1));
    if (now !== PAPERS || before !== 0)
      faults.push(`${now} are of the last version, ${before} of the one before`);
    return faults;
  } finally {
    await library.close();
    await texts.close();
  }
}

async function found(papers: Papers, word: string): Promise<number> {
  const parsed = parseQuery(`"${word}"`);
  if (!parsed.ok) throw new Error(`${word} cannot be searched for`);
  return (await papers.search(parsed.query, 1)).total;
}
