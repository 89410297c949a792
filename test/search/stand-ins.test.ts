import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromIndexText, toIndexText } from '../../src/search/stand-ins.ts';

describe('a text in the index', () => {
  it('has white space where the engine would see letters', () => {
    expect(toIndexText('size=128 and |V|')).toMatch(/^size\s128 and \sV\s$/u);
  });

  it('comes back as it was, white space made plain, and never changes its length', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(
            fc.constantFrom(...'=|~^<>$→∈∑∂∇¬°\t\n\u2003 '),
            fc.string({ unit: 'grapheme', maxLength: 1 }),
          ),
        }),
        text => {
          const indexed = toIndexText(text);
          expect(indexed).toHaveLength(text.length);
          expect(fromIndexText(indexed)).toBe(text.replaceAll(/[^\S ]/gu, ' '));
        },
      ),
    );
  });
});
