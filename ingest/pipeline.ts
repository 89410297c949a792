import type { Indexer } from '../src/search/indexer.ts';
import { type PaperRecord, toRecord } from '../src/search/record.ts';
import type { Source, SourceItem } from './source.ts';

export interface Summary {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: readonly (SourceItem & { kind: 'skipped' })[];
}

/** About as much text as 80 papers have: each such batch moves the progress bar. */
const BATCH_CHARACTERS = 4_000_000;
/** The engine takes all waiting batches together, the faster the more; these are 160 MB of its disk. */
const BATCHES_IN_FLIGHT = 40;

/**
 * Brings the papers of a source into the index: those that are new or have changed, and no others.
 * Ended half-way, it goes on where it was when it is run again.
 * @param onProgress called with how many items of the source are done with
 */
export async function ingest(
  source: Source,
  indexer: Indexer,
  onProgress: (done: number) => void,
): Promise<Summary> {
  await indexer.prepare();
  const digests = await indexer.digests();
  const counts = { added: 0, updated: 0, unchanged: 0 };
  const skipped: (SourceItem & { kind: 'skipped' })[] = [];
  let done = 0;
  const advance = (by: number): void => {
    done += by;
    onProgress(done);
  };

  const inFlight: Promise<void>[] = [];
  let batch: PaperRecord[] = [];
  let size = 0;
  const send = async (): Promise<void> => {
    if (batch.length === 0) return;
    const records = batch;
    batch = [];
    size = 0;
    const { length } = records;
    const { indexed } = await indexer.add(records);
    const finished = indexed.then(() => advance(length));
    // Without this, a failure of a batch that is not waited for yet would end the process.
    finished.catch(() => {});
    inFlight.push(finished);
    if (inFlight.length >= BATCHES_IN_FLIGHT) await inFlight.shift();
  };

  for await (const item of source.items) {
    if (item.kind === 'skipped') {
      skipped.push(item);
      advance(1);
      continue;
    }
    const record = toRecord(item.paper);
    const before = digests.get(record.id);
    // What a source gives twice, word for word, is sent once.
    digests.set(record.id, record.digest);
    if (before === record.digest) {
      counts.unchanged += 1;
      advance(1);
      continue;
    }
    counts[before === undefined ? 'added' : 'updated'] += 1;
    batch.push(record);
    size += item.paper.pages.reduce((sum, page) => sum + page.body.length + page.references.length, 0);
    if (size >= BATCH_CHARACTERS || batch.length >= 1_000) await send();
  }
  await send();
  await Promise.all(inFlight);
  return { ...counts, skipped };
}
