import { mkdir, mkdtemp, readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, SourceError } from '../../src/errors.ts';
import { type Lock, tryLock } from '../../src/lock/lock.ts';
import { makeTreePrivate, PRIVATE_FOLDER } from '../../src/private.ts';
import { cloneName, isSameRepository, shownUrl } from '../git/address.ts';
import { GitError, runGit } from '../git/git.ts';
import { inspect, removeRemains } from '../git/inspect.ts';

/** In the folder of clones: what is not a whole clone yet. Whatever is in it may be deleted. */
const UNFINISHED = '.unfinished';
const LOCK = 'git.lock';

/** A git whose ingest was killed ends by itself when it has no more to do. */
const LOCK_PATIENCE_MS = 10_000;
const LOOK_MS = 100;

/**
 * Clones a repository without its history, or brings an earlier clone of it up to date. Nothing else is touched: neither
 * a folder that is no clone of this repository, nor any repository around.
 * @param url as placeOf gives it
 * @param parent the folder that clones stand in, of its own
 * @returns the folder of the clone
 * @throws SourceError where git is missing, cannot get the repository, or something else stands in its place; the signal's reason
 * once it is aborted
 */
export async function cloneShallow(url: string, parent: string, signal: AbortSignal): Promise<string> {
  const name = cloneName(url);
  const root = await ownFolder(parent);
  const unfinished = await ownFolder(join(root, UNFINISHED));
  const lock = await lockIn(unfinished, signal);
  try {
    return await bring({ url, folder: join(root, name), unfinished, lock, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SourceError) throw error;
    throw new SourceError(`git cannot get ${shownUrl(url)}: ${messageOf(error)}`, { cause: error });
  } finally {
    lock.release();
  }
}

interface Work {
  readonly url: string;
  readonly folder: string;
  readonly unfinished: string;
  readonly lock: Lock;
  readonly signal: AbortSignal;
}

async function bring({ url, folder, unfinished, lock, signal }: Work): Promise<string> {
  for (const name of await readdir(unfinished)) {
    if (name !== LOCK) await rm(join(unfinished, name), { recursive: true, force: true });
  }
  const found = await inspect(folder, { folder: unfinished, lock, signal });
  switch (found.kind) {
    case 'nothing':
      await clone(url, folder, unfinished, { lock, signal });
      break;
    case 'clone':
      if (!isSameRepository(found.origin, url))
        throw notOurs(url, folder, `it is a clone of ${shownUrl(found.origin)}`);
      await update(url, folder, { lock, signal });
      break;
    case 'other':
      throw notOurs(url, folder, found.reason);
  }
  makeTreePrivate(folder);
  return folder;
}

async function clone(
  url: string,
  folder: string,
  unfinished: string,
  options: Pick<Work, 'lock' | 'signal'>,
): Promise<void> {
  const place = await mkdtemp(join(unfinished, 'clone-'));
  try {
    const fresh = join(place, basename(folder));
    const how = ['--quiet', '--depth', '1', '--no-tags', '--template=', '--origin', 'origin'];
    await runGit(['clone', ...how, '--', url, fresh], { ...options, folder: place });
    await rename(fresh, folder);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Both folders are named, so that git looks for none: not where they are damaged, and not where their settings name others. */
async function update(url: string, folder: string, options: Pick<Work, 'lock' | 'signal'>): Promise<void> {
  await removeRemains(folder);
  const held = ['--git-dir', join(folder, '.git'), '--work-tree', folder];
  const how = ['--quiet', '--depth', '1', '--no-tags', '--no-recurse-submodules'];
  await runGit([...held, 'fetch', ...how, '--', url, 'HEAD'], { ...options, folder });
  try {
    await runGit([...held, 'reset', '--quiet', '--hard', 'FETCH_HEAD'], { ...options, folder });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new SourceError(
      `${folder} cannot be brought up to date: ${error.message}. Delete it: a new clone will be made.`,
      { cause: error },
    );
  }
}

function notOurs(url: string, folder: string, why: string): SourceError {
  return new SourceError(
    `${folder} is left alone, because it is no clone that was made of ${shownUrl(url)}: ${why}. ` +
      'Move it away or delete it and run this again, or give the folder itself in place of the address.',
  );
}

/** @returns the real path of a folder that is made where there is none, and is no link */
async function ownFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
    const expected = join(await realpath(dirname(path)), basename(path));
    if ((await realpath(path)) === expected) return expected;
  } catch (error) {
    throw new SourceError(`${path} cannot be used for clones: ${messageOf(error)}`, { cause: error });
  }
  throw new SourceError(`${path} is a link. Clones are made in a folder of their own: delete the link.`);
}

async function lockIn(unfinished: string, signal: AbortSignal): Promise<Lock> {
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    const lock = tryLock(join(unfinished, LOCK));
    if (lock !== null) return lock;
    if (Date.now() > deadline)
      throw new SourceError(
        `A git that another ingest started still works in ${dirname(unfinished)}. Try again when it has ended.`,
      );
    await sleep(LOOK_MS, undefined, { signal });
  }
}
