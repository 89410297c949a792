import pLimit from 'p-limit';
import { type Outcome, type ReaderChild, startChild } from './child.ts';
import type { Limits } from './limits.ts';
import type { Job } from './messages.ts';

/**
 * Reads files in processes of their own, which are kept warm from file to file.
 *
 * The pools on npm were looked at. They replace a process that ended, and end one that takes too long; none of
 * them watches what a process holds while it works, tells how it ended, or tries a file again in a fresh one.
 */
export interface ReaderPool {
  /**
   * Waits until a process is free. What breaks a process that has read other files may be the fault of those,
   * so the file is tried again in a fresh one before it is blamed.
   * @throws SourceError where no process can be started; the signal's reason once it is aborted; Error once
   * the pool is closed, for files in the middle of which it was, too
   */
  read(job: Omit<Job, 'limits'>): Promise<Outcome>;
  /** How many processes were started. */
  started(): number;
  close(): void;
}

export interface PoolOptions {
  /** How many files are read at once. */
  readonly size: number;
  readonly readers: URL;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

export function openPool({ size, readers, limits, signal }: PoolOptions): ReaderPool {
  const turn = pLimit(size);
  const idle: ReaderChild[] = [];
  const all = new Set<ReaderChild>();
  let started = 0;
  const closing = new AbortController();
  const stop = AbortSignal.any([signal, closing.signal]);

  const fresh = async (): Promise<ReaderChild> => {
    stop.throwIfAborted();
    started += 1;
    const child = await startChild(readers, limits);
    if (stop.aborted) child.end();
    stop.throwIfAborted();
    all.add(child);
    return child;
  };
  const end = (child: ReaderChild): void => {
    child.end();
    all.delete(child);
  };
  const borrow = async (): Promise<ReaderChild> => {
    for (let child = idle.pop(); child !== undefined; child = idle.pop()) {
      if (child.isUsable()) return child;
      end(child);
    }
    return fresh();
  };
  const readWith = async (child: ReaderChild, job: Job): Promise<Outcome> => {
    const outcome = await child.read(job);
    if (child.isUsable()) idle.push(child);
    else end(child);
    // Ended because we are asked to stop, it says nothing of the file.
    stop.throwIfAborted();
    return outcome;
  };
  const endAll = (): void => {
    for (const child of all) end(child);
  };
  stop.addEventListener('abort', endAll, { once: true });

  return {
    read: ({ engine, path }) =>
      turn(async () => {
        stop.throwIfAborted();
        const job = { engine, path, limits: limits.read };
        const child = await borrow();
        const wasFresh = child.isFresh();
        const outcome = await readWith(child, job);
        return outcome.kind !== 'broke' || wasFresh ? outcome : readWith(await fresh(), job);
      }),
    started: () => started,
    close: () => closing.abort(new Error('The pool of readers is closed')),
  };
}
