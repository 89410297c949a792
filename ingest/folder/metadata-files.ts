import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entries } from 'bibtex-parse';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { messageOf, SourceError } from '../../src/errors.ts';
import { readableLatex } from '../../src/search/latex.ts';
import type { Skipped } from '../source.ts';
import { type Row, readRow } from './row.ts';

/** What the metadata files of a folder say, and which of their rows cannot be used. */
export interface Metadata {
  readonly rows: readonly Row[];
  readonly skipped: readonly Skipped[];
}

/** A row as its file has it, and where it stands there. */
interface Raw {
  readonly where: string;
  readonly content: unknown;
  /** Why there is no content. */
  readonly problem?: string;
}

/** What each file is called, and how it is read; where two tell of one paper, the first is believed. */
const FORMATS: Readonly<Record<string, (text: string) => readonly Raw[]>> = {
  'papers.json': readJson,
  'papers.jsonl': readJsonLines,
  'papers.csv': readCsv,
  'papers.bib': readBib,
};

/** @throws SourceError where a file is there and nothing of it can be read */
export async function readMetadata(folder: string): Promise<Metadata> {
  const rows: Row[] = [];
  const skipped: Skipped[] = [];
  for (const [name, read] of Object.entries(FORMATS)) {
    const path = join(folder, name);
    const text = await readIfThere(path);
    if (text === null) continue;
    for (const { where, content, problem } of parsed(path, text, read)) {
      const row = problem === undefined ? readRow(content) : ({ ok: false, reason: problem } as const);
      if (row.ok) rows.push(row.row);
      else skipped.push({ kind: 'skipped', what: `${name} ${where}`, reason: row.reason });
    }
  }
  return { rows, skipped };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/u, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new SourceError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function parsed(path: string, text: string, read: (text: string) => readonly Raw[]): readonly Raw[] {
  try {
    return read(text);
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

const csvSchema = z.array(z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) }));

function readCsv(text: string): readonly Raw[] {
  const broken: Raw[] = [];
  const records = parse(text, {
    columns: true,
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

const entrySchema = z.record(z.string(), z.unknown());

/** Entry by entry, because one that is broken would make the whole file unreadable. */
function readBib(text: string): readonly Raw[] {
  const parts = text.split(/^(?=[ \t]*@)/mu).filter(part => part.trim().startsWith('@'));
  const macros = parts.filter(part => /^\s*@string\b/iu.test(part)).join('\n');
  return parts
    .filter(part => !/^\s*@(?:string|comment|preamble)\b/iu.test(part))
    .map(part => {
      const where = /@\w+\s*[{(]\s*([^,\s]+)/u.exec(part)?.[1] ?? part.slice(0, 20).trim();
      try {
        const [entry] = z.array(entrySchema).parse(entries(`${macros}\n${part}`));
        return { where, content: fieldsOf(entry ?? {}, part) };
      } catch {
        return { where, content: null, problem: 'is no BibTeX that can be read' };
      }
    });
}

function fieldsOf(entry: Readonly<Record<string, unknown>>, bibtex: string): Record<string, unknown> {
  const fields = Object.entries(entry).map(([name, value]) => [
    name.toLowerCase(),
    typeof value === 'string' ? readableLatex(value).replaceAll(/[{}]/gu, '') : value,
  ]);
  const named: Record<string, unknown> = Object.fromEntries(fields);
  return { ...named, id: named['key'], bibtex, file: fileIn(named['file']) };
}

/** Reference managers write "Full Text:files/12/paper.pdf:application/pdf". */
function fileIn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.split(':').find(part => /\.pdf$/iu.test(part.trim())) ?? value;
}
