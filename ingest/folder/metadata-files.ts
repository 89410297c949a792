import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, SourceError } from '../../src/errors.ts';
import { FILE_LIMITS } from '../file-limits.ts';
import { parseJson } from '../json.ts';
import { FileError, readWithin } from '../real-files.ts';
import type { Skipped } from '../source.ts';
import { readBib } from './bibtex.ts';
import { readCsv } from './csv.ts';
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
} satisfies Readonly<Record<string, (text: string) => Iterable<Raw>>>;

export type MetadataFile = keyof typeof FORMATS;
export const METADATA_FILES: readonly MetadataFile[] = [
  'papers.json',
  'papers.jsonl',
  'papers.csv',
  'papers.bib',
];

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
 * @param most rows that are read
 * @throws SourceError where nothing of the text can be read
 */
export function rowsIn(
  name: MetadataFile,
  text: string,
  path: string = name,
  most: number = FILE_LIMITS.rows,
): Metadata {
  const rows: Row[] = [];
  const skipped: Skipped[] = [];
  const skip = (what: string, reason: string): void => {
    skipped.push({ kind: 'skipped', what, reason });
  };
  try {
    for (const { where, content, problem } of FORMATS[name](text.replace(/^\uFEFF/u, ''))) {
      const what = `${name} ${where}`;
      if (rows.length + skipped.length >= most) {
        skip(what, `it and all after it are past the limit of ${most.toLocaleString('en')} papers a file`);
        break;
      }
      const row = problem === undefined ? readRow(content, what) : ({ ok: false, reason: problem } as const);
      if (row.ok) rows.push(row.row);
      else skip(what, row.reason);
    }
  } catch (error) {
    throw new SourceError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  return { rows, skipped };
}

async function readIfThere(path: string, root: string | null): Promise<string | null> {
  try {
    return decoded(await readWithin(path, root, FILE_LIMITS.metadataBytes));
  } catch (error) {
    if (error instanceof FileError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    if (error instanceof SourceError) throw error;
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

const jsonSchema = z.union([
  z.array(z.unknown()),
  z.object({ papers: z.array(z.unknown()) }).transform(({ papers }) => papers),
]);

function readJson(text: string): readonly Raw[] {
  const papers = jsonSchema.safeParse(parseJson(text));
  if (!papers.success) throw new Error('it is no list of papers, and has no list "papers"');
  return papers.data.map((content, index) => ({ where: `paper ${index + 1}`, content }));
}

function* readJsonLines(text: string): Generator<Raw> {
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const content = text.slice(at, end === -1 ? text.length : end);
    at = end === -1 ? text.length : end + 1;
    line += 1;
    if (content.trim() !== '') yield jsonLine(content, `line ${line}`);
  }
}

function jsonLine(line: string, where: string): Raw {
  try {
    return { where, content: parseJson(line) };
  } catch (error) {
    return { where, content: null, problem: messageOf(error) };
  }
}
