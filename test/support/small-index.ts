import { cp } from 'node:fs/promises';
import { openEngine } from '../../src/engine/open.ts';
import { toRecord } from '../../src/search/record.ts';
import { embedded, indexerOf, memoryLog, temporaryFolder } from './engine.ts';
import { paper } from './papers.ts';

/** @returns what makes a new DATA_DIR whose index holds three papers; it is filled once, and copied */
export async function smallIndex(): Promise<() => Promise<string>> {
  const filled = await temporaryFolder();
  const engine = await openEngine(embedded(filled), memoryLog());
  try {
    const indexer = await indexerOf(engine);
    await indexer.prepare();
    const papers = ['One', 'Two', 'Three'].map(id => paper({ id, title: `Paper ${id} on networks` }));
    await (await indexer.add(papers.map(toRecord))).indexed;
  } finally {
    await engine.close();
  }
  return async () => {
    const dataDir = await temporaryFolder();
    await cp(filled, dataDir, { recursive: true });
    return dataDir;
  };
}
