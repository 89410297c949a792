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

type Name = (name: string) => string;

/** How a file may be meant, the surest first: the row of "x.pdf" is not for "a/x.pdf" where there is an "x.pdf". */
const WAYS: readonly { readonly ofFile: Name; readonly ofRow: Name }[] = [
  { ofFile: file => file, ofRow: plain },
  { ofFile: loose, ofRow: loose },
  { ofFile: file => basename(file), ofRow: plain },
  { ofFile: file => loose(basename(file)), ofRow: loose },
];

/** Finds the row of each file: by its path, its name, or its name without ".pdf", which may be the row's id. */
export function matchRows(files: readonly string[], rows: readonly Row[]): Matched {
  const rowOf = new Map<string, Row>();
  const taken = new Set<Row>();
  for (const { ofFile, ofRow } of WAYS) {
    const free = byName(
      rows.filter(row => !taken.has(row)),
      ofRow,
    );
    for (const file of files) {
      if (rowOf.has(file)) continue;
      const row = free.get(ofFile(file))?.find(one => !taken.has(one));
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
    const file = namesOf(row, loose).flatMap(name => fileOf.get(name) ?? [])[0];
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

function byName(rows: readonly Row[], nameOf: Name): Map<string, Row[]> {
  const named = new Map<string, Row[]>();
  for (const row of rows) {
    for (const name of namesOf(row, nameOf)) {
      const before = named.get(name);
      if (before === undefined) named.set(name, [row]);
      else before.push(row);
    }
  }
  return named;
}

function namesOf({ file, id }: Row, nameOf: Name): string[] {
  const names = [file, id].flatMap(one => (one === null ? [] : nameOf(one)));
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
