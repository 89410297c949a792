import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { EngineError, messageOf } from '../errors.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../private.ts';

export type StateDatabase = Database.Database;

/**
 * What each version of state.sqlite adds to the one before, in order; the file's user_version counts
 * those that it has. Append here, and change nothing that stands: files of every age are brought up to date.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE kept_text (
     hash TEXT PRIMARY KEY,
     text TEXT NOT NULL,
     kept_at INTEGER NOT NULL -- milliseconds since 1970
   ) STRICT`,
  `CREATE TABLE subscriptions (
     platform TEXT NOT NULL,
     workspace TEXT NOT NULL,
     channel TEXT NOT NULL,
     cron TEXT NOT NULL,
     zone TEXT NOT NULL,
     person_id TEXT NOT NULL, -- who subscribed the channel
     person_name TEXT NOT NULL,
     subscribed_at INTEGER NOT NULL, -- milliseconds since 1970, as all the moments below
     next_run INTEGER NOT NULL,
     failing_since TEXT, -- the day of the first post that the channel refused, where none went out since
     failed_days INTEGER NOT NULL DEFAULT 0, -- since then
     paused_at INTEGER,
     PRIMARY KEY (platform, workspace, channel)
   ) STRICT;
   CREATE INDEX subscriptions_due ON subscriptions (next_run) WHERE paused_at IS NULL;
   CREATE TABLE deliveries (
     id TEXT PRIMARY KEY,
     platform TEXT NOT NULL,
     workspace TEXT NOT NULL,
     channel TEXT NOT NULL,
     day TEXT NOT NULL, -- in the channel's zone, such as 2027-03-28
     due_at INTEGER NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'waiting', 'failed', 'unknown')),
     state_at INTEGER NOT NULL, -- when it was claimed or, where that is known, how it ended
     tries INTEGER NOT NULL,
     try_at INTEGER, -- when one that is waiting is tried again
     refused_by TEXT, -- the channel or the platform, where the last try was refused
     tags TEXT NOT NULL, -- a JSON array, the featured one first
     UNIQUE (platform, workspace, channel, day)
   ) STRICT;
   CREATE INDEX deliveries_waiting ON deliveries (try_at) WHERE state = 'waiting';
   CREATE INDEX deliveries_claimed ON deliveries (state_at) WHERE state = 'claimed'`,
];

const versionSchema = z.object({ user_version: z.int() });

/** How long one process waits for another that is writing. */
const BUSY_MS = 5_000;

/**
 * Opens DATA_DIR/state.sqlite, which holds what cannot be made again from papers. Several processes may
 * have it open.
 * @param upTo how many migrations to have; fewer than all only to make a file of an earlier version
 * @throws EngineError where the file cannot be opened, or is of a newer version of this program
 */
export function openState(dataDir: string, upTo = MIGRATIONS.length): StateDatabase {
  const path = join(dataDir, 'state.sqlite');
  try {
    mkdirSync(dataDir, { recursive: true, mode: PRIVATE_FOLDER });
    makeFile(path);
    // The time to wait comes with the opening: set later, two processes that open a file at once collide.
    const database = new Database(path, { timeout: BUSY_MS });
    database.pragma('journal_mode = WAL');
    inTransaction(database, migrate)(database, upTo);
    return database;
  } catch (error) {
    throw new EngineError(`${path} cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

/** SQLite would make it for everybody to read; its -wal and -shm get the mode that the file itself has. */
function makeFile(path: string): void {
  try {
    // Only where there is none: to close a file that is there would end the locks that this process has on it.
    closeSync(openSync(path, 'ax', PRIVATE_FILE));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function migrate(database: StateDatabase, upTo: number): void {
  const { user_version: version } = versionSchema.parse(database.prepare('PRAGMA user_version').get());
  if (version > MIGRATIONS.length) {
    throw new Error(
      `it is of version ${version}, and this program knows ${MIGRATIONS.length}; update the program`,
    );
  }
  for (const migration of MIGRATIONS.slice(version, upTo)) database.exec(migration);
  if (version < upTo) database.exec(`PRAGMA user_version = ${upTo}`);
}

/** @returns the work in a transaction of its own, which no other process writes into */
export function inTransaction<Given extends unknown[], Result>(
  database: StateDatabase,
  work: (...given: Given) => Result,
): (...given: Given) => Result {
  const transaction = database.transaction(work);
  return (...given) => transaction.immediate(...given);
}
