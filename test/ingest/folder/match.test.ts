import { describe, expect, it } from 'vitest';
import { matchRows } from '../../../ingest/folder/match.ts';
import { type Row, readRow } from '../../../ingest/folder/row.ts';

type Fields = Readonly<Record<string, unknown>>;

function rowsOf(rows: readonly Fields[]): Row[] {
  return rows.map((fields, index) => {
    const read = readRow(fields, `row ${index + 1}`);
    if (!read.ok) throw new Error(read.reason);
    return read.row;
  });
}

function matched(files: readonly string[], ...rows: readonly Fields[]) {
  const { rowOf, alone, repeated } = matchRows(files, rowsOf(rows));
  return {
    of: Object.fromEntries([...rowOf].map(([file, { where }]) => [file, where])),
    alone: alone.map(({ where }) => where),
    repeated: repeated.map(({ row, file }) => `${row.where} of ${file}`),
  };
}

describe('the row of a file', () => {
  it.each([
    ['x.pdf', { file: 'x.pdf' }],
    ['x.pdf', { file: './X.PDF' }],
    ['x.PDF', { id: 'x' }],
    ['a/b/x.pdf', { file: 'a\\b\\x.pdf' }],
    ['a/b/x.pdf', { file: 'x' }],
    ['ABCD/x.pdf', { file: '/home/ada/Zotero/storage/ABCD/x.pdf' }],
    ['x.pdf', { file: '\\Users\\ada\\x.pdf' }],
    ['caf\u0065\u0301.pdf', { file: 'café.pdf' }],
  ])('%s is found by %j', (file, row) => {
    expect(matched([file], row)).toEqual({ of: { [file]: 'row 1' }, alone: [], repeated: [] });
  });

  it('is not that of a file of the same name in another folder', () => {
    const row = { file: 'storage/ABCD/x.pdf' };
    expect(matched(['EFGH/x.pdf'], row)).toEqual({ of: {}, alone: ['row 1'], repeated: [] });
  });

  it('is the one that names it most exactly, and of equal ones the first', () => {
    const rows = [{ file: 'x' }, { file: 'X.pdf' }, { file: 'a/x.pdf' }, { file: 'x.pdf', title: 'Second' }];
    expect(matched(['X.pdf', 'a/x.pdf', 'b/x.pdf', 'x.pdf'], ...rows)).toEqual({
      of: { 'X.pdf': 'row 2', 'a/x.pdf': 'row 3', 'x.pdf': 'row 4', 'b/x.pdf': 'row 1' },
      alone: [],
      repeated: [],
    });
  });

  it('may be said again, of the same paper or of none that is known to be another', () => {
    const rows = [
      { file: 'x.pdf', title: 'Quokkas', id: 'q' },
      { file: 'x.pdf', title: 'quokkas' },
      { file: 'x.pdf' },
      { file: 'x.pdf', title: 'A Quokka', id: 'q' },
      { file: 'x.pdf', title: 'Wombats' },
    ];
    expect(matched(['x.pdf'], ...rows)).toEqual({
      of: { 'x.pdf': 'row 1' },
      alone: ['row 5'],
      repeated: ['row 2 of x.pdf', 'row 3 of x.pdf', 'row 4 of x.pdf'],
    });
  });
});
