import type { Handed, Indexer } from '../src/search/indexer.ts';
import type { MetadataChange, PaperRecord } from '../src/search/record.ts';

/** What has to be done to the index for a paper. */
export type IndexChange =
  | { readonly kind: 'add'; readonly record: PaperRecord; readonly characters: number }
  | { readonly kind: 'change'; readonly change: MetadataChange }
  | { readonly kind: 'remove'; readonly id: string };

interface Waiting {
  readonly change: IndexChange;
  readonly isLast: boolean;
}

/** About as much text as 20 papers have: each such batch moves the progress bar. */
const BATCH_CHARACTERS = 1_000_000;
const BATCH_PAPERS = 1_000;
/** The engine takes all waiting batches together, the faster the more; these are 40 MB of its disk. */
const BATCHES_IN_FLIGHT = 40;
/** A source may take minutes from one paper to the next; what has come shall be found meanwhile. */
const LATEST_MS = 1_000;

/** Hands changes to the index in their order, many at once. */
export interface Batches {
  /**
   * @param isLast whether the paper is done with after it
   * @returns when the next change may come
   * @throws what went wrong with any before it
   */
  put(change: IndexChange, isLast: boolean): Promise<void>;
  /** @returns when everything is in the index */
  finish(): Promise<void>;
  /** Lets go of what was put and not handed over yet. */
  drop(): void;
}

/** @param onDone called with how many more papers are done with, and can be found */
export function openBatches(indexer: Indexer, onDone: (papers: number) => void): Batches {
  const inFlight: Promise<void>[] = [];
  let batch: Waiting[] = [];
  let characters = 0;
  let sending: Promise<void> = Promise.resolve();
  let latest: NodeJS.Timeout | null = null;

  const drop = (): Waiting[] => {
    const dropped = batch;
    if (latest !== null) clearTimeout(latest);
    [batch, characters, latest] = [[], 0, null];
    return dropped;
  };

  const send = (): Promise<void> => {
    const waiting = drop();
    if (waiting.length === 0) return sending;
    const papers = waiting.filter(({ isLast }) => isLast).length;
    sending = sending.then(async () => {
      const { indexed } = await handOver(
        waiting.map(({ change }) => change),
        indexer,
      );
      inFlight.push(tellOf(indexed, papers));
      if (inFlight.length >= BATCHES_IN_FLIGHT) await inFlight.shift();
    });
    // A failure is told to whoever puts the next change; without this it would end the process before.
    sending.catch(() => {});
    return sending;
  };

  // Apart, because what waits for the engine would else hold the text that was handed to it.
  const tellOf = (indexed: Promise<void>, papers: number): Promise<void> => {
    const told = indexed.then(() => onDone(papers));
    told.catch(() => {});
    return told;
  };

  return {
    put: async (change, isLast) => {
      // A batch holds changes of one kind, because the engine is asked for each in its own way.
      if (batch[0] !== undefined && batch[0].change.kind !== change.kind) await send();
      batch.push({ change, isLast });
      if (change.kind === 'add') characters += change.characters;
      latest ??= setTimeout(send, LATEST_MS);
      await (characters >= BATCH_CHARACTERS || batch.length >= BATCH_PAPERS ? send() : sending);
    },
    finish: async () => {
      await send();
      await Promise.all(inFlight);
    },
    drop: () => {
      drop();
    },
  };
}

async function handOver(changes: readonly IndexChange[], indexer: Indexer): Promise<Handed> {
  const removed = changes.flatMap(change => (change.kind === 'remove' ? [change.id] : []));
  // That it is gone is waited for: it is seldom, and nothing may come before it.
  if (removed.length > 0) {
    await indexer.remove(removed);
    return { indexed: Promise.resolve() };
  }
  const records = changes.flatMap(change => (change.kind === 'add' ? [change.record] : []));
  if (records.length > 0) return indexer.add(records);
  return indexer.change(changes.flatMap(change => (change.kind === 'change' ? [change.change] : [])));
}
