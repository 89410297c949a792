import { basename } from 'node:path';
import type { Row } from './row.ts';

/** Which row is about which file. */
export interface Matched {
  readonly rowOf: ReadonlyMap<string, Row>;
  /** Rows of papers whose files are not here. */
  readonly alone: readonly Row[];
  /** Rows that say again what the row of a file says, which is believed. */
  readonly repeated: readonly { readonly row: Row; readonly file: string }[];
}

interface Way {
  readonly ofFile: (file: string) => string;
  /** What one name in a row may stand for. */
  readonly ofName: (name: string) => readonly string[];
}

/** How a file may be meant, the surest first: the row of "x.pdf" is not for "a/x.pdf" where there is an "x.pdf". */
const WAYS: readonly Way[] = [
  { ofFile: file => file, ofName: name => [plain(name)] },
  { ofFile: loose, ofName: name => [loose(name)] },
  // Reference managers write where a file stands on their own disk, which the folder may be a part of.
  { ofFile: loose, ofName: name => endsOf(loose(name)) },
  { ofFile: file => basename(file), ofName: name => [plain(name)] },
  { ofFile: file => loose(basename(file)), ofName: name => [loose(name)] },
];

/** Finds the row of each file: by its path, its name, or its name without ".pdf", which may be the row's id. */
export function matchRows(files: readonly string[], rows: readonly Row[]): Matched {
  const rowOf = new Map<string, Row>();
  const taken = new Set<Row>();
  for (const { ofFile, ofName } of WAYS) {
    const free = byName(
      rows.filter(row => !taken.has(row)),
      ofName,
    );
    for (const file of files) {
      if (rowOf.has(file)) continue;
      const named = free.get(ofFile(file)) ?? [];
      let row = named.pop();
      while (row !== undefined && taken.has(row)) row = named.pop();
      if (row === undefined) continue;
      rowOf.set(file, row);
      taken.add(row);
    }
  }
  const fileOf = new Map([...rowOf.keys()].map(file => [loose(file), file]));
  const repeated: { row: Row; file: string }[] = [];
  const alone: Row[] = [];
  for (const row of rows) {
    if (taken.has(row)) continue;
    const file = namesOf(row, name => [loose(name)]).flatMap(name => fileOf.get(name) ?? [])[0];
    if (file !== undefined && isOfOnePaper(row, rowOf.get(file))) repeated.push({ row, file });
    else alone.push(row);
  }
  return { rowOf, alone, repeated };
}

function isOfOnePaper(row: Row, other: Row | undefined): boolean {
  if (other === undefined) return false;
  return row.title === null || (row.id !== null && row.id === other.id) || hasTitleOf(row, other);
}

/** @returns whether both have the same title, whatever the case */
export function hasTitleOf(row: Row, other: Row): boolean {
  return row.title !== null && row.title.toLowerCase() === other.title?.toLowerCase();
}

/** @returns the rows that each name stands for, the first of them last, to be taken from there */
function byName(rows: readonly Row[], ofName: Way['ofName']): Map<string, Row[]> {
  const named = new Map<string, Row[]>();
  for (const row of rows.toReversed()) {
    for (const name of namesOf(row, ofName)) {
      const before = named.get(name);
      if (before === undefined) named.set(name, [row]);
      else before.push(row);
    }
  }
  return named;
}

function namesOf({ file, id }: Row, ofName: Way['ofName']): string[] {
  const names = [file, id].flatMap(one => (one === null ? [] : ofName(one)));
  return [...new Set(names)].filter(name => name !== '');
}

function plain(name: string): string {
  return name.replaceAll('\\', '/').replace(/^(?:\.\/)+/u, '');
}

function loose(name: string): string {
  return plain(name)
    .replace(/\.pdf$/iu, '')
    .normalize('NFC')
    .toLowerCase();
}

/** Folders within folders that a path is looked for in; there is no more of them in any library of papers. */
const MOST_STEPS = 32;

/** @returns "a/b/c", "b/c" and "c" for "a/b/c" */
function endsOf(path: string): string[] {
  const steps = path.split('/').slice(-MOST_STEPS);
  return steps.map((_, index) => steps.slice(index).join('/'));
}
