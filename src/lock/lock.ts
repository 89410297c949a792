import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import locks from 'fs-native-extensions';
import { z } from 'zod';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../private.ts';
import { processStart } from './process-identity.ts';

/** Who holds a lock. `startedAt` is ISO 8601; `start` tells a pid from a later process's same pid. */
export interface Holder {
  readonly pid: number;
  readonly startedAt: string;
  readonly start: string | null;
}

/**
 * An exclusive lock on a file. The kernel keeps it on the open file, so it ends when the last process
 * that has the file open ends, however it ended: a lock can never be stale. A child that inherits
 * `fd` holds it too.
 */
export interface Lock {
  readonly fd: number;
  release(): void;
}

const holderSchema = z.object({ pid: z.int(), startedAt: z.string(), start: z.string().nullable() });

/** @returns the lock, with this process named in the file, or null while another holds it */
export function tryLock(path: string): Lock | null {
  mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  // Opened for appending: a file that another process holds must not be emptied by looking at it.
  const fd = openSync(path, 'a+', PRIVATE_FILE);
  if (!locks.tryLock(fd)) {
    closeSync(fd);
    return null;
  }
  const holder: Holder = {
    pid: process.pid,
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    start: processStart(process.pid),
  };
  try {
    ftruncateSync(fd);
    writeSync(fd, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return { fd, release: () => closeSync(fd) };
}

/** @returns who wrote their name into the lock file last, or null where nobody readable did */
export function holderOf(path: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
