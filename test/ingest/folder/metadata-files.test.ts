import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoded, METADATA_FILES, rowsIn } from '../../../ingest/folder/metadata-files.ts';
import { SourceError } from '../../../src/errors.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 });
/** Text as it comes out of tidying: on one line, trimmed, and not empty. */
const words = text
  .map(one =>
    one
      .toWellFormed()
      .replaceAll(/[\s\p{Cc}\ufeff]+/gu, ' ')
      .trim(),
  )
  .filter(one => one !== '');
const written = fc.array(fc.record({ title: words, abstract: words }), { minLength: 1, maxLength: 8 });

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

describe.each(METADATA_FILES)('%s', name => {
  it('gives rows, or a SourceError that names it, and throws nothing else', () => {
    const json = fc.json().map(one => `[${one}]`);
    const noise = fc.array(fc.constantFrom('"', ',', '\n', '{', '}', '[', ']', ':', 'title', '@a{', '\0'));
    const anything = fc.oneof(
      text,
      json,
      noise.map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(anything, content => {
        try {
          for (const { where } of rowsIn(name, content).rows) expect(where).toContain(`${name} `);
        } catch (error) {
          expect(error).toBeInstanceOf(SourceError);
          expect(String(error)).toContain(name);
        }
      }),
    );
  });
});

describe('what was written well is read back', () => {
  it.each([
    ['papers.json', (rows: readonly Fields[]) => `\ufeff${JSON.stringify(rows)}`],
    ['papers.json', (rows: readonly Fields[]) => JSON.stringify({ papers: rows })],
    ['papers.jsonl', (rows: readonly Fields[]) => rows.map(row => `${JSON.stringify(row)}\r\n`).join('')],
    [
      'papers.csv',
      (rows: readonly Fields[]) =>
        `title,abstract\n${rows.map(row => `${quoted(row.title)},${quoted(row.abstract)}`).join('\n')}`,
    ],
  ] as const)('%s', (name, write) => {
    fc.assert(
      fc.property(written, rows => {
        expect(rowsIn(name, write(rows))).toMatchObject({ rows, skipped: [] });
      }),
    );
  });
});

describe('a table from a spreadsheet', () => {
  it.each([
    ['semicolons', Buffer.from('File;Title;Authors\nq.pdf;Étude, n° 1;"Brook, Ada; Lee, Kim"\n')],
    [
      'tabs, in UTF-16',
      Buffer.from('\ufeffFile\tTitle\tAuthors\r\nq.pdf\tÉtude, n° 1\tBrook, Ada; Lee, Kim\r\n', 'utf16le'),
    ],
    [
      'the code page of Windows',
      Buffer.from('File,Title,Authors\nq.pdf,"Étude, n° 1",Ada Brook; Kim Lee\n', 'latin1'),
    ],
    ['a mark of UTF-8', Buffer.from('\ufeffFile,Title,Authors\nq.pdf,"Étude, n° 1",Ada Brook; Kim Lee\n')],
  ])('may have %s', (_, bytes) => {
    expect(rowsIn('papers.csv', decoded(bytes))).toMatchObject({
      rows: [{ file: 'q.pdf', title: 'Étude, n° 1', authors: ['Ada Brook', 'Kim Lee'] }],
      skipped: [],
    });
  });
});

interface Fields {
  readonly title: string;
  readonly abstract: string;
}
