import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../ingest/text/lines.ts';
import { paperText } from '../../../ingest/text/paper-text.ts';

const ENTRY = 'Ada Felis. Purring as a sig-\nnal. Journal of Pets, 3(2):10-20, 2011.';
const SHOWN_ENTRY = 'Ada Felis. Purring as a signal. Journal of Pets, 3(2):10-20, 2011.';

const AWKWARD = [
  ...[
    '-',
    '\n',
    '\f',
    ' ',
    '\t',
    '\r\n',
    '\u0000',
    '\uE000',
    '\u00AD',
    '\uD800',
    '´',
    '¨',
    '¸',
    '\uFB01',
    '\u0301',
  ],
  ...[
    'a',
    'i',
    'U',
    '7',
    'kit',
    'ten',
    'CIFAR',
    '\nREFERENCES\n',
    '\nAPPENDIX\n',
    ENTRY,
    '2011',
    'arXiv',
    'ß',
    '猫',
  ],
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...AWKWARD), { maxLength: 200 }).map(pieces => pieces.join('')),
);

function pagesIn(raw: string): string[] {
  const pages = raw.split('\f');
  return pages.at(-1)?.trim() === '' ? pages.slice(0, -1) : pages;
}

function lettersOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).sort();
}

describe('paperText', () => {
  it('gives a page for every page of the PDF, empty ones too', () => {
    expect(paperText('One\ncat.\n\f\fThree  cats.\n\f').pages).toEqual([
      { body: 'One cat.', references: '' },
      { body: '', references: '' },
      { body: 'Three cats.', references: '' },
    ]);
  });

  it('has no pages where there is no text', () => {
    expect(paperText('')).toEqual({ pages: [], seams: { body: [], references: [] } });
  });

  it('cuts the reference list out of its pages, also in the middle of one', () => {
    const raw = `Cats purr.\nREFERENCES\n${ENTRY}\n\f${ENTRY}\nAPPENDIX\nMore cats.\n\f`;
    expect(paperText(raw).pages).toEqual([
      { body: 'Cats purr.', references: `REFERENCES ${SHOWN_ENTRY}` },
      { body: 'APPENDIX More cats.', references: SHOWN_ENTRY },
    ]);
  });

  it('keeps both ends of a page that has its list in the middle', () => {
    const raw = `Cats have much fur-\nREFERENCES\n${ENTRY}\nAPPENDIX\nMore cats.`;
    expect(paperText(raw).pages).toEqual([
      { body: 'Cats have much fur- APPENDIX More cats.', references: `REFERENCES ${SHOWN_ENTRY}` },
    ]);
  });

  it('puts each seam where its word stands', () => {
    const { seams } = paperText(`Purring calms kit-\ntens.\nREFERENCES\n${ENTRY}`);
    expect(seams.body).toEqual(['Purring calms kit tens.']);
    expect(seams.references).toEqual([
      'REFERENCES Ada Felis. Purring as a sig nal. Journal of Pets, 3(2):10-20, 2011.',
    ]);
  });

  it('decides a broken word by how other pages of the paper write it', () => {
    expect(paperText('A whisker-\ncount.\n\fThe whisker-count.').pages[0]?.body).toBe('A whisker-count.');
    expect(paperText('A whisker-\ncount.\n\fThe whiskercount.').pages[0]?.body).toBe('A whiskercount.');
  });

  it('gives clean, single-spaced pages for any string, as many as form feeds tell', () => {
    fc.assert(
      fc.property(anyText, raw => {
        const { pages, seams } = paperText(raw);
        expect(pages).toHaveLength(pagesIn(raw).length);
        const texts = [
          ...pages.flatMap(page => [page.body, page.references]),
          ...seams.body,
          ...seams.references,
        ];
        for (const text of texts) {
          expect(text).toBe(text.trim());
          expect(text).not.toMatch(/\p{Cc}|\p{Co}|\u00AD|\p{Surrogate}| {2}/u);
        }
      }),
    );
  });

  it('loses no letter and no digit of the lines, and moves none to another page', () => {
    fc.assert(
      fc.property(anyText, raw => {
        const letters = paperText(raw).pages.map(page => lettersOf(page.body + page.references));
        expect(letters).toEqual(linesOf(raw).map(lines => lettersOf(lines.join(''))));
      }),
    );
  });

  it.each([
    ['one endless word', 'a', 1_000_000],
    ['broken words without end', 'ab-\n', 250_000],
    ['hyphens and white space', `a-${' '.repeat(1000)}`, 1000],
    ['empty lines', '\n', 1_000_000],
    ['form feeds', '\f', 100_000],
    ['accents', 'e´', 500_000],
    ['headings of lists', 'References\n', 100_000],
    ['tiny lists', `REFERENCES\n${ENTRY}\nAPPENDIX\n`, 5_000],
    ['names', 'Ada Felis, ', 100_000],
  ])(
    'reads a hostile file to its end, which the square of its length would not let it reach: %s',
    (_what, piece, times) => {
      const raw = piece.repeat(times);
      const { pages } = paperText(raw);
      const read = pages.flatMap(({ body, references }) => lettersOf(body + references));
      expect(read).toHaveLength(lettersOf(raw).length);
    },
  );
});
