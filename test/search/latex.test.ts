import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LATEX_LIMITS, readableLatex } from '../../src/search/latex.ts';

describe('LaTeX in a title', () => {
  it.each([
    ['$\\mu$-Wasserstein GAN', 'μ-Wasserstein GAN'],
    ['Monge-Amp\\`ere Flow', 'Monge-Ampère Flow'],
    ['$A^*$ sampling', 'A* sampling'],
    ['Through $\\arg \\max$ for', 'Through arg max for'],
    ['P\\\'{o}lya and H\\"older', 'Pólya and Hölder'],
    ['An \\emph{easy} {\\em one}', 'An easy one'],
    ['in $\\mathbb{R}^2$', 'in ℝ²'],
    ['$\\hat{\\theta}$ and $p_{\\bar{d}}$', 'θ̂ and p_d̅'],
    ['$\\overline{AB}$ of $x^{12}_{ij}$', 'A̅B of x¹²ᵢⱼ'],
    ['$a \\not\\in B$, $\\hat{}$ and $x \\hat y$', 'a ∈\u0338 B, ^ and x hat y'],
    ['$\\alphabet$ \\alpha\\beta', 'αbet αβ'],
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

  it('is left as it was typed where there is more than a title or an abstract has', () => {
    const most = '\\mu '.repeat(LATEX_LIMITS.commands);
    expect(readableLatex(most)).toBe('μ '.repeat(LATEX_LIMITS.commands));
    expect(readableLatex(`${most}\\mu`)).toBe(`${most}\\mu`);
    const long = `${'a'.repeat(LATEX_LIMITS.characters - 3)}\\mu`;
    expect(readableLatex(long)).toMatch(/μ$/u);
    expect(readableLatex(`a${long}`)).toBe(`a${long}`);
  });

  it('costs a look at the table a command, however many different ones there are', () => {
    const names = Array.from({ length: LATEX_LIMITS.commands }, (_, index) => index.toString(26));
    const unknown = names.map(name => name.replaceAll(/\d/gu, digit => 'qrstuvwxyz'.charAt(Number(digit))));
    for (let round = 0; round < 200; round += 1)
      expect(readableLatex(unknown.map(name => `\\zz${round}${name}`).join(''))).not.toContain('\\');
  });

  it('never throws', () => {
    const texts = fc.array(fc.constantFrom('\\', '$', '{', '}', 'mu', '\\alpha', '^', '_', ' ', 'x', '"'), {
      maxLength: 20,
    });
    fc.assert(fc.property(texts, parts => typeof readableLatex(parts.join('')) === 'string'));
  });
});
