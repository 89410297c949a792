import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutFurniture } from '../../../ingest/text/furniture.ts';

const WORDS = ['Purring calms', 'A kitten sleeps', 'Cats see well', 'Whiskers measure', 'Tails balance'];

/** Pages with five lines each that no other page has. */
function pagesOf(count: number): string[][] {
  return Array.from({ length: count }, (_page, page) => WORDS.map(line => `${line} on ${'abcdefg'[page]}`));
}

function withEdges(count: number, top: (page: number) => string[], foot: (page: number) => string[]) {
  return pagesOf(count).map((lines, page) => [...top(page), ...lines, ...foot(page)]);
}

describe('withoutFurniture', () => {
  it('takes the running head and the page number, wherever the template put them', () => {
    const head = () => ['Under review as a conference paper'];
    const number = (page: number) => [String(page + 1)];
    expect(withoutFurniture(withEdges(3, head, number))).toEqual(pagesOf(3));
    expect(
      withoutFurniture(
        withEdges(
          3,
          () => [],
          page => [...number(page), ...head()],
        ),
      ),
    ).toEqual(pagesOf(3));
  });

  it('takes a head that carries the number, and two that take turns', () => {
    const head = (page: number) => [
      page % 2 === 0 ? `${page + 31} A. Felis and B. Canis` : `Of cats ${page + 31}`,
    ];
    expect(withoutFurniture(withEdges(6, head, () => []))).toEqual(pagesOf(6));
  });

  it('takes a head from a page on which figures stand around it', () => {
    const pages = withEdges(
      4,
      () => ['Under review as a conference paper'],
      () => [],
    );
    const [head = '', ...rest] = pages[3] ?? [];
    const strayed = [...rest.slice(0, 2), head, ...rest.slice(2), 'axis', 'legend'];
    expect(withoutFurniture([...pages.slice(0, 3), strayed])[3]).toEqual([...rest, 'axis', 'legend']);
  });

  it('takes page numbers that begin elsewhere than at 1', () => {
    expect(
      withoutFurniture(
        withEdges(
          3,
          () => [],
          page => [`- ${page + 1201} -`],
        ),
      ),
    ).toEqual(pagesOf(3));
  });

  it('keeps what stands at the edge of fewer than three pages', () => {
    const pages = [
      ...withEdges(
        2,
        () => ['Of cats'],
        page => [String(page + 1)],
      ),
      ['The end'],
    ];
    expect(withoutFurniture(pages)).toEqual(pages);
  });

  it('keeps what stands at the edge of few of many pages, as the heads of tables do', () => {
    const pages = Array.from({ length: 12 }, (_page, page) =>
      pagesOf(1)
        .flat()
        .map(line => `${line} ${'abcdefghijkl'[page]}`),
    );
    const tables = pages.map((lines, page) => (page < 3 ? ['Model', ...lines] : lines));
    expect(withoutFurniture(tables)).toEqual(tables);
  });

  it('keeps numbers that do not go up with the pages, and what repeats in the middle of them', () => {
    const numbers = withEdges(
      4,
      () => [],
      page => [String(page * page)],
    );
    expect(withoutFurniture(numbers)).toEqual(numbers);
    const middle = pagesOf(4).map(lines => [...lines.slice(0, 3), 'Proof.', ...lines.slice(3), 'x', 'y']);
    expect(withoutFurniture(middle.map((lines, page) => [...lines, `z${'abcd'[page]}`]))).toHaveLength(4);
    expect(withoutFurniture(middle).flat()).toContain('Proof.');
  });

  it('takes line numbers, in a run or each before its line', () => {
    const numbers = Array.from({ length: 54 }, (_number, index) => String(index + 54).padStart(3, '0'));
    const [lines = []] = pagesOf(1);
    expect(withoutFurniture([[...numbers, ...lines]])).toEqual([lines]);
    const long = numbers.map(number => `Purring ${'a'.repeat(Number(number))}`);
    expect(withoutFurniture([numbers.flatMap((number, index) => [number, long[index] ?? ''])])).toEqual([
      long,
    ]);
  });

  it('keeps a column of a table, and numbers of other lengths', () => {
    const table = ['128', '256', '512', '100', '101', '102', 'rows'];
    expect(withoutFurniture([table])).toEqual([table]);
    const count = Array.from({ length: 30 }, (_number, index) => String(index + 1));
    expect(withoutFurniture([count])).toEqual([count]);
  });

  it('takes whole lines only, and leaves the others in order', () => {
    const line: fc.Arbitrary<string> = fc.constantFrom(
      'Of cats',
      'Of dogs',
      '1',
      '2',
      '000',
      '001',
      '12 Felis',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 12 }), { maxLength: 6 }), pages => {
        const left = withoutFurniture(pages);
        expect(left).toHaveLength(pages.length);
        for (const [page, lines] of left.entries()) {
          let from = 0;
          for (const one of lines) {
            from = (pages[page] ?? []).indexOf(one, from) + 1;
            expect(from).toBeGreaterThan(0);
          }
        }
      }),
    );
  });
});
