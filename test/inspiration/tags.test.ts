import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawTags, findTags } from '../../src/inspiration/tags.ts';

const COUNTS = new Map([
  ['gan', 32],
  ['gans', 17],
  ['organ', 1],
  ['graph', 32],
]);

describe('drawn tags', () => {
  it('are different ones, as many as there can be', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 8 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (howMany, numbers) => {
          const drawn = drawTags(COUNTS, howMany, () => numbers.next().value);
          expect(new Set(drawn.map(({ tag }) => tag)).size).toBe(Math.min(howMany, COUNTS.size));
          for (const { tag, papers } of drawn) expect(COUNTS.get(tag)).toBe(papers);
        },
      ),
    );
  });
});

describe('found tags', () => {
  it('begin with what was typed, most papers first', () => {
    expect(findTags(COUNTS, 'ga').map(({ tag }) => tag)).toEqual(['gan', 'gans']);
    expect(findTags(COUNTS, 'g').map(({ tag }) => tag)).toEqual(['gan', 'graph', 'gans']);
  });

  it('hold it, where none begins so', () => {
    expect(findTags(COUNTS, 'rg').map(({ tag }) => tag)).toEqual(['organ']);
    expect(findTags(COUNTS, 'xyz')).toEqual([]);
  });
});
