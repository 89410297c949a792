import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BORDER, createFold, foldText, tokensOf } from '../../src/texts/tokens.ts';
import { anyText } from '../support/any-text.ts';

describe('a text, folded', () => {
  it.each([
    ['case', 'ReLU GAN', 'relu gan'],
    ['accents', 'Erdős Poincaré Ångström', 'erdos poincare angstrom'],
    ['accents that stand on their own', 'Erdo\u030bs', 'erdos'],
    [
      'letters that Unicode does not take apart',
      'Łoś Bjørn đ ß æ œ þ ð ı ħ',
      'los bjorn d ss ae oe th d i h',
    ],
    ['ligatures', 'eﬃcient ﬁne', 'efficient fine'],
    ['full width', 'ＧＡＮ２', 'gan2'],
    ['the italics of formulas', '𝐿 𝑥𝑦 ℝ', 'l xy r'],
    ['white space and hyphens', 'a-b  c\u2013d \u2014 e\n f\u00a0g\u2011h', 'a b c d e f g h'],
    ['runs of letters and digits, whole', 'conv2d 3d v1', 'conv2d 3d v1'],
  ])('has nothing left of %s', (_, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it.each([
    ['β-VAE', 'beta vae'],
    ['βVAE', 'beta vae'],
    ['μβ', 'mu beta'],
    ['ε-greedy', 'epsilon greedy'],
    ['ϵ-greedy', 'epsilon greedy'],
    ['Δt', 'delta t'],
    ['λόγος', 'λογος'],
    ['λόγοι', 'λογοι'],
  ])('holds Greek letters by their names, and words of Greek as they are: %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it.each(['1x1', '1×1', '1 × 1', '1 x 1', '1X1'])('says "1 x 1" for %s', text => {
    expect(foldText(text)).toBe('1 x 1');
  });

  it.each([
    ['3x3x3', '3 x 3 x 3'],
    ['2x', '2x'],
    ['x2', 'x2'],
    ['a×b', 'axb'],
  ])('has an x between digits alone as a word: %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it.each(['L_2', 'L^2', 'L2', 'L_{2}', 'L^{2}', 'L₂', 'L²'])('says l2 for %s', text => {
    expect(foldText(text)).toBe('l2');
  });

  it.each([
    ['x_i', 'xi'],
    ['p_{ij}', 'pij'],
    ['batch_size', 'batch size'],
    ['10^4', '10 4'],
    ['10⁴', '10 4'],
    ['a_bcd', 'a bcd'],
  ])('has the marks of an index between short names alone fall away: %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('has each character of Chinese, Japanese and Korean for a word', () => {
    expect(foldText('深度学习 GAN')).toBe('深 度 学 习 gan');
    expect(foldText('ニューラル')).toBe('ニ ュ ー ラ ル');
    expect(foldText('신경망')).toBe('신 경 망');
  });

  it.each([
    ['ReLU, networks', 'relu ， networks'],
    ['ReLU(networks', 'relu （ networks'],
    ['ReLU ( networks', 'relu （ networks'],
    ['Poincar´e', 'poincar e'],
    ['* and ¶', '＊ and ⁋'],
    ['and so on...', 'and so on ．'],
    ['C++', 'c ＋＋'],
    ['a+', 'a ＋'],
    ["don't", 'don ＇ t'],
    ['don’t “quote”', 'don ＇ t ＂ quote ＂'],
  ])('keeps signs as words of their own: %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

describe('the tokens of any text', () => {
  it('are the same by the fast way and by the slow one', () => {
    const fold = createFold();
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(text)).toBe(foldText(text));
        // Once more: from what is remembered.
        expect(fold(text)).toBe(foldText(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('stand in it, in order, and hold no white space', () => {
    fc.assert(
      fc.property(anyText, text => {
        let last = 0;
        for (const { text: token, start, end } of tokensOf(text)) {
          expect(token).toMatch(/^\S+$/u);
          expect(token).not.toBe(BORDER);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('fold to themselves, where they are words', () => {
    const words = fc.array(fc.stringMatching(/^[a-wyz0-9]{1,8}$/u), { minLength: 1 });
    fc.assert(
      fc.property(words, parts => {
        const text = parts.join(' ');
        expect(foldText(text)).toBe(text);
      }),
    );
  });

  it('are for each cut at a space what they are for the whole', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const both = [foldText(a), foldText(b)].filter(one => one !== '').join(' ');
        expect(foldText(`${a} ${b}`)).toBe(both);
      }),
    );
  });
});
