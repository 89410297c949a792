import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionsOf } from '../../src/search/positions.ts';
import { anyText } from '../support/any-text.ts';

describe('the positions of a text', () => {
  it.each([
    ['', 8],
    ['deep nets', 8 + 2],
    ['multi-agent', 8 + 2],
    ['It ends. And, again!', 8 + 4 + 3 * 8],
    ['𝔾 😀😀 é', 8 + 2 + 8],
  ])('are one for a word, and eight for what ends a sentence: %j', (text, positions) => {
    expect(positionsOf(text)).toBe(positions);
  });

  it('are those of the runs of letters and of signs in any text', () => {
    const count = (text: string, runs: RegExp): number => text.match(runs)?.length ?? 0;
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), text => {
        const words = count(text, /[\p{L}\p{N}\p{M}]+/gu);
        const signs = count(text, /[^\p{L}\p{N}\p{M}\s-]+/gu);
        expect(positionsOf(text)).toBe(8 + words + 8 * signs);
      }),
      { numRuns: 1_000 },
    );
  });
});
