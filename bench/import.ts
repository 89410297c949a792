import type { Source } from '../ingest/source.ts';
import { openArchive } from '../ingest/sources/archive.ts';
import type { Engine } from '../src/engine/engine.ts';
import { createClient } from '../src/search/client.ts';
import { openIndexer } from '../src/search/indexer.ts';
import { type PaperRecord, toRecord } from '../src/search/record.ts';
import { INDEX } from '../src/search/settings.ts';
import { openTexts } from '../src/texts/texts.ts';
import { withFreshEngine } from './setup.ts';
import { timedIngest } from './timed-ingest.ts';

/** As many records a request as the engine's default limit of 100 MB takes with room to spare. */
const RECORDS_A_REQUEST = 300;

/**
 * Times `npm run ingest -- archive` beside a bare import of the same records, each on a fresh engine.
 * @returns how many times a bare import the ingest takes
 */
export async function importSpeed(folder: string): Promise<number> {
  const ours = await timedIngest(['archive', folder]);
  let bare = Number.NaN;
  await withFreshEngine(async (engine, dataDir) => {
    const records = await recordsOf(await openArchive(folder));
    const startedAt = Date.now();
    await bareImport(engine, dataDir, records);
    bare = Date.now() - startedAt;
  });
  console.log('ingest of the whole archive');
  console.log(
    `  npm run ingest   ${(ours.ms / 1_000).toFixed(1)} s, its process at most ${ours.peakMb.toFixed(0)} MB`,
  );
  console.log(
    `  bare import      ${(bare / 1_000).toFixed(1)} s   ingest takes ${(ours.ms / bare).toFixed(2)} times that`,
  );
  return ours.ms / bare;
}

async function recordsOf(source: Source): Promise<PaperRecord[]> {
  const records: PaperRecord[] = [];
  for await (const item of source.items) if (item.kind === 'paper') records.push(toRecord(item.paper));
  return records;
}

async function bareImport(engine: Engine, dataDir: string, records: readonly PaperRecord[]): Promise<void> {
  const texts = openTexts(dataDir);
  await openIndexer(engine, texts).prepare();
  await texts.close();
  const client = createClient(await engine.connection(), 120_000);
  let last = -1;
  for (let at = 0; at < records.length; at += RECORDS_A_REQUEST) {
    const task = await client.index(INDEX).addDocuments(records.slice(at, at + RECORDS_A_REQUEST));
    last = task.taskUid;
  }
  const { status, error } = await client.tasks.waitForTask(last, { timeout: 0, interval: 100 });
  if (status !== 'succeeded') throw new Error(`the bare import failed: ${error?.message}`);
}
