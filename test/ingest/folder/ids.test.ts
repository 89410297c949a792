import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOfRow, idOfText } from '../../../ingest/folder/ids.ts';
import { readRow } from '../../../ingest/folder/row.ts';

function idOf(fields: Readonly<Record<string, unknown>>): string {
  const read = readRow(fields, 'papers.json paper 1');
  if (!read.ok) throw new Error(read.reason);
  return idOfRow(read.row);
}

describe('an id', () => {
  it.each([
    ['SkxAbC-1_2', 'SkxAbC-1_2'],
    ['q.pdf', 'q'],
    ['Brook:2019/é', expect.stringMatching(/^Brook-2019-e-[0-9a-f]{8}$/u)],
    ['鼠', expect.stringMatching(/^[0-9a-f]{8}$/u)],
  ])('that a row gives as %j is %j', (id, expected) => {
    expect(idOf({ id })).toEqual(expected);
  });

  it('is one that the search engine takes, and that of no other text', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(idOfText(one)).toMatch(/^[A-Za-z0-9_-]{1,511}$/u);
        if (one.replace(/\.pdf$/iu, '') !== other.replace(/\.pdf$/iu, ''))
          expect(idOfText(one)).not.toBe(idOfText(other));
      }),
    );
  });

  it('of a row without one differs with its file, its title and its authors, and with nothing else', () => {
    const row = { file: '1.pdf', title: 'Quokkas', authors: ['Ada Brook'] };
    const id = idOf(row);
    expect(idOf({ ...row, abstract: 'Of gates.', venue: 'Lab' })).toBe(id);
    for (const other of [{ file: '2.pdf' }, { title: 'Wombats' }, { authors: ['Kim Lee'] }])
      expect(idOf({ ...row, ...other })).not.toBe(id);
  });
});
