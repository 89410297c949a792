import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCharacters } from '../../../ingest/text/characters.ts';

describe('cleanCharacters', () => {
  it('spells ligatures out', () => {
    expect(cleanCharacters('e\uFB03cient work\uFB02ow, \uFB01rst \uFB00, bu\uFB00er, \uFB04, \uFB06')).toBe(
      'efficient workflow, first ff, buffer, ffl, st',
    );
  });

  it('composes letters with the marks that follow them', () => {
    expect(cleanCharacters('Ame\u0301lie')).toBe('Am\u00E9lie');
  });

  it('writes letters of formulas and full-width letters as the letters that they are', () => {
    expect(cleanCharacters('ℓ \u{1D465} Ｇａｔｅ')).toBe('l x Gate');
  });

  it('leaves raised numbers and fractions as they were printed: 2² is not 22', () => {
    expect(cleanCharacters('2² ½')).toBe('2² ½');
  });

  it('reads a soft hyphen as the hyphen or dash it was printed as', () => {
    expect(cleanCharacters('pages 12\u00AD34, infor\u00AD\nmation')).toBe('pages 12-34, infor-\nmation');
  });

  it('drops what no page shows: controls, private use, zero width, noncharacters', () => {
    expect(cleanCharacters('a\u0000b\u0007c\uE000d\u200Be\uFFFEf')).toBe('abcdef');
  });

  it('keeps white space, with one kind of line end', () => {
    expect(cleanCharacters('a\tb\r\nc\rd\u2028e')).toBe('a\tb\nc\nd\ne');
  });

  it('replaces lone surrogates and keeps pairs', () => {
    expect(cleanCharacters('a\uD835b \u{1F600}')).toBe('a\uFFFDb \u{1F600}');
  });

  it('gives printable, well-formed text for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), raw => {
        const clean = cleanCharacters(raw);
        expect(clean).not.toMatch(/[^\P{Cc}\s]|[\p{Cf}\p{Co}]|\p{Surrogate}/u);
      }),
    );
  });
});
