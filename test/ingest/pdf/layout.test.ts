import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, type PlacedRun } from '../../../ingest/pdf/layout.ts';

/** A run whose letters are half as wide as high. */
function run(text: string, x: number, y: number, size = 10, angle = 0): PlacedRun {
  return { text, x, y, size, angle, width: (text.length * size) / 2 };
}

function textOf(...runs: readonly PlacedRun[]): string {
  return layOut(runs)
    .map(({ text }) => text)
    .join('\n');
}

describe('layOut', () => {
  it('joins what stands close on a line, and parts words by their gap', () => {
    expect(textOf(run('Purr', 0, 0), run('ing', 20.3, 0), run('cats', 38, 0))).toBe('Purring cats');
  });

  it('keeps small capitals, subscripts and superscripts on their line', () => {
    expect(textOf(run('A', 0, 0, 12), run('BSTRACT', 6.4, 0, 9.6))).toBe('ABSTRACT');
    expect(textOf(run('x', 0, 0), run('i', 5, 1.5, 7), run('2', 8.5, -4, 7))).toBe('xi2');
  });

  it('parts what follows a subscript, which TeX sets closer than words, but not small capitals', () => {
    expect(textOf(run('x', 0, 0), run('i', 5, 1.5, 7), run('y', 9.1, 0))).toBe('xi y');
    expect(textOf(run('MIMIC', 0, 0, 8), run('-D', 20.6, 0, 10), run('EEP', 31, 0, 8))).toBe('MIMIC-DEEP');
  });

  it('begins a line below, further up, and back at the left', () => {
    expect(textOf(run('one', 0, 0), run('two', 0, 11), run('three', 200, 0), run('four', 100, 0))).toBe(
      'one\ntwo\nthree\nfour',
    );
  });

  it('begins a line far back at the left, however close it is below', () => {
    expect(textOf(run('8. REFERENCES', 0, 0, 12), run('[1] Ada Felis', 0, 6))).toBe(
      '8. REFERENCES\n[1] Ada Felis',
    );
  });

  it('parts cells by a tab', () => {
    expect(textOf(run('rows', 0, 0), run('12', 40, 0))).toBe('rows\t12');
  });

  it('parts the mark of a footnote from the word after it, but no exponent from its base', () => {
    expect(textOf(run('1', 0, -4, 6), run('Although', 3.2, 0))).toBe('1 Although');
    expect(textOf(run('x', 0, 0), run('2', 5, -4, 6), run('y', 8.2, 0))).toBe('x2y');
  });

  it('sets an accent that was drawn first on its letter', () => {
    expect(textOf(run('Pf ¨', 0, 0), run('ulb', 14, 0))).toBe('Pfülb');
  });

  it('follows text that runs upwards', () => {
    const up = -Math.PI / 2;
    expect(textOf(run('arXiv', 20, 500, 20, up), run('2015', 20, 440, 20, up), run('cats', 50, 60))).toBe(
      'arXiv 2015\ncats',
    );
  });

  it('gives the place of the start of a line and the size of most of it', () => {
    const lines = layOut([run('1', 70, 96, 6), run('Although purring', 74, 100, 9)]);
    expect(lines).toEqual([{ text: '1 Although purring', size: 9, x: 70, y: 96 }]);
  });

  it('loses no letter, wherever runs stand', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const anyRun = fc.record({
      text: fc.string(),
      x: number,
      y: number,
      size: number,
      width: number,
      angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    });
    const lettersOf = (text: string) => text.match(/[a-z0-9]/giu)?.join('') ?? '';
    fc.assert(
      fc.property(fc.array(anyRun), runs => {
        const lines = layOut(runs);
        expect(lettersOf(lines.map(({ text }) => text.normalize('NFD')).join(''))).toBe(
          lettersOf(runs.map(({ text }) => text.normalize('NFD')).join('')),
        );
        for (const { text } of lines) expect(text.trim()).not.toBe('');
      }),
    );
  });
});
