import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontMatter } from '../../../ingest/pdf/front-matter.ts';
import type { PlacedLine } from '../../../ingest/pdf/reader.ts';

const NO_INFO = { title: null, author: null };

/** Lines as [text, size, y, x]; in ten points, each 11 points under the one before, unless they say otherwise. */
function page(...lines: readonly (readonly [string, number?, number?, number?])[]): PlacedLine[] {
  let foot = 40;
  return lines.map(([text, size = 10, y, x = 108]) => {
    foot = y ?? foot + 11;
    return { text, size, x, y: foot };
  });
}

const PAPER = page(
  ['arXiv:1504.08083v2 [cs.CV] 27 Sep 2015', 20, 540, 32],
  ['Published as a conference paper at ICLR 2019', 10, 35],
  ['OF THE PURRING OF CATS, AND WHY', 14, 94],
  ['DOGS DO NOT', 14, 113],
  ['Ada Felis1,2 & Bo van Canis∗', 10, 145],
  ['Institute of Purring'],
  ['{ada,bo}@cats.example'],
  ['ABSTRACT', 9.6, 234],
  ['Purring is a large', 10, 259],
);

describe('frontMatter', () => {
  it('takes the largest type for the title, and the names after it for the authors', () => {
    expect(frontMatter(PAPER, NO_INFO)).toEqual({
      title: 'OF THE PURRING OF CATS, AND WHY DOGS DO NOT',
      authors: ['Ada Felis', 'Bo van Canis'],
    });
  });

  it("takes the file's way to write a title that the page has in capitals", () => {
    const info = { ...NO_INFO, title: 'Of the Purring of Cats, and Why Dogs do not' };
    expect(frontMatter(PAPER, info).title).toBe(info.title);
  });

  it('reads authors side by side, each over an address, and lists that go on', () => {
    const columns = page(
      ['Of Cats', 17, 100],
      ['Ada Felis\tBo Canis', 10, 150],
      ['Cats Inc.\tDog University'],
      ['Cy Mus', 10, 150, 400],
      ['Bern Ursus,', 10, 190],
      ['Dora Avis and', 10],
      ['Emil Equus', 10],
      ['New Orleans', 10],
      ['Abstract', 12, 250],
    );
    expect(frontMatter(columns, NO_INFO).authors).toEqual([
      'Ada Felis',
      'Bo Canis',
      'Cy Mus',
      'Bern Ursus',
      'Dora Avis',
      'Emil Equus',
    ]);
  });

  it('reads authors with their mail addresses beside them', () => {
    const lines = page(
      ['Of Cats', 14, 100],
      ['Ada Felis ADA@CATS.EXAMPLE', 8, 147],
      ['Cat Town', 10, 160],
      ['Bo Canis BO@CATS.EXAMPLE', 8, 175],
      ['Abstract', 12, 235],
    );
    expect(frontMatter(lines, NO_INFO).authors).toEqual(['Ada Felis', 'Bo Canis']);
  });

  it('knows a title from the heading of the abstract', () => {
    const lines = page(
      ['Abstract Reasoning in Cats', 17, 100],
      ['Ada Felis'],
      ['Abstract. Cats reason', 10, 200],
    );
    expect(frontMatter(lines, NO_INFO)).toEqual({
      title: 'Abstract Reasoning in Cats',
      authors: ['Ada Felis'],
    });
  });

  it('joins a word that the title broke as the paper writes it', () => {
    const lines = page(['Speech Syn-', 17, 100], ['thesis of Cats', 17, 119], ['Abstract'], ['synthesis']);
    expect(frontMatter(lines, NO_INFO).title).toBe('Speech Synthesis of Cats');
  });

  it('is not led astray by line numbers, rubrics and marks', () => {
    const lines = page(['000', 30, 60], ['REPORTS', 24, 80], ['Of Cats∗', 17, 120], ['Abstract', 12, 250]);
    expect(frontMatter(lines, NO_INFO).title).toBe('Of Cats');
  });

  it('takes what the file says where the page tells nothing, unless it is the name of a file', () => {
    expect(frontMatter([], { title: 'Of Cats', author: 'Ada Felis; Bo Canis' })).toEqual({
      title: 'Of Cats',
      authors: ['Ada Felis', 'Bo Canis'],
    });
    for (const title of ['iclr2019_conference.dvi', 'Microsoft Word - Cats', 'untitled', 'paper']) {
      expect(frontMatter([], { title, author: null }).title).toBeNull();
    }
  });

  it('names nobody where the authors hide', () => {
    const hidden = page(
      ['Of Cats', 17, 100],
      ['Anonymous authors'],
      ['Paper under double-blind review'],
      ['Abstract'],
    );
    expect(frontMatter(hidden, NO_INFO)).toEqual({ title: 'Of Cats', authors: [] });
  });

  it('takes a page of text in one size for no title', () => {
    const text = page(...Array.from({ length: 20 }, (_line, index) => [`the cats purr ${index}`] as const));
    expect(frontMatter(text, NO_INFO)).toEqual({ title: null, authors: [] });
  });

  it('gives clean, single-spaced text for whatever stands on the page', () => {
    const number = fc.double({ min: 0, max: 800, noNaN: true });
    const line = fc.record({ text: fc.string({ unit: 'grapheme' }), size: number, x: number, y: number });
    const said = fc.option(fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(line), fc.record({ title: said, author: said }), (lines, info) => {
        const { title, authors } = frontMatter(lines, info);
        for (const text of [...authors, ...(title === null ? [] : [title])]) {
          expect(text).toBe(text.trim());
          expect(text).not.toBe('');
          expect(text).not.toMatch(/\p{Cc}|\p{Co}|\s{2}/u);
        }
      }),
    );
  });
});
