import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { messageOf } from '../../src/errors.ts';
import { FILE_LIMITS } from '../file-limits.ts';
import type { Raw } from './raw.ts';

/**
 * Reads a table with a header. Where a row is broken, it is told, and the next line is the beginning of a row again: a
 * quote that is opened and not closed takes no other row with it.
 * @throws Error where the header cannot be read
 */
export function* readCsv(text: string): Generator<Raw> {
  const bytes = Buffer.from(text);
  const delimiter = delimiterOf(text);
  let header: readonly string[] | null = null;
  let [at, line, broken] = [0, 0, 0];
  for (;;) {
    const { names, raws, error } = readRows(bytes.subarray(at), delimiter, header, line);
    yield* raws;
    if (error === null) return;
    if (names === null) throw error;
    header = names;
    const start = pastBlankLines(bytes, lineStart(bytes, at + error.bytes));
    line += linesIn(bytes, at, start);
    broken += 1;
    if (broken > FILE_LIMITS.brokenRows) {
      const problem = `and all after it are not read: ${FILE_LIMITS.brokenRows} rows before it are broken`;
      yield { where: `line ${line + 1}`, content: null, problem };
      return;
    }
    yield { where: `line ${line + 1}`, content: null, problem: messageOf(error) };
    const end = lineEnd(bytes, start);
    if (end === bytes.length) return;
    [at, line] = [end, line + 1];
  }
}

interface Rows {
  /** The header's; null where it cannot be read. */
  readonly names: readonly string[] | null;
  readonly raws: readonly Raw[];
  /** What is wrong with the row after these; null where they are all. */
  readonly error: (Error & { readonly bytes: number }) | null;
}

/** @param before how many lines stand before these bytes */
function readRows(bytes: Buffer, delimiter: string, header: readonly string[] | null, before: number): Rows {
  let names = header;
  const raws: Raw[] = [];
  try {
    parse(bytes, {
      columns: header === null ? first => (names = checked(first)) : [...header],
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      relax_quotes: true,
      trim: true,
      max_record_size: FILE_LIMITS.rowBytes,
      on_record: row => {
        const { record, info } = rowSchema.parse(row);
        raws.push({ where: `line ${before + info.lines}`, content: record });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { names, raws, error: Object.assign(error, { bytes: z.number().parse(error['bytes']) }) };
  }
  return { names, raws, error: null };
}

const rowSchema = z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) });

function checked(names: readonly string[]): string[] {
  if (names.length > FILE_LIMITS.columns)
    throw new Error(`it has ${names.length} columns, and ${FILE_LIMITS.columns} is the limit`);
  return [...names];
}

/** Where a comma is the decimal sign, spreadsheets put semicolons between columns; the header tells. */
function delimiterOf(csv: string): string {
  const header =
    csv
      .trimStart()
      .slice(0, FILE_LIMITS.rowBytes)
      .split(/[\r\n]/u, 1)[0] ?? '';
  const countOf = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (countOf(one) > countOf(best) ? one : best));
}

const [LINE_FEED, RETURN] = [0x0a, 0x0d];

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === RETURN;
}

function pastBlankLines(bytes: Buffer, from: number): number {
  let at = from;
  while (isLineEnd(bytes[at])) at += 1;
  return at;
}

/** Where a quote begins the row, the parser counts that quote among what it has read before the row. */
function lineStart(bytes: Buffer, within: number): number {
  let at = within;
  while (at > 0 && !isLineEnd(bytes[at - 1])) at -= 1;
  return at;
}

/** @returns where the next line begins */
function lineEnd(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && !isLineEnd(bytes[at])) at += 1;
  return bytes[at] === RETURN && bytes[at + 1] === LINE_FEED ? at + 2 : Math.min(at + 1, bytes.length);
}

function linesIn(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at = lineEnd(bytes, at)) lines += 1;
  return lines;
}
