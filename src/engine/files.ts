import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../private.ts';

/** Where everything of the embedded engine stands, all under DATA_DIR/engine. */
export interface EngineFiles {
  readonly folder: string;
  /** The database, Meilisearch's own. */
  readonly database: string;
  /** Where it is made smaller: what a killed compaction leaves stands in this folder alone. */
  readonly compaction: {
    readonly folder: string;
    readonly snapshots: string;
    /** The small one, until it has answered. */
    readonly fresh: string;
    /** The large one, from then on until it is deleted. */
    readonly old: string;
  };
  /** Meilisearch's temporary files, which are as large as what it indexes: emptied at every start. */
  readonly temporary: string;
  /** What Meilisearch prints. */
  readonly log: string;
  /** The master key, for this user's eyes alone. */
  readonly key: string;
  /** Held by the process that starts and stops the engine; names its pid and start. */
  readonly ownerLock: string;
  /** Held by the Meilisearch process itself, so that no second one opens the database. */
  readonly serverLock: string;
  /** What the owner tells the others: see {@link EngineRecord}. */
  readonly record: string;
}

/** Where the engine is and how it does, as its owner last wrote. `start` identifies the process: a pid alone does not. */
export type EngineRecord = z.infer<typeof recordSchema>;

const recordSchema = z.object({
  state: z.enum(['starting', 'ready', 'restarting', 'leaving']),
  url: z.string(),
  pid: z.int(),
  start: z.string().nullable(),
  /** Why it is being restarted, where that will not mend it. */
  trouble: z.string().nullable().default(null),
});

export function engineFiles(dataDir: string): EngineFiles {
  const folder = join(dataDir, 'engine');
  const compaction = join(folder, 'compaction');
  return {
    folder,
    database: join(folder, 'database'),
    compaction: {
      folder: compaction,
      snapshots: join(compaction, 'snapshots'),
      fresh: join(compaction, 'fresh'),
      old: join(compaction, 'old'),
    },
    temporary: join(folder, 'temporary'),
    log: join(folder, 'meilisearch.log'),
    key: join(folder, 'master.key'),
    ownerLock: join(folder, 'owner.lock'),
    serverLock: join(folder, 'server.lock'),
    record: join(folder, 'engine.json'),
  };
}

/** Meilisearch takes no shorter ones. */
const LEAST_KEY_LENGTH = 16;

/**
 * @returns the master key, made at random by whichever process comes first
 * @throws EngineError where the key is none, and Node's own where it cannot be read or made
 */
export function masterKey(files: EngineFiles): string {
  mkdirSync(files.folder, { recursive: true, mode: PRIVATE_FOLDER });
  if (!existsSync(files.key)) makeKey(files);
  const key = readFileSync(files.key, 'utf8').trim();
  if (key.length >= LEAST_KEY_LENGTH) return key;
  throw new EngineError(`${files.key} holds no key. Delete it: a new one will be made.`);
}

function makeKey(files: EngineFiles): void {
  const fresh = `${files.key}.${process.pid}`;
  try {
    // Linked into place when it is whole: nobody may read half a key, whenever we are killed.
    writeFileSync(fresh, randomBytes(32).toString('base64url'), { mode: PRIVATE_FILE });
    linkSync(fresh, files.key);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Replaces the record in one step, so that a reader never sees half of it. */
export function writeRecord(files: EngineFiles, record: EngineRecord): void {
  const fresh = `${files.record}.${process.pid}`;
  try {
    writeFileSync(fresh, `${JSON.stringify(record)}\n`, { mode: PRIVATE_FILE });
    renameSync(fresh, files.record);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** @returns the record, or null where there is none that can be read */
export function readRecord(files: EngineFiles): EngineRecord | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(files.record, 'utf8')));
  } catch {
    return null;
  }
}
