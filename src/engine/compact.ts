import { existsSync, readdirSync, renameSync } from 'node:fs';
import { chmod, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { EngineConfig } from '../config.ts';
import { causeText } from '../disk.ts';
import { EngineError, TakenError } from '../errors.ts';
import { tryLock } from '../lock/lock.ts';
import { processStart } from '../lock/process-identity.ts';
import { findAilment, logSize } from './ailment.ts';
import { findBinary, packagedBinary } from './binary.ts';
import { readyDatabase } from './database.ts';
import { type EngineFiles, engineFiles, masterKey, writeRecord } from './files.ts';
import { lockDatabase } from './orphan.ts';
import { type Server, startServer } from './server.ts';
import { type Space, spaceOf } from './space.ts';

const POLL_MS = 200;
/** How long one that does not answer is waited for, to hear that it has died. */
const DEATH_MS = 1_000;

export interface Compaction {
  readonly before: Space;
  readonly after: Space;
}

/**
 * Writes the engine's database anew without its free pages: a snapshot is taken and imported beside it. The old one is
 * deleted only when the new one has answered with as many papers and stands in its place; a process that is killed
 * before leaves the old one, see {@link readyDatabase}.
 * @param onStep called with what is being done
 * @param signal ends it; the old database stays
 * @returns what the database took before and takes after, or null where there is none
 * @throws TakenError where another process uses the engine, and EngineError where it cannot be done
 */
export async function compactDatabase(
  config: EngineConfig & { kind: 'embedded' },
  onStep: (step: string) => void,
  signal: AbortSignal,
): Promise<Compaction | null> {
  const files = engineFiles(config.dataDir);
  if (!existsSync(files.database) && !existsSync(files.compaction.folder)) return null;
  const owner = tryLock(files.ownerLock);
  if (owner === null) {
    throw new TakenError('Another process of this program uses the search engine. End it, then try again.');
  }
  try {
    const key = masterKey(files);
    const binary = await findBinary({
      folder: files.folder,
      configured: config.binary,
      packaged: packagedBinary(),
      path: config.path,
    });
    const start = (database: string, snapshot?: string): Promise<Server> =>
      startLocked({ files, binary, key, database, ...(snapshot === undefined ? {} : { snapshot }) });
    const done = await compactLocked(files, key, start, onStep, signal);
    readyDatabase(files);
    return done;
  } catch (error) {
    tidy(files);
    if (error instanceof EngineError) throw error;
    if (signal.aborted) throw error;
    throw new EngineError(`${files.folder} cannot be compacted, and is as it was: ${causeText(error)}`, {
      cause: error,
    });
  } finally {
    owner.release();
  }
}

async function compactLocked(
  files: EngineFiles,
  key: string,
  start: (database: string, snapshot?: string) => Promise<Server>,
  onStep: (step: string) => void,
  signal: AbortSignal,
): Promise<Compaction | null> {
  const { database, compaction } = files;
  onStep('taking a snapshot');
  const old = await using(files, await start(database), async ({ url }) => {
    await mkdir(compaction.snapshots, { recursive: true, mode: 0o700 });
    await takeSnapshot(files, url, key, signal);
    return { space: await spaceOf({ url, key }, database), papers: await documentsIn(url, key) };
  });
  const [snapshot] = readdirSync(compaction.snapshots);
  if (snapshot === undefined) {
    throw new EngineError('Meilisearch says that it took a snapshot, and there is none.');
  }

  onStep('importing it');
  const fresh = await using(
    files,
    await start(compaction.fresh, join(compaction.snapshots, snapshot)),
    async ({ url }) => ({
      space: await spaceOf({ url, key }, compaction.fresh),
      papers: await documentsIn(url, key),
    }),
  );
  if (fresh.papers !== old.papers) {
    throw new EngineError(
      `The compacted index holds ${fresh.papers} papers, and the old one ${old.papers}: the old one stays.`,
    );
  }
  signal.throwIfAborted();

  onStep('putting it in its place');
  await keepForGood(compaction.fresh);
  renameSync(database, compaction.old);
  renameSync(compaction.fresh, database);
  return { before: old.space, after: fresh.space };
}

/** Brings the old database back, where it is not in its place; what went wrong before is what is told. */
function tidy(files: EngineFiles): void {
  try {
    readyDatabase(files);
  } catch {
    // The next start tries again, and says why not.
  }
}

/** Starts an engine that nobody borrows, and that the next owner ends where we are killed. */
async function startLocked(options: {
  files: EngineFiles;
  binary: string;
  key: string;
  database: string;
  snapshot?: string;
}): Promise<Server> {
  const { files, key, ...others } = options;
  const lock = await lockDatabase(files, () => {});
  try {
    if (options.snapshot === undefined) readyDatabase(files);
  } catch (error) {
    lock.release();
    throw error;
  }
  return startServer({
    ...others,
    files,
    masterKey: key,
    lock,
    onSpawn: ({ url, pid }) =>
      writeRecord(files, { state: 'starting', url, pid, start: processStart(pid), trouble: null }),
  });
}

/** Where the engine dies meanwhile, what it died of is told. */
async function using<T>(files: EngineFiles, server: Server, use: (server: Server) => Promise<T>): Promise<T> {
  const from = logSize(files);
  try {
    return await use(server);
  } catch (error) {
    const how = await Promise.race([server.exited, sleep(DEATH_MS, '')]);
    throw findAilment(files, how, from) ?? error;
  } finally {
    await server.stop();
  }
}

const totalSchema = z.object({ total: z.int() });
const taskSchema = z.object({ taskUid: z.int() });
const statusSchema = z.object({
  status: z.enum(['enqueued', 'processing', 'succeeded', 'failed', 'canceled']),
  error: z.object({ message: z.string() }).nullable(),
});
const statsSchema = z.object({
  indexes: z.record(z.string(), z.object({ numberOfDocuments: z.int() })),
});

/** Tasks that wait are done first, so that the old index and the new one hold the same. */
async function takeSnapshot(
  files: EngineFiles,
  url: string,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  const from = logSize(files);
  const pause = async (): Promise<void> => {
    await sleep(POLL_MS, undefined, { signal });
    const ailment = findAilment(files, '', from);
    if (ailment !== null) throw ailment;
  };
  const unfinished = `${url}/tasks?statuses=enqueued,processing&limit=1`;
  while (totalSchema.parse(await ask(unfinished, key)).total > 0) await pause();
  const { taskUid } = taskSchema.parse(await ask(`${url}/snapshots`, key, 'POST'));
  for (;;) {
    const { status, error } = statusSchema.parse(await ask(`${url}/tasks/${taskUid}`, key));
    if (status === 'succeeded') return;
    if (status === 'failed' || status === 'canceled') {
      throw (
        findAilment(files, error?.message ?? '', from) ??
        new EngineError(`Meilisearch could not take a snapshot: ${error?.message ?? status}`)
      );
    }
    await pause();
  }
}

async function documentsIn(url: string, key: string): Promise<number> {
  const { indexes } = statsSchema.parse(await ask(`${url}/stats`, key));
  return Object.values(indexes).reduce((sum, { numberOfDocuments }) => sum + numberOfDocuments, 0);
}

async function ask(url: string, key: string, method = 'GET'): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(60_000),
  });
  return response.json();
}

/** Has the files of a folder on the disk, for this user alone, before another is deleted for them. */
async function keepForGood(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    await chmod(path, entry.isDirectory() ? 0o700 : 0o600);
    const file = await open(path, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
