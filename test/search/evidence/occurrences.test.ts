import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedOnce, looseOccurrences } from '../../../src/search/evidence/loose-occurrences.ts';
import { haystack, occurrences } from '../../../src/search/evidence/occurrences.ts';
import { wordsOf } from '../../../src/search/words.ts';

describe('the occurrences of a word', () => {
  it('are those as a whole word, and none is left out where words repeat their letters', () => {
    const text = fc.array(fc.constantFrom('a', 'aa', 'aba', ' ', '-', 'ab'), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.constantFrom('a', 'aa', 'ab', 'aba', 'abab'), (parts, word) => {
        const whole = parts.join('');
        const found = occurrences(haystack(whole), [word]);
        expect(found.map(({ start, end }) => whole.slice(start, end))).toEqual(
          wordsOf(whole).filter(one => one === word),
        );
      }),
    );
  });

  it('are looked for from each letter of a text once, however the letters repeat', () => {
    const word = 'a'.repeat(900);
    expect(occurrences(haystack('a'.repeat(5_000_000)), [word])).toEqual([]);
    expect(looseOccurrences(foldedOnce('a'.repeat(100_000)), [word])).toEqual([]);
  });
});
