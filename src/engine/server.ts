import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { EngineError } from '../errors.ts';
import type { Lock } from '../lock/lock.ts';
import { PRIVATE_FILE } from '../private.ts';
import type { EngineFiles } from './files.ts';

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

/**
 * Starts Meilisearch on a free port of the loopback address and waits until it answers.
 * @throws EngineError with the last lines of its log where it ends or stays silent
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { files, lock } = options;
  const port = await getPort({ host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  const output = openSync(files.log, 'a', PRIVATE_FILE);
  const { size: alreadySaid } = fstatSync(output);
  const child = spawn(
    options.binary,
    [
      '--db-path',
      files.database,
      '--http-addr',
      `127.0.0.1:${port}`,
      '--env',
      'production',
      '--log-level',
      'WARN',
    ],
    {
      cwd: files.folder,
      // A group of its own: Ctrl-C reaches our process alone, which ends the engine when it is done with it.
      detached: true,
      // The key goes through the environment because arguments can be seen by every user of the machine.
      env: { MEILI_MASTER_KEY: options.masterKey, MEILI_NO_ANALYTICS: 'true' },
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
  options.onSpawn({ url, pid });

  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    await exited;
    clearTimeout(forced);
  };
  const outcome = await Promise.race([exited, untilHealthy(url, START_PATIENCE_MS)]);
  if (outcome === true) return { url, pid, exited, stop };
  await stop();
  const how = outcome === false ? `it did not answer within ${START_PATIENCE_MS / 1000} s` : outcome;
  throw new EngineError(
    `Meilisearch did not start (${how}). ${files.log} says:\n${lastLines(files.log, alreadySaid)}`,
  );
}

/** @returns whether a Meilisearch answers at that address now */
export async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function untilHealthy(url: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (await isHealthy(url)) return true;
    await sleep(30);
  }
  return false;
}

/** @returns the last of what was written after the first `from` bytes */
function lastLines(path: string, from: number): string {
  const said = readFileSync(path).subarray(from).toString('utf8').trimEnd();
  return said === '' ? '(nothing)' : said.split('\n').slice(-5).join('\n');
}
