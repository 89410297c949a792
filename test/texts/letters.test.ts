import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lettersOf } from '../../src/texts/letters.ts';
import { tokensOf } from '../../src/texts/tokens.ts';
import { anyText } from '../support/any-text.ts';

describe('the letters of a text', () => {
  it.each([
    ['Erdős–Rényi (graphs)', 'erdosrenyigraphs'],
    ['β-VAE, L_2', 'betavael2'],
    ['ﬁlter 1×1', 'filter1x1'],
    ['→ … !', ''],
    ['深度 net', '深度net'],
  ])('are those that the text index compares: %s', (text, letters) => {
    expect(lettersOf(text)).toBe(letters);
  });

  it('hold those of every run of its tokens: what they lack, no phrase can be found in', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.integer({ min: 1, max: 4 }), (text, from, many) => {
        const tokens = tokensOf(text);
        const start = tokens.length === 0 ? 0 : from % tokens.length;
        const run = tokens.slice(start, start + many).map(token => token.text);
        expect(lettersOf(text)).toContain(lettersOf(run.join('')));
      }),
      { numRuns: 3_000 },
    );
  });
});
