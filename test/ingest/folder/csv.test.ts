import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILE_LIMITS } from '../../../ingest/file-limits.ts';
import { rowsIn } from '../../../ingest/folder/metadata-files.ts';

function read(csv: string) {
  const { rows, skipped } = rowsIn('papers.csv', csv);
  return { titles: rows.map(({ title }) => title), named: skipped.map(({ what }) => what) };
}

describe('a table with a broken row', () => {
  it.each([
    ['text after a closing quote', '"5" disk,C D'],
    ['a quote that is not closed', '"Five,C D'],
    ['a row that is longer than a row may be', `${'x'.repeat(FILE_LIMITS.rowBytes)},C D`],
    ['a quoted cell that is longer than a row may be', `"${'x'.repeat(FILE_LIMITS.rowBytes)}",C D`],
  ])('reads every other row, and names that one: %s', (_, bad) => {
    const csv = `title,authors\nOne,A B\n${bad}\nThree,E F\nFour,G H\n"Five, quoted",I J\nSix,K L\n`;
    expect(read(csv)).toEqual({
      titles: ['One', 'Three', 'Four', 'Five, quoted', 'Six'],
      named: ['papers.csv line 3'],
    });
    expect(read(csv.replaceAll('\n', '\r\n')).titles).toHaveLength(5);
  });

  it('names the line of each, the first and the last, too', () => {
    expect(read('title,authors\n"a" b,c\nTwo,x\n\n"c" d,e\nFour,x\n"unclosed,y')).toEqual({
      titles: ['Two', 'Four'],
      named: ['papers.csv line 2', 'papers.csv line 5', 'papers.csv line 7'],
    });
  });

  it('is given up where nearly all are broken, and says from which line on', () => {
    const { titles, named } = read(`title,authors\n${'"a" b,c\n'.repeat(1_000)}Last,x\n`);
    expect(titles).toEqual([]);
    expect(named).toHaveLength(FILE_LIMITS.brokenRows + 1);
    expect(named.at(-1)).toBe(`papers.csv line ${FILE_LIMITS.brokenRows + 2}`);
  });

  it('loses no row without a quote in it, whatever stands between', () => {
    const bad = fc.constantFrom('"', '"a" b,c', '"a,b', 'a"b,c', '""",x', 'x,"');
    fc.assert(
      fc.property(fc.array(bad, { maxLength: 5 }), rows => {
        const lines = rows.flatMap((row, index) => [row, `Good ${index},x`]);
        const csv = ['title,authors', ...lines].join('\n');
        const { rows: got, skipped } = rowsIn('papers.csv', csv);
        const told = JSON.stringify([got, skipped]);
        for (const index of rows.keys()) expect(told).toContain(`Good ${index}`);
      }),
    );
  });
});

describe('a table that was made to do harm', () => {
  it('is refused for its columns', () => {
    const columns = Array.from({ length: FILE_LIMITS.columns + 1 }, (_, index) => `c${index}`).join(',');
    expect(() => rowsIn('papers.csv', `${columns}\na,b\n`)).toThrow(
      'papers.csv cannot be read: it has 1001 columns, and 1000 is the limit',
    );
  });

  it('may have rows of more cells than columns', () => {
    expect(read(`title,authors\nOne,${'a,'.repeat(10_000)}\nTwo,b\n`).titles).toEqual(['One', 'Two']);
  });
});
