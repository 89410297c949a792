import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { messageOf } from '../src/errors.ts';

/** Why a file of somebody else's is not read. */
export type FileFault = 'leads out' | 'leads nowhere' | 'is no file' | 'is too large' | 'changed';

/** A file is not read; the message says why, and fits after the file's name. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly fault: FileFault;

  constructor(fault: FileFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** A file that is open. */
export interface RealFile {
  readonly file: FileHandle;
  /** Where it stands, with no link on the way. */
  readonly real: string;
}

/** @returns whether the one path is the other or below it; both are real paths */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : `${outer}${sep}`);
}

/**
 * Opens a file for reading, where it is one, and where it is within a folder once all links are followed. Nothing is opened that might
 * make us wait, such as a pipe, and nothing that was put in the file's place since we looked.
 * @param root the folder's real path; null where a file may be anywhere
 * @throws FileError where it is not opened; the system's error where there is nothing, or it may not be read
 */
export async function openWithin(path: string, root: string | null): Promise<RealFile> {
  const real = await realPathOf(path);
  if (root !== null && !isWithin(real, root))
    throw new FileError('leads out', `leads out of ${root}, to ${real}`);
  refuseNoFile(await lstat(real));
  const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    refuseNoFile(stats);
    if (!(await standsAt(real, file, stats))) throw new FileError('changed', 'was changed while it was read');
    return { file, real };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * @param mostBytes how long it may be
 * @returns the whole file
 * @throws as openWithin does
 */
export async function readWithin(path: string, root: string | null, mostBytes: number): Promise<Buffer> {
  const { file } = await openWithin(path, root);
  try {
    const { size } = await file.stat();
    if (size > mostBytes)
      throw new FileError(
        'is too large',
        `is too large: ${megabytes(size)} MB, and ${megabytes(mostBytes)} MB is the limit`,
      );
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/**
 * @returns where a path leads when all links are followed
 * @throws FileError where it is a link to nothing
 */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const isLink = await lstat(path).then(
      stats => stats.isSymbolicLink(),
      () => false,
    );
    if (!isLink) throw error;
    throw new FileError('leads nowhere', `is a link that leads nowhere: ${codeOf(error)}`, { cause: error });
  }
}

/** @returns such as "EACCES: permission denied", without the path, which is named beside it */
export function codeOf(error: unknown): string {
  return messageOf(error).split(', ', 1)[0] ?? '';
}

function refuseNoFile(stats: Stats): void {
  if (!stats.isFile()) throw new FileError('is no file', 'is no file');
}

/** A folder on the way may have become a link between the look and the opening. */
async function standsAt(real: string, file: FileHandle, { dev, ino }: Stats): Promise<boolean> {
  try {
    return (await readlink(`/proc/self/fd/${file.fd}`)) === real;
  } catch {
    // Only Linux says where an open file stands; elsewhere what is there now is compared.
    const now = await lstat(real);
    return now.dev === dev && now.ino === ino && (await realpath(real)) === real;
  }
}

function megabytes(bytes: number): string {
  return Math.ceil(bytes / 2 ** 20).toLocaleString('en');
}
