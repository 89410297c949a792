import { closeSync, fstatSync, openSync, readSync, statfsSync, statSync } from 'node:fs';
import { EngineError } from '../errors.ts';
import type { EngineFiles } from './files.ts';
import { diagnose, type Trouble, troubleText } from './trouble.ts';

/** Less than this and nothing more can be indexed; a log line may still fit. */
const LEAST_FREE_BYTES = 1024 * 1024;
/** With this much room it is not, or not any longer. */
const ROOMY_BYTES = 64 * 1024 * 1024;
const LOG_BYTES_READ = 64 * 1024;

/**
 * Looks for what ails the engine: a full disk first, then what it said itself.
 * @param said what it answered, or how it ended; empty where it did neither
 * @param from where its log begins to matter, in bytes
 * @returns what an operator has to do about it, or null where nothing is known to be wrong
 */
export function findAilment(files: EngineFiles, said: string, from: number): EngineError | null {
  const free = freeBytes(files.folder);
  const full: Trouble = { kind: 'disk', trouble: 'full' };
  const trouble = free < LEAST_FREE_BYTES ? full : diagnose(`${said}\n${logSince(files, from)}`);
  if (trouble === null) return null;
  // LMDB takes every write that was cut short for a full disk.
  const isLimit = trouble.kind === 'disk' && trouble.trouble === 'full' && free > ROOMY_BYTES;
  return new EngineError(
    troubleText(isLimit ? { kind: 'disk', trouble: 'full or limited' } : trouble, files),
  );
}

/** @returns how long the engine's log is, in bytes; 0 where there is none */
export function logSize(files: EngineFiles): number {
  return statSync(files.log, { throwIfNoEntry: false })?.size ?? 0;
}

/** @returns the end of what was logged after the first `from` bytes; nothing where it cannot be read */
export function logSince(files: EngineFiles, from: number): string {
  try {
    const log = openSync(files.log, 'r');
    try {
      const { size } = fstatSync(log);
      const start = Math.max(from, size - LOG_BYTES_READ);
      const bytes = Buffer.alloc(Math.max(0, size - start));
      readSync(log, bytes, 0, bytes.length, start);
      return bytes.toString('utf8');
    } finally {
      closeSync(log);
    }
  } catch {
    return '';
  }
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
