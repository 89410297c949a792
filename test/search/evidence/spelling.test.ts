import distance from 'damerau-levenshtein';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestWords } from '../../../src/search/evidence/spelling.ts';
import { fold } from '../../../src/search/words.ts';

describe('the words of a paper that are nearest to a mistyped one', () => {
  it('are those with the fewest letters wrong', () => {
    expect(nearestWords('netwroks', ['networks, network', 'a relu'])).toEqual(['networks']);
  });

  it('are one letter away for a short word, which begins with the same letter, and two for a long one', () => {
    expect(nearestWords('relus', ['relu delus', 'rel'])).toEqual(['relu']);
    expect(nearestWords('covolutonal', ['a convolutional net'])).toEqual(['convolutional']);
  });

  it('are those that comparing with every word finds', () => {
    const letters = fc.stringMatching(/^[abcé]{5,11}$/u);
    fc.assert(
      fc.property(letters, fc.array(letters, { maxLength: 20 }), (word, words) => {
        const allowed = word.length >= 9 ? 2 : 1;
        const steps = (one: string) => distance(fold(word), fold(one)).steps;
        const near = words.filter(one => allowed === 2 || fold(one)[0] === fold(word)[0]);
        const least = Math.min(allowed, ...near.map(steps));
        expect(new Set(nearestWords(word, [words.join(' ')]))).toEqual(
          new Set(near.filter(one => steps(one) === least)),
        );
      }),
    );
  });

  it('are none for what is too long for a word, however many of its length a paper holds', () => {
    const long = 'a'.repeat(998);
    const words = Array.from({ length: 5_000 }, (_, index) => `${long.slice(4)}${1_000 + index}`);
    expect(nearestWords(long, words)).toEqual([]);
    expect(nearestWords('a'.repeat(40), ['a'.repeat(41)])).toHaveLength(1);
    expect(nearestWords('a'.repeat(41), ['a'.repeat(42)])).toHaveLength(0);
  });
});
