import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { causeText } from '../disk.ts';
import { ConfigError, TakenError } from '../errors.ts';
import { PRIVATE_FOLDER } from '../private.ts';
import { holderOf, type Lock, tryLock } from './lock.ts';

/** What only one process may do in a DATA_DIR at a time. */
export type Role = 'bot' | 'ingest';

/**
 * @returns the role's lock, or null where another process has the role
 * @throws ConfigError where DATA_DIR cannot be written
 */
export function tryClaim(dataDir: string, role: Role): Lock | null {
  try {
    mkdirSync(dataDir, { recursive: true, mode: PRIVATE_FOLDER });
    accessSync(dataDir, constants.W_OK);
    return tryLock(join(dataDir, `${role}.lock`));
  } catch (error) {
    throw new ConfigError(`DATA_DIR=${dataDir} cannot be written: ${causeText(error)}`, { cause: error });
  }
}

/** @throws TakenError naming the process that has the role */
export function claim(dataDir: string, role: Role): Lock {
  const lock = tryClaim(dataDir, role);
  if (lock !== null) return lock;
  const holder = holderOf(join(dataDir, `${role}.lock`));
  const who = holder === null ? 'Another process' : `Process ${holder.pid}, started ${holder.startedAt},`;
  const what = role === 'bot' ? 'runs the bot' : 'brings papers in';
  throw new TakenError(`${who} already ${what} on DATA_DIR=${dataDir}. End it, or use another DATA_DIR.`);
}
