import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { EngineError, messageOf } from '../errors.ts';
import { FULL_TEXTS, SCHEMA, TEXTS_FILE, TEXTS_VERSION } from './schema.ts';

/** How long one process waits for another that is writing: a batch of papers takes some tenths of a second. */
const BUSY_MS = 30_000;

const versionSchema = z.object({ user_version: z.int() });

/**
 * Opens DATA_DIR/texts.sqlite for writing. One that is missing, damaged or of another version is made anew,
 * empty: what it holds can be made again from the engine's papers.
 * @throws EngineError where no file can be made there
 */
export function openForWriting(dataDir: string): Database.Database {
  const path = join(dataDir, TEXTS_FILE);
  try {
    mkdirSync(dataDir, { recursive: true });
    const known = existsSync(path) ? openIfUsable(path) : null;
    return known ?? create(path);
  } catch (error) {
    throw new EngineError(`${path} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}

/** @returns the file for reading, or null where there is none that this version can read */
export function openForReading(dataDir: string): Database.Database | null {
  const path = join(dataDir, TEXTS_FILE);
  return existsSync(path) ? openIfUsable(path) : null;
}

function openIfUsable(path: string): Database.Database | null {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { timeout: BUSY_MS });
    if (versionOf(database) === TEXTS_VERSION) return database;
  } catch {
    // Damaged: what it held is made again, and whoever opens it for writing makes room for that.
  }
  database?.close();
  return null;
}

/** Throws the file away and makes an empty one. */
export function renew(dataDir: string): Database.Database {
  return create(join(dataDir, TEXTS_FILE));
}

function create(path: string): Database.Database {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  const database = new Database(path, { timeout: BUSY_MS });
  database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma('journal_mode = WAL');
  database
    .transaction(() => {
      // Another process may have been faster.
      if (versionOf(database) === TEXTS_VERSION) return;
      database.exec(SCHEMA);
      for (const table of FULL_TEXTS) {
        database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('hashsize', ${HASH_BYTES})`);
      }
      database.exec(`PRAGMA user_version = ${TEXTS_VERSION}`);
    })
    .immediate();
  return database;
}

/** What FTS5 holds in memory before it writes: fewer, larger pieces are merged faster. */
const HASH_BYTES = 16_000_000;

function versionOf(database: Database.Database): number {
  return versionSchema.parse(database.prepare('PRAGMA user_version').get()).user_version;
}
