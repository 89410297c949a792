/** What keeps a file or folder from being used. */
export type DiskTrouble =
  | 'full'
  | 'full or limited'
  | 'read-only'
  | 'not permitted'
  | 'too large'
  | 'failing'
  | 'no folder';

/** By the codes of Node's errors and of SQLite's, which may say more after an underscore. */
const CODES: ReadonlyMap<string, DiskTrouble> = new Map([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['SQLITE_FULL', 'full'],
  ['EROFS', 'read-only'],
  ['SQLITE_READONLY', 'read-only'],
  ['EACCES', 'not permitted'],
  ['EPERM', 'not permitted'],
  ['EFBIG', 'too large'],
  ['EIO', 'failing'],
  ['SQLITE_IOERR', 'failing'],
  ['ENOTDIR', 'no folder'],
  ['EEXIST', 'no folder'],
  ['EISDIR', 'no folder'],
]);

const WORDS: Readonly<Record<DiskTrouble, { readonly reason: string; readonly remedy: string }>> = {
  full: {
    reason: 'its disk is full',
    remedy: 'Make room on it, then run this again: what was done is kept.',
  },
  'full or limited': {
    reason: 'its disk was full, or a limit is reached (a quota, ulimit -f)',
    remedy: 'Make room or raise the limit, then run this again: what was done is kept.',
  },
  'read-only': {
    reason: 'its disk is read-only',
    remedy: 'Mount it for writing, or set DATA_DIR to a folder on another disk.',
  },
  'not permitted': {
    reason: 'this user may not write there',
    remedy: 'Give it to the user who runs this (chown -R), or set DATA_DIR to another folder.',
  },
  'too large': {
    reason: 'a limit on the size of files (ulimit -f) is reached',
    remedy: 'Raise the limit, then run this again: what was done is kept.',
  },
  failing: {
    reason: 'its disk does not read or write (input/output error)',
    remedy: "It is full or failing: make room, look into the system's log, then run this again.",
  },
  'no folder': {
    reason: 'there is a file where a folder must be, or the other way round',
    remedy: 'Move it away, or set DATA_DIR to another folder.',
  },
};

/** @returns what is wrong with the disk, where an error or one of its causes says so; else null */
export function diskTroubleOf(error: unknown): DiskTrouble | null {
  if (!(error instanceof Error)) return null;
  const { code }: NodeJS.ErrnoException = error;
  const known = typeof code === 'string' ? CODES.get(code.split('_').slice(0, 2).join('_')) : undefined;
  return known ?? diskTroubleOf(error.cause);
}

/** @returns what is wrong and what to do about it, to be put after "FILE cannot be used: " */
export function diskTroubleText(trouble: DiskTrouble): string {
  const { reason, remedy } = WORDS[trouble];
  return `${reason}. ${remedy}`;
}

/** @returns the same of an error, whose message it is where nothing is wrong with the disk */
export function causeText(error: unknown): string {
  const trouble = diskTroubleOf(error);
  if (trouble !== null) return diskTroubleText(trouble);
  return error instanceof Error ? error.message : String(error);
}
