import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { EngineError } from '../errors.ts';
import type { Lock } from '../lock/lock.ts';
import { PRIVATE_FILE } from '../private.ts';
import { findAilment, logSince, logSize } from './ailment.ts';
import type { EngineFiles } from './files.ts';
import { tellingLine } from './trouble.ts';

/** A Meilisearch process that answers. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Settles when the process has ended, with how it ended, in words. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly binary: string;
  readonly files: EngineFiles;
  /** The folder of the database to open; a new one is made where there is none. */
  readonly database?: string;
  /** The snapshot that a new database begins with, instead of empty. */
  readonly snapshot?: string;
  readonly masterKey: string;
  /** The database's lock: handed to the process, which holds it from then on. */
  readonly lock: Lock;
  /** Called as soon as the process exists, long before it answers. */
  readonly onSpawn: (server: { url: string; pid: number }) => void;
}

/** Opening a database that an older Meilisearch wrote can take a while; a minute is a generous while. */
const START_PATIENCE_MS = 60_000;
/** Indexing does not stop for a SIGTERM. A killed engine loses nothing: it does its tasks again. */
const STOP_PATIENCE_MS = 3_000;

const MIB = 1024 * 1024;

/**
 * What the engine may hold while it indexes; by default it takes two thirds of the machine.
 * @param totalBytes the machine's memory
 * @returns MiB: an eighth of the machine, at least 256 MiB and at most 1 GiB: with that ICLR 2019 took 0.8 GB, with Meilisearch's own choice 3.2
 */
export function indexingMemory(totalBytes: number): number {
  return Math.min(1024, Math.max(256, Math.floor(totalBytes / 8 / MIB)));
}

/**
 * Starts Meilisearch on a free port of the loopback address and waits until it answers.
 * @throws EngineError with what to do where it ends or stays silent; then no process is left
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { files, lock } = options;
  const port = await getPort({ host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  const output = openSync(files.log, 'a', PRIVATE_FILE);
  const alreadySaid = logSize(files);
  const child = spawn(
    options.binary,
    [
      '--db-path',
      options.database ?? files.database,
      '--snapshot-dir',
      files.compaction.snapshots,
      ...(options.snapshot === undefined ? [] : ['--import-snapshot', options.snapshot]),
      '--http-addr',
      `127.0.0.1:${port}`,
      '--env',
      'production',
      '--log-level',
      'WARN',
      '--max-indexing-memory',
      `${indexingMemory(totalmem())} MiB`,
    ],
    {
      cwd: files.folder,
      // A group of its own: Ctrl-C reaches our process alone, which ends the engine when it is done with it.
      detached: true,
      // The key goes through the environment because arguments can be seen by every user of the machine.
      // What is temporary may be large, and /tmp small.
      env: {
        MEILI_MASTER_KEY: options.masterKey,
        MEILI_NO_ANALYTICS: 'true',
        TMPDIR: files.temporary,
      },
      stdio: ['ignore', output, output, lock.fd],
    },
  );
  const exited = once(child, 'close').then(
    ([code, signal]) => (signal === null ? `exit status ${code}` : `signal ${signal}`),
    (error: Error) => error.message,
  );
  closeSync(output);
  lock.release();
  const { pid } = child;
  if (pid === undefined) throw new EngineError(`${options.binary} cannot be started: ${await exited}`);

  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    await exited;
    clearTimeout(forced);
  };
  try {
    options.onSpawn({ url, pid });
  } catch (error) {
    await stop();
    throw error;
  }
  const outcome = await Promise.race([exited, untilHealthy(url, START_PATIENCE_MS)]);
  if (outcome === true) return { url, pid, exited, stop };
  await stop();
  const how = outcome === false ? `it did not answer within ${START_PATIENCE_MS / 1000} s` : outcome;
  throw (
    findAilment(files, how, alreadySaid) ??
    new EngineError(
      `Meilisearch did not start (${how}): ${tellingLine(logSince(files, alreadySaid))}. More stands in ${files.log}.`,
      // It was killed while it started, or there is too much to do.
      { isPassing: true },
    )
  );
}

/** @returns whether a Meilisearch answers at that address now */
export async function isHealthy(url: string): Promise<boolean> {
  return (await askHealth(url)) === 'well';
}

/** How what stands at an address answers. */
export type Health = 'well' | 'busy' | 'ill' | 'silent';

/** @returns how the Meilisearch at that address is now */
export async function askHealth(url: string): Promise<Health> {
  try {
    const { ok, status } = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    if (ok) return 'well';
    return BUSY_STATUSES.includes(status) ? 'busy' : 'ill';
  } catch {
    return 'silent';
  }
}

/** Statuses by which Meilisearch, or what stands before it, says that there is too much to do. */
export const BUSY_STATUSES: readonly number[] = [408, 429, 503];

async function untilHealthy(url: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (await isHealthy(url)) return true;
    await sleep(30);
  }
  return false;
}
