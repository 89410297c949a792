import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineConfig } from '../config.ts';
import { causeText } from '../disk.ts';
import { EngineError, EngineUnavailableError, messageOf } from '../errors.ts';
import { type Lock, tryLock } from '../lock/lock.ts';
import { processStart } from '../lock/process-identity.ts';
import type { Log } from '../log.ts';
import { findAilment, logSize } from './ailment.ts';
import { findBinary, packagedBinary } from './binary.ts';
import { readyDatabase } from './database.ts';
import type { Connection, Engine } from './engine.ts';
import {
  type EngineFiles,
  type EngineRecord,
  engineFiles,
  masterKey,
  readRecord,
  writeRecord,
} from './files.ts';
import { lockDatabase } from './orphan.ts';
import { isHealthy, startServer } from './server.ts';
import { type Supervised, supervise } from './supervise.ts';

type EmbeddedConfig = EngineConfig & { kind: 'embedded' };

/** How often one who borrows the engine looks whether its owner has left. */
const WATCH_MS = 250;
/** How long one that does not answer is waited for, to hear that it has died. */
const DEATH_MS = 1_000;

/**
 * The engine of one DATA_DIR. Whichever process of this program comes first owns it: it starts
 * Meilisearch and ends it. The others borrow it, and the first of them to notice that the owner has
 * left becomes the owner. Kernel locks decide who is who, so nothing depends on a process ending well.
 */
export async function openEmbedded(config: EmbeddedConfig, log: Log, patienceMs: number): Promise<Engine> {
  const files = engineFiles(config.dataDir);
  const key = explained(files, () => masterKey(files));
  let owned: { lock: Lock; supervised: Supervised } | null = null;
  let taking: Promise<void> | null = null;
  let closed = false;
  let trusted: string | null = null;
  let suspect = false;
  const logFrom = logSize(files);

  /** Becomes the owner, if nobody is: at most one attempt at a time. */
  const takeOver = (): Promise<void> => {
    taking ??= own(config, files, key, log)
      .then(result => {
        owned = result;
      })
      .finally(() => {
        taking = null;
      });
    return taking;
  };

  await takeOver();
  const watch = setInterval(() => {
    if (owned !== null || closed) return;
    takeOver().catch((error: unknown) =>
      log.error(`the search engine cannot be taken over: ${messageOf(error)}`),
    );
  }, WATCH_MS);
  watch.unref();

  const connection = async (): Promise<Connection> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      if (closed) throw new EngineUnavailableError('the search engine is closed');
      const url = owned === null ? await borrowedUrl(files, trusted) : ownedUrl(owned.supervised);
      if (url !== null && (owned === null || !suspect || (await isHealthy(url)))) {
        [trusted, suspect] = [url, false];
        return { url, key };
      }
      // One that has just died is asked after before its end is known: what it died of is to be told.
      if (url !== null && Date.now() > deadline - patienceMs + DEATH_MS) throw unavailable();
      if (Date.now() > deadline) throw unavailable();
      if (owned === null) await takeOver();
      if (owned === null || suspect) await sleep(50);
    }
  };

  return {
    connection,
    lost: () => {
      trusted = null;
      suspect = true;
    },
    trouble: said => findAilment(files, said, logFrom),
    close: async () => {
      closed = true;
      clearInterval(watch);
      await taking?.catch(() => {});
      if (owned === null) return;
      const { lock, supervised } = owned;
      owned = null;
      try {
        await supervised.stop();
      } finally {
        lock.release();
      }
    },
  };
}

/** @returns what an owner holds, or null where another process owns the engine */
async function own(
  config: EmbeddedConfig,
  files: EngineFiles,
  key: string,
  log: Log,
): Promise<{ lock: Lock; supervised: Supervised } | null> {
  const lock = explained(files, () => tryLock(files.ownerLock));
  if (lock === null) return null;
  try {
    const binary = await findBinary({
      folder: files.folder,
      configured: config.binary,
      packaged: packagedBinary(),
      path: config.path,
    });
    const supervised = await superviseHere(files, key, binary, log);
    return { lock, supervised };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function superviseHere(
  files: EngineFiles,
  masterKey: string,
  binary: string,
  log: Log,
): Promise<Supervised> {
  let record: EngineRecord | null = null;
  let logFrom = 0;
  const tell = (state: EngineRecord['state'], trouble: string | null): void => {
    if (record === null) return;
    try {
      writeRecord(files, { ...record, state, trouble });
    } catch (error) {
      // Those who borrow the engine ask it whether it lives; it must be ended whatever happens to the record.
      log.warn(`${files.record} cannot be written: ${causeText(error)}`);
    }
  };
  const start = async () => {
    const lock = await lockDatabase(files, pid =>
      log.warn(`ending the search engine that a killed process left, pid ${pid}`),
    );
    try {
      readyDatabase(files);
    } catch (error) {
      lock.release();
      throw explainedError(files, error);
    }
    logFrom = logSize(files);
    return startServer({
      binary,
      files,
      masterKey,
      lock,
      onSpawn: ({ url, pid }) => {
        const state = record === null ? 'starting' : 'restarting';
        record = { state, url, pid, start: processStart(pid), trouble: record?.trouble ?? null };
        explained(files, () => record !== null && writeRecord(files, record));
      },
    });
  };
  return supervise(
    start,
    state =>
      tell(
        state.kind === 'stopped' ? 'leaving' : state.kind,
        state.kind === 'restarting' ? (state.trouble?.message ?? null) : null,
      ),
    how => findAilment(files, how, logFrom),
    log,
  );
}

/** Says of a file that cannot be used where it is, and what to do. */
function explained<T>(files: EngineFiles, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw explainedError(files, error);
  }
}

function explainedError(files: EngineFiles, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError(`${files.folder} cannot be used: ${causeText(error)}`, { cause: error });
}

/** @returns the address, or null while the engine starts for the first time */
function ownedUrl(supervised: Supervised): string | null {
  const state = supervised.state();
  if (state.kind === 'restarting') throw state.trouble ?? unavailable();
  if (state.kind === 'stopped') throw unavailable();
  return state.kind === 'ready' ? state.url : null;
}

/** @returns the address its owner gives, or null while there is none that answers */
async function borrowedUrl(files: EngineFiles, trusted: string | null): Promise<string | null> {
  const record = readRecord(files);
  if (record === null) return null;
  if (record.state === 'restarting')
    throw record.trouble === null ? unavailable() : new EngineError(record.trouble);
  if (record.state !== 'ready') return null;
  return record.url === trusted || (await isHealthy(record.url)) ? record.url : null;
}

function unavailable(): EngineUnavailableError {
  return new EngineUnavailableError('the search engine is restarting');
}
