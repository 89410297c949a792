import { setTimeout as sleep } from 'node:timers/promises';
import type { EnqueuedTask, Meilisearch } from 'meilisearch';
import pRetry from 'p-retry';
import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import { EngineError, EngineUnavailableError } from '../errors.ts';
import { createWithClient, isRefusal } from './client.ts';
import type { MetadataChange, PaperRecord } from './record.ts';
import { INDEX, SETTINGS } from './settings.ts';
import { hasOurSettings } from './settings-kept.ts';

/** The index of papers, for those who fill it. A method waits for an engine that is being restarted. */
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
export function openIndexer(engine: Engine, signal = new AbortController().signal): Indexer {
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

  return {
    prepare: async () => {
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
    add: async records => handed(await patiently(client => client.index(INDEX).addDocuments([...records]))),
    change: async changes =>
      handed(await patiently(client => client.index(INDEX).updateDocuments([...changes]))),
    remove: async ids => finish(await patiently(client => client.index(INDEX).deleteDocuments([...ids]))),
  };
}
