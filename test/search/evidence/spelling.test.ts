import { describe, expect, it } from 'vitest';
import { nearestWords } from '../../../src/search/evidence/spelling.ts';

describe('the words of a paper that are nearest to a mistyped one', () => {
  it('are those with the fewest letters wrong', () => {
    expect(nearestWords('netwroks', new Set(['networks', 'network', 'relu']))).toEqual(['networks']);
  });

  it('are one letter away for a short word, which begins with the same letter, and two for a long one', () => {
    expect(nearestWords('relus', new Set(['relu', 'delus', 'rel']))).toEqual(['relu']);
    expect(nearestWords('covolutonal', new Set(['convolutional']))).toEqual(['convolutional']);
  });

  it('are none for what is too long for a word, however many of its length a paper holds', () => {
    const long = 'a'.repeat(998);
    const words = new Set(Array.from({ length: 5_000 }, (_, index) => `${long.slice(4)}${1_000 + index}`));
    expect(nearestWords(long, words)).toEqual([]);
    expect(nearestWords('a'.repeat(40), new Set(['a'.repeat(41)]))).toHaveLength(1);
    expect(nearestWords('a'.repeat(41), new Set(['a'.repeat(42)]))).toHaveLength(0);
  });
});
