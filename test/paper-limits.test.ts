import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../src/catalogue.ts';
import type { SourcePaper } from '../src/paper.ts';
import { cutText, type LimitedField, PAPER_LIMITS, paperWithinLimits } from '../src/paper-limits.ts';
import { bodies, paper } from './support/papers.ts';

const texts = (count: number, text = 'x'): string[] => Array.from({ length: count }, () => text);

/** A paper with as much of a field as is asked for, and how much of it a paper has. */
const FIELDS: Readonly<
  Record<
    Exclude<LimitedField, 'id'>,
    {
      readonly give: (size: number) => Partial<SourcePaper>;
      readonly sizeOf: (paper: SourcePaper) => number | undefined;
    }
  >
> = {
  title: { give: n => ({ title: 'x'.repeat(n) }), sizeOf: ({ title }) => title.length },
  venue: { give: n => ({ venue: 'x'.repeat(n) }), sizeOf: ({ venue }) => venue.length },
  authors: { give: n => ({ authors: texts(n) }), sizeOf: ({ authors }) => authors.length },
  author: { give: n => ({ authors: ['x'.repeat(n)] }), sizeOf: ({ authors }) => authors[0]?.length },
  keywords: { give: n => ({ keywords: texts(n) }), sizeOf: ({ keywords }) => keywords.length },
  keyword: { give: n => ({ keywords: ['x'.repeat(n)] }), sizeOf: ({ keywords }) => keywords[0]?.length },
  tldr: { give: n => ({ tldr: 'x'.repeat(n) }), sizeOf: ({ tldr }) => tldr?.length },
  abstract: { give: n => ({ abstract: 'x'.repeat(n) }), sizeOf: ({ abstract }) => abstract?.length },
  decision: { give: n => ({ decision: 'x'.repeat(n) }), sizeOf: ({ decision }) => decision?.length },
  bibtex: { give: n => ({ bibtex: 'x'.repeat(n) }), sizeOf: ({ bibtex }) => bibtex?.length },
  forumUrl: { give: n => ({ forumUrl: 'x'.repeat(n) }), sizeOf: ({ forumUrl }) => forumUrl?.length },
  pdfUrl: { give: n => ({ pdfUrl: 'x'.repeat(n) }), sizeOf: ({ pdfUrl }) => pdfUrl?.length },
  file: { give: n => ({ file: 'x'.repeat(n) }), sizeOf: ({ file }) => file?.length },
  pages: { give: n => ({ pages: bodies(...texts(n)) }), sizeOf: ({ pages }) => pages.length },
  page: { give: n => ({ pages: bodies('x'.repeat(n)) }), sizeOf: ({ pages }) => pages[0]?.body.length },
  text: {
    give: n => {
      const last = { body: 'x'.repeat(999_999), references: 'x'.repeat(n - 4_999_999) };
      return { pages: [...bodies(...texts(4, 'x'.repeat(1_000_000))), last] };
    },
    sizeOf: ({ pages }) =>
      pages.reduce((sum, { body, references }) => sum + body.length + references.length, 0),
  },
  seams: {
    give: n => ({ seams: { body: ['x'.repeat(n - 1)], references: ['x'] } }),
    sizeOf: ({ seams }) => [...seams.body, ...seams.references].join('').length,
  },
};

describe('each field of a paper', () => {
  it.each(Object.entries(FIELDS))('comes in up to its limit: %s', (field, { give, sizeOf }) => {
    const limit = Object.entries(PAPER_LIMITS).find(([name]) => name === field)?.[1];
    if (limit === undefined) throw new Error('no limit');
    const whole = paper({ id: 'a', ...give(limit.most) });
    expect(paperWithinLimits(whole)).toEqual({ value: whole, over: new Set() });
    const { value, over } = paperWithinLimits(paper({ id: 'a', ...give(limit.most + 1) }));
    expect([...over]).toEqual([field]);
    if (limit.over === 'left out') expect(sizeOf(value)).toBeUndefined();
    else expect(sizeOf(value)).toBeLessThanOrEqual(limit.most);
  });

  it('is all there in the catalogue, which comes with the project', async () => {
    const papers = await readCatalogue();
    expect(papers.filter(one => paperWithinLimits(one).over.size > 0)).toEqual([]);
  });
});

describe('half of a character', () => {
  it('comes in with no field of a paper, from whatever source: the engine would refuse the whole batch', () => {
    const half = 'a \ud800 b';
    const given = paper({
      id: 'a',
      ...{ title: half, venue: half, authors: [half], keywords: [half], tldr: half, abstract: half },
      ...{ decision: half, bibtex: half, forumUrl: half, pdfUrl: half, file: half },
      pages: [{ body: half, references: half }],
      seams: { body: [half], references: [half] },
    });
    const { value, over } = paperWithinLimits(given);
    expect(JSON.parse(JSON.stringify(given).replaceAll('\\ud800', '\ufffd'))).toEqual(value);
    expect(over).toEqual(new Set());
  });
});

describe('a text that is cut', () => {
  it('ends with a whole character', () => {
    expect(cutText('ab😀', 3)).toBe('ab');
    expect(cutText('ab😀c', 4)).toBe('ab😀');
    expect(cutText('abe\u0301c', 3)).toBe('ab');
    expect(cutText(`a${'👩‍👩‍👧‍👦'.repeat(2)}`, 13)).toBe('a👩‍👩‍👧‍👦');
  });

  it('is never longer than it may be, and never ill-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(40), (text, most) => {
        const cut = cutText(text, most);
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is cut somewhere, even within accents without end', () => {
    expect(cutText(`a${'\u0301'.repeat(5_000)}`, 1_000)).toHaveLength(1_000);
  });
});
