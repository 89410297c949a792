import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPages, unpackPages } from '../../src/texts/packed.ts';
import { anyText } from '../support/any-text.ts';

describe('the pages of a paper', () => {
  it('are after packing what they were before, whatever they hold', () => {
    const text = fc.oneof(anyText, fc.string({ unit: 'binary' }));
    const pages = fc.array(fc.record({ body: text, references: text }), { maxLength: 4 });
    const some = fc.array(text, { maxLength: 2 });
    const seams = fc.record({ body: some, references: some });
    fc.assert(
      fc.property(fc.record({ pages, seams }), paper => {
        expect(unpackPages({ packed: packPages(paper) })).toEqual(paper);
      }),
    );
  });

  it('that are missing are told with what makes them again', () => {
    expect(() => unpackPages(undefined)).toThrow('npm run check-index -- --mend');
  });
});
