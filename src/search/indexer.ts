import { setTimeout as sleep } from 'node:timers/promises';
import type { EnqueuedTask, Meilisearch } from 'meilisearch';
import pRetry from 'p-retry';
import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import { EngineError, EngineUnavailableError } from '../errors.ts';
import type { Texts } from '../texts/texts.ts';
import { NOTHING, type Search } from './ask.ts';
import { bringUp } from './bring-up.ts';
import { createWithClient, isRefusal } from './client.ts';
import type { MetadataChange, PaperRecord } from './record.ts';
import { INDEX, SETTINGS } from './settings.ts';
import { hasOurSettings } from './settings-kept.ts';
import { toHeadChange, toTextPaper } from './text-record.ts';

/**
 * The index of papers, for those who fill it: the engine first, then the text index beside it, so that whatever
 * ends this in between leaves an engine from which the text index can be brought up to date. A method waits for an engine that is being restarted.
 */
export interface Indexer {
  /** Makes the index what this version of the program needs, and waits for what others still add. */
  prepare(): Promise<void>;
  /** @returns the digest of every paper in the index, by id */
  digests(): Promise<Map<string, string>>;
  /** Hands whole papers over: what the index had of them is replaced. */
  add(records: readonly PaperRecord[]): Promise<Handed>;
  /** Lays new metadata over papers that are in the index, whose text stays. */
  change(changes: readonly MetadataChange[]): Promise<Handed>;
  /** @returns when the papers are gone; ids that are not there are no error */
  remove(ids: readonly string[]): Promise<void>;
  /** Puts in order what a run left behind. */
  finish(): Promise<void>;
}

/** What was handed to the engine; the promise inside settles when it can be found. */
export interface Handed {
  readonly indexed: Promise<void>;
}

/** A batch of megabytes may wait behind others: the engine only has to take it, not to index it. */
const REQUEST_TIMEOUT_MS = 120_000;
const POLL_MS = 100;
/** How many polls of a task for one look at the engine's log and disk. */
const POLLS_A_LOOK = 5;
const DIGESTS_A_REQUEST = 1_000;
/** Half a second at first, half a minute at last: about four minutes in all. */
const ENGINE_WAITS = { retries: 12, minTimeout: 500, factor: 2, maxTimeout: 30_000 };

const digestSchema = z.object({ id: z.string(), digest: z.string().default('') });

/**
 * @param engine reached with a key that may change the index
 * @param signal ends all waiting; whoever waits is told by its reason
 */
