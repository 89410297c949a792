import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableLatex } from '../../src/search/latex.ts';

describe('LaTeX in a title', () => {
  it.each([
    ['$\\mu$-Wasserstein GAN', 'μ-Wasserstein GAN'],
    ['Monge-Amp\\`ere Flow', 'Monge-Ampère Flow'],
    ['$A^*$ sampling', 'A* sampling'],
    ['Through $\\arg \\max$ for', 'Through arg max for'],
    ['P\\\'{o}lya and H\\"older', 'Pólya and Hölder'],
    ['An \\emph{easy} {\\em one}', 'An easy one'],
    ['in $\\mathbb{R}^2$', 'in ℝ²'],
    ['50\\% of \\$5', '50% of $5'],
    ['costs $5', 'costs $5'],
    ['Plain - with a dash', 'Plain - with a dash'],
  ])('%s reads %s', (latex, readable) => {
    expect(readableLatex(latex)).toBe(readable);
  });

  it('leaves every text without backslash or dollar as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        fc.pre(!/[\\$]/u.test(text));
        expect(readableLatex(text)).toBe(text);
      }),
    );
  });

  it('never throws', () => {
    const texts = fc.array(fc.constantFrom('\\', '$', '{', '}', 'mu', '\\alpha', '^', '_', ' ', 'x', '"'), {
      maxLength: 20,
    });
    fc.assert(fc.property(texts, parts => typeof readableLatex(parts.join('')) === 'string'));
  });
});
