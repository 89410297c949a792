import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { messageOf, SourceError } from '../../src/errors.ts';
import { FileError, readWithin } from '../real-files.ts';
import type { Skipped } from '../source.ts';
import { readBib } from './bibtex.ts';
import type { Raw } from './raw.ts';
import { type Row, readRow } from './row.ts';

/** What the metadata files of a folder say, and which of their rows cannot be used. */
export interface Metadata {
  readonly rows: readonly Row[];
  readonly skipped: readonly Skipped[];
}

/** What each file is called, and how it is read; where two tell of one paper, the first is believed. */
const FORMATS = {
  'papers.json': readJson,
  'papers.jsonl': readJsonLines,
  'papers.csv': readCsv,
  'papers.bib': readBib,
} satisfies Readonly<Record<string, (text: string) => readonly Raw[]>>;

export type MetadataFile = keyof typeof FORMATS;
export const METADATA_FILES: readonly MetadataFile[] = [
  'papers.json',
  'papers.jsonl',
  'papers.csv',
  'papers.bib',
];

/** Nobody knows of so many papers. */
const MOST_BYTES = 200 * 2 ** 20;

/**
 * @param root the real path of the folder that none of the files may be outside of; null where they may be anywhere
 * @throws SourceError where a file is there and nothing of it can be read
 */
export async function readMetadata(folder: string, root: string | null): Promise<Metadata> {
  const read: Metadata[] = [];
  for (const name of METADATA_FILES) {
    const path = join(folder, name);
    try {
      const text = await readIfThere(path, root);
      if (text !== null) read.push(rowsIn(name, text, path));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      read.push({
        rows: [],
        skipped: [{ kind: 'skipped', what: name, reason: `is not read: it ${error.message}` }],
      });
    }
  }
  return { rows: read.flatMap(({ rows }) => rows), skipped: read.flatMap(({ skipped }) => skipped) };
}

/**
 * @param path how the file is called in an error
 * @throws SourceError where nothing of the text can be read
 */
export function rowsIn(name: MetadataFile, text: string, path: string = name): Metadata {
  const rows: Row[] = [];
  const skipped: Skipped[] = [];
  for (const { where, content, problem } of parsed(path, text, FORMATS[name])) {
    const what = `${name} ${where}`;
    const row = problem === undefined ? readRow(content, what) : ({ ok: false, reason: problem } as const);
    if (row.ok) rows.push(row.row);
    else skipped.push({ kind: 'skipped', what, reason: row.reason });
  }
  return { rows, skipped };
}

async function readIfThere(path: string, root: string | null): Promise<string | null> {
  try {
    return decoded(await readWithin(path, root, MOST_BYTES));
  } catch (error) {
    if (error instanceof FileError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new SourceError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** Spreadsheets write UTF-16 and the code page of Windows, too. */
export function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function parsed(path: string, text: string, read: (text: string) => readonly Raw[]): readonly Raw[] {
  try {
    return read(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new SourceError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

const jsonSchema = z.union([
  z.array(z.unknown()),
  z.object({ papers: z.array(z.unknown()) }).transform(({ papers }) => papers),
]);

function readJson(text: string): readonly Raw[] {
  const papers = jsonSchema.safeParse(JSON.parse(text));
  if (!papers.success) throw new Error('it is no list of papers, and has no list "papers"');
  return papers.data.map((content, index) => ({ where: `paper ${index + 1}`, content }));
}

function readJsonLines(text: string): readonly Raw[] {
  return text.split(/\r?\n/u).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const where = `line ${index + 1}`;
    try {
      return [{ where, content: JSON.parse(line) as unknown }];
    } catch (error) {
      return [{ where, content: null, problem: messageOf(error) }];
    }
  });
}

/** Where a comma is the decimal sign, spreadsheets put semicolons between columns; the header tells. */
function delimiterOf(csv: string): string {
  const header = csv.trimStart().split(/[\r\n]/u, 1)[0] ?? '';
  const countOf = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (countOf(one) > countOf(best) ? one : best));
}

const csvSchema = z.array(z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) }));

function readCsv(text: string): readonly Raw[] {
  const broken: Raw[] = [];
  const records = parse(text, {
    columns: true,
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    relax_quotes: true,
    trim: true,
    skip_records_with_error: true,
    on_skip: error => {
      broken.push({ where: `line ${error?.['lines'] ?? '?'}`, content: null, problem: messageOf(error) });
      return undefined;
    },
  });
  const rows = csvSchema.parse(records);
  return [...rows.map(({ record, info }) => ({ where: `line ${info.lines}`, content: record })), ...broken];
}
