import { stripVTControlCharacters } from 'node:util';
import { type DiskTrouble, diskTroubleText } from '../disk.ts';
import type { EngineFiles } from './files.ts';

/** What ails a Meilisearch, as it says itself or as its end shows. */
export type Trouble =
  | { readonly kind: 'disk'; readonly trouble: DiskTrouble }
  | { readonly kind: 'damaged'; readonly said: string }
  | { readonly kind: 'other version'; readonly database: string; readonly program: string }
  | { readonly kind: 'too many files' };

/** In the order of blame: a full disk has many faces, and other errors in its wake. */
const DISK: readonly (readonly [RegExp, DiskTrouble])[] = [
  [/No space left on device|StorageFull|\bos error (?:28|122)\b|no_space_left|quota exceeded/iu, 'full'],
  [/Read-only file system|\bos error 30\b/iu, 'read-only'],
  [/File too large|\bos error 27\b|\bsignal SIGXFSZ\b/iu, 'too large'],
  [/Permission denied|\bos error (?:1|13)\b/iu, 'not permitted'],
  [/Input\/output error|\bos error 5\b/iu, 'failing'],
  [/Not a directory|Is a directory|\bos error (?:20|21)\b/iu, 'no folder'],
];
const VERSIONS = /database version \((?<database>[^)]*)\).{0,80}engine version \((?<program>[^)]*)\)/su;
const TOO_MANY_FILES = /Too many open files|\bos error 24\b/iu;
/** A database file that was cut short ends its reader by SIGBUS. */
const DAMAGED = [
  /MDB_(?:INVALID|CORRUPTED|PAGE_NOTFOUND|PANIC|VERSION_MISMATCH|BAD_TXN|NOTFOUND)\b[^\n]{0,80}/u,
  /\bMdb\((?:Invalid|Corrupted|PageNotFound|Panic|VersionMismatch)\)/u,
  /database file is in an invalid state|invalid_store_file/u,
  /Version file is corrupted|failed to infer the version of the database/u,
  /corrupted task queue|CorruptedTaskQueue|CorruptedDump/iu,
  /Index `[^`\n]*`: No such file or directory/u,
  /\bsignal SIG(?:BUS|SEGV)\b/u,
];

/**
 * @param said what Meilisearch wrote or answered, and how it ended
 * @returns what ails it, or null where that says nothing that we know
 */
export function diagnose(said: string): Trouble | null {
  for (const [pattern, trouble] of DISK) if (pattern.test(said)) return { kind: 'disk', trouble };
  const versions = VERSIONS.exec(said)?.groups;
  if (versions !== undefined) {
    return {
      kind: 'other version',
      database: versions['database'] ?? 'another version',
      program: versions['program'] ?? 'another version',
    };
  }
  if (TOO_MANY_FILES.test(said)) return { kind: 'too many files' };
  for (const pattern of DAMAGED) {
    const found = pattern.exec(said);
    if (found !== null) return { kind: 'damaged', said: found[0] };
  }
  return null;
}

/** @returns what ails the engine and what to do about it, in words for whoever runs it */
export function troubleText(trouble: Trouble, files: EngineFiles): string {
  switch (trouble.kind) {
    case 'disk':
      return `${files.folder} cannot be used: ${diskTroubleText(trouble.trouble)}`;
    case 'damaged':
      return (
        `The search engine's database is damaged (${trouble.said}). Delete ${files.database}, then bring the papers ` +
        'in again with the same `npm run ingest`; nothing else in DATA_DIR is touched.'
      );
    case 'other version':
      return (
        `${files.database} is of Meilisearch ${trouble.database}, and the program is ${trouble.program}. Set MEILI_BIN ` +
        `to a Meilisearch ${trouble.database}, or delete that folder and bring the papers in again with the same \`npm run ingest\`.`
      );
    case 'too many files':
      return 'The search engine may not open as many files as it needs (ulimit -n). Raise the limit, then run this again.';
  }
}

/** @returns the one line that says most about why a program ended, without colours and without its stack */
export function tellingLine(log: string): string {
  const lines = stripVTControlCharacters(log)
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^\d+: |^at |^Stack backtrace/u.test(line));
  return lines.findLast(line => /\berror\b|panicked/iu.test(line)) ?? lines.at(-1) ?? '(nothing)';
}