export function openIndexer(engine: Engine, texts: Texts, signal = new AbortController().signal): Indexer {
  const withClient = createWithClient(engine, async ({ key }) => key, REQUEST_TIMEOUT_MS);
  const patiently = <T>(use: (client: Meilisearch) => Promise<T>): Promise<T> =>
    pRetry(() => withClient(use), {
      ...ENGINE_WAITS,
      signal,
      shouldRetry: ({ error }) => error instanceof EngineUnavailableError,
    });

  let earlier: Promise<unknown> = Promise.resolve();

  const finish = async (task: Pick<EnqueuedTask, 'taskUid' | 'type'>): Promise<void> => {
    for (let polls = 1; ; polls += 1) {
      const { status, error } = await patiently(client => client.tasks.getTask(task.taskUid));
      if (status === 'succeeded') return;
      if (status === 'failed' || status === 'canceled') {
        throw (
          engine.trouble?.(`${error?.code ?? ''} ${error?.message ?? ''}`) ??
          new EngineError(`Meilisearch could not do a ${task.type}: ${error?.message ?? status}`, {
            cause: error,
          })
        );
      }
      // On a full disk it cannot even say of a task that it failed.
      const trouble = polls % POLLS_A_LOOK === 0 ? engine.trouble?.('') : null;
      if (trouble) throw trouble;
      await sleep(POLL_MS, undefined, { signal });
    }
  };

  /** Tasks are done in order: one is not asked after before the one before it is done. */
  const handed = (task: EnqueuedTask): Handed => {
    const indexed = earlier.then(() => finish(task));
    earlier = indexed.catch(() => {});
    return { indexed };
  };

  const search: Search = queries =>
    patiently(async client => {
      try {
        const { results } = await client.multiSearch({
          queries: queries.map(query => ({ ...query, indexUid: INDEX })),
        });
        return results.map(({ totalHits, hits }) => ({ ...NOTHING, total: totalHits ?? 0, hits }));
      } catch (error) {
        if (isRefusal(error, 'index_not_found')) return queries.map(() => NOTHING);
        throw error;
      }
    });

  const prepareEngine = async (): Promise<void> => {
    const unfinished = await patiently(client =>
      client.tasks.getTasks({ indexUids: [INDEX], statuses: ['enqueued', 'processing'], limit: 1 }),
    );
    // Tasks are done in order and listed newest first: when the newest is done, all are.
    for (const { uid, type } of unfinished.results) await finish({ taskUid: uid, type });
    try {
      if (await patiently(async client => hasOurSettings(await client.index(INDEX).getSettings()))) return;
    } catch (error) {
      if (!isRefusal(error, 'index_not_found')) throw error;
      await finish(await patiently(client => client.createIndex(INDEX, { primaryKey: 'id' })));
    }
    await finish(await patiently(client => client.index(INDEX).updateSettings(SETTINGS)));
  };

  let changes = 0;
  let isExpecting = false;
  let writing: Promise<void> = Promise.resolve();

  /** Until all have come, answers say so: whatever ends this in between, the engine has more than the text index. */
  const expectMore = async (): Promise<void> => {
    if (isExpecting) return;
    await texts.expect(true);
    isExpecting = true;
  };

  /** Once the engine has taken a batch, the text index takes it while the engine indexes, one batch at a time. */
  const both = async (
    hand: (client: Meilisearch) => Promise<EnqueuedTask>,
    many: number,
    write: () => Promise<void>,
  ): Promise<Handed> => {
    await expectMore();
    const { indexed } = handed(await patiently(hand));
    indexed.catch(() => {});
    await writing;
    changes += many;
    writing = write();
    writing.catch(() => {});
    return { indexed: Promise.all([indexed, writing]).then(() => {}) };
  };

  return {
    prepare: async () => {
      await prepareEngine();
      await bringUp({ search, texts, ifIdle: work => work(), signal });
    },
    digests: async () => {
      const digests = new Map<string, string>();
      for (let offset = 0; ; offset += DIGESTS_A_REQUEST) {
        const { results } = await patiently(client =>
          client.index(INDEX).getDocuments({ fields: ['id', 'digest'], limit: DIGESTS_A_REQUEST, offset }),
        );
        for (const { id, digest } of z.array(digestSchema).parse(results)) digests.set(id, digest);
        if (results.length < DIGESTS_A_REQUEST) return digests;
      }
    },
    add: records =>
      both(
        client => client.index(INDEX).addDocuments([...records]),
        records.length,
        () => texts.put(records.map(toTextPaper)),
      ),
    change: changed =>
      both(
        client => client.index(INDEX).updateDocuments([...changed]),
        changed.length,
        () => texts.change(changed.map(toHeadChange)),
      ),
    remove: async ids => {
      await expectMore();
      await finish(await patiently(client => client.index(INDEX).deleteDocuments([...ids])));
      await texts.remove(ids);
    },
    finish: async () => {
      await writing;
      if (changes > 0 && changes >= (await texts.digests()).size * WORTH_TIDYING) await texts.tidy();
      changes = 0;
      if (isExpecting) await texts.expect(false);
      isExpecting = false;
    },
  };
}

/** When so much of an index has changed, it is worth putting in order: some seconds for some ten thousand papers. */
const WORTH_TIDYING = 1 / 50;
