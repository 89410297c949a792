import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { causeText } from '../disk.ts';
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

const checkSchema = z.object({ quick_check: z.string() });
const versionSchema = z.object({ user_version: z.int() });

/** How long one process waits for another that is writing. */
const BUSY_MS = 5_000;

/**
 * Opens DATA_DIR/state.sqlite, which holds what cannot be made again from papers. Several processes may
 * have it open.
 * @param upTo how many migrations to have; fewer than all only to make a file of an earlier version
 * @throws EngineError where the file cannot be opened, is damaged, or is of a newer version of this program
 */
export function openState(dataDir: string, upTo = MIGRATIONS.length): StateDatabase {
  const path = join(dataDir, 'state.sqlite');
  let database: StateDatabase | null = null;
  try {
    mkdirSync(dataDir, { recursive: true, mode: PRIVATE_FOLDER });
    // SQLite opens what it may only read, and says so at the first thing to be kept.
    accessSync(dataDir, constants.W_OK);
    makeFile(path);
    // The time to wait comes with the opening: set later, two processes that open a file at once collide.
    database = new Database(path, { timeout: BUSY_MS });
    database.pragma('journal_mode = WAL');
    check(database);
    inTransaction(database, migrate)(database, upTo);
    return database;
  } catch (error) {
    database?.close();
    throw new EngineError(stateProblemText(path, error), { cause: error });
  }
}

/** Reads all of the file, which is small: damage is better found now than in the middle of a post. */
function check(database: StateDatabase): void {
  const { quick_check: result } = checkSchema.parse(database.prepare('PRAGMA quick_check(1)').get());
  if (result !== 'ok') throw new DamagedError(result.replace(/\s+/gu, ' '));
}

/** What SQLite's own check found. */
class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

function stateProblemText(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isDamaged = error instanceof DamagedError || /^SQLITE_(?:NOTADB|CORRUPT)/u.test(code);
  if (isDamaged) {
    return (
      `${path} is damaged (${messageOf(error)}). Put a copy of yours in its place, or move it away together with ` +
      `${path}-wal and ${path}-shm: a new one is made. What it held is lost then: who gets a tag a day (\`/iclr daily\` ` +
      'makes it again), and what old buttons of long queries stand for. The index is not touched.'
    );
  }
  // libsql tells of a file that cannot be opened by a number alone.
  const opened = /Unable to open/u.test(messageOf(error)) ? openingProblem(path) : null;
  return `${path} cannot be used: ${opened ?? causeText(error)}`;
}

/** @returns what Node says of a file that SQLite could not open, or null where Node can open it */
function openingProblem(path: string): string | null {
  try {
    closeSync(openSync(path, 'a'));
    return null;
  } catch (error) {
    return causeText(error);
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
