import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError } from '../errors.ts';
import { type Lock, tryLock } from '../lock/lock.ts';
import { processStart } from '../lock/process-identity.ts';
import { type EngineFiles, readRecord } from './files.ts';

const TERM_PATIENCE_MS = 10_000;
const KILL_PATIENCE_MS = 5_000;

/**
 * Gets the database's lock. Whoever calls owns the engine, so a Meilisearch that still holds the lock
 * has lost its owner (kill -9): it is ended.
 * @throws EngineError where the lock stays held, by a process that we cannot name or end
 */
export async function lockDatabase(files: EngineFiles, onOrphan: (pid: number) => void): Promise<Lock> {
  const free = tryLock(files.serverLock);
  if (free !== null) return free;
  const orphan = orphanPid(files);
  if (orphan !== null) {
    onOrphan(orphan);
    for (const [signal, patienceMs] of [
      ['SIGTERM', TERM_PATIENCE_MS],
      ['SIGKILL', KILL_PATIENCE_MS],
    ] as const) {
      process.kill(orphan, signal);
      const lock = await waitForLock(files.serverLock, patienceMs);
      if (lock !== null) return lock;
      if (orphanPid(files) === null) break;
    }
  }
  const lock = await waitForLock(files.serverLock, KILL_PATIENCE_MS);
  if (lock !== null) return lock;
  throw new EngineError(
    `A Meilisearch that this program did not start runs on ${files.database}. ` +
      'End it (`pgrep -af meilisearch` lists them), then try again.',
  );
}

function orphanPid(files: EngineFiles): number | null {
  const record = readRecord(files);
  if (record === null || record.start === null) return null;
  return processStart(record.pid) === record.start ? record.pid : null;
}

async function waitForLock(path: string, patienceMs: number): Promise<Lock | null> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const lock = tryLock(path);
    if (lock !== null || Date.now() > deadline) return lock;
    await sleep(50);
  }
}
